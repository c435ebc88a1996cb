"""Importers: what others kept, brought in without losing a comment."""
