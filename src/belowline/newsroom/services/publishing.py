"""An editor publishes a story: for the first time, at a time to come, or with changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.markup import clean_line, render_article
from belowline.core.refusals import Conflict, Invalid
from belowline.core.tasks import enqueue
from belowline.newsroom.events import ArticleChanged, ArticlePublished
from belowline.newsroom.models import (
    Article,
    ArticleDraft,
    ArticleNotice,
    ArticleVersion,
    FormerAddress,
)
from belowline.newsroom.queries.licence_limits import kept_limits
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.queries.versions import PARTS
from belowline.newsroom.services.authors import write_authors
from belowline.newsroom.services.chosen_articles import chosen_articles
from belowline.newsroom.services.drafts import lock_story, save_draft
from belowline.newsroom.services.story_fields import StoryFields, checked_fields, free_slug
from belowline.newsroom.services.story_pictures import checked_pictures, show_pictures

_LONGEST_NOTICE = 500
_OPEN = (Article.State.DRAFT.value, Article.State.PUBLISHED.value, Article.State.HELD.value)


class Submission(TypedDict):
    """What an editor sends: the fields as they were typed, and the revision that they had before
    them. `notice_kind` (correction or update) and `notice` tell readers of the published story
    what has changed.
    """

    words: Mapping[str, str]
    revision: int
    notice_kind: NotRequired[str]
    notice: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it: where readers find the story, from when, and what it asks them; `version`
    counts from 1.
    """

    path: str
    published_at: datetime
    is_new: bool
    is_corrected: bool
    version: int
    question: str


@transaction.atomic
def publish_story(*, actor: Actor, article_id: int, **submitted: Unpack[Submission]) -> Published:
    """Shows readers what has been typed, from the time that it names.

    Raises NotAllowed, NotFound, ChangedMeanwhile, and Invalid or Conflict for a field.
    """
    check_edits(actor)
    words, revision = submitted["words"], submitted["revision"]
    save_draft(actor=actor, article_id=article_id, words=words, revision=revision)
    article = lock_story(actor, article_id)
    if article.state == Article.State.MERGED.value:
        raise Conflict(gettext("This article was merged into another one."))
    if article.state not in _OPEN:
        raise Conflict(
            gettext("This article was retracted or recalled and can’t be published again.")
        )
    typed = ArticleDraft.objects.get(article=article).words
    fields = checked_fields(
        typed,
        publication_id=actor.publication_id,
        zone=zone_of(actor.publication_id),
    )
    chosen = chosen_articles(typed["related"], article=article)
    html = render_article(fields.body)
    pictures = checked_pictures(
        publication_id=actor.publication_id, lead=fields.picture_id, html=html, limits=fields.limits
    )
    was_public = article.state == Article.State.PUBLISHED.value and article.published_at <= now()
    told = _checked_notice(submitted) if was_public else None
    _keep_first_version(article)
    article.related = chosen
    _write(article, fields, html, was_public=was_public)
    show_pictures(article, pictures)
    write_authors(article)
    _keep_version(article, actor)
    if told is not None:
        ArticleNotice.objects.create(article=article, kind=told[0], text=told[1])
    ArticleDraft.objects.filter(article=article).delete()
    _record(actor, article, was_public=was_public, told=told)
    if was_public:
        enqueue("find-article-copies", {"article_id": article.pk})
    happened = ArticleChanged if was_public else ArticlePublished
    publish(happened(publication_id=article.publication_id, article_id=article.id))
    path = f"/{article.section.slug}/{article.slug}"
    return Published(
        path,
        article.published_at,
        is_new=not was_public,
        is_corrected=told is not None and told[0] == ArticleNotice.Kind.CORRECTION,
        version=article.version,
        question=article.question,
    )


def _write(article: Article, fields: StoryFields, html: str, *, was_public: bool) -> None:
    former = (article.section_id, article.slug)
    article.slug = free_slug(
        article, fields.slug or (article.slug if was_public else ""), fields.headline
    )
    for name in ("headline", "standfirst", "body", "byline", "section_id", "source", "copyright"):
        setattr(article, name, getattr(fields, name))
    for name in ("site_copyright", "notice", "embargo_until", "licence_ends_at", "remains"):
        setattr(article, name, getattr(fields, name))
    article.body_html, article.picture_id = html, fields.picture_id
    article.question, article.question_after = fields.question, fields.question_after
    article.limits = kept_limits(fields.limits)
    article.published_at = fields.published_at or (article.published_at if was_public else now())
    article.version += was_public
    article.state, article.state_note = Article.State.PUBLISHED.value, ""
    article.changed_at = now()
    article.save()
    if was_public and former != (article.section_id, article.slug):
        _keep_address(article, *former)


def _keep_address(article: Article, section_id: int, slug: str) -> None:
    """The address that a story had goes on leading to it, unless another story has it now."""
    FormerAddress.objects.update_or_create(
        publication_id=article.publication_id,
        section_id=section_id,
        slug=slug,
        defaults={"article": article},
    )


def _keep_first_version(article: Article) -> None:
    """A story that came by an import or the wire has a history from its first change on."""
    if article.state == Article.State.PUBLISHED.value and article.version == 1:
        ArticleVersion.objects.get_or_create(
            article=article,
            number=1,
            defaults={"made_at": article.published_at, **_shown(article)},
        )


def _keep_version(article: Article, actor: Actor) -> None:
    ArticleVersion.objects.update_or_create(
        article=article,
        number=article.version,
        defaults={
            "made_at": now(),
            "made_by": actor.id,
            "made_by_name": actor.name,
            **_shown(article),
        },
    )


def _shown(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in (*PARTS, "picture_id")}


def _checked_notice(submitted: Submission) -> tuple[str, str] | None:
    kind, text = submitted.get("notice_kind", ""), submitted.get("notice", "")
    text = clean_line(text, most=_LONGEST_NOTICE, field="change_note")
    if kind not in (ArticleNotice.Kind.CORRECTION, ArticleNotice.Kind.UPDATE):
        return None
    if not text:
        raise Invalid(gettext("Please say what has changed."), field="change_note")
    return kind, text


def _record(
    actor: Actor, article: Article, *, was_public: bool, told: tuple[str, str] | None
) -> None:
    action = f"story {told[0] if told else 'changed'}" if was_public else "story published"
    audit.record(
        publication_id=article.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="article",
        subject_id=article.id,
        reason=told[1] if told else "",
        details={"version": article.version},
    )
