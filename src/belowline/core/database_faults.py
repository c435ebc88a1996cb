"""Tells a database that cannot be reached or written from a mistake of ours."""

from django.db import InterfaceError, InternalError, OperationalError

_READ_ONLY = "25006"
"""PostgreSQL's SQLSTATE for a write where only reading is allowed, as on a standby."""


def is_away(fault: BaseException | None) -> bool:
    """Whether the fault is that of a database that cannot be reached, was lost on the way, or
    cannot be written: its disk is full, it is locked, it may only be read.
    """
    if isinstance(fault, InternalError):
        return getattr(fault.__cause__, "sqlstate", None) == _READ_ONLY
    return isinstance(fault, InterfaceError | OperationalError)
