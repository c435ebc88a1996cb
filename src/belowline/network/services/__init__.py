"""What changes offers, and which sites show one another."""
