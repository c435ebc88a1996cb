"""Pages for the first time, and some of them again after comments, in a process that does nothing
else, as a worker does: `made_again FILE`, prints the medians in milliseconds.

The file (JSON) says of which `paths`, how many are `made`, how many of them are `busy`, and who
writes there (`writer`, by name).
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

# First of all: the settings and the applications, which everything below needs.
from belowline.config.wsgi import application

# isort: split
from django.test import RequestFactory

from belowline.accounts.models import Person
from belowline.accounts.queries.people import actor
from belowline.config.asgi import invalidated
from belowline.core.kept import hear, stop_hearing
from belowline.core.models import OutboxEvent
from belowline.delivery.outbox import Fact
from belowline.delivery.page_maker import FOR_EVERYBODY
from belowline.discussion.models import Thread
from belowline.discussion.services.posts import post_comment
from benchmarks.measuring import timed
from benchmarks.words import comment


def main(file: str) -> None:
    """Makes the pages; one thread, without the front."""
    asked = json.loads(Path(file).read_text(encoding="utf-8"))
    hear()
    first, again = _times(**asked)
    stop_hearing()
    told = {"first": median(first) * 1000, "again": median(again) * 1000}
    sys.stdout.write(json.dumps(told))


def _times(
    *, paths: Sequence[str], made: int, busy: int, writer: str
) -> tuple[list[float], list[float]]:
    make = _maker(paths)
    first = timed(lambda number: make(paths[number]), runs=made)
    again = []
    for number in range(made):
        path = paths[made - 1 - number % busy]
        _post(path, 10**7 + number, by=writer)
        _hear_of_it()
        again += timed(lambda _, at=path: make(at), runs=1, warm_up=0)  # type: ignore[misc]
    return first, again


def _maker(paths: Sequence[str]) -> Callable[[str], bytes]:
    environs = {
        path: RequestFactory().get(path, headers={"Host": "127.0.0.1"}).environ
        | {FOR_EVERYBODY: True}
        for path in paths
    }
    return lambda path: b"".join(application(dict(environs[path]), lambda *_: None))


def _post(path: str, seed: int, *, by: str) -> None:
    thread = Thread.objects.get(article__slug=path.rpartition("/")[2])
    person = Person.objects.get(name=by)
    writer = actor(person_id=person.id, publication_id=thread.publication_id)
    assert writer is not None  # noqa: S101 - registered by whoever asks
    post_comment(actor=writer, thread_id=thread.id, text=comment(seed))


def _hear_of_it() -> None:
    """As the front does before a page is made: of the newest event."""
    row = OutboxEvent.objects.order_by("-id")[0]
    invalidated(Fact(row.id, row.name, row.publication_id, row.thread_id, row.payload))


if __name__ == "__main__":
    main(*sys.argv[1:])
