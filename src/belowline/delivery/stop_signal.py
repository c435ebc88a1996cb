"""How a worker learns that the server is about to stop."""

import signal

STOP_SIGNAL = signal.SIGUSR1
"""Sent to a worker when the server is about to stop."""
