"""What readers read: front, sections, articles, threads, feeds, profiles."""
