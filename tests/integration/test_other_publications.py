"""What belongs to one publication is not touched by those who come to it from another."""

import pytest

from belowline.accounts.models import Grant
from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant
from belowline.accounts.services.roles import revoke_role
from belowline.core.models import AuditEntry
from belowline.core.refusals import NotAllowed
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.threads import switch_thread
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from belowline.moderation.services.reports import report_comment
from belowline.newsroom.services.founding import create_publication

OWN = {
    "edit": lambda who, it: edit_comment(actor=who, comment_id=it.id, text="Otherwise."),
    "withdraw": lambda who, it: withdraw_comment(actor=who, comment_id=it.id),
}
OTHERS = {
    "post": lambda who, it: post_comment(actor=who, thread_id=it.thread_id, text="Hello."),
    "vote": lambda who, it: cast_vote(actor=who, comment_id=it.id, value=1),
    "report": lambda who, it: report_comment(actor=who, comment_id=it.id, reason="spam"),
    "keep": lambda who, it: keep_comment(actor=who, comment_id=it.id, version=1),
    "remove": lambda who, it: remove_comment(actor=who, comment_id=it.id, version=1, reason="spam"),
    "hold": lambda who, it: hold_comment(actor=who, comment_id=it.id, version=1),
    "publish": lambda who, it: publish_comment(actor=who, comment_id=it.id, version=1),
    "restore": lambda who, it: restore_comment(
        actor=who, comment_id=it.id, version=1, note="A mistake."
    ),
    "switch": lambda who, it: switch_thread(
        actor=who, thread_id=it.thread_id, comments_open=False, votes_open=False
    ),
}


@pytest.fixture
def elsewhere(newspaper) -> int:
    return create_publication(slug="other", name="The Other", time_zone="UTC", host="o.example")


def _as_seen_from(publication_id: int, person: Actor) -> Actor:
    grant(person_id=person.id, publication_id=publication_id, role="administrator")
    found = actor(person_id=person.id, publication_id=publication_id)
    assert found is not None
    return found


@pytest.mark.parametrize("act", OWN.values(), ids=OWN.keys())
def test_ones_own_comment_is_changed_where_it_was_written(newspaper, elsewhere, act) -> None:
    author = newspaper.person()
    posted = Comment.objects.get(pk=newspaper.comment(newspaper.thread(), "Mine.", by=author))
    with pytest.raises(NotAllowed, match="another publication"):
        act(_as_seen_from(elsewhere, author), posted)
    act(author, posted)


@pytest.mark.parametrize("act", OTHERS.values(), ids=OTHERS.keys())
def test_an_administrator_elsewhere_does_nothing_here(newspaper, elsewhere, act) -> None:
    posted = Comment.objects.get(pk=newspaper.comment(newspaper.thread(), "Theirs."))
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed, match="another publication"):
        act(_as_seen_from(elsewhere, newspaper.person()), posted)
    assert Comment.objects.get() == posted
    assert AuditEntry.objects.count() == before


def test_a_role_that_is_taken_here_is_kept_elsewhere(newspaper, elsewhere) -> None:
    boss, other = newspaper.person(role="administrator"), newspaper.person(role="moderator")
    grant(person_id=other.id, publication_id=elsewhere, role="moderator")
    revoke_role(actor=boss, person_id=other.id, role="moderator")
    [kept] = Grant.objects.filter(person_id=other.id)
    assert kept.publication_id == elsewhere
