"""Why the front itself turns a request away; what is then said is the web's to word."""

from enum import StrEnum


class Reason(StrEnum):
    """Each is the code of the refusal that it leaves as."""

    UNAVAILABLE = "unavailable"
    CUT_OFF = "cut-off"
    TOO_SLOW = "too-slow"
    CROWDED = "too-many"


class TurnedAwayError(Exception):
    """The request is not carried out, and nothing of it has been."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
