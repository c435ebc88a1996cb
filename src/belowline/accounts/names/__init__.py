"""Which names mix scripts, and which words are no names."""
