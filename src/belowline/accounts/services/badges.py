"""The desk gives a reader badges and trust, or takes them back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import Badge, Grant, Person
from belowline.accounts.policies import check_edits, check_may_appoint, check_moderates
from belowline.accounts.queries.people import PROTECTED, TRUSTED, Actor
from belowline.accounts.services.role_audit import record_role_decisions
from belowline.core.refusals import Invalid, NotFound


@transaction.atomic
def set_badges(
    *,
    actor: Actor,
    person_id: int,
    kinds: Collection[str],
    is_trusted: bool,
    subscriber_until: datetime | None = None,
) -> None:
    """Makes these the badges that the desk gives this person here, and says whether to trust them.

    The badge of a subscriber ends at `subscriber_until`; None: never. Badges by the publisher's
    token or list stay as they are. Raises NotAllowed, NotFound or Invalid.
    """
    check_moderates(actor)
    check_may_appoint(actor, TRUSTED)
    if not set(kinds) <= set(Badge.Kind.values):
        raise Invalid(gettext("There is no such badge."), field="badges")
    _lock(person_id)
    changes = [*_give_badges(actor, person_id, kinds)]
    changes += _set_end(actor, person_id, subscriber_until)
    changes += _grant(actor, person_id, TRUSTED, is_granted=is_trusted)
    record_role_decisions(actor, person_id, changes)


@transaction.atomic
def protect(*, actor: Actor, person_id: int, is_protected: bool) -> None:
    """Says whether only editors decide about this person, after one more question. Raises
    NotAllowed or NotFound.
    """
    check_edits(actor)
    _lock(person_id)
    changes = _grant(actor, person_id, PROTECTED, is_granted=is_protected)
    record_role_decisions(actor, person_id, changes)


def _lock(person_id: int) -> None:
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id, is_active=True)
    if not person.exists():
        raise NotFound(gettext("No reader found at this address."))


def _give_badges(actor: Actor, person_id: int, kinds: Collection[str]) -> list[str]:
    given = Badge.objects.filter(
        person_id=person_id, publication_id=actor.publication_id, source=Badge.Source.DESK
    )
    before = set(given.values_list("kind", flat=True))
    added, gone = sorted(set(kinds) - before), sorted(before - set(kinds))
    given.filter(kind__in=gone).delete()
    Badge.objects.bulk_create(
        Badge(
            person_id=person_id,
            publication_id=actor.publication_id,
            kind=kind,
            source=Badge.Source.DESK,
            given_by_id=actor.id,
        )
        for kind in added
    )
    return [f"badge {kind} given" for kind in added] + [f"badge {kind} taken" for kind in gone]


def _set_end(actor: Actor, person_id: int, ends_at: datetime | None) -> list[str]:
    given = Badge.objects.filter(
        person_id=person_id,
        publication_id=actor.publication_id,
        kind=Badge.Kind.SUBSCRIBER,
        source=Badge.Source.DESK,
    )
    changed = given.exclude(ends_at=ends_at) if ends_at else given.filter(ends_at__isnull=False)
    return ["subscription’s end changed"] if changed.update(ends_at=ends_at) else []


def _grant(actor: Actor, person_id: int, role: str, *, is_granted: bool) -> list[str]:
    of = {"person_id": person_id, "publication_id": actor.publication_id, "role": role}
    held = Grant.objects.filter(**of)
    if not is_granted:
        return [f"role {role} taken"] if held.delete()[0] else []
    if held.exists():
        return []
    Grant.objects.create(**of)
    return [f"role {role} given"]
