"""Who writes alike: what is looked at, what is found, and the reasons."""

import csv
import gzip
from collections import defaultdict
from random import Random

import pytest

from belowline.moderation.likeness import LEAST_TEXT, alike, has_enough, own_text
from belowline.moderation.likeness.comparing import CLOSE
from belowline.moderation.likeness.habits import shared_habits
from belowline.moderation.likeness.phrases import shared_phrases
from belowline.moderation.likeness.profiles import closeness

_ENGLISH = (
    "the a of and to in is it was that for on with as but not this they have at be from"
    " or one had by word what all were when we there can an your which their said if do"
    " will each about how up out them then she many some so these would other into has"
    " more her two like him see time could no make than first been its who now people my"
    " made over did down only way find use may water long little very after called just"
    " where most know council harbour bridge money vote"
)
ENGLISH = _ENGLISH.split()
_JAPANESE = (
    "私は これは それが でも しかし だから 町の 港の 橋が 予算を 議会は 市民が 問題だ"
    " 思います でしょう です ました ません けれど なので やはり 本当に 少し 全く 誰も"
    " いつも もう まだ 必ず たぶん 反対 賛成 高い 安い 古い 新しい"
)
JAPANESE = _JAPANESE.split()
OTHERS = 40


def written(seed: int, *, words=ENGLISH, between=" ", marks=(".", ",", "!"), habit="") -> str:
    """Text by somebody with likings of their own among the words, and perhaps a habit."""
    random = Random(seed)
    likings = [random.expovariate(1) for _ in words]
    said = []
    while sum(map(len, said)) < LEAST_TEXT * 1.4:
        some = between.join(random.choices(words, likings, k=random.randint(6, 14)))
        said.append(some + (habit or random.choice(marks)))
    random.shuffle(said)
    return between.join(said)


@pytest.mark.parametrize(
    ("words", "between", "marks"),
    [(ENGLISH, " ", (".", ",", "!")), (JAPANESE, "", ("。", "、", "！"))],
    ids=["English", "Japanese"],
)
def test_the_other_half_of_somebody_is_the_closest(words, between, marks) -> None:
    whole = {n: written(n, words=words, between=between, marks=marks) for n in range(OTHERS)}
    text, other = whole[7][: len(whole[7]) // 2], whole[7][len(whole[7]) // 2 :]
    close = closeness(text, {**whole, 7: other})
    assert max(close, key=lambda key: close[key]) == 7
    assert alike(text, {**whole, 7: other})[0].key == 7


def test_people_who_write_by_chance_are_not_alike() -> None:
    others = {n: written(n) for n in range(1, OTHERS)}
    assert alike(written(0), others) == []


def test_nothing_is_said_without_a_reason_to_show(monkeypatch) -> None:
    monkeypatch.setattr("belowline.moderation.likeness.comparing.CLOSE", -10.0)
    others = {n: written(n) for n in range(1, OTHERS)}
    found = alike(written(0), others)
    assert found
    assert all(it.phrases or it.habits for it in found)
    monkeypatch.setattr(
        "belowline.moderation.likeness.comparing.shared_habits",
        lambda text, others, chosen: dict.fromkeys(chosen, ()),
    )
    assert alike(written(0), others) == [it for it in alike(written(0), others) if it.phrases]


def test_rare_phrases_alone_are_not_enough() -> None:
    """Who passes on the same text is not the same person."""
    passed_on = " ".join(f"the tide number {number} waits for nobody here." for number in range(5))
    others = {n: written(n) for n in range(1, OTHERS)}
    others[3] += f"\n{passed_on}"
    text = f"{written(0)}\n{passed_on}"
    assert shared_phrases(text, others)[3]
    assert alike(text, others) == []


def test_a_phrase_that_only_two_of_them_use_is_a_reason() -> None:
    others = {1: "He said that the tide waits for nobody here, ever.", 2: "Quite another matter."}
    text = "As ever: the tide waits for nobody here. Good night."
    assert shared_phrases(text, others) == {1: ["the tide waits for nobody here"]}
    assert shared_phrases(text, {**others, 3: others[1]}) == {}


def test_a_phrase_of_japanese_is_read_by_characters() -> None:
    phrase = "潮の満ち引きは誰をも待たないのだと祖母"
    found = shared_phrases(f"昔から{phrase}が言う。", {1: f"実は{phrase}から聞いた。"})
    assert found == {1: [phrase]}


def test_a_phrase_does_not_run_over_the_end_of_a_paragraph() -> None:
    assert shared_phrases("one two three\nfour five six", {1: "one two three four five six"}) == {}


def test_a_mark_that_both_use_far_more_than_others_is_a_reason() -> None:
    others = {n: written(n) for n in range(1, OTHERS)}
    others[5] = written(5, habit="!!")
    text = written(0, habit="!!")
    habits = {mark: (mine, theirs) for mark, mine, theirs in shared_habits(text, others, [5])[5]}
    assert habits["!!"] == (text.count("!!"), others[5].count("!!"))


def test_quotes_and_addresses_are_not_somebodys_own() -> None:
    said = "> The council said so, all of it.\n\nI doubt it. See https://harbour.example/a/b now."
    assert own_text([said]) == "I doubt it. See  now."


def test_how_much_is_enough() -> None:
    assert not has_enough("a" * (LEAST_TEXT - 1))
    assert has_enough("a" * LEAST_TEXT)
    assert has_enough("海" * (LEAST_TEXT // 2))


def test_real_people_are_found_again_and_few_others(shared) -> None:
    """Comments of The Globe and Mail: the halves of ten people among fifty others."""
    said = defaultdict(list)
    data = shared / "data/labels/c3_constructive_dev.csv.gz"
    with gzip.open(data, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            said[row["comment_author"]].append(row["comment_text"])
    longest = sorted(said, key=lambda key: -sum(map(len, said[key])))[:60]
    whole = {number: own_text(said[key]) for number, key in enumerate(longest)}
    first = wrong = 0
    for number, key in enumerate(longest[:10]):
        text, other = own_text(said[key][::2]), own_text(said[key][1::2])
        close = closeness(text, {**whole, number: other})
        first += max(close, key=lambda it: close[it]) == number
        wrong += sum(score >= CLOSE for it, score in close.items() if it != number)
    assert first >= 6
    assert wrong <= 1
