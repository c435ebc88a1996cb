"""How often related articles are related, and how Japanese is best cut for it and for the search.

Run by itself (`python -m benchmarks.related`); it needs no database. Labelled are: the demo's
English articles, with the pairs that an editor would name; the posts of a French blog by tags that
eight of them have at the most; headlines of the One Million Posts corpus below the same path; the
demo's Japanese paragraphs and comments, by the article to which they belong. The blog
and the corpus are not part of the project.
"""

import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from heapq import nlargest
from importlib.resources import files
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from belowline.core.unicode.units import units_of
from belowline.search.likeness import in_common, question_of, words_in

_DATA = Path(__file__).parents[2] / "shared/data"
_CORPUS = _DATA / "discussions/derstandard_omp_dev.jsonl"
_BLOG = _DATA / "imports/wxr_real_bitcoinfrance.xml"
_SHOWN, _COMMON, _FEW = 4, 0.15, 40
_MOST_OF_TAG = 8
_PAIRS = (
    ("night-ferries-return", "last-train-timetable-review"),
    ("night-ferries-return", "let-the-cruise-ships-go"),
    ("night-ferries-return", "brask-resigns-moorings"),
    ("night-ferries-return", "in-praise-of-a-dull-budget"),
    ("cannery-to-close", "cooperative-buys-ice-plant"),
    ("museum-returns-ships-bell", "last-foghorn-silent"),
    ("last-foghorn-silent", "let-the-cruise-ships-go"),
    ("saltmarket-theatre-no-interval", "choir-in-the-dry-dock"),
    ("saltmarket-theatre-no-interval", "last-train-timetable-review"),
    ("later-school-day", "last-train-timetable-review"),
)
"""What an editor of the demo's newspaper would put beside each other."""
_RUN = re.compile("[\u4e00-\u9fff々]+|[\u30a1-\u30fa\u30fc]+")
"""Han or katakana in a row: most of them are nouns, and what people look for."""


class Text(NamedTuple):
    """An article."""

    headline: str
    standfirst: str
    body: str


Related = Mapping[int, set[int]]
Rank = Callable[[Sequence[Text], int], list[float]]
Cut = Callable[[str], set[str]]


def main() -> None:
    """Prints the figures of each set."""
    for name, texts, related in (_demo(), *_blog(), *_corpus()):
        for way, rank in {"shared rare words": _rare_words, "BM25": _bm25}.items():
            _say(f"{name:<30} {way:<20} {_recall(texts, related, rank):.2f}")
    for line in _japanese():
        _say(line)


def _recall(texts: Sequence[Text], related: Related, rank: Rank) -> float:
    """The share of an article's related ones (four at the most) that are shown, in the mean."""
    shares = []
    for at, wanted in related.items():
        scores = rank(texts, at)
        scores[at] = -1.0
        shown = nlargest(_SHOWN, range(len(texts)), key=scores.__getitem__)
        shares.append(len(wanted & set(shown)) / min(len(wanted), _SHOWN))
    return sum(shares) / len(shares)


@lru_cache(maxsize=1)
def _index(texts: tuple[Text, ...]) -> "_Index":
    return _Index(texts)


