"""A moderator at the desk: by keyboard alone, and two at once."""

from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from belowline.core.ids import encode
from belowline.discussion.models import Comment, Thread
from belowline.moderation.models import Decision
from belowline.moderation.services.reports import report_comment
from browser.steps import case_ref
from serving import until

_DECISIONS, _SECONDS = 30, 120


@pytest.fixture
def thread(newspaper):
    return newspaper.thread_below(newspaper.article(headline="The desk at night"))


@pytest.fixture
def reported(newspaper, thread):
    """Reports so many comments, as urgent as can be, so that they come before others' cases."""

    def make(number: int) -> list[int]:
        said = [newspaper.comment(thread, f"Remark number {n} of many.") for n in range(number)]
        for comment_id in said:
            report_comment(actor=newspaper.person(), comment_id=comment_id, reason="threat")
        return said

    return make


def opened(page: Page, comment_id: int) -> None:
    """Opens the queue, and this case of it, by its item."""
    page.goto("/desk/queues/now")
    expect(page.locator("#show-keys")).to_be_visible()
    page.locator(f'.item[data-case="{case_ref(comment_id)}"]').click()
    expect(shown(page, comment_id)).to_be_visible()


def shown(page: Page, comment_id: int):
    return page.locator(f'.the-case[data-case="{case_ref(comment_id)}"]')


def status(comment_id: int) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment_id)


def test_thirty_decisions_by_keyboard_alone(page_of, newspaper, reported) -> None:
    said = reported(_DECISIONS)
    page = page_of(newspaper.person(role="moderator"), viewport={"width": 1400, "height": 900})
    opened(page, said[0])
    began = monotonic()
    for number, comment_id in enumerate(said):
        expect(shown(page, comment_id)).to_be_focused()
        for key in ("a", "r5", "h")[number % 3]:
            page.keyboard.press(key)
        line = page.locator(f'.item[data-case="{case_ref(comment_id)}"] [data-line]')
        expected = ("Kept", "Removed", "")[number % 3]
        if expected:
            expect(line).to_contain_text(expected)
        else:
            expect(shown(page, comment_id).locator(".on")).to_contain_text("Held")
        page.keyboard.press("j")
    took = monotonic() - began
    wanted = [("published", "removed", "held")[number % 3] for number in range(_DECISIONS)]
    assert [status(comment_id) for comment_id in said] == wanted
    assert took < _SECONDS, f"{took:.0f} seconds"


def test_nothing_jumps_and_a_slip_is_undone(page_of, newspaper, reported) -> None:
    first, second, _ = reported(3)
    page = page_of(newspaper.person(role="moderator"), viewport={"width": 1400, "height": 900})
    opened(page, first)
    item = page.locator(f'.item[data-case="{case_ref(first)}"]')
    before = item.bounding_box()["y"]
    page.keyboard.press("r")
    page.keyboard.press("5")
    expect(item.locator("[data-line]")).to_contain_text("Spam")
    expect(shown(page, first)).to_be_focused()
    assert item.bounding_box()["y"] == pytest.approx(before, abs=1)
    page.keyboard.press("u")
    expect(item.locator("[data-line]")).to_have_text("")
    assert status(first) == "published"
    page.keyboard.press("r")
    page.keyboard.press("5")
    expect(item.locator("[data-line]")).to_contain_text("Spam")
    page.keyboard.press("j")
    expect(shown(page, second)).to_be_focused()
    page.keyboard.press(".")
    expect(page.locator(f'.item[data-case="{case_ref(second)}"] [data-line]')).to_contain_text(
        "Spam"
    )
    assert Decision.objects.filter(comment=second).get().reason == "spam"


def test_keys_that_come_before_their_case_wait_for_it(page_of, newspaper, reported) -> None:
    said = reported(4)
    page = page_of(newspaper.person(role="moderator"), viewport={"width": 1400, "height": 900})
    opened(page, said[0])
    for key in "r5jajr5ja":
        page.keyboard.press(key)
    wanted = ["removed", "published", "removed", "published"]
    until(lambda: [status(comment_id) for comment_id in said] == wanted)
    until(lambda: Decision.objects.filter(comment__in=said).count() == 4)


