"""What wakes whoever watches the outbox: somebody's word, and a look once a second anyway."""

import logging
import threading
from collections.abc import Callable
from random import uniform
from time import monotonic

_log = logging.getLogger(__name__)

HEALED_AFTER = 1.0
"""Seconds after which a wake-up that was lost is made good by looking anyway."""
_RECONNECT_AFTER = 0.25
_LONGEST_WAIT = 8.0
LISTENED_FOR = 0.5
"""Seconds after which whoever listens sees whether to go on."""

Listener = Callable[[Callable[[], None], threading.Event], None]
"""Listens until the event is set, calling the function at each word; ConnectionLost if cut off."""


class ConnectionLost(Exception):  # noqa: N818 - said of a connection
    """What is listened to is away."""


class WakeupListener:
    """A thread that listens, as long as anything is to be heard."""

    def __init__(self, hear: Listener) -> None:
        self._hear = hear
        self._woken = threading.Event()
        self._has_heard = False
        self._ended = threading.Event()
        self._looked_at = monotonic()
        self._listener = threading.Thread(target=self._listen, daemon=True, name="outbox")
        self._listener.start()

    def is_due(self) -> bool:
        """Whether somebody said so, or nobody has looked for a second."""
        return self._woken.is_set() or monotonic() - self._looked_at > HEALED_AFTER

    def looked(self) -> None:
        """Takes note that somebody looks now."""
        self._woken.clear()
        self._looked_at = monotonic()

    def close(self) -> None:
        """Ends the listening."""
        self._ended.set()
        self._listener.join(timeout=2 * HEALED_AFTER)

    def _listen(self) -> None:
        failures = 0
        while not self._ended.is_set():
            try:
                self._hear(self._heard, self._ended)
            except Exception as fault:  # noqa: BLE001 - whatever it was, it is listened again
                # Until it is back, looking once a second has to do.
                if not failures or self._has_heard:
                    failures = 0
                    _log.warning("Nothing wakes the pages (%s); looking once a second.", fault)
                self._has_heard = False
                failures += 1
                wait = min(_RECONNECT_AFTER * 2**failures, _LONGEST_WAIT)
                self._ended.wait(uniform(wait / 2, wait))  # noqa: S311 - no secret

    def _heard(self) -> None:
        self._has_heard = True
        self._woken.set()
