"""Newsletters: asked for by a form, begun by a press in a mail, ended by one press, proved."""

import csv
import re
import time
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core import mail, signing
from django.test import Client

from belowline.accounts.models import Person
from belowline.accounts.queries.people import address_of
from belowline.accounts.services.signups import announce_signup
from belowline.audience.models import (
    MailingList,
    Subscription,
    SubscriptionProof,
    Suppression,
)
from belowline.audience.queries.alerts import choice
from belowline.audience.queries.data_export import about
from belowline.audience.queries.mail_links import confirmation_token, preferences_token
from belowline.audience.services.alert_choices import choose_alerts
from belowline.audience.services.erasure import erase
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.suppressions import suppress
from belowline.cli.newsletters import newsletters_group
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry, Task
from belowline.core.refusals import Conflict
from integration.test_accounts import CODE_PAGE, mailed_code
from newspaper import PASSWORD

ADA = "ada@post.example"


@pytest.fixture
def client(newspaper) -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def editor(newspaper):
    return newspaper.person(role="editor")


@pytest.fixture
def morning(editor) -> str:
    """The ref of a newsletter."""
    return _list(editor, "Morning briefing")


def _list(editor, name: str, kind: str = "newsletter") -> str:
    return encode(add_list(actor=editor, name=name, description="", kind=kind, section=""))


def _asks(client: Client, *lists: str, address: str = ADA):
    return client.post("/newsletters", {"address": address, "list": lists})


def _link(message=None) -> str:
    text = (message or mail.outbox[-1]).body
    return re.search(r"https?://[^/\s]+(/newsletters/confirm/\S+)", text)[1]


def _confirmed(client: Client, *lists: str, address: str = ADA) -> Subscription:
    _asks(client, *lists, address=address)
    work_once()
    client.post(_link(), {"list": lists})
    return Subscription.objects.filter(address=address, state="confirmed").latest("id")


def _mine(it: Subscription) -> str:
    token = preferences_token(publication_id=it.publication_id, subscription_id=it.pk)
    return f"/newsletters/mine/{token}"


def _leave(it: Subscription) -> str:
    return _mine(it).replace("/mine/", "/leave/")


def test_a_form_a_mail_and_a_press_subscribe_without_an_account(client, morning) -> None:
    assert "Morning briefing" in client.get("/newsletters").content.decode()
    assert _asks(client, morning)["Location"] == "/newsletters/asked"
    work_once()
    assert [message.to for message in mail.outbox] == [[ADA]]
    page = client.get(_link())
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store"
    assert Subscription.objects.get().state == "asked", "opening it confirms nothing"
    client.post(_link(), {"list": morning})
    assert Subscription.objects.get().state == "confirmed"
    assert "These are now sent to ada@post.example" in client.get(_link()).content.decode()
    assert not client.cookies


def test_both_acts_are_proved_by_time_way_words_and_network(client, morning) -> None:
    _confirmed(client, morning)
    asked, confirmed = SubscriptionProof.objects.order_by("id")
    assert (asked.act, asked.way, confirmed.act, confirmed.way) == (
        *("asked", "form"),
        *("confirmed", "link"),
    )
    assert asked.wording.startswith("Send me the newsletters I chose from The Test by email.")
    assert confirmed.wording == "Yes, send me these by email: Morning briefing"
    assert asked.network.startswith("fd")
    assert now() - asked.happened_at < timedelta(minutes=1)


def test_nobody_gets_a_second_mail_without_having_pressed(client, morning, editor) -> None:
    evening = _list(editor, "Evening")
    for lists in ([morning], [morning], [evening], [morning, evening]):
        _asks(client, *lists)
        work_once()
    assert len(mail.outbox) == 1
    page = client.get(_link()).content.decode()
    assert "Evening" in page, "the one mail leads to all that was asked for"
    client.post(_link(), {"list": [morning, evening]})
    assert Subscription.objects.filter(state="confirmed").count() == 2


def test_the_invitation_after_a_first_login_is_the_first_mail(newspaper, client, morning) -> None:
    reader = newspaper.person()
    announce_signup(person_id=reader.id, publication_id=newspaper.publication_id, way="facebook")
    work_once()
    assert len(mail.outbox) == 1
    _asks(client, morning, address=Person.objects.get(pk=reader.id).email)
    work_once()
    assert len(mail.outbox) == 1


