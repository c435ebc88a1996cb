"""Profiles: sent pictures, other names, folded comments, followed threads."""

import re

from playwright.sync_api import expect

from belowline.core.ids import encode
from browser.steps import comment, press
from pictures import photograph

PHONE = {"width": 390, "height": 844}


def test_a_picture_is_sent_and_everybody_sees_it(
    page, page_of, newspaper, article, has_script
) -> None:
    reader = newspaper.person()
    said = newspaper.comment(newspaper.thread_below(article), "Look at me.", by=reader)
    page.goto(article.path)
    expect(comment(page, said).locator("> header img")).to_have_count(0)

    own = page_of(reader, java_script_enabled=has_script)
    own.goto("/me/settings")
    file = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photograph().read()}
    own.get_by_label("Photo", exact=True).set_input_files(file)
    own.get_by_role("button", name="Upload photo").click()
    expect(own.get_by_role("status")).to_have_text("Photo updated.")

    page.reload()
    picture = comment(page, said).locator("> header img")
    expect(picture).to_have_js_property("naturalWidth", 96)

    own.get_by_role("button", name="Delete photo").click()
    page.reload()
    expect(picture).to_have_count(0)


def test_a_photograph_of_a_phone_is_small_enough_and_one_of_a_studio_is_not(
    page_of, newspaper
) -> None:
    own = page_of(newspaper.person())
    own.goto("/me/settings")
    start = photograph().read()
    for size, words in ((4_800_000, "Photo updated."), (5_600_000, "Too large")):
        file = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": start.ljust(size, b"\0")}
        own.locator("#picture").set_input_files(file)
        own.get_by_role("button", name="Upload photo").click()
        expect(own.locator("body")).to_contain_text(words)


def test_another_name_is_everywhere_at_once(page, page_of, newspaper, article, has_script) -> None:
    reader = newspaper.person()
    said = newspaper.comment(newspaper.thread_below(article), "Who am I?", by=reader)
    page.goto(article.path)
    expect(comment(page, said).locator("> header b")).to_have_text(reader.name)

    own = page_of(reader, java_script_enabled=has_script)
    own.goto("/me/settings")
    own.get_by_label("Name", exact=True).fill(f"Captain {reader.name[-3:].strip()}")
    own.get_by_role("button", name="Save name").click()
    expect(own.get_by_text("You can change it again on")).to_be_visible()

    page.reload()
    expect(comment(page, said).locator("> header b")).to_contain_text("Captain")
    comment(page, said).locator("> header b a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Captain")


def test_muted_comments_are_folded_for_oneself_only(page, page_of, newspaper, article) -> None:
    thread, loud = newspaper.thread_below(article), newspaper.person()
    first = newspaper.comment(thread, "LISTEN TO ME.", by=loud)
    second = newspaper.comment(thread, "AND AGAIN.", by=loud)
    answer = newspaper.comment(thread, "Must you shout?", to=first)
    own = page_of(newspaper.person())
    own.goto(article.path)
    press(own, first, "More")
    own.get_by_role("button", name=f"Mute {loud.name}").click()
    for number in (first, second):
        expect(comment(own, number).locator("> .body")).to_be_hidden()
    expect(comment(own, answer).locator("> .body")).to_be_visible()

    own.reload()
    folded = comment(own, first).locator("> .folded")
    expect(folded).to_contain_text("Comment by a reader you muted")
    folded.get_by_role("button", name="Show").click()
    expect(comment(own, first).locator("> .body")).to_be_visible()
    expect(comment(own, second).locator("> .body")).to_be_hidden()

    for other in (page, page_of(newspaper.person())):
        other.goto(article.path)
        expect(comment(other, first).locator("> .body")).to_be_visible()
        expect(other.locator(".folded")).to_have_count(0)

    own.goto("/me/muted")
    own.get_by_role("button", name=f"Unmute {loud.name}").click()
    own.goto(article.path)
    expect(comment(own, second).locator("> .body")).to_be_visible()


def test_a_new_comment_of_somebody_muted_arrives_folded(page_of, newspaper, article) -> None:
    thread, loud = newspaper.thread_below(article), newspaper.person()
    newspaper.comment(thread, "First.", by=loud)
    own = page_of(newspaper.person())
    own.goto(f"/people/{encode(loud.id)}")
    own.get_by_text("Mute or block").click()
    own.get_by_role("button", name="Mute", exact=True).click()
    own.goto(article.path)
    expect(own.locator(".folded")).to_have_count(1)
    later = newspaper.comment(thread, "Second.", by=loud)
    own.get_by_role("button", name="Show 1 new comment").click()
    expect(comment(own, later).locator("> .folded")).to_be_visible()


def test_without_a_script_muting_and_its_undoing_are_forms(page_of, newspaper, article) -> None:
    loud = newspaper.person()
    said = newspaper.comment(newspaper.thread_below(article), "LISTEN TO ME.", by=loud)
    own = page_of(newspaper.person(), java_script_enabled=False)
    own.goto(f"/c/{encode(said)}/more")
    own.get_by_role("button", name=f"Mute {loud.name}").click()
    expect(own).to_have_url(re.compile(re.escape(article.path)))
    own.goto("/me/muted")
    own.get_by_role("button", name=f"Unmute {loud.name}").click()
    expect(own.get_by_text("You haven’t muted anyone.")).to_be_visible()


def test_a_thread_is_followed_and_the_list_says_what_is_new(
    page_of, newspaper, article, has_script
) -> None:
    thread = newspaper.thread_below(article)
    own = page_of(newspaper.person(), java_script_enabled=has_script)
    if has_script:
        # Until what is one's own has arrived, the button sends its form.
        with own.expect_response("**/me/threads/*"):
            own.goto(article.path)
    else:
        own.goto(article.path)
    own.get_by_role("button", name="Follow", exact=True).click()
    if has_script:
        expect(own.get_by_role("button", name="Unfollow", exact=True)).to_be_visible()
    else:
        expect(own).to_have_url(re.compile("/me/following$"))
    newspaper.comment(thread, "Something new.")
    own.goto("/me/following")
    expect(own.get_by_text("1 new comment")).to_be_visible()
    own.reload()
    expect(own.get_by_text("No new comments")).to_be_visible()
    own.get_by_role("button", name="Unfollow").click()
    expect(own.get_by_text("You aren’t following any discussions yet.")).to_be_visible()


def test_a_profile_fits_a_phone(page_of, newspaper, article) -> None:
    reader = newspaper.person("somebody_with_quite_a_long_one")
    thread = newspaper.thread_below(article)
    first = newspaper.comment(thread, "A word of some length: " + "never" * 30, by=reader)
    newspaper.comment(thread, "An answer to it.", to=first)
    own = page_of(newspaper.person(), viewport=PHONE)
    for part in ("", "/answers"):
        own.goto(f"/people/{encode(reader.id)}{part}")
        own.get_by_text("Mute or block").click()
        assert own.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
