"""What is asked about discussions."""
