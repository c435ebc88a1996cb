"""Recognises what stands above the comments of a saved page: the story, or what is left of it."""

import re
from dataclasses import dataclass

from belowline.transfer.saved_page.lines import (
    byline,
    count,
    is_copyright,
    is_expired_notice,
    is_furniture,
    is_login,
)

_LONGEST_SECTION = 40


@dataclass(frozen=True, slots=True)
class Story:
    """The story as the page has it; `counts` are the numbers of comments that it claims."""

    headline: str | None
    section: str | None
    byline: str | None
    copyright_lines: tuple[str, ...]
    expired_notice: str | None
    body: tuple[str, ...]
    counts: tuple[int, ...]
    boilerplate: tuple[str, ...]


def story(lines: list[str]) -> Story:
    """Read the lines above the first comment.

    The headline is the line next above the first count of comments or the byline, whichever comes
    first; a short line above it names the section; what follows is the article.
    """
    paragraphs = _paragraphs(lines)
    rights = tuple(it for it in paragraphs if is_copyright(it))
    told = [it for it in paragraphs if not is_copyright(it)]
    edge = _edge(told)
    above = [it for it in told[:edge] if count(it) is None]
    headline = above.pop() if above and not is_login(above[-1]) else None
    section = above.pop() if above and _names_section(above[-1]) else None
    thread = [it for it in told[edge:] if count(it) is None]
    signed = next((it for it in thread[:3] if byline(it)), None)
    rest = [it for it in thread if it != signed and not _aside(it)]
    notice = next((it for it in rest if is_expired_notice(it)), None) if len(rest) < 3 else None
    body = () if notice else tuple(rest)
    kept = {signed, notice, *body}
    return Story(
        headline=headline,
        section=section,
        byline=byline(signed) if signed else None,
        copyright_lines=rights,
        expired_notice=notice,
        body=body,
        counts=tuple(number for it in told if (number := count(it)) is not None),
        boilerplate=(*above, *(it for it in thread if it not in kept)),
    )


def _edge(told: list[str]) -> int:
    """Return the place of the count or byline that closes the headline."""
    headed = False
    for at, paragraph in enumerate(told):
        if headed and _ends_head(paragraph):
            return at
        headed = headed or not (_ends_head(paragraph) or is_furniture(paragraph))
    return len(told)


def _aside(line: str) -> bool:
    """Tell boilerplate from a sentence of the article that speaks of the same things."""
    sentence = line.rstrip("\"'\u201d\u2019)").endswith((".", "?", "!"))
    return is_login(line) or (is_furniture(line) and not sentence)


def _paragraphs(lines: list[str]) -> list[str]:
    """Split at blank lines, and at every line where lines of the page's own stand close."""
    whole = re.split(r"\n[ \t]*\n", "\n".join(lines))
    found: list[str] = []
    for block in whole:
        rows = [row.strip() for row in block.split("\n") if row.strip()]
        structured = len(found) < 3 or any(_ends_head(row) or is_furniture(row) for row in rows)
        found += rows if structured else ["\n".join(rows)] if rows else []
    return found


def _ends_head(line: str) -> bool:
    return count(line) is not None or byline(line) is not None


def _names_section(line: str) -> bool:
    return (
        len(line) <= _LONGEST_SECTION
        and not is_furniture(line)
        and not line.endswith((".", "?", "!", ":"))
    )
