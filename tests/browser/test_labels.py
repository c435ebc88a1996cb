"""A moderator labels a comment by keyboard, readers see it, and one press takes it off again."""

from playwright.sync_api import expect

from belowline.discussion.models import Comment
from belowline.moderation.services.reports import report_comment
from browser.steps import case_ref

LINE = "Labelled by the moderators: needs a source"


def test_a_label_is_put_by_keyboard_and_taken_off_by_it(page_of, newspaper) -> None:
    article = newspaper.article(headline="Labels at the desk")
    said = newspaper.comment(newspaper.thread_below(article), "Nine of ten gulls agree with me.")
    report_comment(actor=newspaper.person(), comment_id=said, reason="threat")
    page = page_of(newspaper.person(role="moderator"), viewport={"width": 1400, "height": 900})
    page.goto("/desk/queues/now")
    expect(page.locator("#show-keys")).to_be_visible()
    page.locator(f'.item[data-case="{case_ref(said)}"]').click()
    case = page.locator(f'.the-case[data-case="{case_ref(said)}"]')
    expect(case).to_be_focused()
    page.keyboard.press("t")
    page.keyboard.press("1")
    expect(case.get_by_role("button", name="Undo Needs a source")).to_be_visible()
    reader = page_of(newspaper.person(), viewport={"width": 390, "height": 844})
    reader.goto(article.path)
    expect(reader.get_by_text(LINE)).to_be_visible()
    assert Comment.objects.get(pk=said).status == "published"
    page.keyboard.press("u")
    expect(case.get_by_role("button", name="Undo Needs a source")).to_have_count(0)
    reader.reload()
    expect(reader.get_by_text("Nine of ten gulls")).to_be_visible()
    expect(reader.get_by_text(LINE)).to_have_count(0)
