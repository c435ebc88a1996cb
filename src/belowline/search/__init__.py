"""Finds articles and comments by their words; a read model that can be made anew."""