def test_every_address_is_answered_alike(client, morning) -> None:
    _confirmed(client, morning)
    known, unknown = (_asks(client, morning, address=it) for it in (ADA, "eve@post.example"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Task.objects.filter(name="send-subscription-letter").count() == 2
    assert not any(ADA in str(it.payload) for it in Task.objects.all()), "the payload is sealed"
    work_once()
    assert [message.to for message in mail.outbox] == [[ADA], ["eve@post.example"]]


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("", "address"),
        ("nobody", "address"),
        ("a@b.c\r\nBcc: d@e.f", "address"),
        ("x" * 300, "address"),
    ],
)
def test_what_is_no_address_is_refused_beside_its_field(client, morning, address, field) -> None:
    answer = _asks(client, morning, address=address)
    assert answer.status_code == 422
    assert "Please enter an email address." in answer.content.decode()
    assert not Task.objects.exists()


def test_a_list_has_to_be_chosen_that_takes_readers(client, morning, editor) -> None:
    MailingList.objects.update(is_open=False)
    assert _asks(client, morning).status_code == 422
    assert _asks(client).status_code == 422


def test_addresses_from_one_network_are_limited_by_act(client, morning) -> None:
    answers = [_asks(client, morning, address=f"a{number}@post.example") for number in range(21)]
    assert [it.status_code for it in answers] == [302] * 20 + [429]


