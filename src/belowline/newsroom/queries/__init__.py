"""What is asked about publications and articles."""
