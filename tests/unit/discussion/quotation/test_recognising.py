"""What is and what is not taken for a quote or a mention."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.discussion.quotation import EarlierComment, Reading, ThreadMemory, recognise

LONDON = ZoneInfo("Europe/London")
SAID = "The ferry is late because the pier is too short. Everybody at the yard knew that."
ANSWER = "\n\nI did not know it myself."


def thread(*said: tuple[str | None, str]) -> ThreadMemory:
    memory = ThreadMemory()
    for number, (author, text) in enumerate(said, 1):
        posted = datetime(2024, 3, 5, 16, number, 30, tzinfo=UTC)
        memory.add(EarlierComment(number, author, posted, text))
    return memory


def read(text: str, memory: ThreadMemory, **options: int | str | None) -> Reading:
    return recognise(text, memory, zone=LONDON, **options)  # type: ignore[arg-type]


def test_a_repeated_sentence_belongs_to_who_said_it_first() -> None:
    memory = thread(("a", SAID), ("b", f"So, as I have heard it: {SAID} Too bad."))
    (quote,) = read("The ferry is late because the pier is too short." + ANSWER, memory).quotes
    assert (quote.source, quote.start_line, quote.end_line) == (1, 0, 1)


def test_a_short_phrase_that_two_say_on_their_own_is_no_quote() -> None:
    memory = thread(("a", SAID), ("b", f"So, as I have heard it: {SAID} Too bad."))
    assert not read("Everybody at the yard knew that." + ANSWER, memory).quotes


def test_the_parent_is_preferred_where_it_says_so_in_its_own_words() -> None:
    memory = thread(("a", SAID), ("b", f"So, as I have heard it: {SAID} Too bad."))
    (quote,) = read(f"> {SAID}{ANSWER}", memory, parent=2).quotes
    assert quote.source == 2


def test_a_parent_that_only_quotes_is_not_preferred() -> None:
    memory = thread(("a", SAID), ("b", f"{SAID}\n\nToo bad."))
    (quote,) = read(f"> {SAID}{ANSWER}", memory, parent=2).quotes
    assert quote.source == 1


def test_the_article_comes_before_everybody() -> None:
    memory = thread(("a", f"They write: {SAID} Well."))
    (quote,) = read(f"> {SAID}{ANSWER}", memory, parent=1, article=f"News.\n\n{SAID}").quotes
    assert quote.from_article
    assert quote.source is None


def test_four_bare_words_are_no_quote_but_three_marked_ones_are() -> None:
    memory = thread(("a", "We were never asked. Nobody ever is."))
    assert not read("We were never asked." + ANSWER, memory).quotes
    assert read("> Nobody ever is." + ANSWER, memory).quotes


def test_one_word_in_a_blockquote_is_a_quote_of_the_parent_alone() -> None:
    memory = thread(("a", SAID))
    assert read("> late" + ANSWER, memory, parent=1).quotes
    assert not read("> late" + ANSWER, memory).quotes
    assert not read("> lat" + ANSWER, memory, parent=1).quotes


def test_a_second_posting_is_no_quote() -> None:
    assert not read(SAID, thread(("a", SAID))).quotes


def test_half_a_word_is_not_word_for_word() -> None:
    memory = thread(("a", "They parse_comment the whole thing perfectly."))
    assert not read("stand the whole thing perfectly" + ANSWER, memory).quotes


def test_a_header_that_shares_its_paragraph_is_cut_off() -> None:
    text = f"AnnaMar. 05, 2024 - 04:01PM GMT {SAID}{ANSWER}"
    (quote,) = read(text, thread(("Anna", SAID))).quotes
    assert (quote.text, quote.cut, quote.by) == (SAID, True, "Anna")
    assert quote.at == datetime(2024, 3, 5, 16, 1, tzinfo=UTC)


def test_a_lone_header_is_dropped_with_its_lines() -> None:
    text = f"Anna Mar. 05, 2024 - 04:01PM\n\n{SAID}{ANSWER}"
    (quote,) = read(text, thread(("Anna", SAID))).quotes
    assert (quote.start_line, quote.text_line, quote.end_line) == (0, 2, 3)
    assert not quote.cut


def test_a_header_that_names_somebody_else_makes_no_quote() -> None:
    text = f"BertaMar. 05, 2024 - 04:01PM GMT\n\n{SAID}{ANSWER}"
    assert not read(text, thread(("Anna", SAID))).quotes


def test_a_header_without_a_quote_addresses_the_comment_of_that_minute() -> None:
    text = "AnnaMar. 05, 2024 - 04:01PM GMT\n\nWhich years were you there?"
    reading = read(text, thread(("Anna", SAID), ("Anna", "Also this.")))
    assert not reading.quotes
    assert [(it.name, it.target) for it in reading.mentions] == [("Anna", 1)]


def test_an_unknown_zone_tells_no_time() -> None:
    text = f"AnnaMar. 05, 2024 - 04:01PM XYZ\n\n{SAID}{ANSWER}"
    (quote,) = read(text, thread(("Anna", SAID))).quotes
    assert quote.at is None


@pytest.mark.parametrize(
    "written", ["@Tom Baker you are right", "@tom baker, no", "@Tom Baker's point", "@Tom Baker"]
)
def test_the_longest_name_that_fits_is_addressed(written: str) -> None:
    memory = thread(("Tom", "One."), ("Tom Baker", "Two."), ("Tom Baker", "Three."))
    (mention,) = read(written, memory).mentions
    assert mention.target == 3
    assert written[mention.start : mention.end].casefold() == "@tom baker"


def test_a_name_no_one_here_has_is_left_alone() -> None:
    assert not read("@nobody\n\nHello there.", thread(("a", SAID))).mentions


def test_a_lone_name_above_a_quote_of_a_lost_author_addresses_it() -> None:
    reading = read(f"@lost one\n\n{SAID}{ANSWER}", thread((None, SAID)))
    assert [(it.name, it.target) for it in reading.mentions] == [("lost one", 1)]


def test_a_lone_name_above_somebody_elses_words_still_addresses_its_bearer() -> None:
    memory = thread(("Anna", SAID), ("Berta", "I see."))
    reading = read(f"@Berta\n\n{SAID}{ANSWER}", memory)
    assert [it.target for it in reading.mentions] == [2]
    assert [it.source for it in reading.quotes] == [1]


def test_neighbouring_paragraphs_of_one_source_are_one_quote() -> None:
    memory = thread(("a", f"{SAID}\n\nNobody was allowed to say so in writing."))
    text = f"> {SAID}\n>\n> Nobody was allowed to say so in writing.{ANSWER}"
    (quote,) = read(text, memory).quotes
    assert (quote.start_line, quote.end_line) == (0, 3)


def test_code_between_two_quotes_keeps_them_apart() -> None:
    memory = thread(("a", SAID))
    first, second = SAID.split(". ")
    assert len(read(f"{first}.\n\n```\nmine\n```\n\n{second}{ANSWER}", memory).quotes) == 2


words = st.lists(
    st.sampled_from(["ash", "birch", "cedar", "elm", "fir", "oak", "pine"]), min_size=8
)


@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_a_whole_sentence_of_an_earlier_comment_is_always_found(
    sentences: list[list[str]], data: st.DataObject
) -> None:
    shown = [" ".join(it).capitalize() + "." for it in sentences]
    chosen = data.draw(st.sampled_from(shown))
    memory = thread(("a", " ".join(shown)))
    (quote,) = read(f"{chosen}\n\nQuite.", memory).quotes
    assert quote.source == 1


@given(st.text(alphabet="abcdefgh .,>@\n", max_size=300), st.text("stuvwxyz .,>@\n", max_size=300))
def test_unrelated_text_is_never_a_quote(said: str, text: str) -> None:
    memory = thread(("0", said))
    assert read(text, memory, parent=1) == Reading()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_read(said: str, text: str) -> None:
    read(text, thread(("a", said)), parent=1, article=text)


class CountingMemory(ThreadMemory):
    """Counts how often and for how much it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def sharing(self, fingerprints: Collection[int]) -> Sequence[EarlierComment]:
        self.asked.append(len(fingerprints))
        return super().sharing(fingerprints)

    def by_name(self, names: Collection[str]) -> Sequence[EarlierComment]:
        self.asked.append(len(names))
        return super().by_name(names)


@pytest.mark.parametrize(
    "shape",
    [
        "@",
        "@a ",
        "@a\n\n",
        "> ",
        ">",
        "\n>",
        "Mar. 05, 2024 - ",
        "a" * 60 + "Mar. ",
        "...",
        "[...] a b c ",
        "\\",
        "*_",
        "``` \n",
        "' ",
        "a'",
        "http://",
        "May 05, 2024 - 04:01PM \n\n",
    ],
)
def test_hostile_text_asks_little_of_the_memory(shape: str) -> None:
    text = (shape * 5000)[:5000]
    memory = CountingMemory()
    memory.add(EarlierComment(1, "a", None, text))
    read(text, memory, article=text)
    assert len(memory.asked) <= 2
    assert all(count <= 2 * len(text) for count in memory.asked)
