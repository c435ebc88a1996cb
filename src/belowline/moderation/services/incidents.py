"""An editor begins an incident with one press, and ends it with one; it ends by itself as well."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.moderation.events import IncidentChanged
from belowline.moderation.models import Incident, Rule, RuleVersion
from belowline.moderation.screening.definition import Definition
from belowline.moderation.screening.definition_json import written
from belowline.moderation.services.incident_places import chosen_places
from belowline.moderation.services.incident_rules import incident_rules

LONGEST_HOURS, LONGEST_WAIT, LONGEST_NOTE = 72, 240, 300
MOST = 10
"""Incidents of a publication that go on at once."""
_NAME = gettext_noop("Incident")


@transaction.atomic
def begin_incident(
    *,
    actor: Actor,
    sections: Collection[str],
    stories: Collection[str],
    hours: int,
    does: str,
    slow_minutes: int,
    note: str,
) -> int:
    """Has comments below these articles and those of these sections (refs) held (`does` is "all"),
    or newcomers' only ("newcomers"), or slowed down, for so many hours; readers there see the note.
    Returns its id.

    It is kept as rules that end with it. Raises NotAllowed, Conflict for too many, and Invalid.
    """
    check_edits(actor)
    places = chosen_places(sections, stories, publication_id=actor.publication_id)
    _check_number("hours", hours, 1, LONGEST_HOURS)
    _check_number("slow_minutes", slow_minutes, 0, LONGEST_WAIT)
    rules = list(incident_rules(places, does, slow_minutes))
    if not rules:
        raise Invalid(gettext("Please choose what to do."), field="does")
    going_on = Incident.objects.filter(publication=actor.publication_id, ended_at=None)
    if going_on.filter(ends_at__gt=now()).count() >= MOST:
        raise Conflict(gettext("Too many incidents go on. Please end one first."))
    incident = Incident.objects.create(
        publication_id=actor.publication_id,
        sections=places.sections,
        stories=places.stories,
        note=clean_line(note, most=LONGEST_NOTE, field="note"),
        ends_at=now() + timedelta(hours=hours),
        begun_by_id=actor.id,
    )
    for rule in rules:
        _make(incident, rule, actor)
    _changed(actor, incident, "incident begun")
    return incident.id


@transaction.atomic
def end_incident(*, actor: Actor, incident_id: int) -> None:
    """Ends it at once; what is held stays so until it is decided. Raises NotAllowed, NotFound."""
    check_edits(actor)
    incident = Incident.objects.select_for_update().filter(pk=incident_id).first()
    if incident is None or incident.publication_id != actor.publication_id:
        raise NotFound(gettext("This incident does not exist."))
    if incident.ended_at is None:
        incident.ended_at = now()
        incident.save(update_fields=["ended_at"])
        _changed(actor, incident, "incident ended")


def _check_number(field: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        sentence = gettext("Please enter a number from %(least)s to %(most)s.")
        raise Invalid(sentence % {"least": least, "most": most}, field=field)


def _make(incident: Incident, definition: Definition, actor: Actor) -> None:
    rule = Rule.objects.create(
        publication_id=incident.publication_id,
        name=gettext(_NAME),
        mode=Rule.Mode.LIVE,
        position=0,
        incident=incident,
        live_at=incident.begun_at,
    )
    RuleVersion.objects.create(
        rule=rule, number=1, definition=written(definition), author_id=actor.id
    )


def _changed(actor: Actor, incident: Incident, action: str) -> None:
    audit.record(
        publication_id=incident.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="incident",
        subject_id=incident.id,
        reason=incident.note,
        details={
            "sections": incident.sections,
            "stories": incident.stories,
            "ends_at": incident.ends_at.isoformat(),
        },
    )
    publish(IncidentChanged(publication_id=incident.publication_id))
