"""Incidents that go on: what the desk shows of them, and what readers are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.kept import kept
from belowline.moderation.events import RULES
from belowline.moderation.models import Incident, RuleVersion
from belowline.moderation.screening.definition import Definition
from belowline.moderation.screening.definition_json import read_definition


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident that goes on; `sections` and `stories` are refs, `rules` what it does."""

    id: int
    sections: Sequence[str]
    stories: Sequence[str]
    note: str
    begun_at: datetime
    ends_at: datetime
    by: str
    rules: Sequence[Definition]

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def incidents(publication_id: int) -> tuple[IncidentView, ...]:
    """Those of the publication that go on now, the newest first; kept in memory."""
    name = RULES.format(publication_id=publication_id)
    return kept(name, "incidents", lambda: _incidents(publication_id), still=_go_on)


def incident_at(story_ref: str, *, section_ref: str, publication_id: int) -> IncidentView | None:
    """The incident that concerns this article: one for itself before one for its section."""
    going_on = incidents(publication_id)
    for it in going_on:
        if story_ref in it.stories:
            return it
    return next((it for it in going_on if section_ref in it.sections), None)


def _go_on(found: Sequence[IncidentView]) -> bool:
    return all(it.ends_at > now() for it in found)


def _incidents(publication_id: int) -> tuple[IncidentView, ...]:
    rows = Incident.objects.filter(publication=publication_id, ended_at=None, ends_at__gt=now())
    found = list(rows.order_by("-id"))
    names = author_cards({it.begun_by_id for it in found if it.begun_by_id})
    versions = RuleVersion.objects.filter(rule__incident__in=[it.id for it in found])
    said = [(it.rule.incident_id, it.definition) for it in versions.select_related("rule")]
    return tuple(
        IncidentView(
            it.id,
            it.sections,
            it.stories,
            it.note,
            it.begun_at,
            it.ends_at,
            names[it.begun_by_id].name if it.begun_by_id in names else "",
            [read_definition(rule) for key, rule in said if key == it.id],
        )
        for it in found
    )
