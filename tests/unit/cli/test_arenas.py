"""The allocator of a worker has few arenas, however many threads it has."""

import os
import platform
import subprocess
import sys

import pytest

_COUNTED = """
import sys
from ctypes import CDLL, c_void_p
from threading import Barrier, Thread

from belowline.cli.arenas import use_few_arenas

if sys.argv[1] == "few":
    use_few_arenas()
together = Barrier(8)

def hold():
    together.wait()
    kept = [bytes(2_000) for _ in range(1_000)]
    together.wait()
    return kept

threads = [Thread(target=hold) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = CDLL(None)
out = c_void_p.in_dll(libc, "stdout")
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc",
    reason="only the GNU C library has arenas",
)
@pytest.mark.parametrize(
    ("asked", "told", "most"), [("few", {}, 2), ("few", {"MALLOC_ARENA_MAX": "4"}, 4)]
)
def test_many_threads_share_few_arenas(asked, told, most) -> None:
    assert 1 < _arenas(asked, told) <= most
    assert _arenas("many", {}) > most


def _arenas(asked: str, told: dict[str, str]) -> int:
    plain = {key: value for key, value in os.environ.items() if key != "MALLOC_ARENA_MAX"}
    ran = subprocess.run(
        [sys.executable, "-c", _COUNTED, asked],
        env=plain | told,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.count("<heap nr=")
