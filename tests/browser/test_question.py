"""An article's question leads to the box, with and without a script, and before the login."""

import pytest
from playwright.sync_api import expect

from belowline.discussion.models import Question
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.queries.drafts import story_draft
from browser.steps import write

ASKED = "When did you last take the night ferry?"


@pytest.fixture
def article(newspaper):
    found = newspaper.article(body="\n\n".join(f"Paragraph {n}." for n in range(9)))
    story = story_draft(publication_id=newspaper.publication_id, article_id=found.id)
    publish_with_discussion(
        actor=newspaper.person(role="editor"),
        article_id=found.id,
        words={**story.words, "question": ASKED},
        revision=story.revision,
    )
    return found


@pytest.fixture
def question(article):
    return Question.objects.get(thread__article_id=article.id)


def test_a_reader_replies_to_the_question_by_keyboard(
    page_of, newspaper, article, question, has_script
) -> None:
    page = page_of(newspaper.person(), java_script_enabled=has_script)
    page.goto(article.path)
    if has_script:
        expect(page.locator("#join textarea")).to_be_visible()
    page.get_by_role("button", name="Reply to this question").press("Enter")
    box = page.get_by_label("Your comment")
    expect(box).to_be_focused()
    expect(page.locator(".asked")).to_have_text(ASKED)
    write(page, "In March, and it was late.")
    expect(page.locator("#list")).to_contain_text("In March, and it was late.")
    expect(page.locator(".asked")).to_have_count(0)
    question.refresh_from_db()
    assert (question.presses, question.comments, question.newcomers) == (1, 1, 1)


def test_whoever_is_not_logged_in_begins_at_once(page, article, question) -> None:
    page.goto(article.path)
    expect(page.get_by_role("link", name="Write a comment")).to_be_visible()
    page.get_by_role("button", name="Reply to this question").click()
    expect(page.locator(".asked")).to_have_text(ASKED)
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.get_by_label("Your comment").fill("In March.")
    page.reload()
    page.get_by_role("link", name="Write a comment").click()
    expect(page.locator(".asked")).to_have_text(ASKED)
    expect(page.get_by_label("Your comment")).to_have_value("In March.")
