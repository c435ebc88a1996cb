"""An editor gives an article its pictures: chosen, dropped, pasted, by keyboard alone."""

import re
from base64 import b64encode
from itertools import count

import pytest
from playwright.sync_api import Page, Route, expect

from pictures import photograph, uploaded_picture

PHONE = {"width": 390, "height": 844}
_heights = count(300)


@pytest.fixture
def desk(page_of, newspaper, has_script) -> Page:
    """An editor's browser, with a new article open."""
    page = page_of(newspaper.person(role="editor"), java_script_enabled=has_script)
    return begun(page, has_script=has_script)


@pytest.fixture
def scripted(page_of, newspaper) -> Page:
    """The same, with JavaScript, on a phone's screen."""
    return begun(page_of(newspaper.person(role="editor"), viewport=PHONE), has_script=True)


def begun(page: Page, *, has_script: bool) -> Page:
    page.goto("/desk/stories")
    page.get_by_role("button", name="New article").click()
    expect(page.get_by_label("Headline", exact=True)).to_be_visible()
    if has_script:
        expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    return page


def file(content: bytes | None = None) -> dict[str, object]:
    """What a browser's file chooser gives; each picture is another one."""
    made = content or photograph(700, next(_heights)).read()
    return {"name": "gull.jpg", "mimeType": "image/jpeg", "buffer": made}


def hand_over(page: Page, event: str, data: bytes, words: str = "") -> None:
    """Drops or pastes a file into the text, with words that come along."""
    page.get_by_label("Text", exact=True).evaluate(
        """(body, [event, data, words]) => {
          const bytes = Uint8Array.from(atob(data), (it) => it.charCodeAt(0));
          const held = new DataTransfer();
          if (words) held.setData("text/plain", words);
          held.items.add(new File([bytes], "gull.jpg", { type: "image/jpeg" }));
          const given = event === "paste" ? { clipboardData: held } : { dataTransfer: held };
          const Kind = event === "paste" ? ClipboardEvent : DragEvent;
          body.dispatchEvent(new Kind(event, { ...given, bubbles: true, cancelable: true }));
        }""",
        [event, b64encode(data).decode(), words],
    )


def test_a_picture_is_uploaded_described_and_published(desk, has_script, open_browser) -> None:
    desk.get_by_label("Headline", exact=True).fill("The slipway opens")
    desk.get_by_label("Text", exact=True).fill("A gull walked in first.")
    desk.get_by_label("Upload a picture").set_input_files(file())
    if has_script:
        expect(desk.get_by_text("Uploaded. Please add alt text")).to_be_visible()
        expect(desk.locator(".tile :checked")).to_have_count(1)
        expect(desk.get_by_text("Saved", exact=True)).to_be_visible()
        desk.locator(".tile", has=desk.locator(":checked")).get_by_role("link").click()
    else:
        desk.get_by_role("button", name="Upload", exact=True).click()
    desk.get_by_label("Alt text").fill("A gull on the slipway.")
    desk.get_by_label("Credit").fill("Ada Okafor")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_label("Headline", exact=True)).to_have_value("The slipway opens")
    expect(desk.get_by_label("Text", exact=True)).to_have_value("A gull walked in first.")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("Published.")).to_be_visible()
    desk.get_by_role("link", name="View on the site").click()
    reader = open_browser().new_page()
    reader.goto(desk.url)
    picture = reader.get_by_role("img", name="A gull on the slipway.")
    expect(picture).to_be_visible()
    expect(reader.get_by_text("Ada Okafor")).to_be_visible()
    expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_without_alt_text_nothing_is_published_and_nothing_typed_is_lost(desk, has_script) -> None:
    desk.get_by_label("Headline", exact=True).fill("A gull")
    desk.get_by_label("Upload a picture").set_input_files(file())
    if has_script:
        expect(desk.get_by_text("Uploaded. Please add alt text")).to_be_visible()
    else:
        desk.get_by_role("button", name="Upload", exact=True).click()
        desk.get_by_role("link", name="Back to writing").click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_role("alert")).to_have_text(re.compile("has no alt text yet"))
    expect(desk.get_by_label("Headline", exact=True)).to_have_value("A gull")


