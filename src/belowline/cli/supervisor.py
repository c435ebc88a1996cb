"""The server's main process: begins workers again that have died, for as long as it may help."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from granian.server.mp import MPServer

from belowline.cli.shutdown import kept_for_later

_TRIED_MOST = 5
"""So often workers may die before any has ever come up; then something is wrong that stays so."""
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 5.0
"""Seconds before a worker is begun again that has died soon after it began: at first none."""
_LIVED_WELL = 60.0
_log = logging.getLogger(__name__)


class _NeverCameUpError(Exception):
    """No worker has ever come up, and none will."""


class Supervisor(MPServer):
    """Granian's server, which would end all of it once a worker dies twice within seconds.

    A worker that has come up writes into the file `came_up`.
    """

    def __init__(self, target: str, *, came_up: Path, **given: Any) -> None:
        super().__init__(target, **given)
        self._came_up = came_up
        self._deaths = 0
        self._begun_at = 0.0

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        with suppress(_NeverCameUpError):
            super()._serve_loop(spawn_target, target_loader)  # type: ignore[no-untyped-call]

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        with kept_for_later():
            super()._spawn_workers(spawn_target, target_loader)  # type: ignore[no-untyped-call]

    def _respawn_workers(
        self, workers: Sequence[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        if not delay:  # a delay is for workers that are replaced in turn, and none has died
            self._wait_before_beginning_again(workers)
        if not self.interrupt_signal:
            with kept_for_later():
                super()._respawn_workers(workers, spawn_target, target_loader, delay)
            self._begun_at = monotonic()
        self.respawned_wrks.clear()  # by which Granian tells that one has died twice

    def _wait_before_beginning_again(self, workers: Sequence[int]) -> None:
        if monotonic() - self._begun_at > _LIVED_WELL:
            self._deaths = 0
        self._deaths += 1
        if self._deaths >= _TRIED_MOST and not self._came_up.exists():
            _log.critical(
                "The server gives up: its workers ended %d times before one could answer. "
                "What ended them stands above.",
                self._deaths,
            )
            self.interrupt_children.extend(workers)  # which makes the exit status 1
            raise _NeverCameUpError
        wait = min(_FIRST_WAIT * 2 ** (self._deaths - 2), _LONGEST_WAIT) if self._deaths > 1 else 0
        _log.error("A worker has died; it is begun again in %.1f seconds", wait)
        end = monotonic() + wait
        while monotonic() < end and not self.interrupt_signal:
            sleep(0.05)
