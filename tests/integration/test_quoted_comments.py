"""A comment that stands in another article by its address: a card that stays true."""

import pytest

from belowline.core.ids import encode
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.renames import rename_reader
from belowline.moderation.services.decisions import remove_comment
from belowline.newsroom.models import Article
from belowline.newsroom.queries.publications import publication_by_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(newspaper):
    return newspaper.person("Ada Marin")


@pytest.fixture
def below(newspaper):
    return newspaper.article(headline="The bridge is shut")


@pytest.fixture
def said(newspaper, writer, below) -> int:
    return newspaper.comment(newspaper.thread_below(below), "It stood on **sand**.", by=writer)


@pytest.fixture
def quoting(newspaper, client, said):
    """The page of an article that quotes the comment, and what it is made from."""
    base_url = publication_by_id(newspaper.publication_id).base_url
    article = newspaper.article(body=f"Before.\n\n{base_url}/c/{encode(said)}\n\nAfter.")

    def card() -> str:
        page = client.get(article.path)
        text = page.content.decode().partition('class="text"')[2].partition("</article>")[0]
        return text.partition('<figure class="quoted">')[2].partition("</figure>")[0]

    card.article = article
    return card


def test_the_comment_stands_in_the_article_with_whose_and_where(said, below, quoting) -> None:
    assert "It stood on <strong>sand</strong>." in quoting()
    assert "Ada Marin" in quoting()
    assert f'href="/c/{encode(said)}"' in quoting()
    assert f'href="{below.path}"' in quoting()
    assert below.headline in quoting()


def test_the_card_stays_true(newspaper, said, writer, quoting, client) -> None:
    edit_comment(actor=writer, comment_id=said, text="It stood on rock.")
    assert "It stood on rock." in quoting()
    rename_reader(actor=writer, name="Ada of the Quay")
    assert "Ada of the Quay" in quoting()
    remove_comment(
        actor=newspaper.person(role="moderator"),
        comment_id=said,
        version=2,
        reason="spam",
        explanation="",
    )
    assert "rock" not in quoting()
    assert "Ada" not in quoting()
    assert "This comment is no longer shown." in quoting()


def test_a_withdrawn_comment_says_no_more_what_it_said(said, writer, quoting) -> None:
    withdraw_comment(actor=writer, comment_id=said)
    assert "sand" not in quoting()
    assert "This comment is no longer shown." in quoting()


def test_the_page_is_made_from_both_discussions(newspaper, below, quoting, client) -> None:
    made_from = client.get(quoting.article.path)["Belowline-Depends"]
    for article in (below, quoting.article):
        assert f"thread:{newspaper.thread_below(article).id}" in made_from


def test_a_comment_whose_discussion_is_not_shown_is_an_address_only(below, quoting) -> None:
    Article.objects.filter(pk=below.id).update(state="held")
    assert quoting() == ""


@pytest.mark.parametrize(
    "address",
    ["/c/{ref}", "<{base}/c/{ref}>", "[what she said](/c/{ref})"],
)
def test_an_address_may_be_written_in_several_ways(newspaper, client, said, address) -> None:
    base_url = publication_by_id(newspaper.publication_id).base_url
    line = address.format(ref=encode(said), base=base_url)
    page = client.get(newspaper.article(body=f"Before.\n\n{line}\n\nAfter.").path)
    assert 'class="quoted"' in page.content.decode()


@pytest.mark.parametrize(
    "line",
    [
        "https://elsewhere.example/c/{ref}",
        "See /c/{ref} for more.",
        "/c/0000000000000",
        "/c/{ref}/answers",
        "`/c/{ref}`",
    ],
)
def test_what_is_no_address_of_a_comment_here_stays_as_it_is(newspaper, client, said, line) -> None:
    page = client.get(newspaper.article(body=f"Before.\n\n{line.format(ref=encode(said))}").path)
    assert page.status_code == 200
    assert 'class="quoted"' not in page.content.decode()
