"""Facebook Login, all the way: a real browser, a real site, a stand-in with Facebook's rules."""

import json
from collections.abc import Iterator
from itertools import count
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page, expect

from belowline.accounts.models import Person
from belowline.audience.models import Consent, Invitation
from belowline.core.ids import encode
from browser.steps import comment, press, write
from facebook import Facebook, facebook, signed_request
from newspaper import PASSWORD
from serving import Site, free_port, start, stop, until

NUMBERS = count(1)
CALLBACK = "/accounts/facebook/login/callback/"


@pytest.fixture(scope="module")
def standin() -> Iterator[Facebook]:
    with facebook() as running:
        yield running


@pytest.fixture(scope="module")
def site(newspaper, django_db_setup, tmp_path_factory, standin) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("facebook")
    environment = {**standin.environment(), "BELOWLINE_SIGN_IN_ATTEMPTS_PER_MINUTE": "100"}
    process, running = start(folder, django_db_setup, free_port(), **environment)
    standin.redirect_uris.add(running.url + CALLBACK)
    yield running
    stop(process)


@pytest.fixture
def person(standin) -> dict[str, str]:
    """Somebody new, who is logged in at Facebook."""
    number = next(NUMBERS)
    standin.person = {
        "id": f"2000{number}",
        "name": f"Ada Quay {number}",
        "email": f"ada{number}@example.org",
    }
    return standin.person


@pytest.fixture
def page(open_browser, has_script) -> Page:
    return open_browser(java_script_enabled=has_script).new_page()


def _continue(page: Page, person: dict[str, str]) -> None:
    page.get_by_role("button", name="Continue with Facebook").click()
    page.get_by_role("link", name=f"Continue as {person['name']}").click()


def _confirm(page: Page, site: Site, address: str) -> None:
    page.get_by_label("Code").fill(site.code_mailed_to(address))
    page.get_by_role("button", name="Continue").click()


def _join(page: Page, site: Site, person: dict[str, str]) -> None:
    _continue(page, person)
    page.get_by_role("button", name="Register").click()
    _confirm(page, site, person["email"])


def test_a_reader_joins_by_facebook_and_is_back_with_what_they_had_written(
    page, site, newspaper, person
) -> None:
    thread = newspaper.thread()
    answered = newspaper.comment(thread, "The tide is late.")
    page.goto(f"/c/{encode(answered)}")
    press(page, answered, "Reply")
    write(page, "It is early, if anything.")
    _join(page, site, person)
    expect(page.locator("textarea").last).to_have_value("It is early, if anything.")
    page.get_by_role("button", name="Post", exact=True).last.click()
    reply = comment(page, answered).locator(".comment")
    expect(reply).to_contain_text("It is early, if anything.")
    expect(reply).to_contain_text(person["name"])


def test_the_second_time_one_press_is_enough(page, site, newspaper, person) -> None:
    page.goto("/accounts/login/?next=/me")
    _join(page, site, person)
    page.goto("/me")
    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/me")
    _continue(page, person)
    expect(page.get_by_role("heading", name=person["name"])).to_be_visible()


def test_the_button_says_that_one_mail_invites_and_accepting_is_a_press_of_ones_own(
    page, site, newspaper, person
) -> None:
    article = newspaper.article()
    page.goto(article.path)
    button = page.get_by_role("button", name="Continue with Facebook")
    expect(button).to_contain_text("one email about our news alerts")
    _join(page, site, person)
    page.wait_for_url(f"**{article.path}*")
    joined = Person.objects.get(email=person["email"])
    until(lambda: Invitation.objects.filter(person=joined, sent_at__isnull=False).exists())
    link = site.link_mailed_to(person["email"])
    page.goto(link)
    assert not Consent.objects.filter(person=joined).exists()
    page.get_by_role("button", name="Email me breaking-news alerts from The Test").click()
    expect(page.get_by_text("News alerts are on.")).to_be_visible()
    consent = Consent.objects.get(person=joined)
    assert consent.wanted
    assert consent.wording == "Email me breaking-news alerts from The Test"
    assert consent.asked_by == "invitation"
    page.get_by_role("button", name="Don’t email me alerts from The Test").click()
    expect(page.get_by_text("News alerts are off.")).to_be_visible()


def test_an_address_that_facebook_reports_opens_no_account_that_has_it(
    page, site, newspaper, person
) -> None:
    owner = newspaper.person(f"owner {person['id']}", can_log_in=True)
    address = f"{owner.name.replace(' ', '.')}@example.org"
    person["email"] = address
    page.goto("/accounts/login/?next=/me")
    _continue(page, person)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    assert not SocialAccount.objects.filter(uid=person["id"]).exists()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.goto("/accounts/login/?next=/me")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name=owner.name)).to_be_visible()


