"""A publisher's own pages at another origin: the form that hands a token over, and the pop-up."""

import json
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from belowline.accounts.models import PublisherAccount
from belowline.core.ids import encode
from belowline.discussion.models import Comment
from browser.steps import write
from newspaper import PASSWORD
from publisher import Publisher, publisher
from serving import Site, free_port, start, stop

NUMBERS = count(1)


@pytest.fixture(scope="module")
def standin() -> Iterator[Publisher]:
    with publisher() as running:
        yield running


@pytest.fixture(scope="module")
def site(newspaper, django_db_setup, tmp_path_factory, standin) -> Iterator[Site]:
    known = {
        "publication": "test",
        "issuer": standin.issuer,
        "jwks_url": f"{standin.url}/jwks.json",
        "origins": [standin.url],
        "login_url": f"{standin.url}/login",
    }
    folder = tmp_path_factory.mktemp("sso")
    process, running = start(
        folder,
        django_db_setup,
        free_port(),
        BELOWLINE_SSO_PUBLISHERS=json.dumps([known]),
        BELOWLINE_FETCH_NETWORKS="localhost",
        BELOWLINE_FETCH_PORTS=str(urlsplit(standin.url).port),
    )
    standin.site = running.url
    yield running
    stop(process)


def test_the_button_leads_to_the_publisher_and_its_form_leads_back_in(
    site, open_browser, has_script, newspaper
) -> None:
    article = newspaper.article()
    page = open_browser(java_script_enabled=has_script).new_page()
    page.goto(article.path)
    page.get_by_role("link", name="Log in with The Test").click()
    page.get_by_role("button", name="Go on to the discussion").click()
    page.wait_for_url(f"**{article.path}*")
    page.goto("/me")
    expect(page.get_by_role("heading", name="Ada Quay")).to_be_visible()
    if has_script:
        page.goto(article.path)
        write(page, "By way of the publisher.")
        expect(page.locator(".comment").first).to_contain_text("Ada Quay")
    assert PublisherAccount.objects.get().person.name == "Ada Quay"


def _embedding(page: Page, standin: Publisher, thread: str) -> None:
    page.goto(f"{standin.url}/article?thread={thread}")


def _post_there(page: Page, thread_id: int, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Post").click()
    expect(page.locator("#said")).to_have_text("Answered 201")
    assert Comment.objects.get(thread_id=thread_id).text == text


def test_a_reader_who_is_logged_in_is_known_on_the_publishers_page_after_one_press(
    site, standin, newspaper, page_of
) -> None:
    below = newspaper.thread()
    page = page_of(newspaper.person(f"bosun {next(NUMBERS)}"))
    _embedding(page, standin, below.ref)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Log in to comment").click()
    expect(page.locator("#said")).to_contain_text("Logged in as bosun")
    if not opened.value.is_closed():
        opened.value.wait_for_event("close")
    assert "code" not in page.url
    _post_there(page, below.id, "From the publisher’s own page.")


def test_a_reader_who_is_not_logged_in_logs_in_beside_the_pop_up(
    site, standin, newspaper, open_browser
) -> None:
    below = newspaper.thread()
    reader = newspaper.person(f"stoker {next(NUMBERS)}", can_log_in=True)
    page = open_browser().new_page()
    _embedding(page, standin, below.ref)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Log in to comment").click()
    popup = opened.value
    with page.context.expect_page() as second:
        popup.get_by_role("link", name="Log in").last.click()
    login = second.value
    login.get_by_label("Email").fill(f"{reader.name.replace(' ', '.')}@example.org")
    login.get_by_label("Password").fill(PASSWORD)
    login.get_by_role("button", name="Log in", exact=True).click()
    expect(page.locator("#said")).to_have_text(f"Logged in as {reader.name}")
    _post_there(page, below.id, "Two windows later.")


def test_a_page_at_another_origin_gets_no_pop_up_and_no_code(
    site, newspaper, page_of, standin
) -> None:
    page = page_of(newspaper.person())
    with publisher() as evil:
        evil.site = site.url
        _embedding(page, evil, newspaper.thread().ref)
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Log in to comment").click()
        popup = opened.value
        expect(popup.get_by_role("heading", name="You don’t have access")).to_be_visible()
        popup.close()
        with page.expect_popup() as opened:
            page.evaluate(
                "([site, origin]) => window.open(`${site}/sso/popup?origin=${origin}&state=x`)",
                [site.url, standin.url],
            )
        popup = opened.value
        if not popup.is_closed():  # it has handed the code to an origin that nobody here has
            popup.wait_for_event("close")
        expect(page.locator("#said")).to_have_text("Nobody")


def test_the_pop_up_says_what_to_do_where_nothing_can_be_handed_over(
    site, standin, newspaper, page_of, open_browser
) -> None:
    path = f"/sso/popup?origin={standin.url}&state=x"
    alone = page_of(newspaper.person())
    alone.goto(path)
    expect(alone.get_by_role("alert")).to_contain_text("can no longer be reached")
    bare = open_browser(java_script_enabled=False).new_page()
    bare.goto(path)
    assert "JavaScript is off in your browser" in bare.content()


def test_a_moderator_finds_the_way_from_a_profile_to_the_badges(site, newspaper, page_of) -> None:
    reader = newspaper.person(f"lamplighter {next(NUMBERS)}")
    page = page_of(newspaper.person(role="moderator"))
    page.goto(f"/people/{encode(reader.id)}")
    page.get_by_role("link", name="Badges and trust").click()
    page.get_by_label("Verified expert").check()
    page.locator("form.badges").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.goto(f"/people/{encode(reader.id)}")
    expect(page.locator(".profile .badge")).to_have_text("Verified expert")
