"""What an installation answers before it has a publication."""
