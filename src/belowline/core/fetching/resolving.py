"""Asks which addresses a name has: once, and for no longer than there is time."""

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from belowline.core.fetching.deadline import Deadline
from belowline.core.fetching.faults import NotReached

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host in the order in which to try them. Raises OSError for none."""


def system_addresses(host: str, port: int) -> list[str]:
    """The addresses of the host as this machine's own resolver knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolved(host: str, port: int, *, resolve: Resolve, deadline: Deadline) -> Sequence[str]:
    """What the resolver answers. Raises NotReached for an unknown name, TooSlow when it is late.

    It is asked in a thread of its own, since the system's resolver cannot be interrupted.
    """
    answer: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolve(host, port))
        except (OSError, UnicodeError) as fault:
            answer.put(fault)

    Thread(target=ask, name=f"resolving {host}", daemon=True).start()
    try:
        found = answer.get(timeout=deadline.left())
    except Empty:
        raise deadline.passed() from None
    if isinstance(found, Exception):
        raise NotReached(f"The name {host} is not known.") from found
    return found
