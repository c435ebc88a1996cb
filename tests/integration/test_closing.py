"""A moderator closes a discussion: a decision on record, shown with its reason, and undone."""

import pytest

from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.models import Thread
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.models import Case, Decision, Letter
from belowline.moderation.queries.closings import closings_of
from belowline.moderation.queries.public_log import public_log
from belowline.moderation.services.closing import (
    close_discussion,
    reopen_discussion,
    undo_closing,
)
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reports import report_comment
from belowline.newsroom.services.founding import create_publication
from newspaper import log_in
from tests.found import thread

pytestmark = pytest.mark.django_db

HERE = {"origin": "http://testserver"}


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Eve", role="editor")


@pytest.fixture
def article(newspaper):
    return newspaper.article()


@pytest.fixture
def below(newspaper, article):
    return newspaper.thread_below(article)


GROUNDS = Grounds(reason="attack", explanation="Two readers are left.", note="Ask Eve.")


def state(thread_id: int) -> tuple[bool, str, str]:
    return Thread.objects.values_list("comments_open", "closed_for", "closing_note").get(
        pk=thread_id
    )


def test_closing_is_a_decision_with_its_reason_and_readers_see_why(
    newspaper, article, below, moderator, client
) -> None:
    made = close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS)
    decision = Decision.objects.get(pk=made)
    assert (decision.outcome, decision.reason, decision.reasons_version) == ("shut", "attack", 1)
    assert (decision.thread_id, decision.comment_id, decision.person_id) == (below.id, None, None)
    assert thread(below.id).revision == below.revision + 1
    page = client.get(article.path).content.decode()
    assert "Closed by a moderator: personal attack." in page
    assert "Two readers are left." in page
    assert "Ask Eve." not in page
    told = client.get("/api/v1/threads", {"url": f"http://127.0.0.1:8000{article.path}"}).json()
    assert (told["comments_open"], told["closing_reason"]) == (False, "attack")
    with pytest.raises(NotAllowed):
        post_comment(actor=newspaper.person(), thread_id=below.id, text="But.", parent_id=None)
    assert AuditEntry.objects.get(action="thread shut").details["note"] == "Ask Eve."
    assert not Letter.objects.exists()


def test_the_public_log_has_it_without_a_name(below, moderator, client) -> None:
    close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS)
    (line,) = public_log(publication_id=moderator.publication_id)
    assert (line.outcome, line.is_about_person) == ("Discussion closed", False)
    page = client.get("/moderation/log").content.decode()
    assert "Discussion closed" in page
    assert "Ada" not in page


def test_undoing_brings_back_what_was_there(newspaper, below, moderator, editor) -> None:
    switch_thread(
        actor=editor, thread_id=below.id, comments_open=True, votes_open=False, note="No votes."
    )
    before = state(below.id)
    made = close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS)
    assert state(below.id) == (False, "attack", "Two readers are left.")
    undone = undo_closing(actor=moderator, thread_id=below.id, decision_id=made)
    assert state(below.id) == before == (True, "", "No votes.")
    assert Decision.objects.get(pk=undone).undoes_id == made
    with pytest.raises(Conflict):
        undo_closing(actor=moderator, thread_id=below.id, decision_id=made)
    with pytest.raises(Conflict):
        undo_closing(actor=moderator, thread_id=below.id, decision_id=undone)


def test_reopening_is_a_decision_and_keeps_the_editors_note(below, moderator, editor) -> None:
    switch_thread(
        actor=editor, thread_id=below.id, comments_open=True, votes_open=False, note="No votes."
    )
    close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS)
    with pytest.raises(Conflict):
        close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS)
    opened = reopen_discussion(actor=moderator, thread_id=below.id, note="Calm again.")
    assert state(below.id) == (True, "", "No votes.")
    with pytest.raises(Conflict):
        reopen_discussion(actor=moderator, thread_id=below.id)
    undo_closing(actor=moderator, thread_id=below.id, decision_id=opened)
    assert state(below.id) == (False, "attack", "Two readers are left.")
    outcomes = [it.outcome for it in closings_of(below.id, publication_id=moderator.publication_id)]
    assert outcomes == ["Undone", "Discussion reopened", "Discussion closed"]


