"""A question to readers: set with the article, printed in its text, leading to the box, counted."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Comment, Question, Thread
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.stories import publish_with_discussion
from belowline.discussion.services.threads import switch_thread
from belowline.newsroom.models import Article, ArticleVersion
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.queries.versions import version_words
from belowline.newsroom.services.endings import kill_story
from tests.found import article_by_id

ASKED = "When did you last take the <night> ferry?"
SAID = "In March, and it was late."


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ed", role="editor")


@pytest.fixture
def publish(newspaper, editor):
    """Publishes an article with a question, or changes it."""
    kept = {}

    def give(**words):
        if "article" not in kept:
            kept["article"] = newspaper.article(
                body="\n\n".join(f"Paragraph {n}." for n in range(1, 7))
            )
        article = kept["article"]
        found = story_draft(publication_id=newspaper.publication_id, article_id=article.id)
        publish_with_discussion(
            actor=editor,
            article_id=article.id,
            words={**found.words, "question": ASKED, **words},
            revision=found.revision,
        )
        return article_by_id(article.id)

    return give


def press(client, thread, question, **more):
    return client.post(
        f"/threads/{encode(thread.id)}/question", {"question": encode(question.id)}, **more
    )


def test_it_is_printed_two_thirds_down_and_leads_to_the_form(publish, client):
    article = publish()
    page = client.get(article.path).content.decode()
    question = Question.objects.get()
    assert "<p>Paragraph 4.</p><aside" in page.replace("\n", "")
    assert "When did you last take the &lt;night&gt; ferry?" in page
    sent = press(client, question.thread, question)
    assert sent.headers["Location"].endswith(f"comments?question={encode(question.id)}")
    form = client.get(sent.headers["Location"]).content.decode()
    assert "When did you last take the &lt;night&gt; ferry?" in form
    assert f'name="question" value="{encode(question.id)}"' in form


def test_presses_are_counted_but_few_from_one_network(publish, client):
    publish()
    question = Question.objects.get()
    for _ in range(9):
        assert press(client, question.thread, question).status_code == 302
    press(client, question.thread, question, REMOTE_ADDR="192.0.2.7")
    question.refresh_from_db()
    assert question.presses == 6
    assert not client.cookies


def test_a_press_for_another_articles_question_is_not_counted(newspaper, publish, client):
    publish()
    question = Question.objects.get()
    other = newspaper.thread()
    assert press(client, other, question).status_code == 404
    question.refresh_from_db()
    assert question.presses == 0
    asked = client.get(f"/threads/{other.ref}/comments?question={encode(question.id)}")
    assert "night" not in asked.content.decode()


def test_comments_from_it_are_counted_and_the_first_of_somebody(newspaper, publish, client_of):
    publish()
    question = Question.objects.select_related("thread").get()
    thread = question.thread
    old, new = newspaper.person(), newspaper.person()
    newspaper.comment(newspaper.thread(), "Said before.", by=old)
    form = {"text": SAID, "key": str(uuid4()), "question": encode(question.id)}
    for _ in range(2):  # the second is the same comment again
        client_of(old).post(f"/threads/{encode(thread.id)}/comments", form)
    posted = client_of(new).post(
        f"/api/v1/threads/{encode(thread.id)}/comments",
        json.dumps({"text": SAID, "question": encode(question.id)}),
        content_type="application/json",
    )
    assert posted.status_code == 201
    post_comment(actor=new, thread_id=thread.id, text="Again.", question_id=question.id)
    post_comment(actor=new, thread_id=thread.id, text="Of my own.")
    question.refresh_from_db()
    assert (question.comments, question.newcomers) == (3, 1)


def test_a_question_of_another_article_changes_no_count_and_loses_no_comment(
    newspaper, publish, client_of
):
    publish()
    question = Question.objects.get()
    other, reader = newspaper.thread(), newspaper.person()
    for given in (encode(question.id), "nonsense", encode(7)):
        form = {"text": f"{SAID} {given}", "key": str(uuid4()), "question": given}
        assert client_of(reader).post(f"/threads/{other.ref}/comments", form).status_code == 302
    question.refresh_from_db()
    assert (question.comments, question.newcomers) == (0, 0)
    assert Comment.objects.count() == 3


def test_it_goes_through_the_login_with_what_was_written(publish):
    publish()
    question = Question.objects.select_related("thread").get()
    path = f"/threads/{encode(question.thread_id)}/comments"
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    sent = client.post(path, {"text": SAID, "key": str(uuid4()), "question": encode(question.id)})
    assert "login" in sent.headers["Location"]
    form = client.get(path).content.decode()
    assert SAID in form
    assert f'name="question" value="{encode(question.id)}"' in form


def test_another_question_counts_anew_and_the_first_goes_on_when_asked_again(publish, client):
    publish()
    first = Question.objects.get()
    press(client, first.thread, first)
    publish(question="Who should pay?")
    assert Question.objects.count() == 2
    publish()
    thread = Thread.objects.get(pk=first.thread_id)
    assert thread.question_id == first.id
    publish(question="")
    assert Thread.objects.get(pk=first.thread_id).question_id is None


def test_versions_keep_it(publish):
    article = publish()
    publish(question="Who should pay?")
    numbers = ArticleVersion.objects.filter(article_id=article.id).order_by("number")
    its = {"publication_id": article.publication_id, "article_id": article.id}
    asked = [version_words(**its, number=it.number)["question"] for it in numbers]
    assert asked == ["", ASKED, "Who should pay?"]


def test_it_is_not_asked_where_nobody_can_reply_or_the_text_has_ended(
    publish, editor, client, newspaper
):
    article = publish()
    assert 'class="question"' in client.get(article.path).content.decode()
    thread_id = Question.objects.get().thread_id
    switch_thread(actor=editor, thread_id=thread_id, comments_open=False, votes_open=True)
    assert 'class="question"' not in client.get(article.path).content.decode()
    switch_thread(actor=editor, thread_id=thread_id, comments_open=True, votes_open=True)
    Article.objects.filter(pk=article.id).update(licence_ends_at=now())
    page = client.get(article.path).content.decode()
    assert 'class="question"' not in page
    assert "night" not in page
    Article.objects.filter(pk=article.id).update(licence_ends_at=None)
    kill_story(
        actor=editor,
        publication_id=newspaper.publication_id,
        article_id=article.id,
        notice="",
        remains="discussion",
    )
    assert not Article.objects.get(pk=article.id).question
    assert not ArticleVersion.objects.exclude(question="").exists()


def test_the_desk_sets_it_sees_what_came_of_it_and_refuses_nonsense(
    newspaper, publish, editor, client_of
):
    article = publish(question_after="2")
    assert "<p>Paragraph 2.</p><aside" in Client().get(article.path).content.decode()
    question = Question.objects.get()
    Question.objects.update(presses=1204, comments=31, newcomers=1)
    desk = client_of(editor)
    form = desk.get(f"/desk/stories/{encode(article.id)}").content.decode()
    assert "1,204 presses" in form
    assert "31 comments" in form
    assert "1 by someone new" in form
    assert question.text.replace("<", "&lt;").replace(">", "&gt;") in form
    preview = desk.get(f"/desk/stories/{encode(article.id)}/preview").content.decode()
    assert "<p>Paragraph 2.</p><aside" in preview
    found = story_draft(publication_id=newspaper.publication_id, article_id=article.id)
    for field, typed in (("question_after", "two"), ("question", "x" * 301)):
        words = {**found.words, field: typed, "publish": "1", "revision": "0"}
        refused = desk.post(f"/desk/stories/{encode(article.id)}", words)
        assert refused.status_code == 422
        assert typed in refused.content.decode()
    assert article_by_id(article.id).question_after == 2
