"""Brings a saved discussion page into a publication."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from belowline.core.refusals import Invalid
from belowline.discussion.quotation import EarlierComment, Recovered, recover
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.queries.articles import ArticleView, article_by_id, article_by_url
from belowline.newsroom.queries.publications import publication_by_slug, publication_slugs
from belowline.newsroom.services.articles import (
    create_publication,
    ensure_section,
    publish_article,
)
from belowline.transfer.saved_page.markdown import markdown_text
from belowline.transfer.saved_page.page import SavedComment, SavedPage
from belowline.transfer.saved_page.timestamps import moments


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: the article, comments by number, and what was recovered of them.

    `recovered` has the number of each comment, counted from the oldest (1), whose author could
    be told for certain.
    """

    article: ArticleView
    is_new: bool
    added: int
    known: int
    up: int
    down: int
    recovered: Mapping[int, Recovered]


def bring_in(
    page: SavedPage,
    *,
    url: str,
    published_at: datetime,
    zone: ZoneInfo,
    publication: str | None = None,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Brought:
    """Keeps the page's article and comments; what is here already stays as it is.

    `url` is the page's old address, which tells its article from all others. Times that the
    comments mention are read in `zone`. `on_progress` is told how many comments were dealt
    with. Raises Invalid where the publication is not clear.
    """
    publication_id = _publication(publication, url, zone)
    known = article_by_url(publication_id=publication_id, url=url)
    article_id = known.id if known else _publish(page, publication_id, url, published_at)
    thread_id = open_thread(article_id=article_id, publication_id=publication_id)
    oldest_first = page.comments[::-1]
    texts = [markdown_text(comment.text) for comment in oldest_first]
    recovered = _recovered(texts, zone, page)
    added = here = 0
    rows = _rows(oldest_first, texts, recovered, published_at)
    for count in import_comments(thread_id=thread_id, comments=rows):
        added, here = added + count.added, here + count.known
        on_progress(count.added + count.known)
    article = article_by_id(article_id)
    if article is None:
        raise Invalid("The publication date lies in the future, so the article is not shown.")
    up = sum(comment.up for comment in page.comments)
    down = sum(comment.down for comment in page.comments)
    return Brought(article, known is None, added, here, up, down, recovered)


def _publication(slug: str | None, url: str, zone: ZoneInfo) -> int:
    slugs = publication_slugs()
    if slug is None and len(slugs) > 1:
        raise Invalid(
            f"There are several publications ({', '.join(slugs)}). Say which with --publication."
        )
    wanted = slug or next(iter(slugs), None)
    if wanted is None:
        host = urlsplit(url).hostname or "news"
        name = host.removeprefix("www.")
        return create_publication(slug=name.replace(".", "-")[:60], name=name, time_zone=str(zone))
    found = publication_by_slug(wanted)
    if found is None:
        raise Invalid(f"There is no publication {wanted}. There is: {', '.join(slugs) or 'none'}.")
    return found.id


def _publish(page: SavedPage, publication_id: int, url: str, published_at: datetime) -> int:
    agency, *others = page.copyright_lines or ("",)
    section = (page.section or "News").strip()
    return publish_article(
        publication_id=publication_id,
        section_id=ensure_section(
            publication_id=publication_id, name=section[:1].upper() + section[1:]
        ),
        headline=page.headline or "",
        byline=page.byline or "",
        body="\n\n".join(markdown_text(paragraph) for paragraph in page.body),
        copyright_line=agency,
        site_copyright=" ".join(others),
        notice=page.expired_notice or "",
        url=url,
        published_at=published_at,
    )


def _recovered(texts: Sequence[str], zone: ZoneInfo, page: SavedPage) -> Mapping[int, Recovered]:
    comments = [
        EarlierComment(number, None, None, text) for number, text in enumerate(texts, start=1)
    ]
    return recover(comments, zone=zone, article="\n\n".join(page.body) or None).authors


def _rows(
    comments: Sequence[SavedComment],
    texts: Sequence[str],
    recovered: Mapping[int, Recovered],
    published_at: datetime,
) -> Iterator[ImportedComment]:
    told = [recovered.get(number) for number in range(1, len(texts) + 1)]
    times = [teller.posted_at if teller else None for teller in told]
    seen: Counter[str] = Counter()
    for comment, text, teller, moment in zip(
        comments, texts, told, moments(published_at, times), strict=True
    ):
        seen[text] += 1
        yield ImportedComment(
            key=f"{sha256(comment.text.encode()).hexdigest()[:40]}-{seen[text]}",
            text=text,
            moment=moment,
            posted_at=teller.posted_at if teller else None,
            author_name=teller.author if teller else "",
            is_recovered=teller is not None,
            up=comment.up,
            down=comment.down,
        )
