"""Editors write stories: what they type is kept at once, and shown to readers later."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.ids import encode, new_id
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, NotFound, TooLarge
from belowline.newsroom.models import Article, ArticleDraft, ArticleEditor, Section
from belowline.newsroom.queries.drafts import FIELDS
from belowline.newsroom.services.story_pictures import note_pictures

_LONGEST = {"body": 800_000, "standfirst": 8_000, "notice": 8_000, "related": 8_000}
_LONGEST_LINE = 2_000
"""Bytes of a field as it is kept while it is being written; what is published is bounded closer."""


class ChangedMeanwhile(Conflict):
    """The story was saved elsewhere since this form was opened."""

    code = "changed-meanwhile"


@transaction.atomic
def begin_story(*, actor: Actor) -> int:
    """Makes an empty story in the first section and returns its id.

    Raises NotAllowed, or Conflict where there is no section for it yet.
    """
    check_edits(actor)
    sections = Section.objects.filter(publication_id=actor.publication_id)
    section = sections.order_by("position", "id").first()
    if section is None:
        raise Conflict(gettext("Articles stand in sections. Please add a section first."))
    article_id = new_id()
    Article.objects.create(
        id=article_id,
        publication_id=actor.publication_id,
        section=section,
        slug=encode(article_id),
        headline="",
        state=Article.State.DRAFT,
        published_at=now(),
    )
    return article_id


@transaction.atomic
def save_draft(*, actor: Actor, article_id: int, words: Mapping[str, str], revision: int) -> int:
    """Keeps what has been typed, whether or not it can be published, and returns the new revision.

    `revision` is the one that the form had before it. Raises ChangedMeanwhile where there is a
    later one with other words, NotAllowed, NotFound or TooLarge.
    """
    check_edits(actor)
    article = lock_story(actor, article_id)
    kept = _bounded(words)
    draft = ArticleDraft.objects.filter(article=article).first()
    if draft is None:
        draft = ArticleDraft(article=article, words={}, revision=0)
    elif draft.revision != revision and draft.words != kept:
        raise _changed_meanwhile(draft, actor)
    if draft.words != kept:
        draft.words, draft.revision = kept, draft.revision + 1
        draft.saved_by, draft.saved_by_name, draft.saved_at = actor.id, actor.name, now()
        draft.save()
        _touch(article, kept)
        note_pictures(article, kept)
    note_writing(actor=actor, article_id=article_id)
    return draft.revision


@transaction.atomic
def discard_draft(*, actor: Actor, article_id: int) -> None:
    """Throws away what readers have not seen: the changes, or a story that was never published.

    Raises NotAllowed or NotFound.
    """
    check_edits(actor)
    article = lock_story(actor, article_id)
    ArticleDraft.objects.filter(article=article).delete()
    if article.state == Article.State.DRAFT.value:
        article.delete()


@transaction.atomic
def note_writing(*, actor: Actor, article_id: int) -> None:
    """Notes that somebody has the story open, for the others who have."""
    ArticleEditor.objects.update_or_create(
        article_id=article_id,
        person_id=actor.id,
        defaults={"name": actor.name, "seen_at": now()},
    )


def lock_story(actor: Actor, article_id: int) -> Article:
    """The story of the actor's publication, locked until the transaction ends. Raises NotFound."""
    rows = Article.objects.filter(publication_id=actor.publication_id, pk=article_id)
    article = rows.select_for_update().first()
    if article is None:
        raise NotFound(gettext("There is no such article."))
    return article


def _changed_meanwhile(draft: ArticleDraft, actor: Actor) -> ChangedMeanwhile:
    if draft.saved_by == actor.id:
        return ChangedMeanwhile(gettext("You have saved this article in another window meanwhile."))
    return ChangedMeanwhile(
        gettext("%(name)s has saved this article while you were writing.")
        % {"name": draft.saved_by_name}
    )


def _bounded(words: Mapping[str, str]) -> dict[str, str]:
    kept = {name: words.get(name, "").replace("\0", "").replace("\r\n", "\n") for name in FIELDS}
    for name, value in kept.items():
        if len(value.encode()) > _LONGEST.get(name, _LONGEST_LINE):
            raise TooLarge(gettext("This text is too long to be kept."), field=name)
    return kept


def _touch(article: Article, kept: Mapping[str, str]) -> None:
    """The list shows a story that nobody has published by what it is called now."""
    changed: dict[str, object] = {"changed_at": now()}
    if article.state == Article.State.DRAFT.value:
        changed["headline"] = clean_line(kept["headline"][:300], most=300)
        changed["byline"] = clean_line(kept["byline"][:200], most=200)
    Article.objects.filter(pk=article.pk).update(**changed)
