"""What changes publications and articles."""
