"""What the recogniser reads from and answers with: comments, quotes and mentions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class EarlierComment:
    """One comment of a thread; a lower `id` is earlier. `posted_at` is aware where it is known."""

    id: int
    author: str | None
    posted_at: datetime | None
    text: str


class Memory(Protocol):
    """What was said in a thread before the comment being read."""

    def sharing(self, fingerprints: Collection[int]) -> Sequence[EarlierComment]:
        """Return the comments that hold any of these fingerprints, in any order."""

    def by_name(self, names: Collection[str]) -> Sequence[EarlierComment]:
        """Return the comments whose author's casefolded name is one of these casefolded names."""

    def comment(self, comment_id: int) -> EarlierComment | None:
        """Return the comment with this id, or None where the thread has none."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of a comment that are somebody else's words.

    Lines `start_line` up to but not including `end_line` (from 0) give way to one blockquote that
    shows `text`, which is Markdown without `>` marks and without the header. `text_line` is where
    the quoted words begin: the lines before it hold only the header. `cut` says that header and
    words share one paragraph, so that the lines from `text_line` on are more than `text`.
    `source` is the quoted comment's id, or None exactly where `from_article` is true. `by` and
    `at` are the name and the minute that the header quote_candidates, where there is a header.
    """

    start_line: int
    text_line: int
    end_line: int
    text: str
    source: int | None
    from_article: bool
    by: str | None = None
    at: datetime | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start` up to `end` of a comment's text address the writer of `target`."""

    start: int
    end: int
    name: str
    target: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a comment quotes and whom it addresses, each in the order of the text."""

    quotes: tuple[Quote, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def quoted_lines(self) -> tuple[tuple[int, int], ...]:
        """The half-open line ranges of the quotes, as `fingerprints` takes them."""
        return tuple((quote.start_line, quote.end_line) for quote in self.quotes)
