"""A newsletter goes out by itself each day: composed by rules, once, and only with news."""

from datetime import UTC, datetime, timedelta

import pytest

from belowline.audience.models import Issue, MailingList
from belowline.audience.services.briefings import choose_hour, compose_briefings
from belowline.audience.services.issues import stop_issue
from belowline.audience.services.mailing_lists import add_list
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2027, 7, 1, 3, 0, tzinfo=UTC)
"""Noon in Tokyo, where the newspaper is."""
SEVEN = datetime(2027, 7, 1, 22, 0, tzinfo=UTC)
"""Friday at seven there."""


@pytest.fixture
def editor(newspaper):
    return newspaper.person(role="editor")


@pytest.fixture
def briefing(editor, at) -> int:
    """One that goes out at seven."""
    at(THURSDAY)
    list_id = add_list(actor=editor, name="Morning", description="", kind="newsletter", section="")
    choose_hour(actor=editor, list_id=list_id, hour="7", weekdays_only=False)
    return list_id


def _article(newspaper, moment, headline: str):
    return newspaper.article(headline=headline, published_at=moment - timedelta(hours=1))


def test_it_goes_out_at_its_hour_where_the_publication_is_and_once(newspaper, briefing, at) -> None:
    article = _article(newspaper, THURSDAY, "Night boats")
    at(SEVEN - timedelta(minutes=1))
    compose_briefings()
    assert not Issue.objects.exists()
    at(SEVEN)
    compose_briefings()
    compose_briefings()
    issue = Issue.objects.get()
    assert (issue.state, issue.due_at) == ("scheduled", SEVEN)
    assert issue.subject == "Morning: Night boats"
    assert issue.article_ids == [article.id]
    assert MailingList.objects.get(pk=briefing).next_at == SEVEN + timedelta(days=1)


def test_nothing_goes_out_where_nothing_is_new(newspaper, briefing, at) -> None:
    _article(newspaper, THURSDAY, "Night boats")
    for day in range(3):
        at(SEVEN + timedelta(days=day))
        compose_briefings()
    assert Issue.objects.count() == 1
    at(SEVEN + timedelta(days=2, hours=2))
    _article(newspaper, SEVEN + timedelta(days=2, hours=2), "Day boats")
    at(SEVEN + timedelta(days=3))
    compose_briefings()
    assert Issue.objects.count() == 2


def test_a_morning_that_was_missed_is_not_made_up_for_at_noon(newspaper, briefing, at) -> None:
    _article(newspaper, THURSDAY, "Night boats")
    at(SEVEN + timedelta(hours=2))
    compose_briefings()
    assert Issue.objects.count() == 1
    at(SEVEN + timedelta(hours=5))
    _article(newspaper, SEVEN + timedelta(hours=5), "Day boats")
    at(SEVEN + timedelta(days=1, hours=5))
    compose_briefings()
    assert Issue.objects.count() == 1
    at(SEVEN + timedelta(days=2))
    compose_briefings()
    assert Issue.objects.count() == 2


def test_on_weekdays_only_where_that_is_wanted(newspaper, editor, briefing, at) -> None:
    choose_hour(actor=editor, list_id=briefing, hour="7", weekdays_only=True)
    days = []
    for day in range(8):
        moment = SEVEN + timedelta(days=day)
        at(moment)
        _article(newspaper, moment, f"Number {day}")
        compose_briefings()
        if Issue.objects.count() > len(days):
            days.append((moment + timedelta(hours=9)).isoweekday())
    assert days == [5, 1, 2, 3, 4, 5]


def test_an_editor_can_stop_it_and_turn_it_off(newspaper, editor, briefing, at) -> None:
    _article(newspaper, THURSDAY, "Night boats")
    at(SEVEN)
    compose_briefings()
    stop_issue(actor=editor, issue_id=Issue.objects.get().pk)
    assert Issue.objects.get().state == "draft"
    choose_hour(actor=editor, list_id=briefing, hour="", weekdays_only=False)
    _article(newspaper, SEVEN, "Day boats")
    at(SEVEN + timedelta(days=1))
    compose_briefings()
    assert Issue.objects.count() == 1


@pytest.mark.parametrize("hour", ["24", "-1", "noon", "７", "007"])
def test_what_is_no_hour_is_refused(editor, briefing, hour) -> None:
    with pytest.raises(Invalid):
        choose_hour(actor=editor, list_id=briefing, hour=hour, weekdays_only=False)
    assert MailingList.objects.get(pk=briefing).daily_hour == 7


def test_news_alerts_have_no_hour_and_readers_choose_none(newspaper, editor, briefing) -> None:
    alerts = add_list(actor=editor, name="Alerts", description="", kind="alerts", section="")
    with pytest.raises(Conflict):
        choose_hour(actor=editor, list_id=alerts, hour="7", weekdays_only=False)
    with pytest.raises(NotAllowed):
        choose_hour(actor=newspaper.person(), list_id=briefing, hour="7", weekdays_only=False)


def test_the_desk_has_it_in_the_form(editor, briefing, client_of) -> None:
    desk = client_of(editor)
    found = MailingList.objects.get(pk=briefing)
    page = desk.get("/desk/newsletters").content.decode()
    assert "each day at 07:00" in page
    sent = {"name": "Morning", "is_open": "1", "hour": "6", "weekdays_only": "1"}
    desk.post(f"/desk/newsletters/{encode(found.pk)}", sent)
    found.refresh_from_db()
    assert (found.daily_hour, found.weekdays_only) == (6, True)
