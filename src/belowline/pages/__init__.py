"""Renders view dataclasses into what every reader sees: HTML, feeds, structured data."""
