"""Readers register, log in and out, and choose a new password by mail."""

import re
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from belowline.core.ids import encode
from browser.steps import comment, press, write
from newspaper import PASSWORD

NUMBERS = count(1)


@pytest.fixture
def page(open_browser, has_script) -> Page:
    return open_browser(java_script_enabled=has_script).new_page()


def _log_in(page: Page, address: str, password: str) -> None:
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def _type_code(page: Page, site, address: str) -> None:
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    page.get_by_label("Code").fill(site.code_mailed_to(address))
    page.get_by_role("button", name="Continue").click()


def test_a_reader_registers_confirms_and_is_back_at_the_discussion(page, site, article) -> None:
    name = f"newcomer {next(NUMBERS)}"
    address = f"{name.replace(' ', '.')}@example.org"
    page.goto(article.path)
    page.locator("#join").get_by_role("link", name="Register").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill("ebb and flow 7")
    page.get_by_role("button", name="Register").click()
    _type_code(page, site, address)
    page.wait_for_url(f"**{article.path}#discussion")
    page.goto("/me")
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_a_reader_logs_out(page, newspaper) -> None:
    reader = newspaper.person(can_log_in=True)
    page.goto("/accounts/login/")
    _log_in(page, f"{reader.name.replace(' ', '.')}@example.org", PASSWORD)
    page.goto("/me")
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("#me").get_by_role("link", name="Log in")).to_be_visible()
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"session"}


def test_a_wrong_password_is_refused_in_words(page, newspaper) -> None:
    reader = newspaper.person(can_log_in=True)
    page.goto("/accounts/login/")
    _log_in(page, f"{reader.name.replace(' ', '.')}@example.org", "something else")
    expect(page.get_by_role("alert")).to_contain_text("Wrong email address or password")


def test_a_forgotten_password_is_replaced_by_mail(page, site, newspaper) -> None:
    reader = newspaper.person(can_log_in=True)
    address = f"{reader.name.replace(' ', '.')}@example.org"
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Send code").click()
    _type_code(page, site, address)
    page.locator("#id_password1").fill("ebb and flow 7")
    page.locator("#id_password2").fill("ebb and flow 7")
    page.get_by_role("button", name="Save password").click()
    page.goto("/me")
    expect(page.get_by_role("heading", name=reader.name)).to_be_visible()


def test_a_refused_login_is_where_the_keyboard_is(open_browser) -> None:
    page = open_browser().new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_label("Password").fill("rope and tide 9")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert").first).to_be_focused()


def test_a_reader_logs_in_by_a_mailed_code(page, site, newspaper) -> None:
    reader = newspaper.person()
    address = f"{reader.name.replace(' ', '.')}@example.org"
    page.goto("/accounts/login/?next=/me")
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Email me a code instead").click()
    _type_code(page, site, address)
    expect(page.get_by_role("heading", name=reader.name)).to_be_visible()


def test_an_answer_begun_before_login_is_back_at_its_comment_and_posted_by_one_press(
    page, newspaper, has_script
) -> None:
    thread = newspaper.thread()
    answered = newspaper.comment(thread, "The tide is late.")
    reader = newspaper.person(can_log_in=True)
    page.goto(f"/c/{encode(answered)}")
    press(page, answered, "Reply")
    write(page, "It is early, if anything.")
    _log_in(page, f"{reader.name.replace(' ', '.')}@example.org", PASSWORD)
    expect(page.locator("textarea").last).to_have_value("It is early, if anything.")
    if has_script:
        assert page.url.endswith(f"#c{encode(answered)}")
    page.get_by_role("button", name="Post", exact=True).last.click()
    expect(comment(page, answered).locator(".comment")).to_contain_text("It is early")


def test_a_comment_begun_before_login_waits_in_the_box_of_the_discussion(page, newspaper) -> None:
    article = newspaper.article()
    reader = newspaper.person(can_log_in=True)
    page.goto(article.path)
    page.locator("#join").get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("What about the ferry?")
    page.get_by_role("button", name="Post", exact=True).click()
    _log_in(page, f"{reader.name.replace(' ', '.')}@example.org", PASSWORD)
    expect(page.get_by_label("Your comment")).to_have_value("What about the ferry?")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator(".comment")).to_contain_text("What about the ferry?")
