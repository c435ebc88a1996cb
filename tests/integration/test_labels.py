"""Labels are put on comments by decisions, seen by readers or by moderators only, and undone."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.moderation.models import Case, Decision, Letter, Report, Rule, RuleVersion
from belowline.moderation.queries.case_file import decisions_on
from belowline.moderation.queries.data_export import about
from belowline.moderation.queries.labels import labels, offered_labels
from belowline.moderation.queries.ladder import ladder
from belowline.moderation.queries.public_log import public_log
from belowline.moderation.queries.saved_queues import saved_queue_page, saved_queues
from belowline.moderation.services.decisions import keep_comment, remove_comment
from belowline.moderation.services.label_list import (
    MOST,
    add_label,
    change_label,
    move_label,
    retire_label,
)
from belowline.moderation.services.labelling import label_comment
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.saved_queues import Wanted, add_queue
from belowline.moderation.services.undoing import undo_decision
from belowline.newsroom.services.founding import create_publication
from newspaper import log_in
from tests.found import thread

pytestmark = pytest.mark.django_db

HERE = {"origin": "http://testserver"}
LINE = "Labelled by the moderators: needs a source"


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


@pytest.fixture
def posted(newspaper, below) -> int:
    comment_id: int = newspaper.comment(below, "They say so.", by=newspaper.person("Bob"))
    return comment_id


def put(moderator, posted: int, label: str = "needs-source", **given) -> int:
    return label_comment(actor=moderator, comment_id=posted, version=1, label=label, **given)


def test_readers_see_a_label_on_the_page_in_the_api_and_in_feeds(
    newspaper, article, below, posted, moderator, client
) -> None:
    assert "Labelled" not in client.get(article.path).content.decode()
    made = put(moderator, posted, note="Ask the mayor.")
    assert thread(below.id).revision == below.revision + 2
    page = client.get(article.path).content.decode()
    assert f'<p class="labels">{LINE}</p>' in page
    assert "Ask the mayor." not in page
    items = client.get(f"/threads/{below.ref}/items?id={encode(posted)}").content.decode()
    assert LINE in items
    told = client.get(f"/api/v1/comments/{encode(posted)}").json()
    assert told["labels"] == [{"code": "needs-source", "name": "Needs a source"}]
    assert LINE in client.get(f"{article.path}/feed.atom").content.decode()
    assert not Letter.objects.exists()
    undo_decision(actor=moderator, comment_id=posted, decision_id=made)
    assert "Labelled" not in client.get(article.path).content.decode()
    assert client.get(f"/api/v1/comments/{encode(posted)}").json()["labels"] == []


def test_what_only_moderators_see_stays_with_them(
    newspaper, article, below, posted, moderator, client
) -> None:
    before = thread(below.id).revision
    put(moderator, posted, "tip")
    assert thread(below.id).revision == before
    page = client.get(article.path).content.decode()
    assert "newsroom" not in page
    assert client.get(f"/api/v1/comments/{encode(posted)}").json()["labels"] == []
    assert public_log(publication_id=newspaper.publication_id) == []
    author = Comment.objects.get(pk=posted).author_id
    told = {it.name: list(it.rows) for it in about(author)}
    (line,) = told["decisions-about-you"]
    assert (line["outcome"], line["label"]) == ("labelled", "")


def test_a_label_of_what_is_out_of_sight_is_not_shown(article, posted, moderator, client) -> None:
    put(moderator, posted)
    remove_comment(actor=moderator, comment_id=posted, version=1, reason="spam")
    assert "Labelled" not in client.get(article.path).content.decode()
    assert client.get(f"/api/v1/comments/{encode(posted)}").json()["labels"] == []


def test_a_comment_without_labels_costs_no_question_and_no_byte(
    newspaper, article, posted, moderator, client, django_assert_num_queries
) -> None:
    client.get(article.path)
    newspaper.comment(newspaper.thread(), "Another.")
    plain = client.get(article.path).content
    decision = put(moderator, posted)
    labelled = client.get(article.path).content
    undo_decision(actor=moderator, comment_id=posted, decision_id=decision)
    again = client.get(article.path).content
    assert len(labelled) > len(plain)
    assert len(again) == len(plain)


def test_neither_the_case_nor_the_ladder_nor_the_reports_move(
    newspaper, below, posted, moderator
) -> None:
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam", note="")
    case = Case.objects.filter(comment=posted)
    before = case.values().get()
    made = put(moderator, posted)
    assert case.values().get() == {**before, "labels": " needs-source "}
    assert Report.objects.get().decision_id is None
    person_id = Comment.objects.get(pk=posted).author_id or 0
    assert ladder(person_id=person_id, publication_id=newspaper.publication_id).points == 0
    decision = Decision.objects.get(pk=made)
    assert (decision.outcome, decision.label, decision.found) == (
        "labelled",
        "needs-source",
        "report",
    )
    assert AuditEntry.objects.get(action="comment labelled").details["label"] == "needs-source"


def test_labels_and_other_decisions_are_undone_each_on_its_own(posted, moderator) -> None:
    kept = keep_comment(actor=moderator, comment_id=posted, version=1)
    labelled = put(moderator, posted)
    undo_decision(actor=moderator, comment_id=posted, decision_id=kept)
    assert Comment.objects.get(pk=posted).labels == " needs-source "
    assert Case.objects.get(comment=posted).decision_id is None
    undone = undo_decision(actor=moderator, comment_id=posted, decision_id=labelled)
    assert Comment.objects.get(pk=posted).labels == ""
    for decision_id in (labelled, undone):
        with pytest.raises(Conflict):
            undo_decision(actor=moderator, comment_id=posted, decision_id=decision_id)
    told = [
        (it.outcome, it.label, it.is_undone)
        for it in decisions_on(posted, publication_id=moderator.publication_id)
    ]
    assert told == [
        ("Undone", "Needs a source", False),
        ("Undone", "", False),
        ("Labelled", "Needs a source", True),
        ("Kept", "", True),
    ]


def test_who_may_and_on_what(newspaper, posted, moderator) -> None:
    with pytest.raises(NotAllowed):
        put(newspaper.person(), posted)
    with pytest.raises(Invalid):
        put(moderator, posted, "boots")
    for code in ("needs-source", "satire", "off-topic", "tip"):
        put(moderator, posted, code)
    with pytest.raises(Conflict):
        put(moderator, posted)
    author = newspaper.person()
    other = newspaper.comment(newspaper.thread(), "Hm.", by=author)
    edit_comment(actor=author, comment_id=other, text="Oh.")
    with pytest.raises(Conflict):
        put(moderator, other)
    withdraw_comment(actor=author, comment_id=other)
    with pytest.raises(Conflict):
        label_comment(actor=moderator, comment_id=other, version=2, label="satire")
    elsewhere = create_publication(slug="elsewhere", name="Elsewhere", time_zone="UTC")
    Comment.objects.filter(pk=other).update(publication_id=elsewhere)
    with pytest.raises(NotAllowed):
        label_comment(actor=moderator, comment_id=other, version=2, label="satire")


def test_a_comment_has_five_labels_at_the_most(posted, moderator, editor) -> None:
    codes = [it.code for it in offered_labels(editor.publication_id)]
    codes += [
        add_label(actor=editor, names={"en": f"Number {n}"}, is_shown=False) for n in range(2)
    ]
    for code in codes[:5]:
        put(moderator, posted, code)
    with pytest.raises(Conflict):
        put(moderator, posted, codes[5])


def test_editors_choose_the_labels(editor, moderator, posted, article, client) -> None:
    with pytest.raises(NotAllowed):
        add_label(actor=moderator, names={"en": "Fine"}, is_shown=True)
    with pytest.raises(Invalid):
        add_label(actor=editor, names={"ja": "本当"}, is_shown=True)
    code = add_label(actor=editor, names={"en": "From the council", "ja": "市議会"}, is_shown=True)
    assert code == "from-the-council"
    move_label(actor=editor, code=code, places=-1)
    order = [it.code for it in offered_labels(editor.publication_id)]
    assert order == ["needs-source", "off-topic", "satire", code, "tip"]
    put(moderator, posted, code)
    retire_label(actor=editor, code=code, is_retired=True)
    assert "from the council" in client.get(article.path).content.decode()
    with pytest.raises(Invalid):
        put(moderator, posted, code)
    change_label(actor=editor, code=code, names={"en": "Council"}, is_shown=False)
    assert "ouncil</p>" not in client.get(article.path).content.decode()
    retire_label(actor=editor, code=code, is_retired=False)
    assert [it.name for it in labels(editor.publication_id)][3] == "Council"
    for _ in range(MOST - 5):
        add_label(actor=editor, names={"en": "違う"}, is_shown=False)
    with pytest.raises(Conflict):
        add_label(actor=editor, names={"en": "One more"}, is_shown=False)
    with pytest.raises(NotFound):
        move_label(actor=editor, code="boots", places=1)


def test_a_saved_queue_asks_for_labels(newspaper, below, posted, moderator) -> None:
    other = newspaper.comment(below, "Hm.")
    for comment_id in (posted, other):
        report_comment(actor=newspaper.person(), comment_id=comment_id, reason="spam", note="")
    add_queue(actor=moderator, name="To be checked", wanted=Wanted(labels=["needs-source", "x"]))
    (queue,) = saved_queues(publication_id=moderator.publication_id)
    assert queue.labels == ("needs-source",)

    def waiting() -> list[int]:
        page = saved_queue_page(queue, publication_id=moderator.publication_id)
        return [it.comment_id for it in page.cases]

    assert waiting() == []
    made = put(moderator, posted)
    assert waiting() == [posted]
    undo_decision(actor=moderator, comment_id=posted, decision_id=made)
    assert waiting() == []


def test_from_a_case_and_undone_there(newspaper, posted, moderator, client) -> None:
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam", note="")
    ref = encode(Case.objects.get(comment=posted).id)
    log_in(client, moderator)
    path = f"/desk/cases/{ref}/label"
    assert client.post(path, {"label": "boots", "version": "1"}, headers=HERE).status_code == 422
    asked = {**HERE, "accept": "application/json"}
    told = client.post(path, {"label": "satire", "version": "1"}, headers=asked).json()
    assert told["is_open"]
    card = client.get(f"/desk/cases/{ref}?part").content.decode()
    assert "Labelled</b>: Satire" in card
    assert 'value="satire"' not in card
    decision = encode(Decision.objects.get().id)
    assert f'action="/desk/decisions/{decision}/undo"' in card
    assert "Satire" in client.get("/desk/queues/reported").content.decode()
    log = client.get("/desk/log").content.decode()
    assert "Comment labelled" in log
    assert "<span>Satire</span>" in log
    seen = client.get("/moderation/log").content.decode()
    assert "Labelled: Satire" in seen
    client.post(f"/desk/decisions/{decision}/undo", {}, headers=HERE)
    assert Comment.objects.get(pk=posted).labels == ""
    assert Case.objects.get(comment=posted).is_open


def test_the_page_of_labels(editor, client) -> None:
    log_in(client, editor)
    assert client.post("/desk/labels", {"name-en": ""}, headers=HERE).status_code == 422
    sent = {"name-en": "Council", "name-ja": "", "shown": "1"}
    assert client.post("/desk/labels", sent, headers=HERE).status_code == 302
    assert "Council" in client.get("/desk/labels/council").content.decode()
    client.post("/desk/labels/council", {"name-en": "The council"}, headers=HERE)
    client.post("/desk/labels/council", {"move": "up"}, headers=HERE)
    client.post("/desk/labels/council", {"retire": "1"}, headers=HERE)
    known = {it.code: it for it in labels(editor.publication_id)}
    council = known["council"]
    assert (council.name, council.is_shown, council.is_retired) == ("The council", False, True)
    client.post("/desk/labels/council", {"offer": "1"}, headers=HERE)
    assert client.get("/desk/labels/boots").status_code == 404


def test_tags_of_earlier_rules_are_labels_for_moderators(newspaper) -> None:
    rule = Rule.objects.create(publication_id=newspaper.publication_id, name="It", position=1)
    for number, tag in enumerate(("Turnips", "違う", "Turnips", ""), start=1):
        said = {"conditions": [], "action": "tag" if tag else "hold", "tag": tag}
        RuleVersion.objects.create(rule=rule, number=number, definition=said)
    moved = import_module("belowline.moderation.migrations.0020_tags_are_labels")
    moved.label_by_rules(apps, SimpleNamespace(connection=connection))
    said = [it.definition for it in RuleVersion.objects.order_by("number")]
    assert [it["label"] for it in said] == ["turnips", "own-2", "turnips", ""]
    assert [it["action"] for it in said] == ["label", "label", "label", "hold"]
    known = [(it.code, it.name, it.is_shown) for it in offered_labels(newspaper.publication_id)]
    assert known[4:] == [("turnips", "Turnips", False), ("own-2", "違う", False)]
    assert known[0] == ("needs-source", "Needs a source", True)
