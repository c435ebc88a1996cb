"""Ways in: registration, login, second factor, providers, publishers' tokens."""
