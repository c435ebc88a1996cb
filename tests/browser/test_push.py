"""A reader's browser shows notifications while no page is in view, after a press on the page."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from belowline.audience.models import PushDevice
from push_service import Device

CHOICES = "/me/notifications/choices"
WORKER = "/static/account/js/push_worker.js"
BUTTON = "Show notifications on this device"
_SUBSCRIBED = """
    PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
      if (!userVisibleOnly || !applicationServerKey) throw new TypeError();
      return { toJSON: () => (%s) };
    };
"""
"""Stands for the push service of the browser's maker, which no test reaches."""


@pytest.fixture
def ada(newspaper):
    return newspaper.person(can_log_in=True)


def _told(page: Page, message: dict[str, object], *, origin: str) -> None:
    """What the push service would hand to the browser."""
    session = page.context.new_cdp_session(page)
    found: list[dict[str, object]] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated", lambda it: found.extend(it["registrations"])
    )
    session.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(50)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": origin,
            "registrationId": found[0]["registrationId"],
            "data": json.dumps({"web_push": 8030, "notification": message}),
        },
    )
    session.detach()


def _registered(page: Page) -> None:
    page.evaluate(
        """async (worker) => {
          const registration = await navigator.serviceWorker.register(worker);
          while (registration.active?.state !== "activated")
            await new Promise((on) => setTimeout(on, 20));
        }""",
        WORKER,
    )


_SHOWN = """async (worker) => {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  return (await registration.getNotifications()).map((it) => `${it.title}: ${it.body} ${it.data}`);
}"""


def test_a_press_asks_the_browser_and_adds_the_device_which_can_be_removed(ada, page_of) -> None:
    page = page_of(ada)
    context: BrowserContext = page.context
    device = Device("https://push.example/in-chromium")
    keys = {"p256dh": device.keys["browser_key"], "auth": device.keys["secret"]}
    said = json.dumps({"endpoint": device.endpoint, "keys": keys})
    context.add_init_script(_SUBSCRIBED % said)
    page.goto(CHOICES)
    button = page.get_by_role("button", name=BUTTON)
    expect(button).to_be_visible()
    assert page.evaluate("Notification.permission") != "granted"
    context.grant_permissions(["notifications"])
    button.click()
    expect(page.get_by_text("You’ll get notifications on this device.")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="Chrome on")
    expect(row).to_be_visible()
    assert PushDevice.objects.get(person_id=ada.id).endpoint == device.endpoint
    row.get_by_role("button").click()
    expect(page.get_by_text("No more notifications there.")).to_be_visible()
    assert not PushDevice.objects.filter(person_id=ada.id).exists()


def test_whoever_refuses_is_told_where_to_change_it(ada, page_of) -> None:
    page = page_of(ada)
    page.add_init_script("Notification.requestPermission = async () => 'denied';")
    page.goto(CHOICES)
    button = page.get_by_role("button", name=BUTTON)
    expect(button).to_be_visible()
    button.click()
    expect(page.get_by_role("alert")).to_contain_text("doesn’t allow notifications")


def test_the_worker_shows_what_comes_but_not_beside_a_page_in_view(ada, page_of) -> None:
    page = page_of(ada, permissions=["notifications"])
    page.goto(CHOICES)
    _registered(page)
    message = {"title": "Bob replied to you", "body": "Night boats", "navigate": "/c/1", "tag": "a"}
    origin = page.evaluate("location.origin")
    _told(page, message, origin=origin)
    page.wait_for_timeout(500)
    assert page.evaluate(_SHOWN, WORKER) == []
    page.goto("about:blank")
    _told(page, message, origin=origin)
    page.goto(CHOICES)
    page.wait_for_function(f"async (worker) => (await ({_SHOWN})(worker)).length", arg=WORKER)
    assert page.evaluate(_SHOWN, WORKER) == ["Bob replied to you: Night boats /c/1"]


def test_without_script_the_page_says_what_is_needed(ada, page_of) -> None:
    page = page_of(ada, java_script_enabled=False)
    page.goto(CHOICES)
    expect(page.get_by_text("To add this device, you need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    page.get_by_label("From").select_option("22")
    page.get_by_label("Until").select_option("7")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("From")).to_have_value("22")
