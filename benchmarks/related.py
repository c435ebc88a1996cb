"""How often related articles are related: BM25 beside shared rare words, on two labelled sets.

Run by itself (`python -m benchmarks.related`); it needs no database. One set are the demo's English
headlines with the pairs that an editor would name. The other are the headlines of the One Million
Posts corpus, which is not part of the project: articles below the same path are related there.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from importlib.resources import files
from math import log
from pathlib import Path

from belowline.newsroom.likeness import Likeness, Text

_CORPUS = Path(__file__).parents[2] / "shared/data/discussions/derstandard_omp_dev.jsonl"
_SHOWN = 4
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
Related = Mapping[int, set[int]]
Rank = Callable[[Sequence[Text], int], list[float]]


def main() -> None:
    """Prints how many of the related articles stand among the first four, for each way and set."""
    for name, texts, related in (_demo(), *_corpus()):
        for way, rank in {"shared rare words": _rare_words, "BM25": _bm25}.items():
            sys.stdout.write(f"{name:<34} {way:<20} {_recall(texts, related, rank):.2f}\n")


def _recall(texts: Sequence[Text], related: Related, rank: Rank) -> float:
    """The share of an article's related ones (four at the most) that are shown, in the mean."""
    shares = []
    for at, wanted in related.items():
        scores = rank(texts, at)
        scores[at] = -1.0
        shown = nlargest(_SHOWN, range(len(texts)), key=scores.__getitem__)
        shares.append(len(wanted & set(shown)) / min(len(wanted), _SHOWN))
    return sum(shares) / len(shares)


def _bm25(texts: Sequence[Text], at: int) -> list[float]:
    return Likeness(texts).to(texts[at])


def _rare_words(texts: Sequence[Text], at: int) -> list[float]:
    """As it was before: each shared word counts by its inverse document frequency."""
    words = [set(re.findall(r"\w{3,}", " ".join(text).casefold())) for text in texts]
    having = Counter(word for each in words for word in each)
    return [sum(log(1 + len(texts) / having[word]) for word in words[at] & it) for it in words]


def _demo() -> tuple[str, Sequence[Text], Related]:
    folder = files("belowline") / "cli" / "demo" / "content" / "harbour-ledger"
    read = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name[0].isdigit()
    ]
    places = {piece["slug"]: at for at, piece in enumerate(read)}
    related: dict[int, set[int]] = {}
    for one, other in _PAIRS:
        related.setdefault(places[one], set()).add(places[other])
        related.setdefault(places[other], set()).add(places[one])
    texts = [(piece["headline"], piece["standfirst"]) for piece in read]
    return f"demo, {len(texts)} headlines", texts, related


def _corpus() -> list[tuple[str, Sequence[Text], Related]]:
    if not _CORPUS.exists():
        sys.stdout.write(f"skipped: {_CORPUS.name} is not there\n")
        return []
    posts = [json.loads(line) for line in _CORPUS.read_text(encoding="utf-8").splitlines()]
    articles = {post["id_article"]: (post["article_title"], post["article_path"]) for post in posts}
    texts = [(title, "") for title, _ in articles.values()]
    paths = [path for _, path in articles.values()]
    related = {
        at: same
        for at, path in enumerate(paths)
        if (same := {other for other, it in enumerate(paths) if it == path and other != at})
    }
    return [(f"One Million Posts, {len(texts)} headlines", texts, related)]


if __name__ == "__main__":
    main()