def test_an_editors_settings_stay_settings(below, moderator, editor) -> None:
    switch_thread(actor=editor, thread_id=below.id, comments_open=False, votes_open=True)
    assert not Decision.objects.exists()
    with pytest.raises(Conflict):
        reopen_discussion(actor=moderator, thread_id=below.id)
    switch_thread(actor=editor, thread_id=below.id, comments_open=True, votes_open=True)
    made = close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS)
    switch_thread(actor=editor, thread_id=below.id, comments_open=True, votes_open=True)
    assert state(below.id) == (True, "", "")
    with pytest.raises(Conflict):
        undo_closing(actor=moderator, thread_id=below.id, decision_id=made)


def test_who_may_and_for_what(newspaper, below, moderator) -> None:
    with pytest.raises(NotAllowed):
        close_discussion(actor=newspaper.person(), thread_id=below.id, grounds=GROUNDS)
    with pytest.raises(Invalid):
        close_discussion(actor=moderator, thread_id=below.id, grounds=Grounds(reason="boots"))
    other = newspaper.comment(newspaper.thread(), "Elsewhere.")
    with pytest.raises(NotFound):
        close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS, occasion_id=other)
    elsewhere = create_publication(slug="elsewhere", name="Elsewhere", time_zone="UTC")
    Thread.objects.filter(pk=below.id).update(publication_id=elsewhere)
    with pytest.raises(NotFound):
        close_discussion(actor=moderator, thread_id=below.id, grounds=GROUNDS)
    assert not Decision.objects.exists()


def test_from_a_case_and_undone_there_and_in_the_log(newspaper, below, moderator, client) -> None:
    posted = newspaper.comment(below, "Hm.")
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam", note="")
    ref = encode(Case.objects.get(comment=posted).id)
    log_in(client, moderator)
    path = f"/desk/cases/{ref}/discussion"
    refused = client.post(path, {"discussion": "close"}, headers=HERE)
    assert refused.status_code == 422
    assert "Please choose a reason" in refused.content.decode()
    sent = {"discussion": "close", "reason": "spam", "explanation": "All the same."}
    assert client.post(path, sent, headers=HERE).status_code == 302
    assert Decision.objects.get().occasion_id == posted
    assert Case.objects.get(comment=posted).is_open, "the comment waits on"
    card = client.get(f"/desk/cases/{ref}?part").content.decode()
    assert "Discussion closed" in card
    decision_ref = encode(Decision.objects.get().id)
    told = client.post(
        path,
        {"discussion": "undo", "decision": decision_ref},
        headers={**HERE, "accept": "application/json"},
    )
    assert told.json()["is_open"]
    assert state(below.id)[0]
    client.post(path, sent, headers=HERE)
    log = client.get("/desk/log").content.decode()
    assert log.count('value="undo"') == 1
    last = encode(Decision.objects.order_by("-id").values_list("id", flat=True)[0])
    undo = {"discussion": "undo", "decision": last, "from": "log"}
    answer = client.post(f"/desk/threads/{below.ref}/closing", undo, headers=HERE)
    assert answer.headers["location"] == "/desk/log"
    assert state(below.id)[0]
    assert 'value="undo"' not in client.get("/desk/log").content.decode()


def test_the_page_of_a_discussion_closes_and_opens_it(below, moderator, client) -> None:
    log_in(client, moderator)
    path = f"/desk/threads/{below.ref}/closing"
    assert "Close discussion" in client.get(path).content.decode()
    assert client.post(path, {"discussion": "close"}, headers=HERE).status_code == 422
    client.post(path, {"discussion": "close", "reason": "off-topic"}, headers=HERE)
    assert state(below.id) == (False, "off-topic", "")
    assert "Reopen discussion" in client.get(path).content.decode()
    client.post(path, {"discussion": "reopen"}, headers=HERE)
    assert state(below.id) == (True, "", "")
    found = client.get(f"/desk/go?q={below.ref}")
    assert found.headers["location"] == path
