"""What is asked about reports and decisions."""