def test_one_click_ends_it_without_cookie_or_redirect(client, morning) -> None:
    it = _confirmed(client, morning)
    program = Client()
    answer = program.post(_leave(it), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert Subscription.objects.get().state == "ended"
    assert SubscriptionProof.objects.latest("id").way == "one-click"
    assert program.post(_leave(it), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert SubscriptionProof.objects.count() == 3, "again changes nothing"


def test_opening_the_link_ends_nothing(client, morning) -> None:
    it = _confirmed(client, morning)
    assert "Unsubscribe" in client.get(_leave(it)).content.decode()
    client.head(_leave(it))
    assert Subscription.objects.get().state == "confirmed"


def test_preferences_need_no_login_and_change_mail_only(client, morning, editor) -> None:
    evening = _list(editor, "Evening")
    it = _confirmed(client, morning)
    assert client.post(_mine(it), {"list": [evening]}).status_code == 302
    states = {row.mailing_list.name: row.state for row in Subscription.objects.all()}
    assert states == {"Morning briefing": "ended", "Evening": "confirmed"}
    assert client.get("/me").status_code == 302
    assert not client.cookies


def test_never_again_is_not_overridden_by_anything(client, morning, newspaper, tmp_path) -> None:
    it = _confirmed(client, morning)
    client.post(_mine(it), {"never": "1"})
    assert Suppression.objects.get().reason == "asked"
    assert ADA not in str(list(Suppression.objects.values()))
    _asks(client, morning)
    work_once()
    assert len(mail.outbox) == 1
    assert client.post(_mine(it), {"list": [morning]}).status_code == 409
    _import(tmp_path, morning, [[ADA, "2025-01-01T10:00", "shop", "Yes"]])
    reader = newspaper.person()
    Person.objects.filter(pk=reader.id).update(email=ADA)
    with pytest.raises(Conflict):
        choose_alerts(
            person_id=reader.id,
            publication_id=newspaper.publication_id,
            wanted=True,
            wording="",
            asked_by="account",
        )
    assert Subscription.objects.get().state == "ended"


def test_idor_a_link_is_good_for_its_purpose_and_publication_only(client, morning, newspaper):
    it = _confirmed(client, morning)
    here = newspaper.publication_id
    asking = confirmation_token(publication_id=here, subscription_id=it.pk)
    elsewhere = preferences_token(publication_id=here + 1, subscription_id=it.pk)
    for token in (asking, elsewhere, "nonsense"):
        assert client.post(f"/newsletters/mine/{token}", {"never": "1"}).status_code == 404
        assert client.post(f"/newsletters/leave/{token}").status_code == 404
    assert Subscription.objects.get().state == "confirmed"


def test_the_preference_page_expires_before_the_way_out_does(client, morning, monkeypatch) -> None:
    it = _confirmed(client, morning)
    mine, leave = _mine(it), _leave(it)
    moment = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: moment + 91 * 24 * 3600)
    assert client.get(mine).status_code == 404
    assert client.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().state == "ended"


def test_the_news_alerts_of_an_account_are_one_list_with_everybody_elses(newspaper, client):
    reader = newspaper.person()
    told = {"person_id": reader.id, "publication_id": newspaper.publication_id}
    choose_alerts(**told, wanted=True, wording="Yes please", asked_by="account")
    it = Subscription.objects.get()
    assert (it.mailing_list.kind, it.state) == ("alerts", "confirmed")
    assert SubscriptionProof.objects.get().wording == "Yes please"
    client.post(_leave(it), {"List-Unsubscribe": "One-Click"})
    assert not choice(**told).wanted, "the account says so as well"


def test_a_list_from_elsewhere_comes_with_its_proof_or_not_at_all(morning, tmp_path, client):
    left = _confirmed(client, morning, address="left@post.example")
    client.post(_leave(left), {"List-Unsubscribe": "One-Click"})
    said = _import(
        tmp_path,
        morning,
        [
            [ADA, "2025-03-31T09:30+01:00", "https://old.example/form", "Send me the news"],
            ["bea@post.example", "", "https://old.example/form", "Send me the news"],
            ["cy@post.example", "2025-03-31", "", "Send me the news"],
            ["di@post.example", "2025-03-31", "shop", ""],
            ["el@post.example", "2999-03-31", "shop", "From the future"],
            ["left@post.example", "2025-03-31", "shop", "Send me the news"],
            ["nobody", "2025-03-31", "shop", "Send me the news"],
        ],
    )
    assert "1 known, 1 no address, 1 taken, 4 unproven" in said.output
    assert said.exit_code == 1
    proof = SubscriptionProof.objects.get(way="import")
    assert (proof.source, proof.wording) == ("https://old.example/form", "Send me the news")
    assert proof.happened_at.isoformat() == "2025-03-31T08:30:00+00:00"
    assert Subscription.objects.get(address="left@post.example").state == "ended"


def _import(folder, newsletter: str, rows: list[list[str]]):
    file = folder / "list.csv"
    with file.open("w", newline="") as lines:
        csv.writer(lines).writerows([["email", "when", "where", "wording"], *rows])
    return CliRunner().invoke(newsletters_group, ["import", newsletter, str(file)])


def test_an_editor_adds_a_list_and_changes_it_on_record(client_of, editor, newspaper) -> None:
    desk = client_of(editor)
    told = {"name": "Harbour", "kind": "newsletter", "section": encode(newspaper.section_id)}
    assert desk.post("/desk/newsletters", told).status_code == 302
    made = MailingList.objects.get()
    assert made.section_id == newspaper.section_id
    assert desk.post("/desk/newsletters", told).status_code == 422, "the name is taken"
    assert desk.post(f"/desk/newsletters/{encode(made.pk)}", {"name": ""}).status_code == 422
    assert desk.post(f"/desk/newsletters/{encode(made.pk)}", {"name": "Port"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.is_open) == ("Port", False)
    actions = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == ["newsletter added", "newsletter changed"]
    for wrong in ({"kind": "letters"}, {"section": "x"}, {"name": "x" * 81}):
        assert desk.post("/desk/newsletters", {**told, "name": "New", **wrong}).status_code == 422


def test_news_alerts_are_one_list(client_of, editor) -> None:
    desk = client_of(editor)
    assert desk.post("/desk/newsletters", {"name": "A", "kind": "alerts"}).status_code == 302
    assert desk.post("/desk/newsletters", {"name": "B", "kind": "alerts"}).status_code == 422


def test_an_account_that_ends_takes_its_address_from_every_list(client, morning, newspaper):
    reader = newspaper.person()
    address = Person.objects.get(pk=reader.id).email
    _confirmed(client, morning, address=address)
    told = {it.name: list(it.rows) for it in about(reader.id)}
    assert told["newsletters"][0]["address"] == address
    assert [row["act"] for row in told["newsletter-choices"]] == ["asked", "confirmed"]
    assert erase(person_id=reader.id, choice="everything", most=100)["subscription"]
    assert not Subscription.objects.exists()


def test_a_suppressed_address_is_off_every_list_at_once(client, morning, newspaper) -> None:
    it = _confirmed(client, morning)
    suppress(publication_id=it.publication_id, address=ADA, reason=Suppression.Reason.BOUNCED)
    assert SubscriptionProof.objects.latest("id").way == "bounced"
    assert Subscription.objects.get().state == "ended"


def test_whoever_asks_again_gets_another_mail_after_a_day_then_ever_later(
    client, morning, at
) -> None:
    begun = now()
    mailed = []
    for hour in (0, 1, 23, 24, 25, 47, 48, 95, 96, 191, 192, 383, 384, 500, 719):
        at(begun + timedelta(hours=hour))
        before = len(mail.outbox)
        _asks(client, morning)
        work_once()
        if len(mail.outbox) > before:
            mailed.append(hour)
    assert mailed == [0, 24, 48, 96, 192, 384]
    client.post(_link(), {"list": morning})
    assert Subscription.objects.get().state == "confirmed"


def test_an_invitation_of_yesterday_does_not_stand_in_the_way(
    newspaper, client, morning, at
) -> None:
    reader = newspaper.person()
    announce_signup(person_id=reader.id, publication_id=newspaper.publication_id, way="facebook")
    work_once()
    at(now() + timedelta(days=2))
    _asks(client, morning, address=address_of(reader.id))
    work_once()
    assert len(mail.outbox) == 2
    assert "/newsletters/confirm/" in mail.outbox[-1].body


def test_a_reader_chooses_the_newsletters_of_the_account(newspaper, client_of, morning) -> None:
    reader = newspaper.person()
    browser = client_of(reader)
    assert "Morning briefing" in browser.get("/me/newsletters").content.decode()
    assert browser.post("/me/newsletters", {"list": morning}).status_code == 302
    subscription = Subscription.objects.get()
    assert (subscription.address, subscription.state) == (address_of(reader.id), "confirmed")
    [proof] = SubscriptionProof.objects.all()
    assert (proof.way, proof.wording) == ("account", "Save")
    assert mail.outbox == [], "the address is confirmed"
    browser.post("/me/newsletters", {})
    assert Subscription.objects.get().state == "ended"


def test_a_suppressed_account_is_told_so(newspaper, client_of, morning) -> None:
    reader = newspaper.person()
    suppress(
        publication_id=newspaper.publication_id, address=address_of(reader.id), reason="bounced"
    )
    answer = client_of(reader).post("/me/newsletters", {"list": morning})
    assert answer.status_code == 409
    assert "isn’t sent newsletters or alerts any more" in answer.content.decode()
    assert not Subscription.objects.exists()


def _changes_address(browser: Client, new: str) -> None:
    """Somebody changes the address of the account that is logged in there."""
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    browser.post("/accounts/email/", {"email": new, "action_add": ""})
    browser.post(CODE_PAGE, {"code": mailed_code(mail.outbox[-1])})


@pytest.fixture
def moved(newspaper, morning):
    """A browser in which a reader of the newsletter has changed the account's address."""
    reader = newspaper.person("ada", can_log_in=True)
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
    browser.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    browser.post("/me/newsletters", {"list": morning})
    _changes_address(browser, "new@post.example")
    assert address_of(reader.id) == "new@post.example"
    return browser


def _states() -> dict[str, str]:
    return dict(Subscription.objects.values_list("address", "state"))


def test_newsletters_follow_to_a_new_address_by_a_press(moved) -> None:
    assert _states() == {"ada@example.org": "confirmed"}
    assert "still sent to ada@example.org" in moved.get("/me").content.decode()
    page = moved.get("/me/newsletters").content.decode()
    assert "These are still sent to ada@example.org" in page
    assert moved.post("/me/newsletters/move").status_code == 302
    assert _states() == {"ada@example.org": "ended", "new@post.example": "confirmed"}
    assert set(SubscriptionProof.objects.filter(way="moved").values_list("wording", flat=True)) == {
        "Send them to my new address"
    }
    assert "still sent to" not in moved.get("/me").content.decode()
    assert moved.post("/me/newsletters/move").status_code == 302, "a second press"
    assert _states() == {"ada@example.org": "ended", "new@post.example": "confirmed"}


def test_newsletters_stay_where_they_are_if_that_is_wanted(moved) -> None:
    moved.post("/me/newsletters/move", {"keep": "1"})
    assert _states() == {"ada@example.org": "confirmed"}
    assert "still sent to" not in moved.get("/me").content.decode()


def test_nobody_is_offered_the_newsletters_of_another_address(
    newspaper, client_of, client, morning
) -> None:
    _confirmed(client, morning)
    browser = client_of(newspaper.person())
    assert ADA not in browser.get("/me/newsletters").content.decode()
    browser.post("/me/newsletters/move", {"before": ADA})
    assert _states() == {ADA: "confirmed"}


def test_a_new_address_that_is_never_written_to_takes_nothing_over(moved, newspaper) -> None:
    suppress(
        publication_id=newspaper.publication_id, address="new@post.example", reason="complained"
    )
    assert moved.post("/me/newsletters/move").status_code == 409
    assert _states() == {"ada@example.org": "confirmed"}