def test_what_was_entered_stays_with_its_case(page_of, newspaper, reported) -> None:
    first, second = reported(2)
    page = page_of(newspaper.person(role="moderator"), viewport={"width": 1400, "height": 900})
    opened(page, first)
    shown(page, first).get_by_text("Remove…").click()
    shown(page, first).get_by_label("Off topic").check()
    shown(page, first).get_by_label("Explanation for the author").fill("Lamps, please.")
    page.locator(f'.item[data-case="{case_ref(first)}"]').click()
    expect(shown(page, first)).to_be_focused()
    for other in (second, first):
        page.locator(f'.item[data-case="{case_ref(other)}"]').click()
        expect(shown(page, other)).to_be_focused()
    expect(shown(page, first).get_by_label("Off topic")).to_be_checked()
    explanation = shown(page, first).get_by_label("Explanation for the author")
    expect(explanation).to_have_value("Lamps, please.")
    shown(page, first).get_by_role("button", name="Remove", exact=True).click()
    expect(shown(page, first).locator("[data-decided]")).to_contain_text("Off topic")
    assert Decision.objects.get(comment=first).explanation == "Lamps, please."
    page.keyboard.press("u")
    expect(shown(page, first).get_by_label("Explanation for the author")).to_be_hidden()


def test_keys_are_shown_and_lead_to_the_queues(page_of, newspaper, reported) -> None:
    (said,) = reported(1)
    page = page_of(newspaper.person(role="moderator"), viewport={"width": 1400, "height": 900})
    opened(page, said)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Next case")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("n")
    page.keyboard.type("A note about jays")
    expect(page.get_by_label("Note for moderators only", exact=True)).to_have_value(
        "A note about jays"
    )
    page.keyboard.press("Enter")
    expect(shown(page, said)).to_contain_text("A note about jays")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/desk/queues/done")


def test_two_at_once_see_each_other_and_the_second_is_told(page_of, newspaper, reported) -> None:
    (said,) = reported(1)
    ada, ben = (newspaper.person(role="moderator") for _ in range(2))
    hers, his = (page_of(it, viewport={"width": 1400, "height": 900}) for it in (ada, ben))
    opened(hers, said)
    opened(his, said)
    item = his.locator(f'.item[data-case="{case_ref(said)}"]')
    expect(item).to_contain_text(f"{ada.name} is deciding")
    shown(his, said).get_by_text("Remove…").click()
    shown(his, said).get_by_label("Spam").check()
    shown(his, said).get_by_label("Explanation for the author").fill("No shops, please.")
    hers.keyboard.press("r")
    hers.keyboard.press("5")
    until(lambda: status(said) == "removed")
    expect(item.locator("[data-line]")).to_contain_text(f"Removed by {ada.name}")
    shown(his, said).get_by_role("button", name="Remove", exact=True).click()
    expect(shown(his, said).get_by_role("alert")).to_have_text("This comment is already hidden.")
    explanation = shown(his, said).get_by_label("Explanation for the author")
    expect(explanation).to_have_value("No shops, please.")
    assert Decision.objects.filter(comment=said).count() == 1


def test_without_a_script_and_on_a_phone(page_of, newspaper, reported) -> None:
    (said,) = reported(1)
    page = page_of(
        newspaper.person(role="moderator"),
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    page.goto("/desk/queues/now")
    expect(page.locator(".the-case")).to_be_hidden()
    page.locator(f'.item[data-case="{case_ref(said)}"]').click()
    expect(shown(page, said)).to_be_visible()
    shown(page, said).get_by_text("Remove…").click()
    shown(page, said).get_by_label("Spam").check()
    shown(page, said).get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator("[data-decided]")).to_contain_text("Spam")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-decided]")).to_be_hidden()
    assert status(said) == "published"
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator(f'.item[data-case="{case_ref(said)}"]')).to_be_visible()


