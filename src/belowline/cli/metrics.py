"""Serves the workers' counters to Prometheus, on a port of their own, from the main process."""

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def serve_metrics(*, host: str, port: int) -> TemporaryDirectory[str]:
    """Begins to answer at `host`:`port`; returns the folder of the counters, to be kept open.

    Call it before anything imports prometheus_client, and before the workers start: where its
    numbers lie is settled by then. Raises OSError where the port is taken.
    """
    folder = TemporaryDirectory(prefix="belowline-metrics-")
    os.environ[_FOLDER] = folder.name
    from prometheus_client import CollectorRegistry, Metric, start_http_server  # noqa: PLC0415
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415
    from prometheus_client.registry import Collector  # noqa: PLC0415

    class OfTheLiving(Collector):
        """Gauges of workers that are gone are left out."""

        def __init__(self) -> None:
            self._all: Collector = MultiProcessCollector(None, path=folder.name)  # type: ignore[no-untyped-call]

        def collect(self) -> Iterable[Metric]:
            _forget_the_dead(Path(folder.name))
            return self._all.collect()

    registry = CollectorRegistry()
    registry.register(OfTheLiving())
    server, _ = start_http_server(port, addr=host, registry=registry)
    os.register_at_fork(after_in_child=server.socket.close)
    return folder


def _forget_the_dead(folder: Path) -> None:
    for file in folder.glob("gauge_live*_*.db"):
        worker = file.stem.rpartition("_")[2]
        if not Path("/proc", worker).exists():
            file.unlink(missing_ok=True)
