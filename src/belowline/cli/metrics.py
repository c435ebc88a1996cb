"""Serves the workers' counters to Prometheus, on a port of their own, from the main process."""

import os
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory


def serve_metrics(*, host: str, port: int) -> TemporaryDirectory[str]:
    """Begins to answer at `host`:`port`; returns the folder of the counters, to be kept open.

    Call it before the workers start. Raises OSError where the port is taken.
    """
    folder = TemporaryDirectory(prefix="belowline-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder.name
    # By name, because the client library reads that variable when it is imported.
    exposition = import_module("belowline.cli.metrics_exporter")
    exposition.expose(Path(folder.name), host=host, port=port)
    return folder
