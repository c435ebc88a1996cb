"""Settings, addresses and the wiring of the whole."""
