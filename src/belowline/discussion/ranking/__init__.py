"""How comments are ranked."""
