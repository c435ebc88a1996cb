"""What an editor decides about an item of the wire that concerns its discussion as well."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.queries.threads import thread_of_article
from belowline.discussion.services.stories import publish_with_discussion
from belowline.discussion.services.threads import switch_thread
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.queries.feeds import entry_at
from belowline.newsroom.services.endings import choose_what_remains
from belowline.newsroom.services.publishing import Published
from belowline.newsroom.services.wire_decisions import accept_entry, leave_entry

STAYS, CLOSES, HIDDEN = "stays", "closes", "hidden"


@transaction.atomic
def publish_entry(*, actor: Actor, entry_id: int) -> Published:
    """Publishes an item as it came, with the rights that it came with; without a picture that
    nobody has described yet.

    Raises NotAllowed, NotFound, Invalid, or Conflict for one of which something has to be decided
    first.
    """
    entry = entry_at(publication_id=actor.publication_id, entry_id=entry_id)
    if entry is not None and not entry.is_clear:
        raise Conflict(
            gettext("This item needs a decision before it can be published. Please edit it first.")
        )
    article_id = accept_entry(actor=actor, entry_id=entry_id)
    draft = story_draft(publication_id=actor.publication_id, article_id=article_id)
    if entry is None or draft is None:
        raise NotFound(gettext("There is no such article."))
    bare = {it.view.ref for it in entry.pictures if it.view and not it.is_described}
    lead = draft.words["picture"]
    words = {**draft.words, "picture": "" if lead in bare else lead}
    return publish_with_discussion(
        actor=actor, article_id=article_id, words=words, revision=draft.revision
    )


@transaction.atomic
def settle_killed_entry(*, actor: Actor, entry_id: int, discussion: str) -> None:
    """Decides what becomes of the discussion of a killed story: it stays, closes or is hidden.

    Raises NotAllowed, NotFound, Invalid or Conflict.
    """
    entry = entry_at(publication_id=actor.publication_id, entry_id=entry_id)
    leave_entry(actor=actor, entry_id=entry_id)
    if entry is None or entry.article_id is None or entry.state != "killed":
        raise Conflict(gettext("This item has no discussion to decide about."))
    if discussion not in (STAYS, CLOSES, HIDDEN):
        raise Invalid(gettext("Please choose what remains."), field="discussion")
    thread = thread_of_article(publication_id=actor.publication_id, article_id=entry.article_id)
    if discussion == HIDDEN:
        choose_what_remains(actor=actor, article_id=entry.article_id, remains="headline")
    if thread is not None and discussion == CLOSES:
        switch_thread(
            actor=actor,
            thread_id=thread.id,
            comments_open=False,
            votes_open=thread.votes_open,
            note=gettext("The news agency has recalled this article."),
        )
