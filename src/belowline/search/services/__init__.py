"""What keeps the index in step."""
