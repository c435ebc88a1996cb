"""Takes stories out of readers' sight: held by an editor, withdrawn by us, killed by an agency."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.markup.word_runs import packed, shingles
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.core.tasks import enqueue
from belowline.newsroom.events import ArticleEnded
from belowline.newsroom.models import (
    Article,
    ArticleDraft,
    ArticleNotice,
    ArticleShingles,
    ArticleVersion,
    WireEntry,
)
from belowline.newsroom.services.drafts import lock_story
from belowline.newsroom.services.story_pictures import take_pictures_away

_LONGEST_NOTE = 300
_LONGEST_NOTICE = 500


@transaction.atomic
def hold_story(*, actor: Actor, article_id: int, note: str) -> None:
    """Takes a published or scheduled story back to the desk; nothing of it stays on the site.

    `note` tells other editors why. Raises NotAllowed, NotFound, Invalid, or Conflict for a story
    in any other state.
    """
    check_edits(actor)
    article = _published(actor, article_id)
    article.state = Article.State.HELD.value
    article.state_note = clean_line(note, most=_LONGEST_NOTE, field="note")
    article.changed_at = now()
    article.save(update_fields=["state", "state_note", "changed_at"])
    _tell(actor, article, "story held", article.state_note)


@transaction.atomic
def withdraw_story(*, actor: Actor, article_id: int, notice: str, remains: str) -> None:
    """Withdraws our own story for good. `notice` tells readers why, in its place.

    Its words stay with the desk. Raises NotAllowed, NotFound, Invalid or Conflict.
    """
    check_edits(actor)
    article = _published(actor, article_id)
    notice = _checked_notice(notice)
    _end(article, Article.State.WITHDRAWN, notice, remains)
    if notice:
        ArticleNotice.objects.create(
            article=article, kind=ArticleNotice.Kind.WITHDRAWAL, text=notice
        )
    _tell(actor, article, "story withdrawn", notice)


@transaction.atomic
def kill_story(
    *, actor: Actor | None, publication_id: int, article_id: int, notice: str, remains: str
) -> None:
    """Ends an agency's story at the agency's word: its text is deleted, here and from its history.

    `actor` is None where the wire says so. Raises NotAllowed, NotFound or Invalid.
    """
    if actor is not None:
        check_edits(actor)
    rows = Article.objects.filter(publication_id=publication_id, pk=article_id)
    article = rows.select_for_update().first()
    if article is None:
        raise NotFound(gettext("There is no such article."))
    notice = _checked_notice(notice)
    _end(article, Article.State.KILLED, notice, remains)
    _keep_shingles(article)
    Article.objects.filter(pk=article.pk).update(body="", body_html="", standfirst="", question="")
    ArticleVersion.objects.filter(article=article).update(body="", standfirst="", question="")
    ArticleDraft.objects.filter(article=article).delete()
    take_pictures_away(article)
    WireEntry.objects.filter(article=article).update(words={})
    enqueue("find-article-copies", {"article_id": article.pk})
    _tell(actor, article, "story killed", notice)


def _keep_shingles(article: Article) -> None:
    """So that copies of the text in readers' comments are found when it is gone."""
    if article.body_html:
        numbers = shingles(f"<p>{article.standfirst}</p>{article.body_html}")
        ArticleShingles.objects.update_or_create(
            article=article, defaults={"packed": packed(numbers)}
        )


@transaction.atomic
def choose_what_remains(*, actor: Actor, article_id: int, remains: str) -> None:
    """Chooses anew what is left of a story that has ended. Raises NotAllowed, NotFound, Invalid."""
    check_edits(actor)
    article = lock_story(actor, article_id)
    if remains not in Article.Remains.values:
        raise Invalid(gettext("Please choose what remains."), field="remains")
    article.remains, article.changed_at = remains, now()
    article.save(update_fields=["remains", "changed_at"])
    _tell(actor, article, "story remains", remains)


def _published(actor: Actor, article_id: int) -> Article:
    article = lock_story(actor, article_id)
    if article.state != Article.State.PUBLISHED.value:
        raise Conflict(gettext("This article is not published."))
    return article


def _end(article: Article, state: Article.State, notice: str, remains: str) -> None:
    """From now on it is over, as when a licence ends; what remains is the editor's choice."""
    if remains not in Article.Remains.values:
        raise Invalid(gettext("Please choose what remains."), field="remains")
    moment = now()
    ends = article.licence_ends_at
    article.licence_ends_at = ends if ends is not None and ends <= moment else moment
    article.state, article.remains, article.changed_at = state.value, remains, moment
    article.version += 1
    if notice:
        article.notice = notice
    article.save()


def _checked_notice(notice: str) -> str:
    return clean_line(notice, most=_LONGEST_NOTICE, field="notice")


def _tell(actor: Actor | None, article: Article, action: str, reason: str) -> None:
    audit.record(
        publication_id=article.publication_id,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        action=action,
        subject_kind="article",
        subject_id=article.id,
        reason=reason,
    )
    publish(ArticleEnded(publication_id=article.publication_id, article_id=article.id))
