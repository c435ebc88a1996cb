"""Figures of the newsroom: the desk's list, the front page after a change, the wire."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from django.test import Client

from belowline.accounts.models import Person
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.newsroom.models import Article, Section
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.feeds import add_feed
from belowline.newsroom.services.wire_intake import take_in
from benchmarks.measuring import Row, milliseconds, own_megabytes, timed
from benchmarks.newspaper import Newspaper
from benchmarks.words import sentences

_ARTICLES = 100_000
_FILES, _IN_A_FILE = 100, 100


def figures() -> Iterator[Row]:
    """Measures one after the other; each row as soon as it is known."""
    newspaper = Newspaper.found()
    section = Section.objects.get(publication_id=newspaper.publication_id, slug="news")
    _fill(section)
    yield _desk_list(newspaper)
    yield _front_page(newspaper, section)
    yield from _wire(newspaper, section)


def _fill(section: Section) -> None:
    """As many articles as there are to be; those of other figures count."""
    missing = _ARTICLES - Article.objects.filter(publication_id=section.publication_id).count()
    moment = now()
    Article.objects.bulk_create(
        (
            Article(
                publication_id=section.publication_id,
                section=section,
                slug=f"desk-{number}",
                headline=sentences(number, 1)[:80],
                body=(body := sentences(number % 997, 12)),
                body_html=f"<p>{body}</p>",
                published_at=moment,
            )
            for number in range(missing)
        ),
        batch_size=2_000,
    )


def _desk_list(newspaper: Newspaper) -> Row:
    editor = newspaper.person("bench editor")
    grant(person_id=editor.id, publication_id=newspaper.publication_id, role="editor")
    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(Person.objects.get(pk=editor.id))
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(editor.id)
    session.save()

    def ask(_: int) -> None:
        assert client.get("/desk/stories").status_code == 200  # noqa: S101 - a figure of an error is none

    figure = milliseconds(timed(ask, runs=200))
    return Row("desk: first page of the list of articles", figure, f"{_ARTICLES:,} articles")


def _front_page(newspaper: Newspaper, section: Section) -> Row:
    client = Client(headers={"Host": "127.0.0.1"})

    def publish(number: int) -> None:
        publish_article(
            publication_id=newspaper.publication_id,
            section_id=section.id,
            headline=f"Front {number}",
            published_at=now(),
        )

    times = []
    for number in range(100):
        publish(number)
        times += timed(lambda _: client.get("/"), runs=1, warm_up=0)
    return Row(
        "front page made after an article is published", milliseconds(times), "40 articles on it"
    )


def _wire(newspaper: Newspaper, section: Section) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        for number in range(_FILES):
            _write(Path(name) / f"{number}.json", number)
        feed_id = add_feed(
            publication_id=newspaper.publication_id,
            section_id=section.id,
            name=f"bench-{int(time.time())}",
            address=name,
            contract={},
        )
        before, start = own_megabytes(), perf_counter()
        intake = take_in(feed_id=feed_id)
        seconds = perf_counter() - start
        assert intake.new == _FILES * _IN_A_FILE  # noqa: S101 - as above
        how = f"{intake.new:,} items of ninjs; {own_megabytes() - before:.0f} MB more at the end"
        yield Row("wire: items taken in", f"{intake.new / seconds:,.0f}/s", how)
        start = perf_counter()
        known = take_in(feed_id=feed_id).known
        figure = f"{known / (perf_counter() - start):,.0f}/s"
        yield Row("wire: the same items once more", figure, "all of them known")


def _write(file: Path, number: int) -> None:
    items = [
        {
            "uri": f"urn:bench:{number}:{place}",
            "type": "text",
            "pubstatus": "usable",
            "version": "1",
            "headline": sentences(number * _IN_A_FILE + place, 1)[:80],
            "body_text": sentences(place, 12),
            "copyrightnotice": "© Bench",
        }
        for place in range(_IN_A_FILE)
    ]
    file.write_text(json.dumps(items), encoding="utf-8")
