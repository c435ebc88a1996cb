"""What people do, in the words of the page."""

from playwright.sync_api import Locator, Page, expect

from belowline.core.ids import encode


def comment(page: Page, number: int) -> Locator:
    """The comment with this id, without what stands under it."""
    return page.locator(f"#c{encode(number)}")


def press(page: Page, number: int, name: str) -> None:
    """Presses what a comment offers."""
    actions = comment(page, number).locator("> .actions")
    button = actions.get_by_role("button", name=name, exact=True)
    button.or_(actions.get_by_role("link", name=name, exact=True)).click()


def open_menu(page: Page, number: int, name: str) -> None:
    """Chooses one of the further actions of a comment."""
    press(page, number, "More actions")
    page.get_by_role("link", name=name, exact=True).click()


def write(page: Page, text: str, button: str = "Post") -> None:
    """Writes into the form that is open, and presses its button."""
    form = page.locator("form.write").last
    form.get_by_label("Your comment").fill(text)
    form.get_by_role("button", name=button, exact=True).click()


def expect_score(page: Page, number: int, score: str) -> None:
    """Waits for the score, as it is drawn."""
    expect(comment(page, number).locator("> .actions .score")).to_have_text(score)
