"""The reasons of a publication's rules, in its own words where it has any."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from belowline.accounts.queries.people import author_cards
from belowline.core.bulk_sql import select_rows
from belowline.core.events import SITE
from belowline.core.kept import kept
from belowline.core.languages import spoken
from belowline.moderation.models import PublicationReason, Reason, ReasonVersion
from belowline.moderation.queries.reason_words import Words, shipped_words
from belowline.moderation.queries.shipped_reasons import SHIPPED
from belowline.newsroom.models import Publication

_FIRST = 1


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason in the words that are in force (`version`); `number` is its digit on a case's page.

    `home` is the publication's language, whose words stand for those that are missing in another.
    """

    code: str
    number: int
    severity: int
    version: int
    words: Words
    home: str
    is_retired: bool = False

    @property
    def label(self) -> str:
        """Its title in the language that is spoken."""
        return self.said("title", spoken())

    def said(self, part: str, language: str) -> str:
        """A part of it in a language; in the publication's own where there is no translation."""
        for known in (language, self.home, *self.words):
            if words := self.words.get(known, {}).get(part):
                return words
        return shipped_words(self.code, language)[part] if self.code in Reason.values else ""


@dataclass(frozen=True, slots=True)
class ReasonVersionView:
    """How a reason read from a moment on, and who wrote it (empty: nobody who is known)."""

    number: int
    severity: int
    words: Words
    by: str
    written_at: datetime | None


def reasons(publication_id: int) -> Sequence[ReasonView]:
    """All reasons of the publication, in their order, those that are retired last."""
    made: Sequence[ReasonView] = kept(
        SITE.format(publication_id=publication_id),
        "reasons",
        lambda: _reasons(publication_id),
    )
    return made


def offered_reasons(publication_id: int) -> Sequence[ReasonView]:
    """Those for which moderators decide today."""
    return [it for it in reasons(publication_id) if not it.is_retired]


def reason_at(code: str, *, publication_id: int) -> ReasonView | None:
    """The publication's reason of this code, also a retired one; None where there is none."""
    return next((it for it in reasons(publication_id) if it.code == code), None)


def reason_title(code: str, *, publication_id: int) -> str:
    """How the reason of a decision or of a removed comment is called, in the language that is
    spoken.
    """
    found = reason_at(code, publication_id=publication_id)
    return found.label if found else code


def reason_versions(code: str, *, publication_id: int) -> list[ReasonVersionView]:
    """Every version of a reason, the newest first; the shipped one has no author and no date."""
    rows = ReasonVersion.objects.filter(
        reason__publication=publication_id, reason__code=code
    ).order_by("-number")
    found = list(rows)
    names = author_cards({it.author_id for it in found if it.author_id})
    views = [
        ReasonVersionView(
            it.number,
            it.severity,
            it.words,
            names[it.author_id].name if it.author_id in names else "",
            it.written_at,
        )
        for it in found
    ]
    return [*views, *_shipped_version(code)]


def _reasons(publication_id: int) -> Sequence[ReasonView]:
    ((home,),) = select_rows(Publication, ["language"], id=[publication_id])
    rows = list(PublicationReason.objects.filter(publication=publication_id).order_by("position"))
    if not rows:
        return [_view(code, at, None, home) for at, code in enumerate(SHIPPED, start=1)]
    newest: dict[int, ReasonVersion] = {}
    versions = ReasonVersion.objects.filter(reason__publication=publication_id)
    for it in versions.order_by("number"):
        newest[it.reason_id] = it
    views = [
        _view(it.code, it.position, newest.get(it.id), home, is_retired=it.retired_at is not None)
        for it in rows
    ]
    return sorted(views, key=lambda it: it.is_retired)


def _view(
    code: str, number: int, version: ReasonVersion | None, home: str, *, is_retired: bool = False
) -> ReasonView:
    if version is None:
        severity = SHIPPED[code].severity
        return ReasonView(code, number, severity, _FIRST, {}, home, is_retired)
    return ReasonView(
        code, number, version.severity, version.number, version.words, home, is_retired
    )


def _shipped_version(code: str) -> list[ReasonVersionView]:
    if code not in SHIPPED:
        return []
    words = {language: shipped_words(code, language) for language, _ in settings.LANGUAGES}
    return [ReasonVersionView(_FIRST, SHIPPED[code].severity, words, "", None)]
