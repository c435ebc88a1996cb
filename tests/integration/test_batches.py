"""Many comments are decided on at once, and the whole is undone as one."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from belowline.audience.models import Notification
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.models import Comment, Fingerprint, Thread
from belowline.discussion.queries.selections import versions_by, versions_of
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.discussion.services.recount import recount
from belowline.moderation.models import Batch, Case, Decision, Report
from belowline.moderation.services.batches import (
    BY_HAND,
    MOST,
    BatchMade,
    Gathering,
    decide_on_many,
)
from belowline.moderation.services.decisions import (
    hold_comment,
    publish_comment,
    remove_comment,
)
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.labelling import label_comment
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.undoing import undo_batch
from belowline.newsroom.services.founding import create_publication
from belowline.search.models import IndexedComment
from belowline.search.services.indexing import index_stale

SPAM = Grounds(reason="spam", explanation="no shops")
SATIRE = Grounds(label="satire")


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


def decide(moderator, ids, outcome: str = "removed", grounds: Grounds = SPAM) -> BatchMade:
    seen = versions_of(ids, publication_id=moderator.publication_id)
    return decide_on_many(
        actor=moderator,
        seen=seen,
        outcome=outcome,
        grounds=grounds,
        gathering=Gathering(BY_HAND),
    )


def statuses(ids) -> list[str]:
    found = dict(Comment.objects.filter(pk__in=ids).values_list("id", "status"))
    return [found[key] for key in ids]


def labels_of(ids) -> list[str]:
    found = dict(Comment.objects.filter(pk__in=ids).values_list("id", "labels"))
    return [found[key] for key in ids]


def everything() -> dict[str, object]:
    """All that a batch may move, but for revisions, which only ever go on."""
    cases = Case.objects.order_by("comment_id").values(
        *("comment_id", "is_open", "is_reported", "is_held", "is_escalated", "reports", "reason"),
        *("decision_id", "decided_at"),
    )
    return {
        "comments": list(Comment.objects.order_by("id").values()),
        "threads": list(
            Thread.objects.order_by("id").values("comment_count", "marked_count", "last_comment_at")
        ),
        "cases": [it for it in cases if it["is_open"] or it["decision_id"]],
        "reports": list(Report.objects.order_by("id").values()),
        "fingerprints": sorted(Fingerprint.objects.values_list("digest", "comment_id")),
        "index": sorted(IndexedComment.objects.values_list("pk", flat=True)),
        "told": list(Notification.objects.order_by("id").values("person_id", "kind")),
    }


@of_hypothesis(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    made=st.lists(
        st.sampled_from(["plain", "reported", "held", "pinned", "reply", "removed"]),
        min_size=1,
        max_size=8,
    ),
    outcome=st.sampled_from(["removed", "kept", "held", "published", "labelled"]),
    is_followed=st.booleans(),
)
def test_a_batch_that_is_undone_leaves_no_trace_but_itself(
    newspaper, moderator, made, outcome, is_followed
) -> None:
    ensure_places(SUBSCRIBERS)
    ids = [_made(newspaper, moderator, kind, number) for number, kind in enumerate(made)]
    _indexed()
    before = everything()
    try:
        batch = decide(moderator, ids, outcome, SATIRE if outcome == "labelled" else SPAM)
    except (Conflict, Invalid):
        assert everything() == before
        return
    if is_followed:
        _indexed()
    assert list(recount()) == []
    undo_batch(actor=moderator, batch_id=batch.id)
    _indexed()
    after = everything()
    if is_followed:  # who was told of it before is told of its end
        after["told"] = before["told"]
    for name, was in before.items():
        assert after[name] == was, name
    assert list(recount()) == []


def _made(newspaper, moderator, kind: str, number: int) -> int:
    below = newspaper.thread()
    root = newspaper.comment(below, f"Who lit the lamps along quay {number} last night, and why?")
    if kind == "reply":
        return newspaper.comment(
            below, f"> Who lit the lamps along quay {number}\n\nThe keeper did.", to=root
        )
    if kind == "reported":
        report_comment(actor=newspaper.person(), comment_id=root, reason="spam")
    elif kind == "held":
        hold_comment(actor=moderator, comment_id=root, version=1)
    elif kind == "removed":
        remove_comment(actor=moderator, comment_id=root, version=1, reason="attack")
    elif kind == "pinned":
        mark_comment(actor=moderator, comment_id=root, version=1, mark=Mark.PIN, is_set=True)
    return root


def _indexed() -> None:
    follow_all(SUBSCRIBERS)
    index_stale()


def test_one_line_of_the_log_tells_of_all(newspaper, moderator) -> None:
    below = newspaper.thread()
    ids = [newspaper.comment(below, f"Cheap boots, {n}.") for n in range(3)]
    made = decide(moderator, ids)
    line = AuditEntry.objects.get(subject_kind="batch")
    assert (line.action, line.subject_id, line.details["number"]) == ("batch removed", made.id, 3)
    assert not AuditEntry.objects.filter(subject_kind="comment", action="comment removed").exists()
    children = Decision.objects.filter(batch=made.id)
    assert sorted(children.values_list("comment_id", flat=True)) == sorted(ids)
    assert set(children.values_list("explanation", flat=True)) == {"no shops"}
    undo_batch(actor=moderator, batch_id=made.id)
    assert AuditEntry.objects.get(action="batch undone").details["number"] == 3
    assert statuses(ids) == ["published"] * 3


def test_reports_end_with_the_decision_that_ended_them(newspaper, moderator) -> None:
    below = newspaper.thread()
    ids = [newspaper.comment(below, f"Cheap boots, {n}.") for n in range(2)]
    for key in ids:
        report_comment(actor=newspaper.person(), comment_id=key, reason="spam")
    decide(moderator, ids, "kept", Grounds())
    for report in Report.objects.all():
        assert report.decision.comment_id == report.comment_id
        assert report.decision.found == "report"


def test_what_changed_since_it_was_seen_stays_and_is_counted(newspaper, moderator) -> None:
    below, author = newspaper.thread(), newspaper.person()
    edited = newspaper.comment(below, "Boots.", by=author)
    kept, gone, plain = (newspaper.comment(below, f"Boots, {n}.") for n in range(3))
    seen = versions_of([edited, kept, gone, plain], publication_id=moderator.publication_id)
    edit_comment(actor=author, comment_id=edited, text="Shoes.")
    remove_comment(actor=moderator, comment_id=gone, version=1, reason="attack")
    made = decide_on_many(
        actor=moderator,
        seen=seen,
        outcome="removed",
        grounds=SPAM,
        gathering=Gathering(BY_HAND),
    )
    assert (made.number, made.edited, made.otherwise) == (2, 1, 1)
    assert statuses([edited, kept, gone, plain]) == ["published", *["removed"] * 3]
    assert Comment.objects.get(pk=gone).reason == "attack"


def test_what_was_decided_again_or_taken_back_since_stays_so(newspaper, moderator) -> None:
    below, author = newspaper.thread(), newspaper.person()
    ids = [newspaper.comment(below, f"Boots, {n}.", by=author) for n in range(3)]
    made = decide(moderator, ids, "held", Grounds())
    publish_comment(actor=moderator, comment_id=ids[0], version=1)
    withdraw_comment(actor=author, comment_id=ids[1])
    assert undo_batch(actor=moderator, batch_id=made.id) == (1, 2)
    assert statuses(ids) == ["published", "withdrawn", "published"]
    with pytest.raises(Conflict):
        undo_batch(actor=moderator, batch_id=made.id)


def test_what_others_have_replied_to_is_not_held(newspaper, moderator) -> None:
    below = newspaper.thread()
    replied, plain = newspaper.comment(below, "One."), newspaper.comment(below, "Two.")
    newspaper.comment(below, "Well.", to=replied)
    made = decide(moderator, [replied, plain], "held", Grounds())
    assert (made.number, made.otherwise) == (1, 1)
    assert statuses([replied, plain]) == ["published", "held"]


def test_a_batch_is_a_moderators_at_the_publication_and_has_an_end(newspaper, moderator) -> None:
    posted = newspaper.comment(newspaper.thread(), "Boots.")
    given = {"outcome": "removed", "grounds": SPAM, "gathering": Gathering(BY_HAND)}
    with pytest.raises(NotAllowed):
        decide_on_many(actor=newspaper.person(), seen={posted: 1}, **given)
    with pytest.raises(NotFound):
        decide_on_many(actor=moderator, seen={posted: 1, posted + 1: 1}, **given)
    with pytest.raises(Invalid):
        decide_on_many(actor=moderator, seen=dict.fromkeys(range(MOST + 1), 1), **given)
    with pytest.raises(Invalid):
        decide_on_many(actor=moderator, seen={posted: 1}, **{**given, "grounds": Grounds()})
    with pytest.raises(Invalid):
        decide_on_many(actor=moderator, seen={posted: 1}, **{**given, "outcome": "restored"})
    assert not Batch.objects.exists()


def test_what_one_person_wrote_is_found_by_thread_and_time(newspaper) -> None:
    author, here, there = newspaper.person(), newspaper.thread(), newspaper.thread()
    one, two = (
        newspaper.comment(here, "One.", by=author),
        newspaper.comment(there, "Two.", by=author),
    )
    newspaper.comment(here, "Not theirs.")
    asked = {"person_id": author.id, "publication_id": newspaper.publication_id, "most": 9}
    assert list(versions_by(**asked)) == [two, one]
    assert list(versions_by(**asked, thread_id=here.id)) == [one]
    assert list(versions_by(**asked, since=now() - timedelta(hours=1))) == [two, one]
    assert list(versions_by(**asked, since=now() + timedelta(hours=1))) == []
    assert list(versions_by(**{**asked, "most": 1})) == [two]
    assert list(versions_by(**{**asked, "publication_id": 1})) == []


class TestThePage:
    def test_by_hand_by_person_and_by_phrase(self, newspaper, moderator, client_of) -> None:
        ensure_places(SUBSCRIBERS)
        below, author = newspaper.thread(), newspaper.person("bootseller")
        ids = [newspaper.comment(below, f"Cheap boots, pair {n}.", by=author) for n in range(3)]
        held = newspaper.comment(below, "Cheap boots, held.")
        newspaper.comment(below, "Boots that are not cheap.")
        hold_comment(actor=moderator, comment_id=held, version=1)
        report_comment(actor=newspaper.person(), comment_id=ids[0], reason="spam")
        _indexed()
        desk = client_of(moderator)
        case = encode(Case.objects.get(comment=ids[0]).id)
        asked = {
            f"case={case}": 1,
            f"person={encode(author.id)}": 3,
            f"person={encode(author.id)}&thread={below.ref}&days=1": 3,
            "phrase=cheap+boots": 4,
        }
        for query, number in asked.items():
            page = desk.get(f"/desk/batches/new?{query}").content.decode()
            words = f"Decide on {number} comment{'s' if number > 1 else ''}"
            assert page.count(words) == 2, query

    def test_a_label_is_put_on_many_and_taken_off_again(
        self, newspaper, moderator, client_of
    ) -> None:
        below, author = newspaper.thread(), newspaper.person()
        ids = [newspaper.comment(below, f"Not meant so, {n}.", by=author) for n in range(3)]
        label_comment(actor=moderator, comment_id=ids[0], version=1, label="satire")
        desk, path = client_of(moderator), f"/desk/batches/new?person={encode(author.id)}"
        sent = {"seen": " ".join(f"{encode(key)}.1" for key in ids), "outcome": "labelled"}
        for wrong in ({}, {"label": "no-such"}):
            assert desk.post(path, {**sent, **wrong}).status_code == 422
        made = desk.post(path, {**sent, "label": "satire"}, follow=True)
        page = made.content.decode()
        assert "Labelled: <bdi>Satire</bdi> · 2 comments" in page
        assert "1 stays as it was" in page
        assert labels_of(ids) == [" satire "] * 3
        assert statuses(ids) == ["published"] * 3
        label_comment(actor=moderator, comment_id=ids[1], version=1, label="off-topic")
        undone = desk.post(f"{made.redirect_chain[-1][0]}/undo")
        assert undone.status_code == 302
        assert labels_of(ids) == [" satire ", " off-topic ", ""]
        lines = AuditEntry.objects.filter(subject_kind="batch").order_by("id")
        assert [it.action for it in lines] == ["batch labelled", "batch undone"]

    def test_it_is_shown_then_made_then_undone(self, newspaper, moderator, client_of) -> None:
        below, author = newspaper.thread(), newspaper.person()
        ids = [newspaper.comment(below, f"Cheap boots, {n}.", by=author) for n in range(2)]
        desk, path = client_of(moderator), f"/desk/batches/new?person={encode(author.id)}"
        seen = " ".join(f"{encode(key)}.1" for key in ids)
        refused = desk.post(path, {"seen": seen, "outcome": "removed", "note": "as ever"})
        assert refused.status_code == 422
        page = refused.content.decode()
        assert 'value="as ever"' in page
        assert seen in page
        made = desk.post(path, {"seen": seen, "outcome": "removed", "reason": "spam"})
        assert made.status_code == 302
        assert statuses(ids) == ["removed"] * 2
        assert "2 comments" in desk.get(made.url).content.decode()
        assert made.url in desk.get("/desk/batches").content.decode()
        assert desk.post(f"{made.url}/undo").status_code == 302
        assert statuses(ids) == ["published"] * 2
        assert desk.post(f"{made.url}/undo").status_code == 409

    @pytest.mark.parametrize(
        "query",
        ["", "?phrase=%20", "?case=", "?case=nothing", "?person=x", "?person=0000000000000"],
    )
    def test_what_cannot_be_found_is_said(self, moderator, client_of, query) -> None:
        assert client_of(moderator).get(f"/desk/batches/new{query}").status_code in (404, 422)

    @pytest.mark.parametrize("seen", ["x", "0000000000001.x", "0000000000001", "0000000000001.-1"])
    def test_a_form_that_was_tampered_with_is_out_of_date(
        self, newspaper, moderator, client_of, seen
    ) -> None:
        path = f"/desk/batches/new?person={encode(newspaper.person().id)}"
        sent = client_of(moderator).post(path, {"seen": seen, "outcome": "kept"})
        assert sent.status_code == 422

    def test_another_publications_comments_are_not_shown(
        self, newspaper, moderator, client_of
    ) -> None:
        author = newspaper.person()
        foreign = newspaper.comment(newspaper.thread(), "The secret of the other house.")
        there = create_publication(
            slug="other",
            name="Other",
            time_zone="UTC",
            language="en",
            base_url="https://other.example",
        )
        Comment.objects.filter(pk=foreign).update(publication_id=there)
        path = f"/desk/batches/new?person={encode(author.id)}"
        page = client_of(moderator).post(path, {"seen": f"{encode(foreign)}.1", "outcome": "kept"})
        assert page.status_code == 404
        assert "secret" not in page.content.decode()
