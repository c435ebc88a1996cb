"""Figures of accounts that write alike: how often they are found, how often others, how long."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from belowline.accounts.queries.people import actor
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.moderation.likeness.comparing import LEAST_TEXT, alike
from belowline.moderation.likeness.profiles import closeness
from belowline.moderation.likeness.texts import amount, own_text
from belowline.moderation.models import LikenessSearch
from belowline.moderation.queries.likeness import likenesses
from belowline.moderation.queries.likeness_searches import last_likeness_search
from belowline.moderation.services.likeness_search import MOST_OTHERS, compare_writing
from benchmarks.measuring import Row, milliseconds, timed
from benchmarks.newspaper import Newspaper
from benchmarks.words import comment

PAST, PEOPLE, SEARCHES = 100_000, 1_000, 5
_AT_ONCE = 2_000
_DATA = Path(__file__).parents[2] / "shared/data/labels/c3_constructive_dev.csv.gz"


def figures() -> Iterator[Row]:
    """Halves of real people's comments, and searches among 100,000 comments."""
    if _DATA.exists():
        said = _said()
        for least in (3_000, LEAST_TEXT):
            yield from _halves(said, least)
        yield from _strangers(said)
    yield from _searches(Newspaper.found())


def _said() -> Mapping[str, list[str]]:
    """Comments of The Globe and Mail (the corpus C3), by author."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    with gzip.open(_DATA, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            said[row["comment_author"]].append(row["comment_text"])
    return said


def _halves(said: Mapping[str, list[str]], least: int) -> Iterator[Row]:
    """Each person's comments in two, one half against the other among others' whole writing."""
    whole = {key: own_text(texts) for key, texts in said.items()}
    pool = [key for key in whole if amount(whole[key]) >= least]
    split = {key: _two(said[key]) for key in pool}
    asked = [key for key in pool if min(map(amount, split[key])) >= least]
    first = 0
    right = wrong = 0
    for key in asked:
        others = [it for it in pool if it != key]
        Random(key).shuffle(others)  # noqa: S311 - the same others at every run
        names = [*others[: MOST_OTHERS - 1], key]
        group = {number: whole[it] for number, it in enumerate(names[:-1])}
        own = len(group)
        close = closeness(split[key][0], {**group, own: split[key][1]})
        first += max(close, key=lambda it: close[it]) == own
        found = alike(split[key][0], {**group, own: split[key][1]})
        right += sum(it.key == own for it in found)
        wrong += sum(it.key != own for it in found)
    what = f"halves of {least:,} characters"
    how = f"{len(asked)} people, each among {min(len(pool), MOST_OTHERS)}"
    yield Row(f"likeness: {what}, ranked first", f"{first / len(asked):.0%}", how)
    yield Row(f"likeness: {what}, suggested", f"{right} right, {wrong} wrong", how)


def _strangers(said: Mapping[str, list[str]]) -> Iterator[Row]:
    """Everybody against all the others: what is suggested of people who are taken for different."""
    whole = {number: own_text(texts) for number, texts in enumerate(said.values())}
    pool = {key: text for key, text in whole.items() if amount(text) >= LEAST_TEXT}
    pairs = {
        (min(key, it.key), max(key, it.key)): len(it.phrases)
        for key, text in pool.items()
        for it in alike(text, {other: pool[other] for other in pool if other != key})
    }
    copied = sum(phrases > 0 for phrases in pairs.values())
    how = f"{len(pool)} people, {len(pool) * (len(pool) - 1) // 2:,} pairs"
    figure = f"{len(pairs)} pairs, {copied} with rare phrases"
    yield Row("likeness: people taken for different, suggested", figure, how)


def _two(texts: list[str]) -> tuple[str, str]:
    """Comment by comment, each to the half that is shorter so far."""
    halves: tuple[list[str], list[str]] = ([], [])
    for text in texts:
        shorter = sum(map(len, halves[0])) > sum(map(len, halves[1]))
        halves[shorter].append(text)
    return own_text(halves[0]), own_text(halves[1])


def _searches(newspaper: Newspaper) -> Iterator[Row]:
    people = [newspaper.person(f"alike {number}").id for number in range(PEOPLE)]
    threads = [newspaper.thread(f"alike-{number}") for number in range(20)]
    random, moment = Random(7), now()  # noqa: S311 - the same at every run
    for start in range(0, PAST, _AT_ONCE):
        Comment.objects.bulk_create(
            Comment(
                id=(key := new_id()),
                root_id=key,
                publication_id=newspaper.publication_id,
                thread_id=random.choice(threads),
                author_id=random.choice(people),
                posted_at=moment,
                text=comment(number),
                html="<p>Said.</p>",
            )
            for number in range(start, start + _AT_ONCE)
        )
    here = newspaper.publication_id
    times, compared = [], 0
    for person_id in people[:SEARCHES]:
        search = LikenessSearch.objects.create(publication_id=here, person_id=person_id)
        begun = perf_counter()
        compare_writing(publication_id=here, search_id=search.id)
        times.append(perf_counter() - begun)
        search.refresh_from_db()
        compared = search.compared
    how = f"{PAST:,} comments by {PEOPLE:,} people, {compared} compared"
    yield Row("likeness: a comparison, as a task", f"{median(times):.1f} s", how)
    viewer_id = newspaper.person("alike viewer").id
    grant(person_id=viewer_id, publication_id=here, role="moderator")
    viewer = actor(person_id=viewer_id, publication_id=here)
    if viewer is None:
        raise RuntimeError("the moderator is gone")

    def show(number: int) -> object:
        person_id = people[number % SEARCHES]
        last_likeness_search(person_id=person_id, publication_id=here)
        return likenesses(person_id=person_id, viewer=viewer)

    yield Row("likeness: what the page asks for", milliseconds(timed(show, runs=200)), how)
