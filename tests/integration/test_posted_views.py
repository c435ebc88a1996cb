"""What is answered after a post is what would be read of it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant
from belowline.core.refusals import Refusal
from belowline.discussion.models import Comment
from belowline.discussion.queries.comments import CommentView, comments_with_hidden_text
from belowline.discussion.queries.threads import ThreadView
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.posts import post_and_show
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from newspaper import Newspaper

pytestmark = pytest.mark.django_db
SAID = "The mayor has promised a new bridge for as long as anybody remembers."


@pytest.fixture
def below(newspaper) -> ThreadView:
    return newspaper.thread()


@pytest.fixture
def editor(newspaper) -> Actor:
    return newspaper.person("Chief", role="editor")


def posted(*drafts: Draft) -> list[CommentView]:
    """How their authors see them; they are as they would be read."""
    shown = post_and_show(drafts)
    assert shown == comments_with_hidden_text([it.id for it in shown])
    return shown


@pytest.mark.parametrize("role", ["", "moderator"])
def test_what_is_answered_is_what_would_be_read(newspaper, below, role) -> None:
    person = newspaper.person(role=role)
    first = newspaper.comment(below, SAID)
    drafts = (
        Draft(person, below.id, "A bridge, then."),
        Draft(person, below.id, "Nobody believes it.", first),
        Draft(person, below.id, f"> {SAID}\n\nAnd who pays for it? 橋は要らない。"),
    )
    alone, reply, quote = posted(*drafts)
    assert (alone.badges, alone.parent) == ((role,) if role else (), None)
    assert reply.parent is not None
    assert (reply.parent.id, reply.root_id) == (first, first)
    assert f"/c/{reply.parent.ref}" in quote.html


def test_an_answer_to_a_reader_without_an_account_names_that_reader(newspaper, below) -> None:
    moment = datetime(2016, 1, 1, tzinfo=UTC)
    said = ImportedComment("1", SAID, moment, moment, author_name="Ada")
    list(import_comments(thread_id=below.id, comments=[said]))
    before = Comment.objects.get(thread_id=below.id).id
    [reply] = posted(Draft(newspaper.person(), below.id, "Hm.", before))
    assert reply.parent is not None
    assert reply.parent.author == "Ada"


def test_where_there_are_no_votes_there_are_none_in_the_answer(newspaper, below, editor) -> None:
    switch_thread(
        actor=editor, thread_id=below.id, comments_open=True, votes_open=True, has_votes=False
    )
    [shown] = posted(Draft(newspaper.person(), below.id, "Hm."))
    assert not shown.has_votes


@pytest.mark.parametrize(
    ("action", "label", "expected"), [("hold", "", "held"), ("label", "off-topic", "published")]
)
def test_what_a_rule_does_is_in_the_answer(
    newspaper, below, editor, action, label, expected
) -> None:
    typed = {"words": "turnip", "action": action, "label": label}
    rule_id = save_rule(
        actor=editor, rule_id=None, name="Turnips", why="Agreed.", typed=typed, chosen={}
    )
    switch_rule(actor=editor, rule_id=rule_id, mode="live")
    [shown] = posted(Draft(newspaper.person(), below.id, "You turnip."))
    assert (shown.status, shown.labels.strip()) == (expected, label)


def test_a_badge_is_shown_where_it_was_given(newspaper, below) -> None:
    other = create_publication(slug="other", name="Other", time_zone="UTC")
    section = ensure_section(publication_id=other, name="Politics")
    there = Newspaper(other, section, newspaper._numbers).thread()
    here = newspaper.person()
    grant(person_id=here.id, publication_id=other, role="moderator")
    moderator = actor(person_id=here.id, publication_id=other)
    assert moderator is not None
    at_home, elsewhere = posted(Draft(here, below.id, "Hm."), Draft(moderator, there.id, "Hm."))
    assert (at_home.badges, elsewhere.badges) == ((), ("moderator",))


def test_what_is_sent_again_and_what_is_refused_are_answered_too(newspaper, below) -> None:
    person, key = newspaper.person(), uuid4()
    draft = Draft(person, below.id, "Hm.", idempotency_key=key)
    [first] = posted(draft)
    again, refused = post_and_show([draft, Draft(person, 1, "To nowhere.")])
    assert again == first
    assert isinstance(refused, Refusal)
