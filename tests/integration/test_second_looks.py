"""Every fiftieth decision is made once more by somebody who does not know the first one."""

from datetime import timedelta

import pytest

from belowline.core.clock import now
from belowline.core.ids import encode, new_id
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment
from belowline.moderation.models import Decision, SecondLook
from belowline.moderation.queries.agreement import agreement, agreement_of
from belowline.moderation.queries.second_looks import next_look
from belowline.moderation.services import second_looks
from belowline.moderation.services.decisions import hold_comment, keep_comment, remove_comment
from belowline.moderation.services.second_looks import ONE_IN, is_drawn, look_again


@pytest.fixture
def ada(newspaper):
    return newspaper.person("ada", role="moderator")


@pytest.fixture
def ben(newspaper):
    return newspaper.person("ben", role="moderator")


@pytest.fixture
def all_are_drawn(monkeypatch):
    monkeypatch.setattr(second_looks, "is_drawn", lambda _: True)


def waiting(person):
    return next_look(publication_id=person.publication_id, person_id=person.id)


def test_one_in_fifty_is_drawn_wherever_ids_come_from() -> None:
    number = 50_000
    for ids in ((new_id() for _ in range(number)), range(number), range(0, number * 4096, 4096)):
        drawn = sum(map(is_drawn, ids))
        # Within five standard deviations of a fair draw.
        assert abs(drawn - number / ONE_IN) < 5 * (number / ONE_IN) ** 0.5


@pytest.mark.usefixtures("all_are_drawn")
def test_somebody_else_looks_and_nothing_changes(newspaper, ada, ben) -> None:
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    keep_comment(actor=ada, comment_id=posted, version=1)
    assert waiting(ada) is None
    found = waiting(ben)
    assert found.comment_id == posted
    look_again(actor=ben, look_id=found.id, outcome="removed", reason="spam")
    assert waiting(ben) is None
    assert Comment.objects.get(pk=posted).status == "published"
    assert Decision.objects.count() == 1
    with pytest.raises(Conflict):
        look_again(actor=ben, look_id=found.id, outcome="kept")


@pytest.mark.usefixtures("all_are_drawn")
def test_what_is_no_second_look_is_refused(newspaper, ada, ben) -> None:
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    keep_comment(actor=ada, comment_id=posted, version=1)
    look = SecondLook.objects.get()
    with pytest.raises(NotAllowed):
        look_again(actor=ada, look_id=look.id, outcome="kept")
    with pytest.raises(NotAllowed):
        look_again(actor=newspaper.person(), look_id=look.id, outcome="kept")
    with pytest.raises(NotFound):
        look_again(actor=ben, look_id=look.id + 1, outcome="kept")
    for given in (
        {"outcome": "held"},
        {"outcome": "removed"},
        {"outcome": "removed", "reason": "x"},
    ):
        with pytest.raises(Invalid):
            look_again(actor=ben, look_id=look.id, **given)


@pytest.mark.usefixtures("all_are_drawn")
def test_only_what_a_person_has_kept_or_removed_is_drawn(newspaper, ada) -> None:
    held, removed = (newspaper.comment(newspaper.thread(), "Hm.") for _ in range(2))
    hold_comment(actor=ada, comment_id=held, version=1)
    remove_comment(actor=ada, comment_id=removed, version=1, reason="spam")
    assert [it.decision.comment_id for it in SecondLook.objects.all()] == [removed]


def test_agreement_is_cohens_kappa() -> None:
    # The worked example of Cohen's kappa: 20 and 15 agree, 5 and 10 do not.
    pairs = [
        *[("kept", "kept")] * 20,
        *[("kept", "removed")] * 5,
        *[("removed", "kept")] * 10,
        *[("removed", "removed")] * 15,
    ]
    found = agreement_of(pairs)
    assert (found.pairs, found.share) == (50, pytest.approx(0.7))
    assert found.kappa == pytest.approx(0.4)
    assert agreement_of([]).kappa is None
    assert agreement_of([("kept", "kept")] * 9).kappa is None
    assert agreement_of([("kept", "removed"), ("removed", "kept")]).kappa == pytest.approx(-1)


@pytest.mark.usefixtures("all_are_drawn")
def test_the_page_hides_the_first_decision_and_shows_the_text_that_it_was_about(
    newspaper, ada, ben, client_of
) -> None:
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "The lamps.", by=author)
    keep_comment(actor=ada, comment_id=posted, version=1)
    edit_comment(actor=author, comment_id=posted, text="The boots.")
    desk = client_of(ben)
    page = desk.get("/desk/sample").content.decode()
    assert "The lamps." in page
    assert "The boots." not in page
    assert "ada" not in page.partition("<main")[2].replace("data-", "")
    ref = encode(SecondLook.objects.get().id)
    assert desk.post(f"/desk/sample/{ref}", {"outcome": "removed"}).status_code == 422
    assert desk.post(f"/desk/sample/{ref}", {"outcome": "kept"}).status_code == 302
    assert "Nothing waits for a second look." in desk.get("/desk/sample").content.decode()
    since = now() - timedelta(days=1)
    found = agreement(publication_id=newspaper.publication_id, since=since)
    assert (found.pairs, found.share) == (1, 1.0)
