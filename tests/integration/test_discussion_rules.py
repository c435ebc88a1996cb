"""Who writes and votes in a discussion, by the publication's rules and the article's own."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.utils import timezone

from belowline.accounts.models import Badge
from belowline.accounts.queries.people import badges
from belowline.accounts.queries.subscribers import subscribers_among
from belowline.cli.subscriptions import subscriptions_group
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry, OutboxEvent
from belowline.core.refusals import Conflict, NotAllowed
from belowline.discussion.models import Answer, Comment, Fingerprint, Thread
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.recount import recount
from belowline.discussion.services.threads import open_thread, switch_thread
from belowline.discussion.services.vote_erasure import erase_votes
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import publish_comment
from belowline.newsroom.models import Publication
from tests.found import thread_of_article

SAID = "The lamps along the quay were lit an hour before the last ferry came in."


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ed", role="administrator")


@pytest.fixture
def article(newspaper):
    return newspaper.article()


@pytest.fixture
def below(newspaper, article):
    return newspaper.thread_below(article)


@pytest.fixture
def rule(editor, below):
    """Sets rules of the thread, open otherwise."""

    def give(**rules):
        given = {"comments_open": True, "votes_open": True, **rules}
        switch_thread(actor=editor, thread_id=below.id, **given)

    return give


def by_form(client, below, text=SAID, **more):
    return client.post(
        f"/threads/{below.ref}/comments", {"text": text, "key": str(uuid4()), **more}
    )


def by_api(client, below, text=SAID):
    return client.post(
        f"/api/v1/threads/{below.ref}/comments",
        json.dumps({"text": text}),
        content_type="application/json",
    )


def subscribe(newspaper, person, *, days=1):
    Badge.objects.create(
        person_id=person.id,
        publication_id=newspaper.publication_id,
        kind="subscriber",
        source="list",
        ends_at=now() + timedelta(days=days),
    )


def test_in_a_premoderated_discussion_a_readers_comment_waits(
    newspaper, article, below, rule, client_of, client
):
    rule(is_premoderated=True)
    reader = newspaper.person("quiet heron")
    sent = by_form(client_of(reader), below)
    assert sent.headers["Location"] == "/me#held"
    row = Comment.objects.get()
    assert row.status == "held"
    assert Thread.objects.get(pk=below.id).comment_count == 0
    assert not Fingerprint.objects.filter(digest__gte=0).exists()
    assert "comment_id" in OutboxEvent.objects.get(name="CommentSubmitted").payload
    assert not OutboxEvent.objects.filter(name="CommentPosted").exists()
    page = client.get(article.path).content.decode()
    assert SAID not in page
    assert "Moderators read comments here before others see them." in page
    mine = client_of(reader).get(f"/me/threads/{below.ref}", headers={"Accept": "application/json"})
    assert [it["id"] for it in mine.json()["held"]] == [encode(row.id)]
    assert list(recount()) == []


def test_a_waiting_reply_is_counted_when_a_moderator_publishes_it(
    newspaper, article, below, rule, editor, client
):
    root = newspaper.comment(below, "Who lit them?")
    rule(is_premoderated=True)
    reply = newspaper.comment(below, SAID, to=root)
    assert Comment.objects.get(pk=root).answers == 0
    assert Answer.objects.filter(source=reply, target=root).exists()
    assert list(recount()) == []
    publish_comment(actor=editor, comment_id=reply, version=1)
    found = Comment.objects.get(pk=root)
    assert (found.answers, found.replies) == (1, 1)
    assert SAID in client.get(article.path).content.decode()
    assert list(recount()) == []


def test_staff_comment_at_once_where_others_wait(newspaper, below, rule):
    rule(is_premoderated=True)
    said = newspaper.comment(below, SAID, by=newspaper.person(role="reporter"))
    assert Comment.objects.get(pk=said).status == "published"


def test_a_program_is_told_that_a_comment_waits(newspaper, below, rule, client_of):
    rule(is_premoderated=True)
    posted = by_api(client_of(newspaper.person()), below)
    assert (posted.status_code, posted.json()["status"]) == (201, "held")


def test_what_a_moderator_has_read_is_not_edited_afterwards(newspaper, below, rule, editor):
    author = newspaper.person()
    rule(is_premoderated=True)
    said = newspaper.comment(below, SAID, by=author)
    publish_comment(actor=editor, comment_id=said, version=1)
    with pytest.raises(Conflict, match="can’t be edited"):
        edit_comment(actor=author, comment_id=said, text="Something else.")


def test_only_subscribers_write_and_the_others_keep_their_words(
    newspaper, article, below, rule, client_of
):
    Publication.objects.update(subscribe_url="https://shop.example/join?a=1&b=2")
    rule(subscribers_only=True)
    reader = newspaper.person()
    browser = client_of(reader)
    form = browser.get(f"/threads/{below.ref}/comments").content.decode()
    assert "Only subscribers can comment in this discussion." in form
    assert 'href="https://shop.example/join?a=1&amp;b=2"' in form
    assert '<form class="write"' not in form
    refused = by_form(browser, below)
    assert refused.status_code == 403
    assert SAID in refused.content.decode()
    assert by_api(browser, below).status_code == 403
    assert not Comment.objects.exists()
    mine = browser.get(f"/me/threads/{below.ref}", headers={"Accept": "application/json"}).json()
    assert mine["may_write"] is False
    assert browser.get(f"/api/v1/threads/{below.ref}/mine").json()["may_write"] is False
    subscribe(newspaper, reader)
    assert by_form(browser, below).status_code == 302
    assert by_api(browser, below, "And more.").status_code == 201


def test_a_subscription_ends_at_its_time(newspaper, below, rule):
    rule(subscribers_only=True)
    late, by_token = newspaper.person(), newspaper.person()
    subscribe(newspaper, late, days=-1)
    Badge.objects.create(
        person_id=by_token.id,
        publication_id=newspaper.publication_id,
        kind="subscriber",
        source="token",
    )
    with pytest.raises(NotAllowed, match="subscribers"):
        newspaper.comment(below, SAID, by=late)
    assert newspaper.comment(below, SAID, by=by_token)
    assert newspaper.comment(below, SAID, by=newspaper.person(role="reporter"))
    people = [late.id, by_token.id]
    shown = badges(person_ids=people, publication_id=newspaper.publication_id)
    assert shown == {by_token.id: ("subscriber",)}
    assert not subscribers_among(people, newspaper.publication_id + 1)


def test_without_votes_there_are_neither_buttons_nor_scores(
    newspaper, article, below, rule, client, client_of
):
    author, voter = newspaper.person(), newspaper.person()
    said = newspaper.comment(below, SAID, by=author)
    cast_vote(actor=voter, comment_id=said, value=1)
    before = client.get(article.path).content.decode()
    assert 'name="up"' in before
    rule(has_votes=False)
    ref = encode(said)
    for path in (
        article.path,
        f"{article.path}?view=flat&order=oldest",
        f"/threads/{below.ref}",
        f"/threads/{below.ref}/items?id={ref}",
        f"/c/{ref}/answers",
        f"/people/{encode(author.id)}",
    ):
        page = client.get(path).content.decode()
        assert SAID in page, path
        assert 'name="up"' not in page, path
        assert 'class="score"' not in page, path
        assert "LikeAction" not in page, path
    assert client.get(f"/api/v1/comments/{ref}").json()["votes"]["up"] == 0
    page = client.get(f"/api/v1/threads/{below.ref}/comments").json()
    assert page["comments"][0]["votes"]["net"] == 0
    with pytest.raises(NotAllowed, match="Voting is closed"):
        cast_vote(actor=newspaper.person(), comment_id=said, value=1)
    pressed = client_of(voter).post(f"/threads/{below.ref}/votes", {"up": ref})
    assert pressed.status_code == 403
    rule(has_votes=True)
    assert client.get(f"/api/v1/comments/{ref}").json()["votes"]["up"] == 1


def test_closing_a_discussion_leaves_its_other_rules(below, rule):
    rule(has_votes=False, is_premoderated=True, subscribers_only=True)
    rule(comments_open=False)
    kept = Thread.objects.get(pk=below.id)
    assert (kept.has_votes, kept.votes_open) == (False, False)
    assert (kept.is_premoderated, kept.subscribers_only) == (True, True)


def test_nobody_is_told_of_votes_that_end_where_there_are_none_to_see(newspaper, below, rule):
    voter = newspaper.person()
    said = newspaper.comment(below, SAID)
    cast_vote(actor=voter, comment_id=said, value=1)
    rule(has_votes=False)
    OutboxEvent.objects.all().delete()
    assert erase_votes(person_id=voter.id, most=9) == 1
    assert not OutboxEvent.objects.filter(name="VotesChanged").exists()


def test_a_discussion_begins_with_the_publications_rules(newspaper, editor, client_of):
    desk = client_of(editor)
    old = newspaper.thread()
    given = {
        "premoderated": "1",
        "subscribers": "1",
        "votes": "off",
        "closes_after": "3",
        "subscribe_url": "https://shop.example/",
    }
    assert desk.post("/desk/publication/discussions", given).status_code == 302
    article = newspaper.article()
    found = thread_of_article(article.id)
    assert (found.is_premoderated, found.subscribers_only, found.has_votes) == (True, True, False)
    assert found.closes_at == article.published_at + timedelta(days=3)
    assert thread_of_article(old.article_id).closes_at is None
    shown = desk.get("/desk/publication/discussions").content.decode()
    assert 'value="3"' in shown
    assert "https://shop.example/" in shown
    desk.post(f"/desk/threads/{found.ref}", {"comments": "1", "votes": "open", "closes_after": ""})
    own = thread_of_article(article.id)
    assert (own.is_premoderated, own.subscribers_only, own.votes_open) == (False, False, True)
    assert own.closes_at is None
    assert "discussion rules changed" in AuditEntry.objects.values_list("action", flat=True)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("closes_after", "never"),
        ("closes_after", "99999"),
        ("subscribe_url", "javascript:alert(1)"),
        ("subscribe_url", "shop.example"),
        ("subscribe_url", "https://[half"),
    ],
)
def test_rules_that_make_no_sense_change_nothing(newspaper, editor, client_of, field, typed):
    desk = client_of(editor)
    refused = desk.post("/desk/publication/discussions", {"votes": "off", field: typed})
    assert refused.status_code == 422
    assert typed in refused.content.decode()
    assert 'id="refusal"' in refused.content.decode()
    assert Publication.objects.get(pk=newspaper.publication_id).has_votes


def test_rules_are_set_before_the_article_is_published(newspaper, editor, client_of):
    desk = client_of(editor)
    story = desk.post("/desk/stories").headers["Location"]
    words = {"headline": "Ferries at night", "body": "Text.", "revision": "0"}
    sent = desk.post(f"{story}/discussion", words)
    settings = sent.headers["Location"]
    assert "Ferries at night" in desk.get(settings).content.decode()
    kept = desk.post(settings, {"comments": "1", "premoderated": "1", "closes_after": "2"})
    assert kept.headers["Location"] == story
    section = encode(newspaper.section_id)
    later = timezone.localtime(now() + timedelta(days=5), timezone.get_fixed_timezone(540))
    desk.post(
        story,
        {
            **words,
            "section": section,
            "remains": "discussion",
            "revision": "1",
            "publish": "1",
            "published_at": later.strftime("%Y-%m-%dT%H:%M"),
        },
    )
    thread = Thread.objects.select_related("article").latest("id")
    assert thread.is_premoderated
    assert thread.article.state == "published"
    assert thread.closes_at == thread.article.published_at + timedelta(days=2)


def test_the_settings_of_another_publication_are_not_found(newspaper, client_of, editor):
    Publication.objects.create(slug="other", name="Other")
    other = Publication.objects.get(slug="other")
    article = newspaper.article()
    thread = Thread.objects.get(pk=open_thread(article_id=article.id, publication_id=other.id))
    Thread.objects.filter(pk=thread.id).update(publication=other)
    assert client_of(editor).get(f"/desk/threads/{encode(thread.id)}").status_code == 404


def test_the_desk_gives_a_subscription_with_an_end(newspaper, editor, client_of):
    desk, reader = client_of(editor), newspaper.person()
    path = f"/desk/people/{encode(reader.id)}"
    wrong = desk.post(path, {"badges": "subscriber", "subscriber_until": "soon"})
    assert wrong.status_code == 422
    assert "Please enter a day" in wrong.content.decode()
    assert not Badge.objects.exists()
    desk.post(path, {"badges": "subscriber", "subscriber_until": "2031-03-31"})
    badge = Badge.objects.get()
    assert badge.ends_at.isoformat() == "2031-03-31T15:00:00+00:00"  # the day's end in Tokyo
    assert 'value="2031-03-31"' in desk.get(path).content.decode()
    desk.post(path, {"badges": "subscriber"})
    assert Badge.objects.get().ends_at is None


def test_a_list_of_subscribers_is_taken_over(newspaper, tmp_path):
    known = newspaper.person("paying reader", can_log_in=True)
    address = "paying.reader@example.org"
    file = tmp_path / "list.csv"
    file.write_text(
        f"email,until\n{address.upper()},2031-03-31\nnobody@example.org,2031-03-31\n"
        "half,2031-01-01\nother@example.org,tomorrow\n"
    )
    run = CliRunner().invoke(subscriptions_group, ["import", str(file)])
    assert run.exit_code == 1
    assert "1 subscribers, 1 addresses without an account." in run.output
    assert "2 lines could not be read: 4, 5." in run.output
    assert subscribers_among([known.id], newspaper.publication_id) == {known.id}
    file.write_text(f"email,until\n{address},2032-01-01\n")
    assert CliRunner().invoke(subscriptions_group, ["import", str(file)]).exit_code == 0
    listed = CliRunner().invoke(subscriptions_group, ["list"]).output
    assert "2032-01-01" in listed
    assert Badge.objects.count() == 1


def test_one_subscriber_is_added_by_address(newspaper):
    newspaper.person("paying reader", can_log_in=True)
    add = ["add", "paying.reader@example.org", "--until"]
    assert CliRunner().invoke(subscriptions_group, [*add, "2031-03-31"]).exit_code == 0
    assert Badge.objects.get().source == "list"
    assert CliRunner().invoke(subscriptions_group, [*add, "31.3.2031"]).exit_code == 1
    unknown = CliRunner().invoke(
        subscriptions_group, ["add", "no@example.org", "--until", "2031-03-31"]
    )
    assert "No account has confirmed" in unknown.output
