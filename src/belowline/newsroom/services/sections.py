"""An administrator makes, renames, orders and removes the sections of a publication."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext

from belowline.accounts.policies import check_administers
from belowline.accounts.queries.people import Actor
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.newsroom.events import SectionOpened, SectionsChanged
from belowline.newsroom.models import Article, Section

LONGEST_SECTION = 80
MOST_SECTIONS = 60
"""More could not be shown in the navigation."""


@transaction.atomic
def ensure_section(*, publication_id: int, name: str) -> int:
    """The id of the section with this name, which is made where it is missing. Raises Invalid."""
    name = _checked_name(name)
    slug = _slug(name)
    position = Section.objects.filter(publication_id=publication_id).count()
    section, is_new = Section.objects.get_or_create(
        publication_id=publication_id, slug=slug, defaults={"name": name, "position": position}
    )
    if is_new:
        publish(SectionOpened(publication_id=publication_id))
    return section.id


@transaction.atomic
def add_section(*, actor: Actor, name: str) -> int:
    """Makes a section, the last in order, and returns its id.

    Raises NotAllowed, Invalid, or Conflict where there is one of that name or no room for more.
    """
    check_administers(actor)
    name = _checked_name(name)
    sections = _locked(actor)
    if _slug(name) in {each.slug for each in sections}:
        raise Conflict(gettext("There is already a section of this name."), field="name")
    if len(sections) >= MOST_SECTIONS:
        raise Conflict(
            gettext("A publication has up to %(n)s sections.") % {"n": MOST_SECTIONS}, field="name"
        )
    return ensure_section(publication_id=actor.publication_id, name=name)


@transaction.atomic
def rename_section(*, actor: Actor, section_id: int, name: str) -> None:
    """Gives a section another name; its address stays. Raises NotAllowed, Invalid or NotFound."""
    check_administers(actor)
    section = _section(_locked(actor), section_id)
    section.name = _checked_name(name)
    section.save(update_fields=["name"])
    publish(SectionsChanged(publication_id=actor.publication_id))


@transaction.atomic
def move_section(*, actor: Actor, section_id: int, places: int) -> None:
    """Moves a section so many places on (or back, where negative) in the order of all.

    Raises NotAllowed or NotFound.
    """
    check_administers(actor)
    sections = _locked(actor)
    section = _section(sections, section_id)
    place = max(sections.index(section) + places, 0)
    sections.remove(section)
    sections.insert(place, section)
    for position, each in enumerate(sections):
        each.position = position
    Section.objects.bulk_update(sections, ["position"])
    publish(SectionsChanged(publication_id=actor.publication_id))


@transaction.atomic
def remove_section(*, actor: Actor, section_id: int) -> None:
    """Removes a section without stories. Raises NotAllowed, NotFound or Conflict."""
    check_administers(actor)
    section = _section(_locked(actor), section_id)
    if Article.objects.filter(section=section).exists():
        raise Conflict(
            gettext("There are articles in this section. Please move them to another one first.")
        )
    section.delete()
    publish(SectionsChanged(publication_id=actor.publication_id))


def _locked(actor: Actor) -> list[Section]:
    rows = Section.objects.filter(publication_id=actor.publication_id)
    return list(rows.order_by("position", "id").select_for_update())


def _section(sections: list[Section], section_id: int) -> Section:
    for section in sections:
        if section.id == section_id:
            return section
    raise NotFound(gettext("There is no such section."))


def _checked_name(name: str) -> str:
    name = clean_line(name, most=LONGEST_SECTION, field="name")
    if not name:
        raise Invalid(gettext("A section needs a name."), field="name")
    return name


def _slug(name: str) -> str:
    """What opens the addresses of its stories: nothing that has a meaning of its own."""
    slug = slugify(name, allow_unicode=True)[:60] or "section"
    return f"{slug[:54]}-pages" if slug in import_string(settings.RESERVED_WORDS)() else slug
