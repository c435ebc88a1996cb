"""Keeps the GNU C library from an arena of memory for each thread.

One thread runs Python at a time, so that hardly any waits for another's allocation; but what each
frees stays in its own arena, where no other finds it.
"""

import os
from ctypes import CDLL

_M_ARENA_MAX = -8  # as mallopt(3) and malloc.h have it
_MOST = 2


def use_few_arenas() -> None:
    """Limits them in this process, unless MALLOC_ARENA_MAX says how many there may be. Other C
    libraries have none, and are left alone.
    """
    if "MALLOC_ARENA_MAX" in os.environ:
        return
    mallopt = getattr(CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _MOST)
