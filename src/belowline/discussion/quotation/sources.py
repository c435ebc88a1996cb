"""What one earlier comment, or the article, says in its own words and what it only repeats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from belowline.discussion.quotation.candidates import quote_candidates
from belowline.discussion.quotation.comments import EarlierComment
from belowline.discussion.quotation.passages import passages
from belowline.discussion.quotation.words import LONGEST_KEPT, Words

_LONGEST_ARTICLE = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of words (as `Words.line`) of a comment, or of the article, whose `id` is None.

    `own` holds the paragraphs that the text does not mark as quoted, `stretches` the same joined
    wherever nothing quoted stands between, `whole` everything.
    """

    id: int | None
    author: str | None
    posted_at: datetime | None
    own: tuple[str, ...]
    stretches: tuple[str, ...]
    whole: str

    def has(self, line: str) -> bool:
        """Tell whether these words stand, word for word, in what is not marked as quoted."""
        return any(line in stretch for stretch in self.stretches)

    def has_all(self, lines: Iterable[str]) -> bool:
        """Tell whether these runs of words stand in one stretch, in this order."""
        parts = tuple(lines)
        return any(_in_order(parts, stretch) for stretch in self.stretches)

    def says(self, line: str, earlier: Sequence["Source"]) -> bool:
        """Tell whether the words are its own: in no paragraph that an earlier source has whole."""
        holding = [paragraph for paragraph in self.own if line in paragraph] or [line]
        return any(not any(source.has(it) for source in earlier) for it in holding)

    def is_called(self, name: str) -> bool:
        """Tell whether its author goes by this name."""
        return self.author is not None and self.author.casefold() == name.casefold()

    def resembles(self, read: Words) -> bool:
        """Tell whether at least half the pairs of neighbouring words stand here too."""
        pairs = {f" {one} {two} " for one, two in pairwise(read.tokens)}
        return bool(pairs) and 2 * sum(pair in self.whole for pair in pairs) >= len(pairs)


def voice_of(comment: EarlierComment, zone: ZoneInfo) -> Source:
    """Read a comment; what stands in a blockquote or below a header is not its own."""
    small = len(comment.text) <= LONGEST_KEPT
    return _kept_voice(comment, zone) if small else _voice(comment, zone)


def _voice(comment: EarlierComment, zone: ZoneInfo) -> Source:
    own: list[str] = []
    stretches: list[list[str]] = [[]]
    whole: list[str] = []
    for candidate in quote_candidates(passages(comment.text), zone):
        whole.append(candidate.words.line.strip())
        if candidate.passage.depth or candidate.header:
            stretches.append([])
        else:
            own.append(candidate.words.line)
            stretches[-1].append(candidate.words.line.strip())
    return Source(
        comment.id,
        comment.author,
        comment.posted_at,
        tuple(own),
        tuple(f" {' '.join(stretch)} " for stretch in stretches if stretch),
        f" {' '.join(whole)} ",
    )


def article_voice(text: str, zone: ZoneInfo) -> Source:
    """Read the article's text, whose every paragraph is its own, blockquotes too."""
    small = len(text) <= _LONGEST_ARTICLE
    return _kept_article(text, zone) if small else _article(text, zone)


def _article(text: str, zone: ZoneInfo) -> Source:
    lines = [candidate.words.line for candidate in quote_candidates(passages(text), zone)]
    joined = f" {' '.join(line.strip() for line in lines)} "
    return Source(None, None, None, tuple(lines), (joined,), joined)


_kept_voice = lru_cache(maxsize=1024)(_voice)
_kept_article = lru_cache(maxsize=64)(_article)


def _in_order(parts: tuple[str, ...], stretch: str) -> bool:
    place = 0
    for part in parts:
        found = stretch.find(part, place)
        if found < 0:
            return False
        # The space that closes one run of words may open the next.
        place = found + len(part) - 1
    return bool(parts)
