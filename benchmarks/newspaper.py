"""The newspaper that is measured: articles with threads of any length, and people."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import register
from belowline.core.clock import now
from belowline.discussion.services.imports import ImportedComment
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.queries.publications import publication_by_slug
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from benchmarks.words import comment, sentences


class Newspaper:
    """A publication with one section."""

    def __init__(self, publication_id: int) -> None:
        self.publication_id = publication_id
        self._section = ensure_section(publication_id=publication_id, name="News")

    @classmethod
    def found(cls) -> "Newspaper":
        """The publication, new or as it was founded before."""
        known = publication_by_slug("bench")
        return cls(
            known.id if known else create_publication(slug="bench", name="Bench", time_zone="UTC")
        )

    def thread(self, slug: str) -> int:
        """The thread below a new article, which is at /news/`slug`."""
        article_id = publish_article(
            publication_id=self.publication_id,
            section_id=self._section,
            headline=f"Article {slug}",
            slug=slug,
            body="\n\n".join(sentences(number, 5) for number in range(8)),
            published_at=now() - timedelta(days=30),
        )
        return open_thread(article_id=article_id, publication_id=self.publication_id)

    def person(self, name: str) -> Actor:
        """Somebody who may write."""
        person_id = register(email=f"{name}@example.org", name=name, password=None)
        found = actor(person_id=person_id, publication_id=self.publication_id)
        assert found is not None  # noqa: S101 - registered on the line above
        return found


def comments(number: int, seed: int) -> Iterator[ImportedComment]:
    """Comments of 30 days: two in five answer an earlier one, one in ten quotes it as well."""
    random = Random(seed)  # noqa: S311 - the same thread at every run is what is wanted
    start = now() - timedelta(days=30)
    step = timedelta(days=29) / number
    for index in range(number):
        text = comment(seed + index)
        parent = random.randrange(max(0, index - 300), index) if index and index % 5 < 2 else None
        if parent is not None and index % 10 == 0:
            text = f"> {comment(seed + parent)}\n\n{text}"
        yield ImportedComment(
            key=str(index),
            text=text,
            moment=start + step * index,
            posted_at=start + step * index,
            author_name=f"reader{random.randrange(500)}",
            up=random.randrange(20),
            down=random.randrange(8),
            parent_key=None if parent is None else str(parent),
        )
