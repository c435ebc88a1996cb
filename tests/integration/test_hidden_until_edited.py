"""A comment is hidden until its author edits it, and a moderator reads it again then."""

import pytest

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, NotAllowed
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.models import Answer, Comment, Fingerprint
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.recount import recount
from belowline.moderation.models import Case, Letter
from belowline.moderation.queries.ladder import ladder
from belowline.moderation.queries.queues import Queue, queue_page
from belowline.moderation.services.decisions import (
    hide_comment,
    keep_comment,
    publish_comment,
)
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.undoing import undo_decision
from belowline.moderation.subscribers import CASES


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def writer(newspaper):
    return newspaper.person("Finn")


@pytest.fixture
def below(newspaper):
    return newspaper.thread()


def hide(moderator, comment_id: int, version: int = 1) -> int:
    return hide_comment(
        actor=moderator, comment_id=comment_id, version=version, reason="attack", explanation="him"
    )


def waiting(newspaper) -> list[int]:
    page = queue_page(Queue.HELD, publication_id=newspaper.publication_id, person_id=0)
    return [case.comment_id for case in page.cases]


def test_it_waits_for_its_author_and_then_for_a_moderator(
    newspaper, moderator, writer, below
) -> None:
    ensure_places(SUBSCRIBERS)
    others = newspaper.comment(below, "The lamps along the quay were lit an hour early, they say.")
    posted = newspaper.comment(below, "Turnips like him.", by=writer, to=others)
    report_comment(actor=newspaper.person(), comment_id=posted, reason="attack")
    hide(moderator, posted)
    assert (Comment.objects.get(pk=posted).status, waiting(newspaper)) == ("held", [])
    assert not Case.objects.get(comment=posted).is_open
    assert Comment.objects.get(pk=others).answers == 0
    text = "> The lamps along the quay were lit an hour early\n\nThe keeper lit them."
    edit_comment(actor=writer, comment_id=posted, text=text)
    follow_all([CASES])
    kept = Comment.objects.get(pk=posted)
    assert (kept.status, kept.version, kept.reason) == ("held", 2, "")
    assert waiting(newspaper) == [posted]
    found = Fingerprint.objects.filter(comment=posted, digest__gte=0)
    assert not found.exists(), "nobody can quote it yet"
    assert Comment.objects.get(pk=others).answers == 0
    assert list(recount()) == []
    with pytest.raises(Conflict, match="waiting for a moderator"):
        edit_comment(actor=writer, comment_id=posted, text="And again.")
    publish_comment(actor=moderator, comment_id=posted, version=2)
    assert Comment.objects.get(pk=others).answers == 1
    assert Answer.objects.filter(source=posted).count() == 1
    assert list(recount()) == []


def test_its_author_is_written_to_and_finds_it(
    newspaper, moderator, writer, below, client_of
) -> None:
    posted = newspaper.comment(below, "Turnips like him.", by=writer)
    hide(moderator, posted)
    assert "Please edit your comment" in [it.subject for it in Letter.objects.all()]
    reader, ref = client_of(writer), encode(posted)
    assert f"/c/{ref}/edit" in reader.get("/me").content.decode()
    assert "until you edit it" in reader.get(f"/c/{ref}/edit").content.decode()
    overlay = reader.get(f"/me/threads/{below.ref}", headers={"Accept": "application/json"}).json()
    assert [it["edit"] for it in overlay["held"]] == ["Hidden until you edit it: edit"]
    saved = reader.post(f"/c/{ref}/edit", {"text": "He is wrong.", "reader": writer.name})
    assert saved["Location"] == "/me#held"
    with pytest.raises(NotAllowed):
        edit_comment(actor=newspaper.person(), comment_id=posted, text="Mine.")


def test_it_counts_on_the_ladder_until_it_is_undone(newspaper, moderator, writer, below) -> None:
    posted = newspaper.comment(below, "Turnips like him.", by=writer)
    decision = hide(moderator, posted)
    here = {"person_id": writer.id, "publication_id": newspaper.publication_id}
    assert ladder(**here).points == 3
    undo_decision(actor=moderator, comment_id=posted, decision_id=decision)
    assert ladder(**here).points == 0
    assert Comment.objects.get(pk=posted).status == "published"


def test_what_has_replies_is_not_hidden(newspaper, moderator, below) -> None:
    posted = newspaper.comment(below, "Turnips like him.")
    newspaper.comment(below, "Oh.", to=posted)
    with pytest.raises(Conflict, match="replies"):
        hide(moderator, posted)


def test_the_desk_hides_from_the_sheet_of_reasons(newspaper, moderator, below, client_of) -> None:
    posted = newspaper.comment(below, "Turnips like him.")
    report_comment(actor=newspaper.person(), comment_id=posted, reason="attack")
    path = f"/desk/cases/{encode(Case.objects.get(comment=posted).id)}"
    desk = client_of(moderator)
    assert "Hide until edited" in desk.get(path).content.decode()
    sent = {"act": "hide", "version": "1", "reason": ""}
    assert desk.post(f"{path}/decide", sent).status_code == 422
    assert desk.post(f"{path}/decide", {**sent, "reason": "attack"}).status_code == 302
    assert Comment.objects.get(pk=posted).reason == "attack"
    with pytest.raises(Conflict):
        keep_comment(actor=moderator, comment_id=posted, version=1)
