"""Surveys as readers and editors see them, and what was answered."""
