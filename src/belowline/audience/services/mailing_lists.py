"""An editor makes newsletters, and changes them."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.audience.events import ListsChanged
from belowline.audience.models import MailingList
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid, NotFound
from belowline.newsroom.queries.publications import publication_by_id

LONGEST_NAME, LONGEST_DESCRIPTION, MOST_LISTS = 80, 200, 30


@transaction.atomic
def add_list(*, actor: Actor, name: str, description: str, kind: str, section: str) -> int:
    """Makes a newsletter, or the news alerts, and returns its id.

    `section` is the ref of the section it is about, or empty. Raises NotAllowed and Invalid.
    """
    check_edits(actor)
    if kind not in MailingList.Kind.values:
        raise Invalid(gettext("Please choose what it is."), field="kind")
    here = MailingList.objects.filter(publication_id=actor.publication_id)
    if kind == MailingList.Kind.ALERTS and here.filter(kind=kind).exists():
        raise Invalid(gettext("There are news alerts already."), field="kind")
    if here.count() >= MOST_LISTS:
        raise Invalid(gettext("There are as many newsletters as there can be."), field="name")
    made = MailingList.objects.create(
        publication_id=actor.publication_id,
        section_id=_section(actor.publication_id, section),
        kind=kind,
        name=_name(actor.publication_id, name),
        description=_description(description),
    )
    _record(actor, made, "newsletter added")
    return made.id


@transaction.atomic
def change_list(*, actor: Actor, list_id: int, name: str, description: str, is_open: bool) -> None:
    """Changes what readers see of it, and whether it can be subscribed to.

    Raises NotAllowed, NotFound and Invalid.
    """
    check_edits(actor)
    rows = MailingList.objects.select_for_update().filter(publication_id=actor.publication_id)
    found = rows.filter(pk=list_id).first()
    if found is None:
        raise NotFound(gettext("There is no such newsletter."))
    found.name = _name(actor.publication_id, name, but=list_id)
    found.description = _description(description)
    found.is_open = is_open
    found.save(update_fields=["name", "description", "is_open"])
    _record(actor, found, "newsletter changed")


def alerts_list_id(publication_id: int, name: str) -> int:
    """The id of the news alerts, which are made where there are none; inside a transaction."""
    found, _ = MailingList.objects.get_or_create(
        publication_id=publication_id, kind=MailingList.Kind.ALERTS, defaults={"name": name}
    )
    return found.id


def _name(publication_id: int, name: str, but: int = 0) -> str:
    cleaned = clean_line(name, most=LONGEST_NAME, field="name")
    if not cleaned:
        raise Invalid(gettext("Please enter a name."), field="name")
    others = MailingList.objects.filter(publication_id=publication_id, name=cleaned)
    if others.exclude(pk=but).exists():
        raise Invalid(gettext("Another newsletter has this name."), field="name")
    return cleaned


def _description(text: str) -> str:
    return clean_line(text, most=LONGEST_DESCRIPTION, field="description")


def _section(publication_id: int, ref: str) -> int | None:
    if not ref:
        return None
    publication = publication_by_id(publication_id)
    found = [it.id for it in publication.sections if it.ref == ref] if publication else []
    if not found:
        raise Invalid(gettext("There is no such section."), field="section")
    return found[0]


def _record(actor: Actor, it: MailingList, action: str) -> None:
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="newsletter",
        subject_id=it.id,
        details={"name": it.name, "open": it.is_open},
    )
    publish(ListsChanged(publication_id=actor.publication_id, list_id=it.id))
