"""Editors upload pictures, and say what is on them, whose they are, how long they may be used."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_article_picture
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish_all
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid, NotFound
from belowline.newsroom.events import ArticleChanged
from belowline.newsroom.models import Article, Picture
from belowline.newsroom.pictures.files import file_name
from belowline.newsroom.queries.licence_limits import LicenceLimits, kept_limits, limits_of
from belowline.newsroom.queries.picture_files import picture_storage
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.story_fields import limits_in, moment_of

LONGEST_ALT = 1_000
LONGEST_CAPTION = 2_000
LONGEST_CREDIT = 200


class _Offered(Protocol):
    caption: str
    credit: str
    alt: str


class MadeFiles(Protocol):
    """A picture as newsroom.pictures.making makes it."""

    digest: str
    width: int
    height: int
    colour: str
    files: Mapping[tuple[int, str], bytes]
    offered: _Offered


class _Making(Protocol):
    def made_picture(self, data: bytes) -> MadeFiles: ...


def upload_picture(*, actor: Actor, data: bytes) -> int:
    """Makes the files of a picture, keeps them, and returns its id; the same picture is kept once.

    An attempt counts whatever becomes of it. Called outside transactions, since it takes a second.
    Raises NotAllowed, Invalid, TooLarge or TooMany.
    """
    check_edits(actor)
    count_article_picture(person_id=actor.id)
    made = make_picture(data)
    by = {"uploaded_by": actor.id, "uploaded_by_name": actor.name}
    offered = offered_words(made.offered.alt, made.offered.caption, made.offered.credit)
    picture, is_new = keep_picture(made, publication_id=actor.publication_id, offered=offered, **by)
    if not is_new:
        Picture.objects.filter(pk=picture.pk).update(uploaded_at=now())
    return picture.pk


def make_picture(data: bytes) -> MadeFiles:
    """Makes the files of a picture and keeps them. Takes a second, outside of any transaction.

    Raises Invalid, TooLarge or TooMany.
    """
    # Pillow takes 12 MB of memory; only a worker to which somebody sends a picture has it.
    making = cast("_Making", import_module("belowline.newsroom.pictures.making"))
    made = making.made_picture(data)
    keep_files(made.digest, made.files)
    return made


def offered_words(alt: str, caption: str, credit: str) -> dict[str, str]:
    """What an editor is offered of these, as long as each may be."""
    words = {
        "alt": alt[:LONGEST_ALT],
        "caption": caption[:LONGEST_CAPTION],
        "credit": credit[:LONGEST_CREDIT],
    }
    return {name: text for name, text in words.items() if text}


@transaction.atomic
def keep_picture(made: MadeFiles, *, publication_id: int, **given: object) -> tuple[Picture, bool]:
    """The publication's picture with these files, and whether it is new: then it has what is
    `given` of a Picture's fields.
    """
    size = {"width": made.width, "height": made.height, "colour": made.colour}
    return Picture.objects.get_or_create(
        publication_id=publication_id, digest=made.digest, defaults={**size, **given}
    )


def keep_files(digest: str, files: Mapping[tuple[int, str], bytes]) -> None:
    """Writes what is not there yet, or not whole."""
    storage = picture_storage()
    for (width, kind), content in files.items():
        name = file_name(digest, width, kind)
        if not storage.exists(name) or storage.size(name) != len(content):
            storage.save(name, ContentFile(content))


@transaction.atomic
def describe_picture(*, actor: Actor, picture_id: int, words: Mapping[str, str]) -> None:
    """Keeps what an editor has typed about a picture (queries.desk_pictures.PICTURE_FIELDS).

    Every article that shows it is made anew. Raises NotAllowed, NotFound, or Invalid for a field.
    """
    check_edits(actor)
    rows = Picture.objects.filter(publication_id=actor.publication_id, pk=picture_id)
    picture = rows.select_for_update().first()
    if picture is None:
        raise NotFound(gettext("There is no such picture."))
    zone = zone_of(actor.publication_id)
    picture.alt = clean_line(words["alt"], most=LONGEST_ALT, field="alt")
    picture.is_decorative = bool(words["decorative"]) and not picture.alt
    picture.caption = clean_line(words["caption"], most=LONGEST_CAPTION, field="caption")
    picture.credit = clean_line(words["credit"], most=LONGEST_CREDIT, field="credit")
    picture.usable_from = moment_of(words["usable_from"], zone, field="usable_from")
    picture.usable_until = moment_of(words["usable_until"], zone, field="usable_until")
    _check_window(picture)
    countries = limits_in({**words, "without": " ".join(limits_of(picture.limits).without)})
    _check_uses(picture, countries)
    picture.limits = kept_limits(countries)
    picture.offered = {}
    picture.save()
    _tell(actor, picture)


def _check_window(picture: Picture) -> None:
    since, until = picture.usable_from, picture.usable_until
    if since is not None and until is not None and until <= since:
        raise Invalid(
            gettext("The right to use the picture ends before it begins."), field="usable_until"
        )


def _check_uses(picture: Picture, limits: LicenceLimits) -> None:
    shown = Article.objects.filter(picture_uses__picture=picture, picture_uses__is_shown=True)
    if not all(limits_of(it).are_within(limits) for it in shown.values_list("limits", flat=True)):
        raise Invalid(
            gettext("An article with this picture is shown in more countries. Limit it first."),
            field="only_in",
        )


def _tell(actor: Actor, picture: Picture) -> None:
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="picture described",
        subject_kind="picture",
        subject_id=picture.pk,
    )
    shown = Article.objects.filter(picture_uses__picture=picture, picture_uses__is_shown=True)
    publish_all(
        ArticleChanged(publication_id=picture.publication_id, article_id=article_id)
        for article_id in shown.values_list("id", flat=True)
    )
