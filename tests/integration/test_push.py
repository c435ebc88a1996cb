"""Readers are told in their browsers while no page is open: encrypted, once, not at night."""

from datetime import timedelta

import pytest
from django.test import Client

from belowline.accounts.services.logout import log_out
from belowline.audience.models import NotificationChoice, PushDevice, PushKey
from belowline.audience.services.notifications import choose_mail
from belowline.audience.services.push_plans import is_quiet
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.models import Task
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.follows import choose_level, follow_thread
from newspaper import log_in
from push_service import PushService, push_service

pytestmark = pytest.mark.django_db
CHOICES = "/me/notifications/choices"


@pytest.fixture
def service(settings, monkeypatch, tmp_path):
    with push_service(settings, monkeypatch, tmp_path) as running:
        yield running


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada", can_log_in=True)


@pytest.fixture
def thread(newspaper):
    return newspaper.thread(headline="Night boats")


@pytest.fixture
def own(newspaper, thread, ada):
    return newspaper.comment(thread, "The boats were late again.", by=ada)


@pytest.fixture
def browser(ada) -> Client:
    client = Client(
        headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "X Firefox/150.0 (Android 16)"}
    )
    log_in(client, ada)
    return client


def _said(device, browser, **changed) -> dict[str, str]:
    key = browser.get("/me/devices").json()["key"]
    given = {"endpoint": device.endpoint, "key": key, "time_zone": "Asia/Tokyo", **device.keys}
    return {**given, **changed}


@pytest.fixture
def device(service: PushService, browser):
    made = service.subscribed()
    assert browser.post("/me/devices", _said(made, browser)).status_code == 200
    return made


@pytest.fixture
def later(at):
    """Some time goes by, and what is due is done."""

    def later(span: timedelta) -> None:
        work_once()
        at(now() + span)
        work_once()

    return later


_SOON = timedelta(seconds=11)


def test_a_reply_arrives_encrypted_and_signed(
    newspaper, thread, own, service, device, later
) -> None:
    reply = newspaper.comment(thread, "They always are.", by=newspaper.person("Bob"), to=own)
    later(_SOON)
    [message] = device.read()
    assert message["web_push"] == 8030
    shown = message["notification"]
    assert shown["title"] == "Bob replied to you"
    assert shown["body"] == "Night boats"
    assert shown["navigate"].startswith("http")
    assert "/c/" in shown["navigate"]
    assert reply
    [(headers, body)] = device.arrived
    assert b"Bob" not in body
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Content-Type"] == "application/notification+json"
    assert int(headers["TTL"]) > 0
    assert headers["Urgency"] == "normal"
    assert headers["Topic"] == shown["tag"]
    assert len(headers["Topic"]) <= 32
    claims = service.claims(headers)
    assert claims["key"] == PushKey.objects.get().public
    assert claims["sub"]
    assert "PRIVATE" not in str(PushKey.objects.get().sealed)
    later(timedelta(hours=1))
    assert len(device.arrived) == 1


def test_several_at_once_are_one_and_none_tells_what_was_seen(
    newspaper, thread, ada, own, device, later, browser
) -> None:
    follow_thread(actor=ada, thread_id=thread.id)
    newspaper.comment(thread, "They always are.", by=newspaper.person("Bob"), to=own)
    later(_SOON)
    [message] = device.read()
    assert "Bob replied to you" in message["notification"]["body"]
    assert message["notification"]["navigate"].endswith("/me/notifications")
    newspaper.comment(thread, "Always.", by=newspaper.person("Eve"), to=own)
    work_once()
    browser.get("/me/notifications")
    later(_SOON)
    assert len(device.arrived) == 1


def test_a_second_reply_takes_the_place_of_the_first(newspaper, thread, own, device, later) -> None:
    for name in ("Bob", "Eve"):
        newspaper.comment(thread, "They always are.", by=newspaper.person(name), to=own)
        later(_SOON)
    first, second = (it["notification"] for it in device.read())
    assert second["title"] == "Eve and 1 other replied to you"
    assert second["tag"] == first["tag"]


def test_nothing_arrives_of_what_is_gone_or_for_pages_only(
    newspaper, thread, ada, own, device, later
) -> None:
    bob = newspaper.person("Bob")
    reply = newspaper.comment(thread, "They always are.", by=bob, to=own)
    work_once()
    withdraw_comment(actor=bob, comment_id=reply)
    later(_SOON)
    choose_level(actor=ada, thread_id=thread.id, level="page")
    newspaper.comment(thread, "They always were.", by=bob, to=own)
    later(_SOON)
    assert device.arrived == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_its_service_knows_no_more_is_removed(
    newspaper, thread, own, service, device, later, status
) -> None:
    service.status = status
    newspaper.comment(thread, "They always are.", to=own)
    later(_SOON)
    assert not PushDevice.objects.exists()
    assert not Task.objects.filter(name="send-push").exists()


def test_a_service_that_is_down_is_tried_again_when_it_says_and_not_for_ever(
    newspaper, thread, own, service, device, later
) -> None:
    service.status, service.headers = 503, {"Retry-After": "600"}
    newspaper.comment(thread, "They always are.", to=own)
    later(_SOON)
    assert Task.objects.get(name="send-push").due_at > now() + timedelta(minutes=9)
    service.status = 201
    later(timedelta(minutes=11))
    assert len(device.read()) == 1
    service.status, service.headers = 503, {}
    newspaper.comment(thread, "They were.", to=own)
    for _ in range(8):
        later(timedelta(hours=9))
    assert not Task.objects.filter(name="send-push").exists()
    assert PushDevice.objects.exists()


