"""The faces: pages and forms for people, JSON for programs."""
