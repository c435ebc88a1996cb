"""An editor begins an incident with one press, and ends it with one; it ends by itself as well."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import encode
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.moderation.events import IncidentChanged
from belowline.moderation.models import Incident, Rule, RuleVersion
from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.moderation.screening.definition_json import written
from belowline.newsroom.models import Section

LONGEST_HOURS, LONGEST_WAIT, LONGEST_NOTE = 72, 240, 300
MOST = 10
"""Incidents of a publication that go on at once."""
_NEWCOMERS = 5
"""Who has fewer comments that passed is a newcomer here."""
_NAME = gettext_noop("Incident")


@transaction.atomic
def begin_incident(
    *,
    actor: Actor,
    sections: Collection[str],
    hours: int,
    does: str,
    slow_minutes: int,
    note: str,
) -> int:
    """Has comments below articles of these sections (refs) held (`does` is "all"), or newcomers'
    only ("newcomers"), or slowed down, for so many hours; readers there see the note. Returns its
    id.

    It is kept as rules that end with it. Raises NotAllowed, Conflict for too many, and Invalid.
    """
    check_edits(actor)
    own = Section.objects.filter(publication=actor.publication_id).values_list("id", flat=True)
    chosen = sorted({*sections} & {encode(key) for key in own})
    if not chosen:
        raise Invalid(gettext("Please choose a section."), field="sections")
    _check_number("hours", hours, 1, LONGEST_HOURS)
    _check_number("slow_minutes", slow_minutes, 0, LONGEST_WAIT)
    rules = list(_rules(tuple(chosen), does, slow_minutes))
    if not rules:
        raise Invalid(gettext("Please choose what to do."), field="does")
    going_on = Incident.objects.filter(publication=actor.publication_id, ended_at=None)
    if going_on.filter(ends_at__gt=now()).count() >= MOST:
        raise Conflict(gettext("Too many incidents go on. Please end one first."))
    incident = Incident.objects.create(
        publication_id=actor.publication_id,
        sections=chosen,
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


def _rules(sections: tuple[str, ...], does: str, slow_minutes: int) -> Iterator[Definition]:
    where = Condition(Kind.SECTIONS, sections)
    if does == "all":
        yield Definition((where,), takes_all=True, action=Action.HOLD)
    elif does == "newcomers":
        new = Condition(Kind.FIRST_COMMENTS, (), _NEWCOMERS)
        yield Definition((new, where), takes_all=True, action=Action.HOLD)
    if slow_minutes:
        yield Definition((where,), takes_all=True, action=Action.SLOW, minutes=slow_minutes)


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
        details={"sections": incident.sections, "ends_at": incident.ends_at.isoformat()},
    )
    publish(IncidentChanged(publication_id=incident.publication_id))