def test_a_service_that_refuses_is_not_asked_again(
    newspaper, thread, own, service, device, later
) -> None:
    service.status = 403
    newspaper.comment(thread, "They always are.", to=own)
    later(_SOON)
    assert not Task.objects.filter(name="send-push").exists()
    assert PushDevice.objects.exists()


def test_at_night_nothing_arrives_and_in_the_morning_one(
    newspaper, thread, ada, own, device, later, at
) -> None:
    choose_mail(
        actor=ada,
        mail="never",
        hour="8",
        time_zone="Asia/Tokyo",
        quiet_from="22",
        quiet_until="7",
    )
    night = now().replace(hour=15, minute=0) + timedelta(days=2)  # midnight in Tokyo
    at(night)
    for number in range(3):
        newspaper.comment(thread, f"Number {number}.", by=newspaper.person(f"P{number}"), to=own)
        later(timedelta(minutes=3))
    at(night + timedelta(hours=6, minutes=58))
    work_once()
    assert device.arrived == []
    at(night + timedelta(hours=7, seconds=11))
    work_once()
    [message] = device.read()
    assert message["notification"]["title"] == "P2 and 2 others replied to you"


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [
        ((22, 7), {22, 23, *range(7)}),
        ((1, 4), {1, 2, 3}),
        ((0, 0), set()),
        ((None, None), set()),
        ((23, 0), {23}),
    ],
)
def test_quiet_hours_go_over_midnight(quiet, hours) -> None:
    first, until = quiet
    found = {hour for hour in range(24) if is_quiet(hour, quiet_from=first, quiet_until=until)}
    assert found == hours


def test_whoever_logs_out_is_told_nothing_there(newspaper, thread, ada, own, device, later) -> None:
    log_out(person_id=ada.id)
    newspaper.comment(thread, "They always are.", to=own)
    later(_SOON)
    assert device.arrived == []


def test_a_new_login_goes_on_and_somebody_elses_does_not(
    newspaper, thread, ada, own, device, later, browser
) -> None:
    log_out(person_id=ada.id)
    log_in(browser, ada)
    assert browser.post("/me/devices/renew", {"endpoint": device.endpoint}).status_code == 200
    newspaper.comment(thread, "They always are.", to=own)
    later(_SOON)
    assert len(device.arrived) == 1
    log_in(browser, newspaper.person("Eve", can_log_in=True))
    assert browser.post("/me/devices/renew", {"endpoint": device.endpoint}).status_code == 404


def test_a_browser_tells_one_reader_only(newspaper, ada, device, browser) -> None:
    eve = newspaper.person("Eve", can_log_in=True)
    log_in(browser, eve)
    assert browser.post("/me/devices", _said(device, browser)).status_code == 200
    assert PushDevice.objects.get().person_id == eve.id


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "http://push.example/plain"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"endpoint": "https://name:word@push.example/"},
        {"endpoint": ""},
        {"browser_key": "AAAA"},
        {"browser_key": "B" * 5000},
        {"secret": "AAAA"},
        {"secret": "ÿ"},
        {"key": "another"},
        {"time_zone": "Mars/Base"},
    ],
)
def test_what_no_browser_says_is_refused(service, browser, changed) -> None:
    given = _said(service.subscribed(), browser, **changed)
    assert browser.post("/me/devices", given).status_code == 422
    assert not PushDevice.objects.exists()


def test_private_networks_are_not_reached(newspaper, settings, thread, own, device, later) -> None:
    settings.FETCH_RULES = type(settings.FETCH_RULES)(ports=settings.FETCH_RULES.ports)
    newspaper.comment(thread, "They always are.", to=own)
    later(_SOON)
    assert device.arrived == []
    assert not PushDevice.objects.exists()


def test_ten_devices_are_enough(service, browser) -> None:
    answers = [
        browser.post("/me/devices", _said(service.subscribed(), browser)).status_code
        for _ in range(11)
    ]
    assert answers == [200] * 10 + [409]
    assert PushDevice.objects.count() == 10


def test_devices_are_listed_and_removed_without_script(newspaper, device, browser) -> None:
    page = browser.get(CHOICES).content.decode()
    assert "Firefox on Android" in page
    path = page.split('action="/me/devices/')[1].split('"')[0]
    eve = Client(headers={"Sec-Fetch-Site": "same-origin"})
    log_in(eve, newspaper.person("Eve", can_log_in=True))
    eve.post(f"/me/devices/{path}")
    assert PushDevice.objects.exists()
    browser.post(f"/me/devices/{path}")
    assert not PushDevice.objects.exists()


def test_quiet_hours_are_chosen_on_the_page(ada, browser) -> None:
    sent = {"mail": "never", "hour": "8", "time_zone": "Asia/Tokyo", "quiet_from": "22"}
    assert browser.post(CHOICES, sent).status_code == 422
    assert browser.post(CHOICES, {**sent, "quiet_until": "24"}).status_code == 422
    assert browser.post(CHOICES, {**sent, "quiet_until": "7"}).status_code == 302
    kept = NotificationChoice.objects.get(person_id=ada.id)
    assert (kept.quiet_from, kept.quiet_until) == (22, 7)
    assert '<option value="22" selected>22:00' in browser.get(CHOICES).content.decode()


def test_under_another_secret_key_there_is_another_pair_of_keys(
    newspaper, settings, thread, own, service, device, later, browser
) -> None:
    newspaper.comment(thread, "They always are.", to=own)
    work_once()
    known = PushKey.objects.get()
    PushKey.objects.update(sealed={"sealed": "sealed with another key"})
    later(_SOON)
    assert device.arrived == []
    assert PushDevice.objects.exists()
    assert browser.get("/me/devices").json()["key"] != known.public
