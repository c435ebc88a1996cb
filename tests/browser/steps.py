"""What people do, in the words of the page."""

import re

from playwright.sync_api import Locator, Page, expect

from belowline.core.ids import encode
from belowline.moderation.models import Case


def comment(page: Page, number: int) -> Locator:
    """The comment with this id, without what stands under it."""
    return page.locator(f"#c{encode(number)}")


def case_ref(number: int) -> str:
    """What the desk's addresses call the case of the comment with this id."""
    return encode(Case.objects.get(comment=number).id)


def press(page: Page, number: int, name: str) -> None:
    """Presses what a comment offers: Agree, Disagree, Reply, More or a number of replies."""
    action(page, number, name).click()


def action(page: Page, number: int, name: str) -> Locator:
    """What a comment offers, by the first word of its name; the name goes on to say whose it is."""
    actions = comment(page, number).locator("> .actions")
    begins = re.compile(rf"^{name}\b")
    button = actions.get_by_role("button", name=begins)
    return button.or_(actions.get_by_role("link", name=begins)).first


def open_menu(page: Page, number: int, name: str) -> None:
    """Chooses one of the further actions of a comment."""
    press(page, number, "More")
    page.get_by_role("link", name=name, exact=True).click()


def write(page: Page, text: str, button: str = "Post", *, to: int | None = None) -> None:
    """Writes into the form that has this button, or that answers this comment, and presses it."""
    has_button = page.get_by_role("button", name=button, exact=True, include_hidden=True)
    form = page.locator("form.write").filter(has=has_button).last
    if to is not None:
        in_place = comment(page, to).locator("> form.write")
        on_its_page = page.locator(
            "form.write", has=page.locator(f'[name=parent][value="{encode(to)}"]')
        )
        form = in_place.or_(on_its_page).first
    form.locator("textarea").fill(text)
    form.get_by_role("button", name=button, exact=True).click()


def expect_score(page: Page, number: int, score: str) -> None:
    """Waits for the votes, as they are drawn: +1 / −0."""
    up, down = score.removeprefix("+").split(" / −")
    expect(action(page, number, "Agree")).to_have_accessible_name(re.compile(rf" {up}$"))
    expect(action(page, number, "Disagree")).to_have_accessible_name(re.compile(rf" {down}$"))
