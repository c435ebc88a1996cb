"""A story as its editors have it before them: what is being written, and who else is writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.newsroom.models import Article, ArticleDraft, ArticleEditor
from belowline.newsroom.queries.desk_stories import Standing, standing_of
from belowline.newsroom.queries.licence_limits import limits_of, words_of_limits
from belowline.newsroom.queries.publications import zone_of

FIELDS = (
    *("headline", "standfirst", "body", "byline", "section", "slug", "picture", "source"),
    *("copyright", "site_copyright", "notice"),
    *("published_at", "embargo_until", "licence_ends_at", "remains"),
    *("only_in", "not_in", "without", "question", "question_after", "related"),
)
"""What an editor fills in, each as it was typed: a moment as 2026-11-26T15:30 in the publication's
time zone, a section and the picture above the text as the 13 characters of their ids, countries as
their codes, ways of publishing (those in which it must not go out) with spaces between, articles
beside it one a line."""
_WRITING = timedelta(seconds=45)
"""How long after they were last heard of somebody counts as writing."""


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story at the desk; `revision` is 0 while nothing in it waits to be published."""

    id: int
    standing: Standing
    state_note: str
    words: Mapping[str, str]
    revision: int
    saved_by: str
    saved_at: datetime | None
    path: str
    is_public: bool
    version: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def story_draft(*, publication_id: int, article_id: int) -> StoryDraft | None:
    """The story with what is being written in it; None where the publication has no such story."""
    rows = Article.objects.select_related("section")
    article = rows.filter(publication_id=publication_id, pk=article_id).first()
    if article is None:
        return None
    draft = ArticleDraft.objects.filter(article=article).first()
    published = words_of(article, zone_of(publication_id))
    return StoryDraft(
        article.id,
        standing_of(article),
        article.state_note,
        {**published, **draft.words} if draft else published,
        draft.revision if draft else 0,
        draft.saved_by_name if draft else "",
        draft.saved_at if draft else None,
        f"/{article.section.slug}/{article.slug}",
        article.state == Article.State.PUBLISHED.value and article.published_at <= now(),
        article.version,
    )


def words_of(article: Article, zone: ZoneInfo) -> dict[str, str]:
    """The fields of a story as its form shows them."""
    is_new = article.state == Article.State.DRAFT.value
    has_slug = article.slug != encode(article.id)
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body,
        "byline": article.byline,
        "section": encode(article.section_id),
        "slug": article.slug if has_slug else "",
        "picture": encode(article.picture_id) if article.picture_id else "",
        "source": article.source,
        "copyright": article.copyright,
        "site_copyright": article.site_copyright,
        "notice": article.notice,
        "published_at": "" if is_new else typed_moment(article.published_at, zone),
        "embargo_until": typed_moment(article.embargo_until, zone),
        "licence_ends_at": typed_moment(article.licence_ends_at, zone),
        "remains": article.remains,
        "question": article.question,
        "question_after": str(article.question_after or ""),
        "related": "\n".join(_paths(article)),
        **words_of_limits(limits_of(article.limits)),
    }


def _paths(article: Article) -> list[str]:
    """Where the articles are that an editor has chosen to stand beside it."""
    if not article.related:
        return []
    rows = Article.objects.filter(pk__in=article.related)
    columns = ("id", "publication_id", "section__slug", "slug")
    known = {
        key: f"/{part}/{slug}"
        for key, owner, part, slug in rows.values_list(*columns)
        if owner == article.publication_id
    }
    return [known[key] for key in article.related if key in known]


def others_writing(*, publication_id: int, article_id: int, person_id: int) -> list[str]:
    """The names of those who have the story open to write in it, but for this person."""
    rows = ArticleEditor.objects.filter(
        article_id=article_id,
        article__publication_id=publication_id,
        seen_at__gt=now() - _WRITING,
    )
    others = rows.exclude(person_id=person_id).order_by("seen_at")
    return list(others.values_list("name", flat=True))


def typed_moment(moment: datetime | None, zone: ZoneInfo) -> str:
    """The moment as a field shows it, in the time zone; empty for none."""
    return timezone.localtime(moment, zone).strftime("%Y-%m-%dT%H:%M") if moment else ""
