"""Checks what an editor has typed, before readers see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.text import slugify
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.ids import decode
from belowline.core.markup import clean_line, clean_text
from belowline.core.markup.bounds import too_long
from belowline.core.refusals import Conflict, Invalid
from belowline.core.unicode.graphemes import characters
from belowline.newsroom.models import Article, Section
from belowline.newsroom.queries.licence_limits import LicenceLimits
from belowline.newsroom.services.story_pictures import picture_of
from belowline.newsroom.wire import CHANNELS, territory_of

LONGEST_HEADLINE = 300
LONGEST_LINE = 200
"""Characters of a byline, and of a line that says whose rights something is."""
LONGEST_SENTENCES = 2_000
LONGEST_BODY = 200_000
_LONGEST_SLUG = 100
_LONGEST_SOURCE = 120
_PARAGRAPH = re.compile("[1-9][0-9]{0,3}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StoryFields:
    """What can be published as it is; without `published_at` it is at once."""

    headline: str
    standfirst: str
    body: str
    byline: str
    section_id: int
    slug: str
    picture_id: int | None
    source: str
    copyright: str
    site_copyright: str
    notice: str
    published_at: datetime | None
    embargo_until: datetime | None
    licence_ends_at: datetime | None
    remains: str
    question: str
    question_after: int | None
    limits: LicenceLimits


def checked_fields(words: Mapping[str, str], *, publication_id: int, zone: ZoneInfo) -> StoryFields:
    """The fields as they are kept. Raises Invalid or Conflict, each naming the field."""
    headline = clean_line(words["headline"], most=LONGEST_HEADLINE, field="headline")
    if not headline:
        raise Invalid(gettext("An article needs a headline."), field="headline")
    fields = StoryFields(
        headline=headline,
        standfirst=clean_line(words["standfirst"], most=LONGEST_SENTENCES, field="standfirst"),
        body=checked_body(words["body"]),
        byline=clean_line(words["byline"], most=LONGEST_LINE, field="byline"),
        section_id=_section(words["section"], publication_id),
        slug=_slug(words["slug"]),
        picture_id=picture_of(words["picture"], publication_id),
        source=clean_line(words["source"], most=_LONGEST_SOURCE, field="source"),
        copyright=clean_line(words["copyright"], most=LONGEST_LINE, field="copyright"),
        site_copyright=clean_line(
            words["site_copyright"], most=LONGEST_LINE, field="site_copyright"
        ),
        notice=clean_line(words["notice"], most=LONGEST_SENTENCES, field="notice"),
        published_at=moment_of(words["published_at"], zone, field="published_at"),
        embargo_until=moment_of(words["embargo_until"], zone, field="embargo_until"),
        licence_ends_at=moment_of(words["licence_ends_at"], zone, field="licence_ends_at"),
        remains=_remains(words["remains"]),
        question=clean_line(words["question"], most=LONGEST_HEADLINE, field="question"),
        question_after=_paragraph(words["question_after"]),
        limits=limits_in(words),
    )
    _check_window(fields)
    return fields


def checked_body(text: str) -> str:
    """An article's text as it is kept. Raises Invalid for one that is too long."""
    body = clean_text(text, most=LONGEST_BODY, field="body")
    if len(body) > LONGEST_BODY and characters(body) > LONGEST_BODY:
        raise too_long(LONGEST_BODY, "body")
    return body


def free_slug(article: Article, wanted: str, headline: str) -> str:
    """The slug that was asked for, or one made of the headline, which is free.

    Raises Conflict where the one that was asked for is another story's.
    """
    others = Article.objects.filter(publication_id=article.publication_id).exclude(pk=article.pk)
    if wanted:
        if others.filter(slug=wanted).exists():
            raise Conflict(gettext("Another article has this address."), field="slug")
        return wanted
    return numbered_slug(article.publication_id, slug_of(headline), but_for=article.pk)


def slug_of(headline: str) -> str:
    """What opens a story's address, made of its headline."""
    return slugify(headline, allow_unicode=True)[:_LONGEST_SLUG] or "article"


def numbered_slug(publication_id: int, wanted: str, *, but_for: int | None = None) -> str:
    """This slug, or the first of wanted-2, wanted-3 … that no other story has."""
    others = Article.objects.filter(publication_id=publication_id).exclude(pk=but_for or 0)
    taken = set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def moment_of(typed: str, zone: ZoneInfo, *, field: str) -> datetime | None:
    """The moment that a field names in the publication's time zone; None where it is empty.

    Raises Invalid for anything else, and for an hour that the clock leaves out.
    """
    typed = typed.strip()
    if not typed:
        return None
    try:
        local = datetime.fromisoformat(typed) if _MOMENT.fullmatch(typed) else None
    except ValueError:
        local = None
    if local is None or not 1900 <= local.year <= 9000:
        raise Invalid(gettext("Please enter a day and a time."), field=field)
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        raise Invalid(
            gettext("The clocks go forward then, so this time does not exist."), field=field
        )
    return moment


def _section(typed: str, publication_id: int) -> int:
    try:
        section_id = decode(typed)
    except ValueError:
        section_id = 0
    if not Section.objects.filter(pk=section_id, publication_id=publication_id).exists():
        raise Invalid(gettext("Please choose a section."), field="section")
    return section_id


def _slug(typed: str) -> str:
    wanted = typed.strip().strip("/").lower()
    if not wanted:
        return ""
    slug = slugify(wanted, allow_unicode=True)
    if slug != wanted or len(slug) > _LONGEST_SLUG:
        raise Invalid(
            gettext("An address has letters, digits and hyphens only, like boats-are-late."),
            field="slug",
        )
    return slug


def _remains(typed: str) -> str:
    if typed not in Article.Remains.values:
        raise Invalid(gettext("Please choose what remains."), field="remains")
    return typed


def limits_in(words: Mapping[str, str]) -> LicenceLimits:
    """The limits that are typed in the fields of this name. Raises Invalid."""
    limits = LicenceLimits(
        only_in=_countries(words["only_in"], field="only_in"),
        not_in=_countries(words["not_in"], field="not_in"),
        without=frozenset(words["without"].split()),
    )
    if limits.only_in and not limits.only_in - limits.not_in:
        raise Invalid(gettext("No country is left in which it can be shown."), field="not_in")
    if not limits.without <= CHANNELS:
        raise Invalid(gettext("Please choose one from the list."), field="without")
    return limits


def _countries(typed: str, *, field: str) -> frozenset[str]:
    codes = typed.replace(",", " ").replace("、", " ").split()
    known = {code: territory_of(code) for code in codes}
    for code, country in known.items():
        if country is None:
            raise Invalid(
                gettext("“%(code)s” isn’t a country code. Please enter codes such as GB, JP.")
                % {"code": code[:20]},
                field=field,
            )
    return frozenset(country for country in known.values() if country)


def _paragraph(typed: str) -> int | None:
    typed = typed.strip()
    if typed and not _PARAGRAPH.fullmatch(typed):
        raise Invalid(gettext("Please enter the number of a paragraph."), field="question_after")
    return int(typed) if typed else None


def _check_window(fields: StoryFields) -> None:
    starts = fields.published_at or now()
    if fields.embargo_until is not None and starts < fields.embargo_until:
        raise Invalid(
            gettext("The embargo has not ended by then. Please choose a later time."),
            field="published_at",
        )
    if fields.licence_ends_at is not None and fields.licence_ends_at <= starts:
        raise Invalid(
            gettext("The licence ends before the article is published."), field="licence_ends_at"
        )
