"""Few, stable numbers by which a database finds the comments that a passage was copied from.

The choice joins winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for
Document Fingerprinting", SIGMOD 2003) with the grams at the edges of sentences and clauses, because
that is where people begin and end what they copy.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, count, pairwise
from struct import unpack

from belowline.discussion.quotation.passages import passages
from belowline.discussion.quotation.words import LONGEST_KEPT, WORD, Words, words

GRAM = 5 * WORD
"""The weight of one gram: five words, or fifteen characters of unspaced script."""
SHORTEST = 3 * WORD
"""The weight below which a passage has no fingerprint."""
WINDOW = 8 * WORD
"""Of any run of grams that begin within this weight, at least one is kept."""


def fingerprints(text: str, quoted: Iterable[tuple[int, int]] = ()) -> frozenset[int]:
    """Return signed 64-bit fingerprints of the paragraphs that the writer of `text` wrote.

    `quoted` are half-open line ranges recognised as quotes; they are left out, as is whatever
    stands in a blockquote. A copied passage of at least five words shares a number with its source
    if it begins at a sentence or a clause, if it ends at the end of a sentence, or if it is at
    least 12 words long (38 characters of unspaced script); a shorter one of three or four words,
    if it is a whole sentence.
    """
    ranges = tuple(quoted)
    chosen: set[int] = set()
    for passage in passages(text):
        inside = any(low <= passage.start_line < high for low, high in ranges)
        if not passage.depth and not inside:
            chosen |= _chosen(words(passage.text))
    return frozenset(chosen)


def probes(passage: str | Words) -> frozenset[int]:
    """Return fingerprints of which a source that holds `passage` has one at least.

    Of a short passage these are all that a source could have been stored under: which of them it
    is, depends on the words around. A long one holds a whole window, of which every source has kept
    the same gram, so that what would be kept of its own edges and windows is enough.
    """
    read = words(passage) if isinstance(passage, str) else passage
    return _kept_probes(read) if len(read.line) <= LONGEST_KEPT else _probes(read)


def _probes(read: Words) -> frozenset[int]:
    if read.weight < GRAM:
        return frozenset({_hash(read.tokens)} if read.weight >= SHORTEST else ())
    if _holds_window(read):
        return _edges_and_windows(read, list(accumulate(read.weights, initial=0)))
    found = frozenset(_grams(read))
    if 1 not in read.weights:
        return found
    marks = list(accumulate(read.weights, initial=0))
    spans = {(_back(marks, end), end) for end, mark in enumerate(marks) if mark >= GRAM}
    return found | {_hash(read.tokens[low:high]) for low, high in spans}


def _chosen(read: Words) -> frozenset[int]:
    marks = list(accumulate(read.weights, initial=0))
    kept = probes(read) if _holds_window(read) else _edges_and_windows(read, marks)
    return kept.union(_short_sentences(read, marks))


def _holds_window(read: Words) -> bool:
    return read.weight >= WINDOW + GRAM - 1


def _edges_and_windows(read: Words, marks: list[int]) -> frozenset[int]:
    """What is kept of a passage but for its short sentences: those many write, and whoever looks
    for the source of a long passage would find them all.
    """
    grams = _grams(read)
    starts = {grams[start] for start in read.starts if start < len(grams)}
    ends = {_hash(read.tokens[_back(marks, end) : end]) for end in read.ends if marks[end] >= GRAM}
    return frozenset().union(starts, ends, _winnowed(grams, marks))


def _grams(read: Words) -> tuple[int, ...]:
    return _kept_grams(read) if len(read.line) <= LONGEST_KEPT else _read_grams(read)


def _read_grams(read: Words) -> tuple[int, ...]:
    if 1 in read.weights:
        spans = _forward(list(accumulate(read.weights, initial=0)))
    else:
        spans = zip(count(), range(GRAM // WORD, len(read.tokens) + 1), strict=False)
    return _hashes(read.tokens, spans)


def _forward(marks: list[int]) -> Iterator[tuple[int, int]]:
    """Yield, for each token that has GRAM of text from it on, the shortest span of that weight."""
    high = 0
    for low, mark in enumerate(marks):
        while marks[high] < mark + GRAM:
            high += 1
            if high == len(marks):
                return
        yield low, high


def _back(marks: list[int], high: int) -> int:
    return bisect_right(marks, marks[high] - GRAM) - 1


def _winnowed(grams: Sequence[int], marks: list[int]) -> Iterator[int]:
    """Yield the least gram of every window, the rightmost of equals."""
    least: deque[int] = deque()
    for right, gram in enumerate(grams):
        while least and grams[least[-1]] >= gram:
            least.pop()
        least.append(right)
        while marks[right + 1] - marks[least[0]] > WINDOW:
            least.popleft()
        if marks[right + 1] >= WINDOW:
            yield grams[least[0]]


def _short_sentences(read: Words, marks: list[int]) -> Iterator[int]:
    edges = sorted({0, *read.ends})
    for low, high in pairwise(edges):
        if SHORTEST <= marks[high] - marks[low] < GRAM:
            yield _hash(read.tokens[low:high])


def _hash(tokens: tuple[str, ...]) -> int:
    digest = blake2b("\x1f".join(tokens).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _hashes(tokens: Sequence[str], spans: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """What `_hash` gives of each span, in half the time: the tokens are encoded once."""
    encoded = [token.encode() for token in tokens]
    line = b"\x1f".join(encoded)
    starts = list(accumulate((len(each) + 1 for each in encoded), initial=0))
    digests = [
        blake2b(line[starts[low] : starts[high] - 1], digest_size=8).digest() for low, high in spans
    ]
    return unpack(f">{len(digests)}q", b"".join(digests))


_kept_probes = lru_cache(maxsize=512)(_probes)
_kept_grams = lru_cache(maxsize=512)(_read_grams)
