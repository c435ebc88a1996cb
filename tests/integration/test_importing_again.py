"""The same page once more: by another spelling, of other spacing, half of it, with other scores."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings
from django.db import connection

from belowline.cli.imports import import_group
from belowline.core.ids import encode
from belowline.core.web_addresses import one_spelling
from belowline.discussion.models import Comment
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import thread_page
from belowline.discussion.services.recount import recount
from belowline.discussion.services.votes import cast_vote
from belowline.newsroom.models import Article
from tests.found import thread_of_article

URL = "https://news.example/story"


@pytest.fixture
def bring(newspaper, tmp_path):
    def run(comments, url=URL, headline="Big news", score="0 ( +0 / -0 )"):
        told = [it if isinstance(it, tuple) else (it, score) for it in comments]
        shown = "\n\n".join(f"{text}\n\n{scored}" for text, scored in told)
        counted = f"{len(told)} Comments" if len(told) != 1 else "1 Comment"
        file = tmp_path / "page.txt"
        file.write_text(
            f"{headline}\n\n{counted}\nBy Ada Wren\n\nThe article has expired.\n\n{counted}\n"
            f"Login to comment\n\n{shown}\n\nLogin to leave a comment\n"
        )
        asked = ["--url", url, "--published", "2014-03-05", "--timezone", "Asia/Tokyo"]
        result = CliRunner().invoke(import_group, ["page", str(file), *asked])
        assert result.exit_code == 0, result.output
        return result.output

    return run


def _shown():
    (article,) = Article.objects.all()
    thread = thread_of_article(article.id)
    return thread_page(thread_id=thread.id, order=Order.OLDEST).comments


OTHERS = [
    *("https://news.example/story/", "http://news.example/story", "HTTP://news.example/story"),
    *("https://www.news.example/story", "https://NEWS.example/story", f"{URL}#c1"),
    *("https://news.example:443/story", "http://news.example:80/story", f"{URL}?utm_source=x"),
    *(f"{URL}?fbclid=3&gclid=4", "https://news.example//story", "https://news.example/%73tory"),
    *("https://news.example/a/../story", "https://news.example./story"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_another_spelling_of_the_address_is_the_same_article(bring, client, other):
    bring(["First words here."])
    assert "(was here)" in bring(["First words here."], url=other)
    assert Article.objects.count() == 1
    assert client.get("/api/v1/threads", {"url": other}).status_code == 200
    (told,) = client.get("/api/v1/counts", {"url": other}).json()["counts"].values()
    assert told == 1


@pytest.mark.parametrize(
    "address",
    [
        *("https://news.example/another", "https://news.example/story?p=2", "not an address"),
        *("https://old.news.example/story", "https://news.example:8443/story", "https://[::1"),
    ],
)
def test_another_page_is_another_article(address):
    assert one_spelling(address) != URL
    assert one_spelling(one_spelling(address)) == one_spelling(address)


@pytest.mark.parametrize(
    "form", ["{own}/", "{own}?utm_source=x", "{own}#c", "{host}/{path}", "{path}/?a=1"]
)
def test_this_sites_own_addresses_are_found_however_they_are_spelled(newspaper, client, form):
    article = newspaper.article()
    base = settings.SITE_URL
    url = form.format(own=base + article.path, host=base, path=article.path)
    for asked in (url, url.replace("http://", "HTTPS://")):
        assert client.get("/api/v1/threads", {"url": asked}).status_code == 200, asked


def test_other_white_space_is_the_same_comment(bring):
    bring(["Two  words\n\nand more."])
    assert "0 new, 1 here already" in bring(["Two words\n\n\n  and more. "])
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("known", [slice(0, 3), slice(3, 6), slice(1, 5, 2), slice(0, 6, 5)])
def test_the_order_is_the_pages_whatever_was_imported_first(bring, client, known):
    whole = [f"Comment number {n} says something of its own." for n in range(6, 0, -1)]
    bring(whole[known])
    links = {row.text: encode(row.id) for row in Comment.objects.all()}
    bring(whole)
    assert [comment.html for comment in _shown()] == [f"<p>{text}</p>" for text in whole[::-1]]
    assert all(
        encode(row.id) == links.get(row.text, encode(row.id)) for row in Comment.objects.all()
    )
    assert all(client.get(f"/c/{ref}").status_code == 302 for ref in links.values())


def test_a_later_save_brings_later_scores_and_leaves_votes_cast_here(bring, newspaper):
    bring([("Words one.", "1 ( +1 / -0 )"), ("Words two.", "0 ( +0 / -0 )")])
    one = Comment.objects.get(text="Words one.")
    cast_vote(actor=newspaper.person(), comment_id=one.id, value=1)
    told = bring([("New.", "0 ( +0 / -0 )"), ("Words one.", "7 ( +9 / -2 )"), "Words two."])
    assert "1 new, 2 here already, with 9 votes up and 2 down" in told
    assert "1 that were here have the page's scores now" in told
    shown = next(comment for comment in _shown() if comment.id == one.id)
    assert (shown.up, shown.down, shown.imported_up) == (10, 2, 9)
    assert list(recount()) == []
    before = list(Comment.objects.values())
    bring([("New.", "0 ( +0 / -0 )"), ("Words one.", "7 ( +9 / -2 )"), "Words two."])
    assert list(Comment.objects.values()) == before


def test_two_equal_comments_to_somebody_are_by_nobody_known(bring):
    twice = "@Bob\n\nStop the ferry now, before somebody drowns in that lock."
    assert "recovered" not in bring([twice, twice])
    assert [comment.author for comment in _shown()] == ["", ""]


def test_an_opening_quote_that_no_comment_holds_is_of_the_article(bring):
    said = "The harbour board has decided to close the northern lock for the whole of next winter"
    bring(
        [
            f"“{said}, and nobody was asked.”\n\nNobody ever is.",
            "Nobody rides a boat at midnight in the middle of February.\n\nThree hundred did.",
            f"{said}\n\nThat is the end of the ferry.",
            "Nobody rides a boat at midnight in the middle of February.",
        ]
    )
    cited = [comment.id for comment in _shown() if 'class="article"' in comment.html]
    assert cited == [comment.id for comment in _shown()][1::2]


def test_where_nobody_else_quotes_marks_alone_prove_nothing(bring):
    words = "“All the world is a stage, and all the men and women merely players on it.”"
    bring([f"{words}\n\nSo said my teacher.", "Words of my own."])
    assert not [comment for comment in _shown() if "<cite" in comment.html]


def test_what_is_too_long_is_shortened_and_what_is_blank_is_left_out_and_named(bring):
    told = bring(["\u2800", "Words."], headline="A very long headline " * 20)
    assert "1 comments in which nothing is seen" in told
    assert "The headline has more than 300 characters, so it was shortened." in told
    assert len(Article.objects.get().headline) <= 300
    assert Article.objects.get().headline.endswith("…")
    assert Comment.objects.count() == 1


def test_of_two_articles_of_one_address_both_stay_and_the_older_is_found(bring):
    spelt, other = "https://news.example/a", "http://www.news.example/a/"
    bring(["Words."])
    older = Article.objects.get()
    later = Article.objects.get()
    later.pk, later.slug, later.url = older.pk + 1, "later", spelt
    later.save(force_insert=True)
    Article.objects.filter(pk=older.pk).update(url=other)
    migration = import_module("belowline.newsroom.migrations.0005_one_spelling")
    migration.respell(apps, SimpleNamespace(connection=connection))
    kept = dict(Article.objects.values_list("pk", "url"))
    assert kept == {older.pk: spelt, later.pk: other}
