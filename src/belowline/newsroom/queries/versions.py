"""What a story said when, and what changed from one version to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from re import compile as pattern

from django.db.models import QuerySet

from belowline.core.ids import encode
from belowline.newsroom.models import ArticleVersion

_WORD = pattern(r"\s+|[A-Za-z0-9\u00c0-\u024f’'-]+|.", 16)
_MOST = 4000
"""Words of a paragraph that are compared one by one; a longer one has changed as a whole."""
PARTS = ("headline", "standfirst", "byline", "body", "question")


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version, without its text."""

    number: int
    made_at: datetime
    made_by: str
    headline: str


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words; `kind`: in both (same), in the older only (gone), in the newer only (new)."""

    kind: str
    text: str


def versions(*, publication_id: int, article_id: int) -> list[VersionView]:
    """A story's versions, the newest first."""
    rows = _of(publication_id, article_id).order_by("-number")
    names = ("number", "made_at", "made_by_name", "headline")
    return [VersionView(*row) for row in rows.values_list(*names)]


def version_words(*, publication_id: int, article_id: int, number: int) -> dict[str, str] | None:
    """The words of one version by field, and its picture's ref; None where there is none of this
    number.

    For the desk only, which has them after the licence has ended as well; a killed story has none.
    """
    rows = _of(publication_id, article_id)
    found = rows.filter(number=number).first()
    if found is None:
        return None
    picture = encode(found.picture_id) if found.picture_id else ""
    return {**{part: getattr(found, part) for part in PARTS}, "picture": picture}


def changes(older: str, newer: str) -> list[Change]:
    """What changed between two texts, paragraph by paragraph, and word by word inside them.

    By Ratcliff and Obershelp's longest common runs (difflib).
    """
    left, right = older.splitlines(keepends=True), newer.splitlines(keepends=True)
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("same", "".join(left[a:b])))
        else:
            found.extend(_words_changed("".join(left[a:b]), "".join(right[c:d])))
    return [change for change in found if change.text]


def _of(publication_id: int, article_id: int) -> QuerySet[ArticleVersion]:
    return ArticleVersion.objects.filter(
        article_id=article_id, article__publication_id=publication_id
    )


def _words_changed(older: str, newer: str) -> Iterator[Change]:
    left, right = _WORD.findall(older), _WORD.findall(newer)
    if len(left) > _MOST or len(right) > _MOST:
        yield from (Change("gone", older), Change("new", newer))
        return
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Change("same", _joined(left[a:b]))
        else:
            yield from (Change("gone", _joined(left[a:b])), Change("new", _joined(right[c:d])))


def _joined(words: Sequence[str]) -> str:
    return "".join(words)
