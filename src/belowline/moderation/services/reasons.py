"""Editors word the reasons of their publication's rules: each change is a version of its own."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.markup import clean_line, clean_text
from belowline.core.markup.bounds import too_long
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.moderation.events import ReasonsChanged
from belowline.moderation.models import PublicationReason, ReasonVersion
from belowline.moderation.queries.reason_words import Words, languages_of
from belowline.moderation.queries.shipped_reasons import SHIPPED
from belowline.newsroom.queries.publications import publication_by_id

LONGEST_TITLE = 60
LONGEST_RULE = 500
LONGEST_LETTER = 2_000
MOST_REASONS = 20
MOST_POINTS = 10
_CODE = 16
_DIGITS = 2


@transaction.atomic
def word_reason(*, actor: Actor, code: str, severity: str, words: Words) -> None:
    """Gives a reason other words, or another severity, from now on; what was decided keeps its own.

    Raises NotAllowed, NotFound, or Invalid with the field `PART-LANGUAGE` or `severity`.
    """
    rows = _locked(actor)
    reason = _of_code(rows, code)
    _add_version(actor, reason, checked_severity(severity), checked_words(actor, words))
    _tell(actor, reason, "reason worded")


@transaction.atomic
def add_reason(*, actor: Actor, severity: str, words: Words) -> str:
    """Adds a reason of the publication's own and returns its code.

    Raises NotAllowed, Invalid as above, or Conflict where there is no room for more.
    """
    rows = _locked(actor)
    points, said = checked_severity(severity), checked_words(actor, words)
    if len(rows) >= MOST_REASONS:
        raise Conflict(gettext("There can be up to %(n)s reasons.") % {"n": MOST_REASONS})
    reason = PublicationReason.objects.create(
        publication_id=actor.publication_id,
        code=_free_code(rows, said),
        position=_free_position(rows),
    )
    _add_version(actor, reason, points, said)
    _tell(actor, reason, "reason added")
    return reason.code


@transaction.atomic
def move_reason(*, actor: Actor, code: str, places: int) -> None:
    """Lets a reason change its digit with the next one (or the one before, where negative).

    Raises NotAllowed or NotFound.
    """
    rows = _locked(actor)
    reason = _of_code(rows, code)
    live = [it for it in rows if it.retired_at is None]
    if reason not in live:
        return
    at = live.index(reason)
    other = live[min(max(at + places, 0), len(live) - 1)]
    reason.position, other.position = other.position, reason.position
    PublicationReason.objects.bulk_update([reason, other], ["position"])
    _tell(actor, reason, "reason moved")


@transaction.atomic
def retire_reason(*, actor: Actor, code: str, is_retired: bool) -> None:
    """Offers a reason no longer, or again; what was decided for it stays readable.

    Raises NotAllowed, NotFound, or Conflict for the last one.
    """
    rows = _locked(actor)
    reason = _of_code(rows, code)
    live = [it for it in rows if it.retired_at is None]
    if is_retired and live == [reason]:
        raise Conflict(gettext("There has to be at least one reason."))
    if is_retired:
        reason.retired_at = reason.retired_at or now()
    elif reason.retired_at is not None:
        taken = {it.position for it in live}
        reason.retired_at = None
        reason.position = reason.position if reason.position not in taken else _free_position(rows)
    reason.save(update_fields=["retired_at", "position"])
    _tell(actor, reason, "reason retired" if is_retired else "reason offered again")


def checked_words(actor: Actor, words: Words) -> dict[str, dict[str, str]]:
    """The words as they are kept, without the languages that say nothing. Raises Invalid."""
    home = _home(actor)
    kept: dict[str, dict[str, str]] = {}
    for language in languages_of(home):
        said = _cleaned(words.get(language, {}), language)
        if any(said.values()):
            kept[language] = said
    if not kept.get(home, {}).get("title"):
        raise Invalid(gettext("Please enter a title."), field=f"title-{home}")
    return kept


def checked_severity(severity: str) -> int:
    """The points as a number. Raises Invalid."""
    is_number = severity.isascii() and severity.isdigit() and len(severity) <= _DIGITS
    if not is_number or int(severity) > MOST_POINTS:
        raise Invalid(
            gettext("Please enter points from 0 to %(n)s.") % {"n": MOST_POINTS}, field="severity"
        )
    return int(severity)


def _cleaned(said: Mapping[str, str], language: str) -> dict[str, str]:
    title = clean_line(said.get("title", ""), most=LONGEST_TITLE, field=f"title-{language}")
    texts = {"rule": LONGEST_RULE, "letter": LONGEST_LETTER}
    cleaned = {"title": title}
    for part, most in texts.items():
        field = f"{part}-{language}"
        cleaned[part] = clean_text(said.get(part, ""), most=most, field=field)
        if len(cleaned[part]) > most:
            raise too_long(most, field)
    return cleaned


def _locked(actor: Actor) -> list[PublicationReason]:
    """The publication's reasons in their order; the shipped ones become its own with the first
    change.
    """
    check_edits(actor)
    of = PublicationReason.objects.select_for_update().filter(publication=actor.publication_id)
    rows = list(of.order_by("position", "id"))
    if not rows:
        rows = [
            PublicationReason(publication_id=actor.publication_id, code=code, position=at)
            for at, code in enumerate(SHIPPED, start=1)
        ]
        PublicationReason.objects.bulk_create(rows)
    return rows


def _of_code(rows: list[PublicationReason], code: str) -> PublicationReason:
    for reason in rows:
        if reason.code == code:
            return reason
    raise NotFound(gettext("This reason does not exist."))


def _add_version(
    actor: Actor, reason: PublicationReason, severity: int, words: dict[str, dict[str, str]]
) -> None:
    last = ReasonVersion.objects.filter(reason=reason).order_by("-number").first()
    before = last.number if last else int(reason.code in SHIPPED)
    ReasonVersion.objects.create(
        reason=reason, number=before + 1, severity=severity, words=words, author_id=actor.id
    )


def _free_position(rows: list[PublicationReason]) -> int:
    taken = {it.position for it in rows if it.retired_at is None}
    return next(at for at in range(1, len(taken) + 2) if at not in taken)


def _free_code(rows: list[PublicationReason], words: dict[str, dict[str, str]]) -> str:
    taken = {it.code for it in rows} | set(SHIPPED)
    title = next(said["title"] for said in words.values() if said["title"])
    plain = slugify(title)[:_CODE].strip("-")
    if plain and plain not in taken:
        return plain
    return next(code for n in range(1, MOST_REASONS + 2) if (code := f"own-{n}") not in taken)


def _home(actor: Actor) -> str:
    publication = publication_by_id(actor.publication_id)
    if publication is None:
        raise NotFound(gettext("Nothing is published at this address."))
    return publication.language


def _tell(actor: Actor, reason: PublicationReason, action: str) -> None:
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="reason",
        subject_id=reason.id,
        details={"code": reason.code},
    )
    publish(ReasonsChanged(publication_id=actor.publication_id))
