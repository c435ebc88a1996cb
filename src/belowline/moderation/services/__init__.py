"""What changes reports and decisions."""
