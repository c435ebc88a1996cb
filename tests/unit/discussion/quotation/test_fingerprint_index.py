"""Fingerprints: what is found through them, and that they never change."""

from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.discussion.quotation import fingerprints, probes

FIVE = 4220782810216309851
WORDS = st.text(alphabet="abcdefghij", min_size=1, max_size=4)
SENTENCES = st.lists(WORDS, min_size=5, max_size=30).map(" ".join)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6)


def test_fingerprints_are_the_same_in_every_version() -> None:
    assert probes("one two three four five") == {FIVE}
    assert fingerprints("One, two: *three* four five!") == {FIVE}


def test_fingerprints_are_signed_64_bit_numbers() -> None:
    text = "The harbour has smelt of exhaust for thirty years. " * 20
    assert all(-(2**63) <= it < 2**63 for it in fingerprints(text))


@given(TEXTS, st.data())
def test_a_whole_sentence_shares_a_fingerprint(sentences: list[str], data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(sentences))
    assert probes(sentence) & fingerprints(". ".join(sentences))


@given(st.lists(WORDS, min_size=12, max_size=80), st.data())
def test_any_twelve_words_share_a_fingerprint(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 12))
    assert probes(" ".join(text[start : start + 12])) & fingerprints(" ".join(text))


@given(st.text(alphabet="日本語文章長", min_size=38, max_size=200), st.data())
def test_any_38_characters_share_a_fingerprint(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 38))
    assert probes(text[start : start + 38]) & fingerprints(text)


def test_what_a_comment_quotes_is_left_out() -> None:
    text = "The council voted nine to four.\n\nThat is a clear vote, I should think."
    assert not probes("The council voted nine to four.") & fingerprints(text, [(0, 1)])
    assert not probes("The council voted nine to four.") & fingerprints("> " + text)


def test_a_long_passage_is_not_looked_for_by_its_short_sentences() -> None:
    formula, rest = "I agree with you.", " ".join(f"word{number}" for number in range(20))
    assert probes(formula) & fingerprints(f"{formula} {rest}.")
    assert not probes(formula) & probes(f"{formula} {rest}.")


@given(SENTENCES, SENTENCES, st.sampled_from([" ", "\n"]))
def test_two_paragraphs_that_are_copied_as_one_share_a_fingerprint(
    first: str, second: str, between: str
) -> None:
    assert probes(first + between + second) & fingerprints(f"{first}\n\n{second}")


def test_two_words_leave_no_fingerprint() -> None:
    assert not probes("of course")
    assert not fingerprints("Of course!")


def test_the_work_is_bounded_by_the_length() -> None:
    for text in ("a " * 2500, "." * 5000, "> " * 2500, "日" * 5000, "a'" * 2500, "@" * 5000):
        assert len(probes(text)) <= 2 * len(text)
        assert len(fingerprints(text)) <= len(text)


@pytest.mark.parametrize(
    ("passage", "grams"),
    [
        ("One two three four five six", ["one two three four five", "two three four five six"]),
        ("été über naïve cœur fünf", ["été über naïve cœur fünf"]),
    ],
)
def test_a_gram_is_kept_under_the_number_it_had_in_every_version(passage, grams) -> None:
    kept = {
        int.from_bytes(
            blake2b("\x1f".join(gram.split()).encode(), digest_size=8).digest(), "big", signed=True
        )
        for gram in grams
    }
    assert probes(passage) == kept
    assert kept & fingerprints(passage)
