"""How much of what people see as quotes is found, and how much of what is found is right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from belowline.discussion.quotation import (
    EarlierComment,
    Reading,
    ThreadMemory,
    fingerprints,
    recognise,
)
from belowline.discussion.quotation.words import WORD, words

TOKYO = ZoneInfo("Asia/Tokyo")
# Read by hand: in time order, comment → the comments that it quotes.
QUOTES = {
    3: {1},
    7: {1},
    11: {1},
    12: {9},
    15: {13},
    16: {9},
    18: {7},
    21: {6},
    26: {25},
    29: {22},
    33: {31},
    36: {18},
    38: {37},
    39: {38},
}
MENTIONS = {12: 9, 15: 13, 18: 7, 33: 31, 39: 38}
# A person sees these too: changed words, three words with no mark, and a short paragraph repeated
# whole, which cannot be told from a formula.
MISSED = {
    ("mixed", 7, "quote", 1),
    ("formulas", 9, "quote", 8),
    ("harbour", 8, "quote", 1),
}
THREADS = Path(__file__).parent / "threads"

Links = frozenset[tuple[int, str, int]]
"""(comment, "quote" or "mention", target); target 0 is the article."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One comment and what a person says that it quotes and addresses."""

    comment: EarlierComment
    parent: int | None
    expected: Links


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread with its labels; `zone` is the site's."""

    name: str
    zone: ZoneInfo
    article: str | None
    comments: tuple[Labelled, ...]

    @property
    def expected(self) -> Links:
        return frozenset(link for it in self.comments for link in it.expected)


def labelled_threads() -> list[Thread]:
    return [_thread(path) for path in sorted(THREADS.glob("*.txt"))]


def found(thread: Thread) -> Links:
    return frozenset(
        link for it, reading in readings(thread) for link in links(it.comment.id, reading)
    )


def readings(thread: Thread) -> Iterable[tuple[Labelled, Reading]]:
    memory = ThreadMemory()
    for it in thread.comments:
        reading = recognise(
            it.comment.text, memory, zone=thread.zone, parent=it.parent, article=thread.article
        )
        yield it, reading
        memory.add(it.comment, reading.quoted_lines)


def links(number: int, reading: Reading) -> Links:
    quotes = ((number, "quote", quote.source or 0) for quote in reading.quotes)
    return frozenset(quotes) | {(number, "mention", it.target) for it in reading.mentions}


def _thread(path: Path) -> Thread:
    zone = ZoneInfo("Asia/Tokyo" if path.stem == "japanese" else "Europe/London")
    article: str | None = None
    comments: list[Labelled] = []
    for block in path.read_text("utf-8").split("\n## ")[1:]:
        head, text = block.split("\n", 1)
        if head == "article":
            article = text.strip()
        else:
            comments.append(_labelled(head, text.strip(), zone))
    return Thread(path.stem, zone, article, tuple(comments))


def _labelled(head: str, text: str, zone: ZoneInfo) -> Labelled:
    words = head.split()
    labels = dict(word.split("=") for word in words if "=" in word)
    number, *name = [word for word in words if "=" not in word]
    posted = datetime.fromisoformat(" ".join(name[-2:])).replace(tzinfo=zone)
    expected = frozenset(
        (int(number), kind, 0 if target == "article" else int(target))
        for kind in ("quote", "mention")
        for target in labels.get(f"{kind}s", "").split(",")
        if target
    )
    comment = EarlierComment(int(number), " ".join(name[:-2]), posted, text)
    return Labelled(comment, int(labels["parent"]) if "parent" in labels else None, expected)


@pytest.mark.parametrize("thread", labelled_threads(), ids=lambda thread: thread.name)
def test_nothing_is_taken_for_a_quote_that_a_person_would_not(thread: Thread) -> None:
    assert found(thread) - thread.expected == set()


@pytest.mark.parametrize("thread", labelled_threads(), ids=lambda thread: thread.name)
def test_only_what_is_changed_or_very_short_is_missed(thread: Thread) -> None:
    missed = {(thread.name, *link) for link in thread.expected - found(thread)}
    assert missed == {link for link in MISSED if link[0] == thread.name}


def test_precision_and_recall_over_all_labels(
    saved_remarks: list[EarlierComment], capsys: pytest.CaptureFixture[str]
) -> None:
    right = wrong = expected = 0
    for thread in labelled_threads():
        got = found(thread)
        right += len(got & thread.expected)
        wrong += len(got - thread.expected)
        expected += len(thread.expected)
    got_page, label_page = _page_links(saved_remarks)
    right += len(got_page & label_page)
    wrong += len(got_page - label_page)
    expected += len(label_page)
    precision, recall = right / (right + wrong), right / expected
    with capsys.disabled():
        shown = f"{expected} labels, precision {precision:.3f}, recall {recall:.3f}"
        print(f"\nquotes and mentions: {shown}")  # noqa: T201
    assert precision == 1.0
    assert recall >= 0.94


def test_the_saved_page_is_read_as_a_person_reads_it(saved_remarks: list[EarlierComment]) -> None:
    got, expected = _page_links(saved_remarks)
    assert got == expected


def test_fingerprints_stay_few(
    saved_remarks: list[EarlierComment], capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"the saved page": [it.text for it in saved_remarks]}
    for thread in labelled_threads():
        texts[thread.name] = [it.comment.text for it in thread.comments]
    with capsys.disabled():
        for name, some in texts.items():
            rows = sum(len(fingerprints(text)) for text in some)
            per_word = rows / (sum(words(text).weight for text in some) / WORD)
            print(f"\nfingerprints a word, {name}: {per_word:.3f}", end="")  # noqa: T201
            assert per_word <= (0.35 if name == "the saved page" else 0.5)


def test_every_labelled_quote_covers_lines_of_its_comment() -> None:
    for thread in labelled_threads():
        for it, reading in readings(thread):
            count = it.comment.text.count("\n") + 1
            for quote in reading.quotes:
                assert 0 <= quote.start_line <= quote.text_line < quote.end_line <= count
            for mention in reading.mentions:
                shown = it.comment.text[mention.start : mention.end].replace("\\", "")
                assert mention.name in shown


def _page_links(
    comments: list[EarlierComment],
) -> tuple[frozenset[tuple[int, str, int]], frozenset[tuple[int, str, int]]]:
    memory = ThreadMemory()
    got: set[tuple[int, str, int]] = set()
    for comment in comments:
        reading = recognise(comment.text, memory, zone=TOKYO)
        got |= links(comment.id, reading)
        memory.add(comment, reading.quoted_lines)
    expected = {(one, "quote", other) for one, some in QUOTES.items() for other in some}
    expected |= {(one, "mention", other) for one, other in MENTIONS.items()}
    return frozenset(got), frozenset(expected)
