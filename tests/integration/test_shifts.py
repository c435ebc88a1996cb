"""Moderators know who is on duty, and what the last shift left for them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from belowline.core.clock import now
from belowline.core.refusals import Invalid, NotAllowed, NotFound
from belowline.moderation.models import Shift
from belowline.moderation.queries.duty import is_somebody_on_duty
from belowline.moderation.queries.hand_overs import hand_overs
from belowline.moderation.queries.shifts import shifts
from belowline.moderation.services.hand_overs import LONGEST_NOTE, hand_over
from belowline.moderation.services.shifts import MOST_WEEKS, add_shifts, remove_shift

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def ada(newspaper):
    return newspaper.person("ada", role="moderator")


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ed", role="editor")


def enter(actor, person=None, *, hours=(0, 8), **given) -> None:
    begin = given.pop("begin", now())
    add_shifts(
        actor=actor,
        person_id=(person or actor).id,
        starts_at=begin + timedelta(hours=hours[0]),
        ends_at=begin + timedelta(hours=hours[1]),
        **{"zone": BERLIN, **given},
    )


def test_whoever_is_on_duty_stands_first_and_what_is_over_is_gone(ada, editor) -> None:
    moment = now()
    enter(editor, ada, hours=(2, 10))
    enter(editor, hours=(-2, 2))
    Shift.objects.create(
        publication_id=ada.publication_id,
        moderator_id=ada.id,
        starts_at=moment - timedelta(hours=9),
        ends_at=moment - timedelta(hours=1),
    )
    found = shifts(publication_id=ada.publication_id, moment=moment)
    assert [(it.name, it.is_now(moment)) for it in found] == [("ed", True), ("ada", False)]


def test_nobody_on_duty_is_known_only_where_there_are_shifts(ada) -> None:
    def on_duty(hours: int) -> bool:
        moment = now() + timedelta(hours=hours)
        return is_somebody_on_duty(publication_id=ada.publication_id, moment=moment)

    assert on_duty(0)
    enter(ada, hours=(1, 3))
    assert [on_duty(hours) for hours in (0, 2)] == [False, True]
    assert on_duty(4)  # nobody has entered any from then on


def test_weekly_shifts_keep_their_hour_when_the_clocks_change(ada) -> None:
    begin = datetime(2027, 3, 22, 8, tzinfo=BERLIN)
    enter(ada, begin=begin, weeks=2)
    starts = [it.starts_at for it in Shift.objects.order_by("starts_at")]
    assert [it.astimezone(BERLIN).hour for it in starts] == [8, 8]
    assert starts[1] == datetime(2027, 3, 29, 6, tzinfo=UTC)
    assert starts[0] == datetime(2027, 3, 22, 7, tzinfo=UTC)


def test_moderators_enter_their_own_and_editors_everybodys(newspaper, ada, editor) -> None:
    with pytest.raises(NotAllowed):
        enter(ada, editor)
    with pytest.raises(NotAllowed):
        enter(newspaper.person())
    with pytest.raises(Invalid):
        enter(editor, newspaper.person())
    enter(editor, ada)
    enter(editor)
    own, others = Shift.objects.get(moderator=ada.id), Shift.objects.get(moderator=editor.id)
    with pytest.raises(NotAllowed):
        remove_shift(actor=ada, shift_id=others.id)
    with pytest.raises(NotFound):
        remove_shift(actor=ada, shift_id=others.id + own.id)
    remove_shift(actor=ada, shift_id=own.id)
    assert list(Shift.objects.all()) == [others]


@pytest.mark.parametrize(
    "given", [{"hours": (8, 8)}, {"hours": (0, 25)}, {"weeks": 0}, {"weeks": MOST_WEEKS + 1}]
)
def test_what_is_no_shift_is_refused(ada, given) -> None:
    with pytest.raises(Invalid):
        enter(ada, **given)
    assert not Shift.objects.exists()


def test_a_note_is_there_for_those_who_come_next(newspaper, ada) -> None:
    hand_over(actor=ada, text="Watch the ferry story.")
    (note,) = hand_overs(publication_id=ada.publication_id)
    assert (note.by, note.text) == ("ada", "Watch the ferry story.")
    for text in ("", "x" * (LONGEST_NOTE + 1)):
        with pytest.raises(Invalid):
            hand_over(actor=ada, text=text)
    with pytest.raises(NotAllowed):
        hand_over(actor=newspaper.person(), text="Hm.")


def test_the_pages_show_them_and_keep_what_was_typed(ada, client_of) -> None:
    desk = client_of(ada)
    typed = {"starts_at": "2027-01-04T08:00", "ends_at": "2027-01-04T07:00", "queue": ["held"]}
    refused = desk.post("/desk/shifts", typed)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="2027-01-04T08:00"' in page
    assert 'value="held" checked' in page
    assert desk.post("/desk/shifts", {**typed, "weeks": "x"}).status_code == 422
    assert desk.post("/desk/shifts", {**typed, "ends_at": "2027-01-04T16:00"}).status_code == 302
    assert Shift.objects.get().queues == ["held"]
    enter(ada)
    desk.post("/desk/hand-over", {"text": "Watch the ferry story.\n\nTwice."})
    home = desk.get("/desk/").content.decode()
    assert "ada is on duty until" in home
    assert "<p>Watch the ferry story.</p>\n\n<p>Twice.</p>" in home
