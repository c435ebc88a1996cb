"""Editors choose the labels of their publication: their names, their order, who sees them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.moderation.events import LabelsChanged
from belowline.moderation.models import PublicationLabel
from belowline.moderation.queries.active_rules import active_rules
from belowline.moderation.queries.reason_words import languages_of
from belowline.moderation.queries.shipped_labels import SHIPPED_LABELS
from belowline.newsroom.queries.publications import publication_by_id

LONGEST_NAME = 40
MOST = 20
"""Labels of a publication, with those that are retired."""
_CODE = 16


@transaction.atomic
def add_label(*, actor: Actor, names: Mapping[str, str], is_shown: bool) -> str:
    """Adds a label, the last in order, named in at least the publication's language; returns its
    code. Raises NotAllowed, Invalid with the field `name-LANGUAGE`, or Conflict where there is no
    room for more.
    """
    rows = _locked(actor)
    said = _cleaned(actor, names)
    if len(rows) >= MOST:
        raise Conflict(gettext("There can be up to %(n)s labels.") % {"n": MOST})
    label = PublicationLabel.objects.create(
        publication_id=actor.publication_id,
        code=_free_code({it.code for it in rows}, said),
        position=rows[-1].position + 1,
        names=said,
        is_shown=is_shown,
    )
    _tell(actor, label, "label added")
    return label.code


@transaction.atomic
def change_label(*, actor: Actor, code: str, names: Mapping[str, str], is_shown: bool) -> None:
    """Names a label anew, wherever it is, and says who sees it. Raises as above, or NotFound."""
    label = _of_code(_locked(actor), code)
    label.names, label.is_shown = _cleaned(actor, names), is_shown
    label.save(update_fields=["names", "is_shown"])
    _tell(actor, label, "label changed")


@transaction.atomic
def move_label(*, actor: Actor, code: str, places: int) -> None:
    """Moves a label so many places on, or back where negative. Raises NotAllowed, NotFound."""
    rows = _locked(actor)
    label = _of_code(rows, code)
    live = [it for it in rows if not it.is_retired]
    at = live.index(label) if label in live else -1
    if at >= 0 and 0 <= at + places < len(live):
        other = live[at + places]
        label.position, other.position = other.position, label.position
        PublicationLabel.objects.bulk_update([label, other], ["position"])
    _tell(actor, label, "label moved")


@transaction.atomic
def retire_label(*, actor: Actor, code: str, is_retired: bool) -> None:
    """Offers a label no longer, or again; it stays where it is. Raises NotAllowed, NotFound, and
    Conflict where a rule puts it on comments.
    """
    label = _of_code(_locked(actor), code)
    if is_retired and _is_used(actor, code):
        sentence = gettext("A rule puts this label on comments. Please change the rule first.")
        raise Conflict(sentence)
    label.is_retired = is_retired
    label.save(update_fields=["is_retired"])
    _tell(actor, label, "label retired" if is_retired else "label offered again")


def _locked(actor: Actor) -> list[PublicationLabel]:
    """The publication's labels in their order; the shipped ones become its own with the first
    change.
    """
    check_edits(actor)
    of = PublicationLabel.objects.select_for_update().filter(publication=actor.publication_id)
    rows = list(of.order_by("position", "id"))
    if not rows:
        rows = [
            PublicationLabel(
                publication_id=actor.publication_id, code=code, position=at, is_shown=it.is_shown
            )
            for at, (code, it) in enumerate(SHIPPED_LABELS.items(), start=1)
        ]
        PublicationLabel.objects.bulk_create(rows)
    return rows


def _of_code(rows: list[PublicationLabel], code: str) -> PublicationLabel:
    for label in rows:
        if label.code == code:
            return label
    raise NotFound(gettext("This label does not exist."))


def _cleaned(actor: Actor, names: Mapping[str, str]) -> dict[str, str]:
    publication = publication_by_id(actor.publication_id)
    if publication is None:
        raise NotFound(gettext("Nothing is published at this address."))
    home = publication.language
    said = {
        it: clean_line(names.get(it, ""), most=LONGEST_NAME, field=f"name-{it}")
        for it in languages_of(home)
    }
    if not said[home]:
        raise Invalid(gettext("Please enter a name."), field=f"name-{home}")
    return {language: name for language, name in said.items() if name}


def _free_code(taken: set[str], names: Mapping[str, str]) -> str:
    plain = slugify(next(iter(names.values())))[:_CODE].strip("-")
    if plain and plain not in taken | set(SHIPPED_LABELS):
        return plain
    return next(code for n in range(1, MOST + 2) if (code := f"own-{n}") not in taken)


def _is_used(actor: Actor, code: str) -> bool:
    rules = active_rules(actor.publication_id)
    return rules is not None and any(it.label == code for it in rules.definitions.values())


def _tell(actor: Actor, label: PublicationLabel, action: str) -> None:
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="label",
        subject_id=label.id,
        details={"code": label.code, "names": label.names, "is_shown": label.is_shown},
    )
    publish(LabelsChanged(publication_id=actor.publication_id))
