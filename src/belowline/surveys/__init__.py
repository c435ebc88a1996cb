"""Surveys and polls: what the editors ask readers, and what came of it."""
