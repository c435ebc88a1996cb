"""Threads, comments, quotes, votes and their ranking."""
