"""A passkey is added, and is all that is needed to log in, and to open the desk."""

import pytest
from playwright.sync_api import Page, expect

from newspaper import PASSWORD


@pytest.fixture
def page(open_browser, site) -> Page:
    """On localhost: a passkey belongs to a name, which 127.0.0.1 is not."""
    page = open_browser(base_url=site.url.replace("127.0.0.1", "localhost")).new_page()
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_a_moderator_adds_a_passkey_and_needs_nothing_else(page, newspaper) -> None:
    moderator = newspaper.person(role="moderator", can_log_in=True)
    page.goto("/accounts/login/?next=/desk/")
    page.get_by_label("Email").fill(f"{moderator.name.replace(' ', '.')}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Two-step login")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("Passkey added.")
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.goto("/me")
    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/desk/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_a_browser_that_has_no_passkey_is_told_so(page) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That didn’t work")