def test_several_are_selected_decided_upon_and_brought_back(
    page_of, newspaper, reported, has_script
) -> None:
    one, two, three = reported(3)
    page = page_of(
        newspaper.person(role="moderator"),
        viewport={"width": 1400, "height": 900},
        java_script_enabled=has_script,
    )
    if has_script:
        opened(page, one)
        for key in "xjjx":
            page.keyboard.press(key)
        expect(page.locator("#decide-selected")).to_contain_text("2")
    else:
        page.goto("/desk/queues/now")
        for comment_id in (one, three):
            page.locator(f'.pick input[value="{case_ref(comment_id)}"]').check()
    page.get_by_role("button", name="Decide on those selected").click()
    expect(page.get_by_role("heading", name="Decide on 2 comments")).to_be_visible()
    page.get_by_label("Remove", exact=True).check()
    page.get_by_label("Spam").check()
    page.get_by_role("button", name="Decide on 2 comments").click()
    expect(page.get_by_text("Decided on 2 comments.")).to_be_visible()
    assert [status(each) for each in (one, two, three)] == ["removed", "published", "removed"]
    page.get_by_role("button", name="Undo the whole batch").click()
    expect(page.get_by_text("The decisions on 2 comments are undone.")).to_be_visible()
    assert [status(each) for each in (one, two, three)] == ["published"] * 3


def test_ctrl_k_leads_to_anything(page_of, newspaper, reported) -> None:
    (said,) = reported(1)
    page = page_of(newspaper.person(role="moderator"))
    page.goto("/desk/own-queues")
    dialog = page.get_by_role("dialog")
    until(lambda: page.keyboard.press("Control+k") or dialog.is_visible())
    page.keyboard.type(encode(said))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/cases/{case_ref(said)}")


def test_a_discussion_is_closed_by_key_and_opened_again(page_of, newspaper, reported, thread):
    (posted,) = reported(1)
    page = page_of(newspaper.person(role="moderator"), viewport={"width": 1400, "height": 900})
    opened(page, posted)
    page.keyboard.press("d")
    expect(page.locator("#closing-explanation")).to_be_focused()
    page.keyboard.type("All has been said.")
    page.select_option("#closing-reason", "off-topic")
    page.get_by_role("button", name="Close discussion", exact=True).click()
    undo = shown(page, posted).get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    expect(shown(page, posted)).to_contain_text("Discussion closed: Off topic")
    assert not is_open(thread.id)
    expect(shown(page, posted)).to_be_focused()
    page.keyboard.press("u")
    until(lambda: is_open(thread.id))
    assert status(posted) == "published"
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/desk/queues/newcomers")


def is_open(thread_id: int) -> bool:
    return Thread.objects.values_list("comments_open", flat=True).get(pk=thread_id)


def labels_of(comment_id: int) -> str:
    return Comment.objects.values_list("labels", flat=True).get(pk=comment_id)


def test_a_label_is_put_by_key_seen_by_readers_and_undone(page_of, newspaper, reported, thread):
    (comment_id,) = reported(1)
    page = page_of(newspaper.person(role="moderator"))
    opened(page, comment_id)
    page.keyboard.press("t")
    page.keyboard.press("3")
    expect(page.locator(".labelled .standing")).to_have_text("Satire")
    page.keyboard.press("t")
    page.keyboard.press("4")
    expect(page.locator(".labelled .standing")).to_have_count(2)
    assert labels_of(comment_id) == " satire tip "
    assert status(comment_id) == "published"
    page.keyboard.press("u")
    expect(page.locator(".labelled .standing")).to_have_count(1)
    expect(page.locator(".labelled .standing")).to_have_text("Satire")
    page.goto(page.url.split("/desk")[0] + f"/c/{encode(comment_id)}")
    expect(page.locator(".labels")).to_have_text("Labelled by the moderators: satire")


def test_a_label_is_put_without_a_script_and_on_a_phone(page_of, newspaper, reported) -> None:
    (comment_id,) = reported(1)
    page = page_of(
        newspaper.person(role="moderator"),
        viewport={"width": 390, "height": 800},
        java_script_enabled=False,
    )
    page.goto("/desk/queues/now")
    page.locator(f'.item[data-case="{case_ref(comment_id)}"]').click()
    page.get_by_text("Label…").click()
    page.get_by_role("button", name="Needs a source").click()
    assert labels_of(comment_id) == " needs-source "
    page.get_by_role("button", name="Undo Needs a source").click()
    assert labels_of(comment_id) == ""
