"""Belowline: discussion below the news, self-hosted."""

__version__ = "0.1.0"
