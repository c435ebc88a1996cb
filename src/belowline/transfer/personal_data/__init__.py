"""Exports what is kept about one person: a zip of JSON, and a page that reads as plain words."""
