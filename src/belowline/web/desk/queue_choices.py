"""The queues that a moderator chooses from: those that everybody has, and the team's own."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from belowline.core.refusals import NotFound
from belowline.moderation.queries.appeals import number_of_appeals
from belowline.moderation.queries.desk_settings import DeskSettingsView, desk_settings
from belowline.moderation.queries.queues import Queue, QueuePage, queue_counts, queue_page
from belowline.moderation.queries.saved_queues import (
    SavedQueueView,
    saved_queue_counts,
    saved_queue_page,
    saved_queues,
)
from belowline.web.http.visit import Visit, id_from

_APPEALS, _SAMPLE = "appeals", "sample"
_PAGES = frozenset({_APPEALS, _SAMPLE})


@dataclass(frozen=True, slots=True)
class Choice:
    """A queue: what its address says (`key`), its name, and the key of the keyboard after G; or a
    page at another `path` that stands in their row.
    """

    key: str
    name: str
    letter: str
    path: str
    own: SavedQueueView | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is the list of what was decided."""
        return self.key == Queue.DONE


def row(visit: Visit) -> list[Choice]:
    """What stands beside one another: the queues in their order, appeals and the sample among them;
    the team's own have digits.
    """
    own = saved_queues(publication_id=visit.publication.id)
    return [*_everybodys()] + [
        _queue(it.key, it.name, str(number) if number < len("0123456789") else "", it)
        for number, it in enumerate(own, start=1)
    ]


def choices(visit: Visit) -> list[Choice]:
    """The queues alone."""
    return [it for it in row(visit) if it.key not in _PAGES]


def choice_at(visit: Visit, key: str) -> Choice:
    """The queue of this address. Raises NotFound."""
    for it in choices(visit):
        if it.key == key:
            return it
    raise NotFound(gettext("There is no such queue."))


def own_settings(visit: Visit) -> DeskSettingsView:
    """What the moderator folds and has set aside."""
    return desk_settings(publication_id=visit.publication.id, person_id=visit.actor.id)


def counts(visit: Visit, aside: Collection[str]) -> Mapping[str, int]:
    """How many cases wait in each, by its key, without what is set aside; 1,000 for as many or
    more.
    """
    publication_id = visit.publication.id
    own = saved_queues(publication_id=publication_id)
    everybodys = queue_counts(publication_id=publication_id, person_id=visit.actor.id, aside=aside)
    return {
        **{queue.value: number for queue, number in everybodys.items()},
        _APPEALS: number_of_appeals(publication_id),
        **saved_queue_counts(own, publication_id=publication_id, aside=aside),
    }


def page_of(visit: Visit, choice: Choice, after: str, aside: Collection[str]) -> QueuePage:
    """A page of a queue without what is set aside, behind the case with this ref or the first."""
    publication_id = visit.publication.id
    after_id = id_from(after) if after else None
    if choice.own is not None:
        return saved_queue_page(
            choice.own, publication_id=publication_id, after_id=after_id, aside=aside
        )
    return queue_page(
        Queue(choice.key),
        publication_id=publication_id,
        person_id=visit.actor.id,
        after_id=after_id,
        aside=aside,
    )


def _everybodys() -> Iterator[Choice]:
    for it in Queue:
        if it is Queue.MINE:
            yield Choice(_APPEALS, gettext("Appeals"), "a", "/desk/appeals")
        if it is Queue.DONE:
            yield Choice(_SAMPLE, gettext("Sample"), "s", "/desk/sample")
        yield _queue(it.value, gettext(it.label), it.letter)


def _queue(key: str, name: str, letter: str, own: SavedQueueView | None = None) -> Choice:
    return Choice(key, name, letter, f"/desk/queues/{key}", own)
