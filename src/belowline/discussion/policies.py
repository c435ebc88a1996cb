"""Who may do what in a discussion; each function returns, or raises a refusal that says why."""

from collections.abc import Container
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from belowline.accounts.policies import check_edits, check_may_take_part, check_moderates
from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.restrictions import NONE, Restrictions
from belowline.core.clock import now
from belowline.core.markup import clean_text, shows_anything
from belowline.core.rate_limits import Limit, Pace, check_limits
from belowline.core.rate_limits.rows import Times
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.core.unicode.graphemes import characters
from belowline.discussion.models import Comment, Thread

MOST_FOLLOWED = 500
"""How many threads one reader may follow."""
_PLAIN = 500
_POINTS = 8
"""Code points that a comment may have in all, and beside for each character: a family of four has
seven, and what has many more is no writing (a row of conjoining jamo is one character)."""


def check_may_post(
    actor: Actor,
    thread: Thread,
    pace: Pace,
    subscribers: Container[int] = (),
    restrictions: Restrictions = NONE,
) -> None:
    """Anybody logged in and not kept from it, in an open thread of their publication, and not too
    fast; where only subscribers write, one of these, or of the staff.
    """
    _check_publication(actor, thread.publication_id)
    check_may_take_part(restrictions)
    is_over = thread.closes_at is not None and thread.closes_at <= now()
    if (is_over or not thread.comments_open) and not actor.edits:
        raise NotAllowed(gettext("This discussion is closed to new comments."))
    if thread.subscribers_only and not (actor.is_staff or actor.id in subscribers):
        raise NotAllowed(gettext("Only subscribers can comment in this discussion."))
    pace.check(actor.id, times=actor.pace)


def check_may_post_again(actor: Actor, thread: Thread, last: datetime | None) -> None:
    """Where a thread is slow, a reader who has waited since the `last` comment there; the staff
    always. Raises TooMany.
    """
    if not thread.slow_minutes or actor.is_staff:
        return
    sentence = gettext("Comments are slowed down here. You can post again in {wait}.")
    limit = Limit("slow thread", 1, timedelta(minutes=thread.slow_minutes), sentence)
    check_limits([limit], Times([last]))


def check_is_shown(thread: Thread, shown: Container[int]) -> None:
    """While readers may see the discussion: its article is one of those that are `shown`.

    Refused in the words for a discussion that there is not: nobody learns of an article before its
    time.
    """
    if thread.article_id not in shown:
        raise NotFound(gettext("This discussion isn’t available."))


def checked_text(text: str) -> str:
    """A comment's text as it is kept. Raises Invalid where it shows nothing, or is too long."""
    most = settings.ENVIRONMENT.comment_max_characters
    cleaned = clean_text(text, most=most)
    if not cleaned or not shows_anything(cleaned):
        raise Invalid(gettext("Please write something first."), field="text")
    if len(cleaned) > min(most, _PLAIN):
        _check_length(cleaned, most)
    return cleaned


def _check_length(text: str, most: int) -> None:
    length = characters(text)
    if length > most:
        sentence = gettext("Comments can have up to %(most)s characters. Yours has %(length)s.")
        raise Invalid(sentence % {"most": _figure(most), "length": _figure(length)}, field="text")
    if len(text) > _PLAIN + _POINTS * length:
        raise Invalid(
            gettext("Some letters have too many marks on them. Please use plain text."),
            field="text",
        )


def check_may_answer(actor: Actor, author_id: int | None, blocked_by: Container[int]) -> None:
    """Anybody whom the author of what is answered has not blocked; the staff always.

    `blocked_by` are those who do not want to be answered by this person.
    """
    if author_id is not None and author_id in blocked_by and not actor.is_staff:
        raise NotAllowed(gettext("You can’t reply to this reader."))


def check_may_follow(actor: Actor, thread: Thread, number: int) -> None:
    """Anybody logged in, threads of their publication; `number` is how many they follow already."""
    _check_publication(actor, thread.publication_id)
    if number >= MOST_FOLLOWED:
        raise Conflict(gettext("You can follow up to %(n)s discussions.") % {"n": MOST_FOLLOWED})


def check_may_edit(actor: Actor, comment: Comment, restrictions: Restrictions = NONE) -> None:
    """The author, for a few minutes, while the comment stands and they are not kept from it; or as
    long as it is hidden until they edit it.
    """
    _check_is_author(actor, comment, gettext("You can only edit your own comments."))
    check_may_take_part(restrictions)
    if comment.status == Comment.Status.HELD and comment.reason:
        return
    if comment.status == Comment.Status.HELD:
        raise Conflict(gettext("This comment is waiting for a moderator and can’t be changed now."))
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is no longer shown."))
    if comment.thread.is_premoderated and not actor.is_staff:
        raise Conflict(
            gettext(
                "Moderators read comments here before they’re shown, so they can’t be edited "
                "afterwards."
            )
        )
    if comment.posted_at is None or now() >= editable_until(comment.posted_at):
        minutes = settings.ENVIRONMENT.edit_minutes
        sentence = ngettext(
            "You can edit a comment for %(n)s minute after posting. That time has passed.",
            "You can edit a comment for %(n)s minutes after posting. That time has passed.",
            minutes,
        )
        raise Conflict(sentence % {"n": minutes})


def check_may_withdraw(actor: Actor, comment: Comment) -> None:
    """The author, at any time, while the comment stands or is held."""
    _check_is_author(actor, comment, gettext("You can only delete your own comments."))


def check_may_vote(
    actor: Actor, comment: Comment, pace: Pace, restrictions: Restrictions = NONE
) -> None:
    """Anybody logged in and not kept from it, on others' standing comments, while votes are open,
    and not too fast.
    """
    _check_publication(actor, comment.publication_id)
    check_may_take_part(restrictions)
    if comment.author_id == actor.id:
        raise NotAllowed(gettext("You can’t vote on your own comment."))
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is no longer shown, so you can’t vote on it."))
    if not (comment.thread.votes_open and comment.thread.has_votes):
        raise NotAllowed(gettext("Voting is closed in this discussion."))
    pace.check(actor.id, times=actor.pace)


def check_may_moderate(actor: Actor, publication_id: int) -> None:
    """Moderators, editors and administrators of the publication."""
    _check_publication(actor, publication_id)
    check_moderates(actor)


def check_may_switch(actor: Actor, thread: Thread) -> None:
    """Editors and administrators of the publication."""
    _check_publication(actor, thread.publication_id)
    check_edits(actor)


def editable_until(posted_at: datetime) -> datetime:
    """When the time for editing a comment posted then is over."""
    return posted_at + timedelta(minutes=settings.ENVIRONMENT.edit_minutes)


def _check_is_author(actor: Actor, comment: Comment, sentence: str) -> None:
    _check_publication(actor, comment.publication_id)
    if comment.author_id != actor.id:
        raise NotAllowed(sentence)


def _check_publication(actor: Actor, publication_id: int) -> None:
    if actor.publication_id != publication_id:
        raise NotAllowed(gettext("This belongs to another publication."))


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)
