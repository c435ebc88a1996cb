"""Publications, sections, articles and their rights windows."""
