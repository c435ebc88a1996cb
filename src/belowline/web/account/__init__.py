"""One's own account: home, settings, alerts, export, deletion."""
