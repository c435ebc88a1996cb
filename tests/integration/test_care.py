"""The desk spares its moderators: the worst is folded, a kind of case can be left for a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, NotAllowed, NotFound
from belowline.moderation.models import Case, DeskSettings, Reason
from belowline.moderation.queries.data_export import about
from belowline.moderation.queries.desk_settings import desk_settings
from belowline.moderation.queries.queues import Queue, queue_counts, queue_page
from belowline.moderation.queries.saved_queues import saved_queue_page, saved_queues
from belowline.moderation.services.breaks import HARD_ONES, needs_break
from belowline.moderation.services.case_work import assign_case, escalate_case
from belowline.moderation.services.decisions import keep_comment, remove_comment
from belowline.moderation.services.desk_settings import (
    fold_worst,
    set_aside,
    take_back,
)
from belowline.moderation.services.erasure import erase
from belowline.moderation.services.reasons import word_reason
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.saved_queues import Wanted, add_queue
from belowline.newsroom.models import Publication
from belowline.newsroom.services.founding import create_publication
from query_plans import ids_are_looked_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def below(newspaper):
    return newspaper.thread()


@pytest.fixture
def reported(newspaper, below):
    """Reports a new comment."""

    def make(reason: str, text: str = "Grim words.") -> int:
        posted = newspaper.comment(below, text)
        report_comment(actor=newspaper.person(), comment_id=posted, reason=reason)
        return posted

    return make


def case_of(comment_id: int) -> Case:
    return Case.objects.get(comment=comment_id)


def seen_by(person, queue: Queue = Queue.NOW) -> list[int]:
    asked = {"publication_id": person.publication_id, "person_id": person.id}
    aside = desk_settings(**asked).set_aside
    page = queue_page(queue, **asked, aside=aside)
    if queue is not Queue.DONE:
        assert queue_counts(**asked, aside=aside)[queue] == len(page.cases)
    return [it.comment_id for it in page.cases]


def folded(page: str) -> int:
    return page.count('<details class="hard">')


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("illegal", (2, 1)),
        ("threat", (2, 1)),
        ("hate", (2, 1)),
        ("attack", (0, 0)),
        ("spam", (0, 0)),
    ],
)
def test_the_worst_classes_are_folded_in_the_list_and_in_the_case(
    ada, reported, client_of, reason: str, expected: tuple[int, int]
) -> None:
    case, desk = encode(case_of(reported(reason)).id), client_of(ada)
    page = desk.get("/desk/queues/now").content.decode()
    part = desk.get(f"/desk/cases/{case}?part").content.decode()
    assert (folded(page), folded(part)) == expected
    assert "Grim words." in part
    assert part.count('aria-keyshortcuts="v"') == expected[1]


def test_a_reason_that_the_publication_takes_for_as_grave_is_folded(
    newspaper, ada, reported, client_of
) -> None:
    case = encode(case_of(reported("attack")).id)
    chief = newspaper.person(role="editor")
    words = {"en": {"title": "Cruelty", "rule": "No cruelty.", "letter": "Please be kind."}}
    word_reason(actor=chief, code="attack", severity="7", words=words)
    part = client_of(ada).get(f"/desk/cases/{case}?part").content.decode()
    assert "Cruelty · Show the comment" in part


def test_what_was_removed_for_it_stays_folded_and_what_was_kept_does_not(
    newspaper, ada, reported, client_of
) -> None:
    gone, fine = reported("spam"), reported("hate")
    remove_comment(actor=ada, comment_id=gone, version=1, reason="threat")
    keep_comment(actor=ada, comment_id=fine, version=1)
    desk = client_of(ada)
    parts = [
        desk.get(f"/desk/cases/{encode(case_of(it).id)}?part").content.decode()
        for it in (gone, fine)
    ]
    assert [folded(it) for it in parts] == [1, 0]


def test_each_moderator_can_switch_folding_off(newspaper, ada, reported, client_of) -> None:
    reported("threat")
    ben, desk = newspaper.person("Ben", role="moderator"), client_of(ada)
    assert desk.post("/desk/folding", {"folds": "0"}).status_code == 302
    assert folded(desk.get("/desk/queues/now").content.decode()) == 0
    assert folded(client_of(ben).get("/desk/queues/now").content.decode()) == 2
    desk.post("/desk/folding", {"folds": "1"})
    assert folded(desk.get("/desk/queues/now").content.decode()) == 2


def test_a_kind_is_set_aside_for_oneself_and_taken_back(
    newspaper, ada, reported, client_of
) -> None:
    threat, spam, held = reported("threat"), reported("spam"), reported("threat")
    ben, desk = newspaper.person("Ben", role="moderator"), client_of(ada)
    escalate_case(actor=ben, case_id=case_of(held).id, note="For an editor.")
    assign_case(actor=ben, case_id=case_of(threat).id, person_id=ada.id)
    answer = desk.post(f"/desk/cases/{encode(case_of(threat).id)}/set-aside", {"queue": "now"})
    assert answer.headers["Location"] == "/desk/queues/now"
    assert (seen_by(ada), seen_by(ada, Queue.REPORTED)) == ([spam], [spam])
    assert (seen_by(ada, Queue.ESCALATED), seen_by(ada, Queue.MINE)) == ([held], [threat])
    assert sorted(seen_by(ben)) == sorted([threat, spam, held])
    page = desk.get("/desk/queues/now").content.decode()
    assert "Left to your colleagues until the end of the day" in page
    assert "Left to your" not in client_of(ben).get("/desk/queues/now").content.decode()
    desk.post("/desk/set-aside/take-back", {"reason": "threat", "queue": "now"})
    assert sorted(seen_by(ada)) == sorted([threat, spam, held])


def test_the_day_ends_in_the_publications_time_zone(newspaper, ada, reported, at) -> None:
    Publication.objects.filter(pk=newspaper.publication_id).update(time_zone="Asia/Tokyo")
    tokyo, threat = ZoneInfo("Asia/Tokyo"), reported("threat")
    noon = (now().astimezone(tokyo) + timedelta(days=1)).replace(hour=12, minute=0)
    at(noon)
    set_aside(actor=ada, case_id=case_of(threat).id)
    until = DeskSettings.objects.get(person=ada.id).set_aside_until
    midnight = datetime(noon.year, noon.month, noon.day, tzinfo=tokyo) + timedelta(days=1)
    assert until == midnight
    assert seen_by(ada) == []
    at(midnight + timedelta(seconds=1))
    assert seen_by(ada) == [threat]
    set_aside(actor=ada, case_id=case_of(reported("spam")).id)
    assert DeskSettings.objects.get(person=ada.id).set_aside == ["spam"]


def test_a_teams_own_queue_leaves_them_out_as_well(newspaper, ada, below, reported) -> None:
    threat, spam = reported("threat"), reported("spam")

    def has(**wanted: object) -> list[int]:
        made = add_queue(actor=ada, name="Ours", wanted=Wanted(**wanted))
        (queue,) = (it for it in saved_queues(publication_id=ada.publication_id) if it.id == made)
        page = saved_queue_page(queue, publication_id=ada.publication_id, aside=["threat"])
        return [it.comment_id for it in page.cases]

    assert has(reasons=["threat", "spam"]) == [spam]
    assert has(thread_ids=[below.id]) == [spam]
    assert has(causes=["reported"]) == [spam]
    assert has(reasons=["threat"]) == []
    assert Case.objects.filter(comment=threat, is_open=True).exists()


def test_a_page_without_what_is_set_aside_reads_an_index_for_each_other_reason(
    ada, reported
) -> None:
    for reason in ("threat", "spam", "hate"):
        reported(reason)
    asked = {"publication_id": ada.publication_id, "person_id": ada.id}
    with ids_are_looked_up(), CaptureQueriesContext(connection) as queries:
        page = queue_page(Queue.NOW, **asked, aside=["threat"])
    assert len(page.cases) == 2
    wanted = [it["sql"] for it in queries if 'FROM "moderation_case"' in it["sql"]]
    assert len(wanted) == len(Reason.values)  # and without a reason, but for the one set aside
    if connection.vendor == "sqlite":
        for sql in wanted:
            plan = connection.connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            said = "; ".join(str(step[3]) for step in plan)
            assert "case_by_reason" in said, said
            assert "TEMP B-TREE" not in said, said


def test_what_has_no_reason_and_what_is_elsewhere_cannot_be_set_aside(
    newspaper, ada, reported
) -> None:
    kept = reported("spam")
    keep_comment(actor=ada, comment_id=kept, version=1)
    with pytest.raises(Conflict):
        set_aside(actor=ada, case_id=case_of(kept).id)
    with pytest.raises(NotFound):
        set_aside(actor=ada, case_id=1)
    other = create_publication(slug="other", name="Other", time_zone="UTC")
    threat = case_of(reported("threat"))
    Case.objects.filter(pk=threat.id).update(publication=other)
    with pytest.raises(NotFound):
        set_aside(actor=ada, case_id=threat.id)
    with pytest.raises(NotAllowed):
        fold_worst(actor=newspaper.person(), folds=False)
    assert not any(DeskSettings.objects.values_list("set_aside", flat=True))


def test_a_break_is_suggested_once_an_hour_after_twenty_hard_ones(
    ada, reported, client_of, at
) -> None:
    desk, begin = client_of(ada), now()

    def decide(reason: str) -> str:
        case = encode(case_of(reported(reason)).id)
        given = {"act": "keep", "version": "1", "queue": "now"}
        answer = desk.post(
            f"/desk/cases/{case}/decide", given, headers={"Accept": "application/json"}
        )
        return answer.json()["rest"]

    assert [decide("hate") for _ in range(HARD_ONES - 1)] == [""] * (HARD_ONES - 1)
    assert decide("spam") == ""
    assert "short break" in decide("threat")
    assert decide("hate") == ""
    at(begin + timedelta(minutes=70))
    assert decide("hate") == ""
    assert not needs_break(actor=ada)


def test_settings_are_exported_and_end_with_the_account(ada, reported) -> None:
    set_aside(actor=ada, case_id=case_of(reported("threat")).id)
    (told,) = (list(it.rows) for it in about(ada.id) if it.name == "desk-settings")
    assert [(it["folds"], it["set_aside"]) for it in told] == [(True, ["threat"])]
    erase(person_id=ada.id, choice="name", most=1000)
    assert not DeskSettings.objects.exists()
    assert desk_settings(publication_id=ada.publication_id, person_id=ada.id).folds
    take_back(actor=ada, reason="threat")