class _Index:
    """What the database's index says of these texts."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.lengths = [len(words_in(" ".join(text))) for text in texts]
        self.mean = sum(self.lengths) / len(texts)
        self._most = max(_FEW, int(_COMMON * len(texts)))
        self._all: defaultdict[str, list[int]] = defaultdict(list)
        self._headlines: defaultdict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            for word in words_in("\n".join(text)):
                self._all[word].append(at)
            for word in words_in(text.headline):
                self._headlines[word].append(at)

    def having(self, word: str) -> Sequence[int]:
        found = self._all.get(word, [])
        return found if len(found) <= self._most else []

    def in_headlines(self, word: str) -> Sequence[int]:
        return self._headlines.get(word, [])


def _bm25(texts: Sequence[Text], at: int) -> list[float]:
    index = _index(tuple(texts))
    common = in_common(
        question_of(*texts[at]),
        number=len(texts),
        having=index.having,
        in_headlines=index.in_headlines,
    )
    scores = [0.0] * len(texts)
    for key, it in common.items():
        scores[key] = it.score(index.lengths[key], index.mean)
    return scores


def _rare_words(texts: Sequence[Text], at: int) -> list[float]:
    """Each word that headlines and first lines share counts by its inverse document frequency."""
    words = [
        set(re.findall(r"\w{3,}", f"{it.headline} {it.standfirst}".casefold())) for it in texts
    ]
    having = Counter(word for each in words for word in each)
    return [sum(log(1 + len(texts) / having[word]) for word in words[at] & it) for it in words]


def _japanese() -> Iterator[str]:
    """Of the demo's: whether paragraphs and comments find those of the same article, and what a
    search for its nouns finds.
    """
    said: list[tuple[str, int]] = []
    for at, it in enumerate(_read("minato-shimpo")):
        paragraphs = [it["headline"], it["standfirst"], *it["body"].split("\n\n")]
        comments = [comment["text"] for comment in it["comments"]]
        said += [(text, at) for text in (*paragraphs, *comments) if text.strip()]
    texts = [Text("", text, "") for text, _ in said]
    related = _sharing([{str(at)} for _, at in said])
    yield f"Japanese: {len(texts)} paragraphs and comments of 3 articles"
    for name, cut in _CUTS.items():
        known = [cut(text.standfirst) for text in texts]
        nouns = ", ".join(_found(texts, known, cut, length) for length in (1, 2, 3))
        recall = _recall(texts, related, partial(_cut_up, known))
        yield f"  {name:<20} {recall:.2f}; nouns {nouns}; {sum(map(len, known))} terms"


def _cut_up(known: Sequence[set[str]], texts: Sequence[Text], at: int) -> list[float]:
    having = Counter(term for each in known for term in each)
    number, mean = len(texts), sum(map(len, known)) / len(known)
    rare = {it: log(1 + (number - having[it] + 0.5) / (having[it] + 0.5)) for it in known[at]}
    return [sum(rare[it] for it in known[at] & each) / (1 + len(each) / mean) for each in known]


def _found(texts: Sequence[Text], known: Sequence[set[str]], cut: Cut, length: int) -> str:
    """The share of the texts with nouns of so many characters (3: or more) that the index names,
    and how many others it names.
    """
    runs = {run for text in texts for run in _RUN.findall(text.standfirst)}
    there = named = in_vain = 0
    for noun in (it for it in runs if min(len(it), 3) == length):
        asked = cut(noun)
        hits = {at for at, text in enumerate(texts) if noun in text.standfirst}
        says = {at for at, each in enumerate(known) if asked and asked <= each}
        there, named, in_vain = (
            there + len(hits),
            named + len(hits & says),
            in_vain + len(says - hits),
        )
    return f"{length}: {named}/{there} and {in_vain}"


def _characters(text: str) -> set[str]:
    return {unit.folded for unit in units_of(text)}


def _pairs(text: str) -> set[str]:
    return {
        one.folded + two.folded for one, two in pairwise(units_of(text)) if one.end == two.start
    }


def _trigrams(text: str) -> set[str]:
    """As FTS5's trigram tokenizer cuts it."""
    return {text[at : at + 3] for at in range(len(text) - 2)}


def _characters_and_pairs(text: str) -> set[str]:
    return _characters(text) | _pairs(text)


_CUTS: Mapping[str, Cut] = {
    "characters": _characters,
    "pairs": _pairs,
    "characters and pairs": _characters_and_pairs,
    "trigrams": _trigrams,
}


def _demo() -> tuple[str, Sequence[Text], Related]:
    read = _read("harbour-ledger")
    places = {piece["slug"]: at for at, piece in enumerate(read)}
    related: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in _PAIRS:
        related[places[one]].add(places[other])
        related[places[other]].add(places[one])
    texts = [Text(piece["headline"], piece["standfirst"], piece["body"]) for piece in read]
    return f"demo, {len(texts)} articles", texts, related


def _read(newspaper: str) -> list[dict[str, Any]]:
    folder = files("belowline") / "cli" / "demo" / "content" / newspaper
    named = sorted((it for it in folder.iterdir() if it.name[0].isdigit()), key=lambda it: it.name)
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in named]


def _blog() -> list[tuple[str, Sequence[Text], Related]]:
    if not _is_there(_BLOG):
        return []
    texts, tags = [], []
    for item in ET.parse(_BLOG).getroot().iter("item"):  # noqa: S314 - a file of the house
        said = {child.tag.rpartition("}")[2]: child.text or "" for child in item}
        if said["post_type"] == "post" and said["status"] == "publish":
            body = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
            texts.append(Text(said["title"], "", re.sub(r"<[^>]+>|&\w+;|\[[^\]]*\]", " ", body)))
            named = item.findall("category[@domain='post_tag']")
            tags.append({str(tag.get("nicename")) for tag in named})
    having = Counter(tag for each in tags for tag in each)
    few = [{tag for tag in each if having[tag] <= _MOST_OF_TAG} for each in tags]
    return [(f"French blog, {len(texts)} posts", texts, _sharing(few))]


def _corpus() -> list[tuple[str, Sequence[Text], Related]]:
    if not _is_there(_CORPUS):
        return []
    posts = [json.loads(line) for line in _CORPUS.read_text(encoding="utf-8").splitlines()]
    articles = {post["id_article"]: (post["article_title"], post["article_path"]) for post in posts}
    texts = [Text(title, "", "") for title, _ in articles.values()]
    related = _sharing([{path} for _, path in articles.values()])
    return [(f"One Million Posts, {len(texts)}", texts, related)]


def _sharing(labels: Sequence[set[str]]) -> Related:
    related = {
        at: {other for other, it in enumerate(labels) if other != at and it & own}
        for at, own in enumerate(labels)
    }
    return {at: others for at, others in related.items() if others}


def _is_there(file: Path) -> bool:
    if not file.exists():
        _say(f"skipped: {file.name} is not there")
    return file.exists()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
