"""Answers Prometheus from the counters that workers keep in a folder.

To be imported once PROMETHEUS_MULTIPROC_DIR is set (cli/metrics.py), for prometheus_client settles
where its numbers lie when it is read.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector


class LiveWorkersOnly(Collector):
    """Every worker's counters; gauges of workers that are gone are left out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all: Collector = MultiProcessCollector(None, path=str(folder))  # type: ignore[no-untyped-call]

    def collect(self) -> Iterable[Metric]:
        """The metrics, as the client library asks for them."""
        for file in self._folder.glob("gauge_live*_*.db"):
            worker = file.stem.rpartition("_")[2]
            if not Path("/proc", worker).exists():
                file.unlink(missing_ok=True)
        return self._all.collect()


def expose(folder: Path, *, host: str, port: int) -> None:
    """Begins to answer, in a thread. Raises OSError where the port is taken."""
    registry = CollectorRegistry()
    registry.register(LiveWorkersOnly(folder))
    server, _ = start_http_server(port, addr=host, registry=registry)
    os.register_at_fork(after_in_child=server.socket.close)
