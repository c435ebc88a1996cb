"""What was decided is on record: all of it for the staff, without names and words for everybody."""

from datetime import timedelta

import pytest

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.moderation.models import Decision
from belowline.moderation.queries.log import PAGE, Wanted, log_page, whole_log
from belowline.moderation.queries.public_log import PAGE as PUBLIC
from belowline.moderation.queries.public_log import public_log
from belowline.moderation.services.decisions import keep_comment, remove_comment
from belowline.moderation.services.label_list import change_label
from belowline.moderation.services.labelling import label_comment


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada Moderator", role="moderator")


@pytest.fixture
def removed(newspaper, ada) -> int:
    author = newspaper.person("Lampkeeper")
    posted = newspaper.comment(newspaper.thread(), "Cheap boots.", by=author)
    remove_comment(
        actor=ada,
        comment_id=posted,
        version=1,
        reason="spam",
        explanation="no shops here",
        note="third time",
    )
    return posted


def test_readers_see_what_and_why_but_no_name_and_no_word(client, newspaper, removed) -> None:
    page = client.get("/moderation/log").content.decode()
    assert "Removed" in page
    assert "Spam" in page
    hidden = ("Ada Moderator", "Lampkeeper", "boots", "no shops here", "third time")
    assert [words for words in hidden if words in page] == []
    assert encode(removed) not in page


def test_the_public_log_goes_on_page_by_page(client, newspaper, ada) -> None:
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    for _ in range(PUBLIC + 2):
        keep_comment(actor=ada, comment_id=posted, version=1)
    first = public_log(publication_id=newspaper.publication_id)
    second = public_log(publication_id=newspaper.publication_id, before=first[-1].id)
    assert (len(first), len(second)) == (PUBLIC, 2)
    assert [it.id for it in (*first, *second)] == list(
        Decision.objects.order_by("-id").values_list("id", flat=True)
    )
    assert f"?before={first[-1].ref}" in client.get("/moderation/log").content.decode()
    assert client.get("/moderation/log?before=x").status_code == 404


def test_the_staff_finds_lines_by_what_who_and_when(newspaper, ada, removed) -> None:
    ben = newspaper.person("Ben", role="moderator")
    other = newspaper.comment(newspaper.thread(), "Hm.")
    keep_comment(actor=ben, comment_id=other, version=1)

    def found(**wanted: object) -> list[str]:
        lines = log_page(publication_id=newspaper.publication_id, wanted=Wanted(**wanted))
        return [it.action for it in lines if it.kind == "comment"]

    assert found() == ["comment kept", "comment removed"]
    assert found(who="Ben") == ["comment kept"]
    assert found(kind="comment") == ["comment kept", "comment removed"]
    assert found(kind="rule") == []
    assert found(since=now() + timedelta(days=1)) == []
    assert found(until=now() - timedelta(days=1)) == []
    assert log_page(publication_id=newspaper.publication_id + 1, wanted=Wanted()) == []


def test_pages_and_the_whole_have_every_line_once(newspaper) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            publication_id=newspaper.publication_id,
            actor_name="Ada",
            action="comment kept",
            subject_kind="comment",
            subject_id=number,
        )
        for number in range(1, PAGE + 6)
    )
    asked = {"publication_id": newspaper.publication_id, "wanted": Wanted(who="Ada")}
    first = log_page(**asked)
    second = log_page(**asked, before=first[-1].id)
    assert [it.id for it in (*first, *second)] == [it.id for it in whole_log(**asked)]
    assert (len(first), len(second)) == (PAGE, 5)


def test_the_pages_of_the_desk(newspaper, ada, removed, client_of) -> None:
    desk, lead = client_of(ada), client_of(newspaper.person(role="editor"))
    page = desk.get("/desk/log?kind=comment&who=Ada+Moderator").content.decode()
    assert "Comment removed" in page
    assert "third time" in page
    assert "<span>Spam</span>" in page
    assert desk.get("/desk/log?from=tomorrow").status_code == 422
    assert desk.get("/desk/log?before=x").status_code == 200
    assert desk.get("/desk/log.csv").status_code == 403
    table = lead.get("/desk/log.csv?kind=comment").content.decode()
    assert table.splitlines()[0] == "when,who,action,about,id,reason,details"
    assert encode(removed) in table


@pytest.mark.parametrize(
    ("action", "shown"),
    [
        ("role moderator given", "<span>Role given: Moderator</span>"),
        ("role protected taken", "<span>Role removed: Protected</span>"),
        ("badge expert taken", "<span>Badge removed: Verified expert</span>"),
        ("role administrator taken at set-up", "<span>First of the staff: Administrator</span>"),
        ("ship sunk", '<span lang="en">ship sunk</span>'),
    ],
)
def test_a_line_says_what_was_done_in_words(newspaper, ada, client_of, action, shown) -> None:
    AuditEntry.objects.create(
        publication_id=newspaper.publication_id, action=action, subject_kind="person", subject_id=1
    )
    assert shown in client_of(ada).get("/desk/log").content.decode()


def test_a_label_is_called_by_its_own_name_and_not_by_that_of_a_reason(
    newspaper, ada, client_of
) -> None:
    editor = newspaper.person(role="editor")
    change_label(actor=editor, code="off-topic", names={"en": "Beside the point"}, is_shown=True)
    posted = newspaper.comment(newspaper.thread(), "Cheap boots.")
    label_comment(actor=ada, comment_id=posted, version=1, label="off-topic")
    page = client_of(ada).get("/desk/log").content.decode()
    assert "<span>Beside the point</span>" in page
    assert "<span>Off topic</span>" not in page


def test_a_table_gives_no_spreadsheet_a_formula(newspaper, removed, client_of) -> None:
    AuditEntry.objects.create(
        publication_id=newspaper.publication_id,
        actor_name="=1+1",
        action="comment kept",
        subject_kind="comment",
        subject_id=1,
    )
    lead = client_of(newspaper.person(role="editor"))
    table = lead.get("/desk/log.csv").content.decode()
    assert "'=1+1" in table
