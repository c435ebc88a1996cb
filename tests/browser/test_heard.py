"""What a screen reader is told of a discussion: Chromium's own accessibility tree."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.steps import action, comment, press

Node = dict[str, Any]


@pytest.fixture
def article(newspaper):
    return newspaper.article(headline="The pier is heard")


@pytest.fixture
def people(newspaper):
    return newspaper.person(), newspaper.person()


@pytest.fixture
def said(newspaper, article, people) -> list[int]:
    """A comment, a reply to it, and another."""
    thread = newspaper.thread_below(article)
    ada, ben = people
    first = newspaper.comment(thread, "It creaks.", by=ada)
    reply = newspaper.comment(thread, "It sings.", by=ben, to=first)
    return [first, reply, newspaper.comment(thread, "It is a pier.", by=ben)]


@pytest.fixture
def page(page_of, newspaper, article, said) -> Page:
    page = page_of(newspaper.person())
    page.goto(article.path)
    expect(action(page, said[0], "Agree")).to_have_attribute("aria-pressed", "false")
    return page


def _tree(page: Page) -> list[Node]:
    session = page.context.new_cdp_session(page)
    nodes: list[Node] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [node for node in nodes if not node["ignored"]]


def _names(tree: list[Node], role: str) -> list[str]:
    return [node["name"]["value"] for node in tree if node["role"]["value"] == role]


def _levels(tree: list[Node]) -> Iterator[int]:
    for node in tree:
        if node["role"]["value"] == "heading":
            yield next(it["value"]["value"] for it in node["properties"] if it["name"] == "level")


def test_each_comment_is_an_article_named_by_its_author_and_time(page, people) -> None:
    names = [name for name in _names(_tree(page), "article") if name]
    ada, ben = (person.name for person in people)
    assert all(name.startswith(f"{by} ") for by, name in zip((ben, ada, ben), names, strict=True))
    assert all(name.endswith("ago") for name in names)


def test_headings_make_an_outline(page) -> None:
    levels = list(_levels(_tree(page)))
    assert levels[:2] == [1, 2]
    assert levels.count(3) == 2
    assert levels.count(4) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


def test_every_button_says_whose_comment_it_is_for(page, people) -> None:
    names = _names(_tree(page), "button")
    ada, ben = (person.name for person in people)
    for author, number in ((ada, 1), (ben, 2)):
        for act in ("Agree with", "Disagree with"):
            assert sum(name.startswith(f"{act} {author} ") for name in names) == number
    links = _names(_tree(page), "link")
    assert links.count(f"Reply to {ada}") == 1
    assert links.count(f"More about {ben}’s comment") == 2


def test_one_region_tells_what_happens(page, newspaper, article, said) -> None:
    assert len([node for node in _tree(page) if node["role"]["value"] == "status"]) == 1
    status = page.get_by_role("status")
    press(page, said[0], "Agree")
    expect(status).to_have_text("Vote counted.")
    press(page, said[0], "Agree")
    expect(status).to_have_text("Vote removed.")
    newspaper.comment(newspaper.thread_below(article), "Listen.")
    expect(status).to_have_text("Show 1 new comment")


def test_a_vote_is_told_as_pressed(page, people, said) -> None:
    press(page, said[0], "Agree")
    expect(action(page, said[0], "Agree")).to_have_attribute("aria-pressed", "true")
    [pressed] = [
        node
        for node in _tree(page)
        if any(
            it["name"] == "pressed" and it["value"]["value"] == "true" for it in node["properties"]
        )
    ]
    assert pressed["name"]["value"].startswith(f"Agree with {people[0].name}")


def test_the_second_link_of_the_page_leads_to_the_comments(page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to comments")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#discussion")).to_be_focused()


def test_folded_replies_say_so(page, people, said) -> None:
    comment(page, said[0]).locator("summary").click()
    articles = [name for name in _names(_tree(page), "article") if name]
    shown = zip(people[::-1], articles, strict=True)
    assert all(name.startswith(f"{by.name} ") for by, name in shown)
    folded = [node for node in _tree(page) if node["name"]["value"] == "1 reply"]
    assert any(
        it["name"] == "expanded" and it["value"]["value"] is False
        for node in folded
        for it in node["properties"]
    )
