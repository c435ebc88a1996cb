"""What changes discussions."""
