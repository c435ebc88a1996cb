"""What a rule says to somebody who writes, in the page itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from belowline.discussion.models import Comment
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.models import Rule
from belowline.moderation.services.rules import save_rule, switch_rule
from browser.steps import write


@pytest.fixture(scope="module")
def chief(newspaper):
    return newspaper.person("rules chief", "editor")


@pytest.fixture
def asks(chief) -> Iterator[None]:
    """A rule that asks about a word that no other test writes; it is off again afterwards."""
    rule_id = save_rule(
        actor=chief,
        rule_id=None,
        name="Marrows",
        why="",
        typed={"words": "marrow", "action": "ask", "sentence": "Is it about marrows?"},
        chosen={},
    )
    switch_rule(actor=chief, rule_id=rule_id, mode="live")
    yield
    switch_rule(actor=chief, rule_id=rule_id, mode="off")


def test_who_is_asked_once_more_posts_by_pressing_again(page_of, newspaper, asks) -> None:
    article = newspaper.article()
    page = page_of(newspaper.person("marrow writer"))
    page.goto(article.path)
    write(page, "A marrow, and no more.")
    expect(page.get_by_text("Is it about marrows? Press Post once more")).to_be_visible()
    page.locator("#discussion form.write").first.locator("[name=post]").click()
    expect(page.locator(".comment", has_text="A marrow, and no more.")).to_be_visible()


def test_the_button_counts_down_where_one_has_to_wait(page_of, newspaper, chief) -> None:
    article = newspaper.article()
    switch_thread(
        actor=chief,
        thread_id=newspaper.thread_below(article).id,
        comments_open=True,
        votes_open=True,
        slow_minutes=5,
    )
    page = page_of(newspaper.person("slow writer"))
    page.goto(article.path)
    expect(page.get_by_text("Each reader can post once in 5 minutes here.")).to_be_visible()
    write(page, "The first of two.")
    expect(page.locator(".comment", has_text="The first of two.")).to_be_visible()
    write(page, "The second of two.")
    button = page.locator("#discussion form.write").first.locator("[name=post]")
    expect(button).to_contain_text("(4:5")
    expect(button).to_be_disabled()
    expect(page.locator("#discussion form.write textarea").first).to_have_value(
        "The second of two."
    )


def test_a_rule_that_asks_for_a_language_is_made_and_holds_what_is_written_in_it(
    page_of, newspaper, chief, has_script
) -> None:
    name = f"German {has_script}"
    desk = page_of(chief, java_script_enabled=has_script)
    desk.goto("/desk/rules/new")
    desk.locator("#name").fill(name)
    desk.locator("summary", has_text="Language").click()
    desk.get_by_label("German", exact=True).check()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("if its language is German.").first).to_be_visible()
    rule = Rule.objects.get(publication=newspaper.publication_id, name=name)
    switch_rule(actor=chief, rule_id=rule.id, mode="live")
    thread = newspaper.thread_below(newspaper.article())
    said = "Der Stadtrat hat wieder getagt und über die alte Brücke am Hafen nichts beschlossen."
    held = newspaper.comment(thread, said)
    switch_rule(actor=chief, rule_id=rule.id, mode="off")
    assert Comment.objects.get(pk=held).status == Comment.Status.HELD
