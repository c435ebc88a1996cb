"""Draws the pictures of the demo's articles, each the same every time."""
