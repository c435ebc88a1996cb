"""What is asked about what readers want to be sent."""