def test_a_reader_without_an_address_at_facebook_is_asked_for_one(
    page, site, newspaper, person
) -> None:
    del person["email"]
    address = f"typed{person['id']}@example.org"
    page.goto("/accounts/login/?next=/me")
    _continue(page, person)
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Register").click()
    _confirm(page, site, address)
    expect(page.get_by_role("heading", name=person["name"])).to_be_visible()


def test_whoever_turns_back_at_facebook_is_not_logged_in(page, person) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Continue with Facebook").click()
    page.get_by_role("link", name="Not now").click()
    expect(page.get_by_role("heading", name="Login cancelled")).to_be_visible()
    page.goto("/me")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_oauth_state_a_callback_that_was_not_begun_in_this_browser_is_refused(
    page, site, standin, person
) -> None:
    standin.codes["stolen"] = (site.url + CALLBACK, dict(person))
    page.goto(f"{CALLBACK}?code=stolen&state=guessed")
    expect(page.get_by_role("heading", name="That didn’t work")).to_be_visible()
    assert "stolen" in standin.codes
    assert not SocialAccount.objects.filter(uid=person["id"]).exists()


def test_an_owner_connects_facebook_to_an_account_and_takes_it_away(
    page, site, newspaper, person
) -> None:
    owner = newspaper.person(can_log_in=True)
    page.goto("/accounts/login/?next=/accounts/3rdparty/")
    page.get_by_label("Email").fill(f"{owner.name.replace(' ', '.')}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Connect Facebook").click()
    page.get_by_role("link", name=f"Continue as {person['name']}").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("status")).to_contain_text("Account connected.")
    assert SocialAccount.objects.get(uid=person["id"]).user_id == owner.id
    page.get_by_role("radio").check()
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_role("status")).to_contain_text("Account disconnected.")
    assert not SocialAccount.objects.filter(uid=person["id"]).exists()


def _post(site: Site, path: str, **fields: str) -> tuple[int, bytes]:
    request = Request(site.url + path, data=urlencode(fields).encode())  # noqa: S310
    try:
        with urlopen(request) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read()
    except HTTPError as refused:
        return refused.code, refused.read()


@pytest.fixture
def connected(newspaper, person) -> SocialAccount:
    owner = newspaper.person()
    return SocialAccount.objects.create(
        user_id=owner.id, provider="facebook", uid=person["id"], extra_data=dict(person)
    )


def test_facebook_says_that_the_app_was_removed(site, connected) -> None:
    signed = signed_request({"user_id": connected.uid})
    assert _post(site, "/accounts/facebook/deauthorize", signed_request=signed)[0] == 204
    assert not SocialAccount.objects.filter(uid=connected.uid).exists()
    assert Person.objects.filter(pk=connected.user_id).exists()


def test_facebook_asks_for_deletion_and_gets_a_proof_that_anybody_can_read(
    site, connected, open_browser
) -> None:
    signed = signed_request({"user_id": connected.uid})
    status, body = _post(site, "/accounts/facebook/delete-data", signed_request=signed)
    assert status == 200
    answer = json.loads(body)
    assert not SocialAccount.objects.filter(uid=connected.uid).exists()
    page = open_browser().new_page()
    page.goto(answer["url"])
    expect(page.get_by_text("Everything Facebook told us")).to_be_visible()
    assert answer["confirmation_code"] in answer["url"]


@pytest.mark.parametrize("path", ["deauthorize", "delete-data"])
def test_nobody_else_deletes_anything_in_facebooks_name(site, connected, path) -> None:
    forged = signed_request({"user_id": connected.uid}, secret="another app's")
    unsigned = "." + signed_request({"user_id": connected.uid}).partition(".")[2]
    for signed in (forged, unsigned, "", "nonsense", "a.b"):
        status, _ = _post(site, f"/accounts/facebook/{path}", signed_request=signed)
        assert status == 403
    assert SocialAccount.objects.filter(uid=connected.uid).exists()
    assert "was refused" in site.printed.read_text(encoding="utf-8")


@pytest.mark.parametrize("whose", ["nobody's", "another app's"])
def test_a_token_that_facebook_gave_to_somebody_else_logs_nobody_in(
    site, standin, connected, person, whose, open_browser
) -> None:
    token = "made up" if whose == "nobody's" else standin.token_of(person, app="another")
    page = open_browser().new_page()
    page.goto("/accounts/login/")
    answer = page.request.post(
        "/accounts/facebook/login/token/",
        form={"access_token": token},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert "That didn’t work" in answer.text()
    assert "/v24.0/debug_token" in standin.asked
    page.goto("/me")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
