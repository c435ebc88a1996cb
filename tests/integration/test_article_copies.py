"""When an article has ended, long copies of it in readers' comments go with it, at every exit."""

from datetime import timedelta

import pytest

from belowline.core import clock
from belowline.core.ids import encode
from belowline.core.tasks.running import run_due
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.models import Article, ArticleShingles
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.drafts import begin_story
from belowline.newsroom.services.endings import kill_story, withdraw_story
from exits import exits
from tests.found import thread_of_article

pytestmark = pytest.mark.django_db

FIRST = "The last boat of the day left the north quay at eleven"
LAST = "the harbour master heard of it from the cook"
TEXT = (
    f"{FIRST}, with nine people and a dog on board, and nobody on the pier could say afterwards "
    "who had given the order to cast off so early in that fog, or why the second engine had not "
    "been started before the lines were let go; there was some shouting from the deck, a bell was "
    "rung three times, and then the lights were seen to turn towards the open water, until "
    f"{LAST}."
)
SHORT = f"He says “{FIRST}”, but it was later."


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


@pytest.fixture
def published(editor, newspaper):
    """Publishes the article and returns its id."""

    def publish(**given: str) -> int:
        article_id = begin_story(actor=editor)
        words = {
            "headline": "The slipway opens",
            "body": TEXT,
            "section": encode(newspaper.section_id),
            "remains": "discussion",
            **given,
        }
        publish_with_discussion(actor=editor, article_id=article_id, words=words, revision=0)
        return article_id

    return publish


@pytest.fixture
def write(newspaper):
    """Posts a comment below the article and returns its id."""

    def write(article_id: int, text: str) -> int:
        thread = thread_of_article(article_id)
        return post_comment(actor=newspaper.person(), thread_id=thread.id, text=text)

    return write


@pytest.fixture
def killed(editor, newspaper):
    def kill(article_id: int) -> None:
        kill_story(
            actor=editor,
            publication_id=newspaper.publication_id,
            article_id=article_id,
            notice="",
            remains="discussion",
        )
        run_due({"find-article-copies"})

    return kill


def _where(client, article_id: int, comment: int, words: str) -> set[str]:
    article = Article.objects.get(pk=article_id)
    said = exits(client, article_id, comment)
    # The article's own text is not what is looked for here.
    own = article.body_html
    return {path for path, each in said.items() if words in each.replace(own, "")}


def test_a_long_copy_goes_in_the_second_in_which_the_licence_ends(
    client, published, write, newspaper, at
) -> None:
    ends = clock.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    local = ends.astimezone(zone_of(newspaper.publication_id)).strftime("%Y-%m-%dT%H:%M")
    article_id = published(licence_ends_at=local)
    comment = write(article_id, f"Look:\n\n> {TEXT}\n\nNobody believes that.")
    at(ends - timedelta(seconds=1))
    before = _where(client, article_id, comment, LAST)
    assert len(before) >= 4
    at(ends)
    assert _where(client, article_id, comment, LAST) == set()
    assert _where(client, article_id, comment, "Nobody believes that.") >= before
    assert _where(client, article_id, comment, FIRST) >= before


def test_what_is_no_longer_than_a_quotation_stays(client, published, write, killed) -> None:
    article_id = published(source="An agency")
    comment = write(article_id, SHORT)
    killed(article_id)
    assert Comment.objects.get(pk=comment).article_runs is None
    assert _where(client, article_id, comment, FIRST)


def test_copies_of_a_killed_text_are_found_by_its_hashes(client, published, write, killed) -> None:
    article_id = published()
    early = write(article_id, TEXT)
    assert Comment.objects.get(pk=early).article_runs is None
    killed(article_id)
    assert ArticleShingles.objects.get().article_id == article_id
    late = write(article_id, f"I have kept it: {TEXT}")
    for comment in (early, late):
        assert _where(client, article_id, comment, LAST) == set()
        assert _where(client, article_id, comment, "The last boat")


def test_an_edit_is_looked_through_as_well(client, published, newspaper, killed) -> None:
    article_id = published(source="An agency")
    reader = newspaper.person()
    thread = thread_of_article(article_id)
    comment = post_comment(actor=reader, thread_id=thread.id, text="Wait for it.")
    edit_comment(actor=reader, comment_id=comment, text=TEXT)
    killed(article_id)
    assert _where(client, article_id, comment, LAST) == set()


def test_copies_of_our_own_words_stay_when_we_retract_them(
    client, published, write, editor
) -> None:
    article_id = published()
    comment = write(article_id, TEXT)
    withdraw_story(actor=editor, article_id=article_id, notice="", remains="discussion")
    run_due({"find-article-copies"})
    assert _where(client, article_id, comment, LAST)


def test_a_licence_that_is_entered_later_is_found_in_what_was_written_before(
    published, write, editor
) -> None:
    article_id = published()
    comment = write(article_id, TEXT)
    thread = thread_of_article(article_id)
    words = {
        "headline": "The slipway opens",
        "body": TEXT,
        "section": encode(Article.objects.get(pk=article_id).section_id),
        "remains": "discussion",
        "source": "An agency",
    }
    publish_with_discussion(actor=editor, article_id=article_id, words=words, revision=0)
    run_due({"find-article-copies"})
    assert Comment.objects.get(pk=comment).article_runs
    assert thread_of_article(article_id).revision == thread.revision + 1
    run_due({"find-article-copies"})
    assert thread_of_article(article_id).revision == thread.revision + 1
