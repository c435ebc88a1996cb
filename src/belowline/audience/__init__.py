"""Newsletters and alerts: who is invited, who has said yes to what, and when."""
