"""Whether a comment is of a kind that a rule speaks of: matching of texts, without a database."""
