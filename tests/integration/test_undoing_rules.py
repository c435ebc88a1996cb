"""A moderator undoes what a rule has held: it is published as if it had not been held."""

from datetime import timedelta

import pytest

from belowline.audience.models import Notification
from belowline.audience.subscribers import NOTIFICATIONS
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.recount import recount
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.models import Case, Decision, Letter
from belowline.moderation.queries.history import History, newest_ids
from belowline.moderation.queries.passed_comments import passed_comments
from belowline.moderation.queries.queues import Queue, queue_page
from belowline.moderation.queries.rule_alarms import Alarms, rule_alarms
from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.moderation.services.decisions import remove_comment
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.moderation.services.undoing import undo_decision
from newspaper import log_in
from tests.integration.test_undoing import state

pytestmark = pytest.mark.django_db
HERE = {"origin": "http://testserver"}


@pytest.fixture
def below(newspaper):
    return newspaper.thread()


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture(autouse=True)
def rule(newspaper) -> int:
    editor = newspaper.person(role="editor")
    typed = {"words": "idiot", "action": "hold"}
    rule_id: int = save_rule(
        actor=editor, rule_id=None, name="Insults", why="", typed=typed, chosen={}
    )
    switch_rule(actor=editor, rule_id=rule_id, mode="live")
    return rule_id


def hold_of(comment_id: int) -> int:
    return Decision.objects.get(comment=comment_id, outcome="held").id


def status(comment_id: int) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment_id)


def alarms(newspaper) -> Alarms:
    (found,) = rule_alarms(publication_id=newspaper.publication_id, since=now() - timedelta(days=1))
    return found


def test_it_is_published_as_if_it_had_not_been_held(newspaper, below, moderator) -> None:
    free = newspaper.comment(below, "What a fool, that keeper of the lamps along the quay.")
    held = newspaper.comment(below, "What an idiot, that keeper of the lamps along the quay.")
    undo_decision(actor=moderator, comment_id=held, decision_id=hold_of(held))
    told = [state(key) for key in (free, held)]
    counted = ("status", "reason", "explanation", "labels", "picked_at", "pinned_at", "replies")
    one, two = ({name: it["comment"][name] for name in counted} for it in told)
    assert one == two
    assert told[1]["thread"]["comment_count"] == 2
    assert all(digest >= 0 for digest in told[1]["fingerprints"])
    assert list(recount()) == []
    case = Case.objects.get(comment=held)
    assert not case.is_open
    assert case.decision is not None
    assert (case.decision.outcome, case.decision.moderator_id) == ("undone", moderator.id)
    done = queue_page(Queue.DONE, publication_id=newspaper.publication_id, person_id=moderator.id)
    assert [it.outcome for it in done.cases] == ["Undone"]
    assert not Letter.objects.exists()


def test_the_undoing_is_undone_and_held_is_what_was_held(newspaper, below, moderator) -> None:
    posted = newspaper.comment(below, "Idiot!")
    before = state(posted)
    undone = undo_decision(actor=moderator, comment_id=posted, decision_id=hold_of(posted))
    again = undo_decision(actor=moderator, comment_id=posted, decision_id=undone)
    assert state(posted) == before
    assert status(posted) == "held"
    assert alarms(newspaper).false == 0
    assert list(recount()) == []
    for key in (hold_of(posted), undone, again):
        with pytest.raises(Conflict):
            undo_decision(actor=moderator, comment_id=posted, decision_id=key)


def test_it_is_a_false_alarm_and_has_passed(newspaper, below, moderator) -> None:
    author = newspaper.person()
    posted = newspaper.comment(below, "Idiot!", by=author)
    here = {"publication_id": newspaper.publication_id}
    assert passed_comments([author.id], most=1, **here) == {author.id: 0}
    undo_decision(actor=moderator, comment_id=posted, decision_id=hold_of(posted))
    assert (alarms(newspaper).caught, alarms(newspaper).false) == (1, 1)
    assert passed_comments([author.id], most=1, **here) == {author.id: 1}
    words = Definition((Condition(Kind.WORDS, ("idiot",)),), takes_all=True, action=Action.HOLD)
    ids = newest_ids(period=timedelta(days=1), most=10, **here)
    ((past,),) = History(words, **here).read(ids)
    assert past.is_kept
    remove_comment(actor=moderator, comment_id=posted, version=1, reason="attack")
    assert (alarms(newspaper).right, alarms(newspaper).false) == (1, 0)


def test_an_edit_that_a_rule_has_held_is_shown_as_edited(newspaper, below, moderator) -> None:
    author = newspaper.person()
    posted = newspaper.comment(below, "A fine day.", by=author)
    edit_comment(actor=author, comment_id=posted, text="You idiot!")
    assert status(posted) == "held"
    undo_decision(actor=moderator, comment_id=posted, decision_id=hold_of(posted))
    assert (status(posted), Comment.objects.get(pk=posted).text) == ("published", "You idiot!")


def test_what_waits_anyway_waits_on(newspaper, below, moderator) -> None:
    editor = newspaper.person(role="editor")
    switch_thread(
        actor=editor,
        thread_id=below.id,
        comments_open=True,
        votes_open=True,
        is_premoderated=True,
    )
    posted = newspaper.comment(below, "Idiot!")
    undo_decision(actor=moderator, comment_id=posted, decision_id=hold_of(posted))
    assert status(posted) == "held"
    assert Case.objects.get(comment=posted).is_open


def test_its_author_is_told_that_it_is_published(newspaper, below, moderator) -> None:
    ensure_places(SUBSCRIBERS)
    asked = newspaper.person()
    root = newspaper.comment(below, "Who lit the lamps?", by=asked)
    author = newspaper.person()
    posted = newspaper.comment(below, "The idiot of a keeper.", by=author, to=root)
    undo_decision(actor=moderator, comment_id=posted, decision_id=hold_of(posted))
    follow_all([NOTIFICATIONS])
    told = {(it.person_id, it.kind) for it in Notification.objects.all()}
    assert told == {(author.id, "published"), (asked.id, "reply")}


def test_on_the_case_where_it_waits(newspaper, below, moderator, client) -> None:
    posted = newspaper.comment(below, "Idiot!")
    ref = encode(Case.objects.get(comment=posted).id)
    log_in(client, moderator)
    card = client.get(f"/desk/cases/{ref}?part").content.decode()
    path = f"/desk/decisions/{encode(hold_of(posted))}/undo"
    assert "Held by the rule “Insults”" in card
    assert f'action="{path}"' in card
    told = client.post(path, {}, headers={**HERE, "accept": "application/json"}).json()
    assert (told["is_open"], told["line"]) == (False, "Undone by Ada")
    card = client.get(f"/desk/cases/{ref}?part").content.decode()
    undone = Decision.objects.get(outcome="undone").id
    assert f'action="/desk/decisions/{encode(undone)}/undo"' in card
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam", note="")
    assert Case.objects.get(comment=posted).is_open
