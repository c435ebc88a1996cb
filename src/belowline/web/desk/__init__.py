"""The desk: what moderators and editors decide."""
