"""Brings a saved discussion page into a publication."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from belowline.core.ids import moment_of
from belowline.core.markup import clean_text, shows_anything
from belowline.core.refusals import Invalid
from belowline.discussion.queries.imported import ids_by_import_key, words_digest
from belowline.discussion.quotation import (
    EarlierComment,
    Recovered,
    article_of_quotes,
    recover,
    stamped,
)
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.queries.article_addresses import article_by_url
from belowline.newsroom.queries.articles import ArticleView, article_by_id
from belowline.newsroom.queries.publications import publication_by_slug, publication_slugs
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import LONGEST_SECTION, ensure_section
from belowline.newsroom.services.story_fields import LONGEST_HEADLINE, LONGEST_LINE
from belowline.transfer.saved_page.markdown import markdown_text
from belowline.transfer.saved_page.page import SavedComment, SavedPage
from belowline.transfer.saved_page.shortening import shortened
from belowline.transfer.saved_page.timestamps import Known, moments

_LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: the article, comments by number, and what was recovered of them.

    `rescored` of those that were here had other scores and have these now; `blank` show nothing,
    so they were left out. `recovered` has the number of each comment, counted from the oldest (1),
    whose author could be told for certain.
    """

    article: ArticleView
    is_new: bool
    added: int
    known: int
    rescored: int
    blank: int
    up: int
    down: int
    recovered: Mapping[int, Recovered]


@dataclass(frozen=True, slots=True)
class _Told:
    """A comment of the page, and its text as Markdown."""

    comment: SavedComment
    text: str


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
    told = [_Told(comment, _text(comment)) for comment in page.comments[::-1]]
    shown = [it for it in told if it.text and shows_anything(it.text)]
    recovered = _recovered(shown, zone, page)
    lost = page.expired_notice is not None
    quoted = article_of_quotes([it.text for it in shown], zone=zone) if lost else ""
    added = here = rescored = 0
    rows = _rows(shown, recovered, published_at, zone, ids_by_import_key(thread_id))
    for count in import_comments(thread_id=thread_id, comments=rows, article=quoted):
        added, here = added + count.added, here + count.known
        rescored += count.rescored
        on_progress(count.added + count.known)
    article = article_by_id(publication_id=publication_id, article_id=article_id)
    if article is None:
        raise Invalid("The publication date lies in the future, so the article is not shown.")
    up = sum(it.comment.up for it in shown)
    down = sum(it.comment.down for it in shown)
    blank = len(told) - len(shown)
    return Brought(article, known is None, added, here, rescored, blank, up, down, recovered)


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
    section = shortened((page.section or "News").strip(), LONGEST_SECTION)
    return publish_article(
        publication_id=publication_id,
        section_id=ensure_section(
            publication_id=publication_id, name=section[:1].upper() + section[1:]
        ),
        headline=shortened(page.headline or "", LONGEST_HEADLINE),
        byline=shortened(page.byline or "", LONGEST_LINE),
        body="\n\n".join(markdown_text(paragraph) for paragraph in page.body),
        copyright_line=shortened(agency, LONGEST_LINE),
        site_copyright=shortened(" ".join(others), LONGEST_LINE),
        notice=page.expired_notice or "",
        url=url,
        published_at=published_at,
    )


def _text(comment: SavedComment) -> str:
    return clean_text(markdown_text(comment.text), most=_LONGEST_TEXT)


def _recovered(told: Sequence[_Told], zone: ZoneInfo, page: SavedPage) -> Mapping[int, Recovered]:
    comments = [
        EarlierComment(number, it.comment.author or None, stamped(it.comment.stamp, zone), it.text)
        for number, it in enumerate(told, start=1)
    ]
    return recover(comments, zone=zone, article="\n\n".join(page.body) or None).authors


def _rows(
    told: Sequence[_Told],
    recovered: Mapping[int, Recovered],
    published_at: datetime,
    zone: ZoneInfo,
    ids: Mapping[str, int],
) -> Iterator[ImportedComment]:
    keys = _keys([it.text for it in told])
    posted = [
        stamped(it.comment.stamp, zone) or (teller.posted_at if teller else None)
        for number, it in enumerate(told, start=1)
        for teller in (recovered.get(number),)
    ]
    times = [
        Known(moment_of(ids[key]), is_fixed=True) if key in ids else Known(at) if at else None
        for key, at in zip(keys, posted, strict=True)
    ]
    for number, (it, key, at, moment) in enumerate(
        zip(told, keys, posted, moments(published_at, times), strict=True), start=1
    ):
        teller = recovered.get(number)
        yield ImportedComment(
            key=key,
            text=it.text,
            moment=moment,
            posted_at=at,
            author_name=it.comment.author or (teller.author if teller else ""),
            is_recovered=teller is not None,
            up=it.comment.up,
            down=it.comment.down,
        )


def _keys(texts: Sequence[str]) -> list[str]:
    """What tells each from all others of its thread: its words, and how often they stood before."""
    seen: Counter[str] = Counter()
    keys = []
    for text in texts:
        digest = words_digest(text)
        seen[digest] += 1
        keys.append(f"{digest}-{seen[digest]}")
    return keys
