"""The names in a byline, and the addresses that they come to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import slugify

_OPENING = re.compile(r"^\s*(?:by\b|text:|words:|文[:：]|取材・?文[:：])\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|、|，|\s&\s|\s\band\b\s)\s*|\s+(?=in\s)", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|columnists?|writers?|staff|agenc(?:y|ies)|in)\b"
    r"|記者|特派員|編集|論説委員",
    re.IGNORECASE,
)
_LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class BylinePart:
    """A piece of a byline as it is printed; `slug` is empty where it is not an author's name."""

    text: str
    slug: str = ""


@lru_cache(maxsize=1024)
def parts_of(byline: str) -> Sequence[BylinePart]:
    """The byline cut into names and what stands between them; put together it is the same."""
    opening = _OPENING.match(byline)
    start = opening.end() if opening else 0
    parts = [BylinePart(byline[:start])] if start else []
    for between in _BETWEEN.finditer(byline, start):
        parts += [_part(byline[start : between.start()]), BylinePart(between[0])]
        start = between.end()
    return tuple(part for part in (*parts, _part(byline[start:])) if part.text)


def authors_of(byline: str) -> dict[str, str]:
    """The names in the byline by their slugs, in their order."""
    return {part.slug: part.text for part in parts_of(byline) if part.slug}


def _part(text: str) -> BylinePart:
    """A name, unless it says what somebody is: "political editor", "in Lagos"."""
    is_name = not _ROLE.search(text)
    slug = slugify(text, allow_unicode=True)[:_LONGEST_SLUG] if is_name else ""
    return BylinePart(text, slug)
