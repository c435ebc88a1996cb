"""What proves that something can be written, without anybody's words being at stake."""

from typing import Protocol


class TrialWrite(Protocol):
    """Each of these is called in one thread, never on the event loop, but for `break_off`.

    They raise what the database's driver does, and OSError.
    """

    def look(self) -> None:
        """Raises where it can be seen, writing nothing, that nothing can be written."""

    def write(self) -> None:
        """Writes what changes nothing, and returns once it is as durable as a comment would be."""

    def break_off(self) -> None:
        """Has a write fail that waits for a silent server; waits for nothing itself."""
