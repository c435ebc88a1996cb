"""What is laid down for each kind of task: which function does it, how soon, how often again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum


class Lane(StrEnum):
    """The thread of a process in which a kind is done: what waits for one holds up no other."""

    WORK = "tasks"
    MAIL = "mail"
    NEWSLETTERS = "newsletters"
    PUSH = "push"


class Priority(IntEnum):
    """Of two tasks that are due in one lane, the smaller number is done first."""

    URGENT = 0
    ORDINARY = 5
    BULK = 9


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task.

    `function` is a dotted path. After a failure it is tried again: `first_wait` later, then four
    times as long each time, `tries` times in all. `lease` is how long a process that has claimed
    such a task has it for itself: should it die, another goes on then.
    """

    function: str
    lane: Lane = Lane.WORK
    priority: Priority = Priority.ORDINARY
    first_wait: timedelta = timedelta(minutes=1)
    tries: int = 8
    lease: timedelta = timedelta(minutes=10)

    def wait(self, attempts: int) -> timedelta:
        """How long it is until a task is tried again that has failed so many times in a row."""
        factor: int = 4 ** min(attempts - 1, 8)
        return min(self.first_wait * factor, _LONGEST_WAIT)


_LONGEST_WAIT = timedelta(days=12)


def mail(function: str) -> Kind:
    """A kind that hands one mail to the mail server; someone may wait for it, with a code in it
    that expires after ten minutes.
    """
    return Kind(
        function,
        lane=Lane.MAIL,
        priority=Priority.URGENT,
        first_wait=timedelta(seconds=5),
        lease=timedelta(minutes=1),
    )