def test_what_is_no_picture_is_refused_beside_the_field_and_what_was_typed_stays(
    desk, has_script
) -> None:
    desk.get_by_label("Headline", exact=True).fill("As typed")
    desk.get_by_label("Upload a picture").set_input_files(file(b"<svg onload='alert(1)'/>"))
    if not has_script:
        desk.get_by_role("button", name="Upload", exact=True).click()
    expect(desk.get_by_role("alert")).to_have_text(re.compile("can’t be read as a picture"))
    expect(desk.get_by_label("Headline", exact=True)).to_have_value("As typed")


@pytest.mark.parametrize("event", ["paste", "drop"])
def test_a_picture_that_is_dropped_or_pasted_stands_in_the_text(scripted, event) -> None:
    body = scripted.get_by_label("Text", exact=True)
    body.fill("First.")
    hand_over(scripted, event, photograph(700, next(_heights)).read())
    expect(body).to_have_value(re.compile(r"First\.\n\n!\[\]\(picture:[0-9a-z]{13}\)\n\n"))
    expect(scripted.get_by_text("Saved", exact=True)).to_be_visible()
    scripted.get_by_role("link", name="Preview", exact=True).click()
    expect(scripted.locator("figure.shot img")).not_to_have_js_property("naturalWidth", 0)


def test_what_is_copied_from_a_document_is_its_words(scripted) -> None:
    sent: list[str] = []
    scripted.on("request", lambda request: sent.append(request.url))
    hand_over(scripted, "paste", photograph(700, next(_heights)).read(), words="A table")
    hand_over(scripted, "paste", photograph(40, 4_000).read())
    expect(scripted.get_by_role("alert")).to_have_text(re.compile("too narrow"))
    assert len([url for url in sent if url.endswith("/desk/pictures")]) == 1


def test_a_bomb_that_is_pasted_leaves_the_text_alone_and_says_why(scripted) -> None:
    body = scripted.get_by_label("Text", exact=True)
    body.fill("First.")
    hand_over(scripted, "paste", photograph(40, 4_000).read())
    expect(scripted.get_by_role("alert")).to_have_text(re.compile("too narrow"))
    expect(body).to_have_value("First.")


def test_a_picture_is_put_in_the_text_by_keyboard(scripted) -> None:
    scripted.get_by_label("Upload a picture").set_input_files(file())
    expect(scripted.get_by_text("Uploaded. Please add alt text")).to_be_visible()
    scripted.locator(".tile :checked").focus()
    scripted.keyboard.press("Tab")
    expect(scripted.get_by_role("link", name="Add alt text").first).to_be_focused()
    scripted.keyboard.press("Tab")
    scripted.keyboard.press("Enter")
    body = scripted.get_by_label("Text", exact=True)
    expect(body).to_be_focused()
    expect(body).to_have_value(re.compile(r"!\[\]\(picture:"))


def test_nothing_moves_when_a_picture_comes(open_browser, newspaper, pictures_of_site) -> None:
    editor = newspaper.person(role="editor")
    picture_id = uploaded_picture(editor, photograph(700, next(_heights)).read(), alt="A gull.")
    article = newspaper.article(picture_id=picture_id)
    page = open_browser(viewport=PHONE).new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/pictures/**", hold)
    page.goto(article.path, wait_until="domcontentloaded")
    text = page.locator("#article .text")
    expect(text).to_be_visible()
    page.evaluate("document.fonts.ready")
    before = text.bounding_box()
    for route in held:
        route.continue_()
    expect(page.get_by_role("img", name="A gull.")).not_to_have_js_property("naturalWidth", 0)
    assert held
    assert text.bounding_box() == before
