"""Reports by readers and decisions by moderators."""
