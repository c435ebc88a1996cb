"""What changes surveys, and takes answers."""
