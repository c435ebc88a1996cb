"""Takes times and memory, and keeps them as rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, how much, and how."""

    what: str
    figure: str
    how: str


def timed(act: Callable[[int], object], *, runs: int, warm_up: int = 3) -> list[float]:
    """Seconds that each of `runs` calls took, after some that do not count."""
    for number in range(warm_up):
        act(-1 - number)
    times = []
    for number in range(runs):
        start = perf_counter()
        act(number)
        times.append(perf_counter() - start)
    return times


def milliseconds(times: list[float]) -> str:
    """The median and the 99th percentile."""
    return f"{median(times) * 1000:.2f} ms (p99 {quantiles(times, n=100)[98] * 1000:.2f} ms)"


def own_megabytes() -> float:
    """Memory that this process holds by itself now, in MB: without the mapped database file."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) * 1024 / 1e6
