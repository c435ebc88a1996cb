"""Which names look alike, and which mix scripts."""
