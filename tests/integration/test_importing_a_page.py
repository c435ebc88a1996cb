"""`belowline import page` on the real discussion of ten years ago, and on what is not one."""

import pytest
from click.testing import CliRunner

from belowline.accounts.models import Person
from belowline.cli.imports import import_group
from belowline.core.models import OutboxEvent
from belowline.discussion.models import Answer, Comment
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import thread_page
from belowline.discussion.services.recount import recount
from belowline.discussion.services.votes import cast_vote
from belowline.newsroom.models import Article, Publication
from belowline.newsroom.queries.article_addresses import article_by_url
from shared_data import SAVED_PAGE, needs_shared
from tests.found import thread_of_article

URL = "https://news.example.org/politics/embrace"


def run(file, *more):
    return CliRunner().invoke(
        import_group,
        [
            "page",
            str(file),
            "--url",
            URL,
            "--published",
            "2014-03-05",
            "--timezone",
            "Asia/Tokyo",
            *more,
        ],
    )


@pytest.fixture
def imported(newspaper):
    result = run(SAVED_PAGE)
    assert result.exit_code == 0, result.output
    article = article_by_url(publication_id=newspaper.publication_id, url=URL)
    page = thread_page(thread_id=thread_of_article(article.id).id)
    return result, article, page


@needs_shared
def test_the_article_is_as_the_page_had_it(imported):
    _, article, _ = imported
    assert article.headline == "Japan's embrace of Russia under threat with Ukraine crisis"
    assert (article.section_name, article.byline) == ("Politics", "Aaron Sheldrick")
    assert "Thomson Reuters 2014" in article.copyright
    assert article.site_copyright == "©2024 GPlusMedia Inc."
    assert article.notice.startswith("The requested article has expired")
    assert article.published_at.isoformat() == "2014-03-04T15:00:00+00:00"


@needs_shared
def test_all_comments_are_there_in_their_order_with_their_votes(imported):
    _, _, page = imported
    comments = page.comments
    assert len(comments) == 41
    assert sum(comment.up for comment in comments) == 111
    assert sum(comment.down for comment in comments) == 112
    nets = [comment.net for comment in comments]
    assert nets[:6] == [-1, 1, 1, 1, -1, -2]
    assert nets[-3:] == [-1, -1, -3]
    assert all(comment.imported_up == comment.up for comment in comments)


@needs_shared
def test_the_furniture_of_the_page_is_not_a_comment(imported):
    _, _, page = imported
    said = " ".join(comment.html for comment in page.comments)
    for boilerplate in ("Login to", "Facebook", "Useful Resources", "user survey", "registration"):
        assert boilerplate not in said


@needs_shared
def test_what_others_tell_of_a_lost_author_is_recovered_and_marked(imported):
    _, _, page = imported
    named = {comment.author: comment for comment in page.comments if comment.author}
    assert named.keys() == {
        "hidingout", "Kazuaki Shimazaki", "rsgz4gg7y2", "BurakuminDes",
        "japanesereds", "CH3CHO", "anahorn",
    }  # fmt: skip
    assert all(comment.is_recovered for comment in named.values())
    assert named["rsgz4gg7y2"].posted_at.isoformat() == "2014-03-05T20:09:00+00:00"
    assert named["BurakuminDes"].posted_at.isoformat() == "2014-03-05T07:06:00+00:00"
    assert sum(comment.posted_at is not None for comment in page.comments) == 2
    assert not Person.objects.exists()


@needs_shared
def test_quotes_link_to_those_who_were_quoted(imported):
    _, _, page = imported
    number = {comment.id: 41 - index for index, comment in enumerate(page.comments)}
    edges = {(number[edge.source_id], number[edge.target_id]) for edge in Answer.objects.all()}
    assert {(39, 38), (38, 37), (33, 31), (26, 25), (29, 22), (16, 9)} <= edges
    by_author = {comment.author: number[comment.id] for comment in page.comments}
    assert (39, by_author["hidingout"]) in edges
    assert {target for _, target in edges} >= {by_author[name] for name in by_author if name}
    assert len(edges) >= 14


@needs_shared
def test_importing_it_twice_changes_nothing(imported):
    def state():
        return (
            list(Comment.objects.order_by("id").values()),
            list(Answer.objects.order_by("id").values()),
            list(Article.objects.values()),
            OutboxEvent.objects.count(),
        )

    before = state()
    again = run(SAVED_PAGE)
    assert again.exit_code == 0
    assert "0 new, 41 here already" in again.output
    assert state() == before


@needs_shared
def test_new_votes_stand_beside_the_old_ones(imported, newspaper):
    _, _, page = imported
    first = page.comments[0]
    tally = cast_vote(actor=newspaper.person(), comment_id=first.id, value=1)
    assert (tally.up, tally.down) == (first.up + 1, first.down)
    kept = Comment.objects.get(pk=first.id)
    assert (kept.up, kept.imported_up, kept.imported_down) == (1, first.up, first.down)
    assert list(recount()) == []


@needs_shared
def test_an_unnamed_comment_can_be_read_in_every_order(imported):
    _, article, _ = imported
    thread = thread_of_article(article.id)
    for order in Order:
        assert len(thread_page(thread_id=thread.id, order=order).comments) == 41


@needs_shared
def test_the_first_import_makes_the_publication(db):
    assert run(SAVED_PAGE).exit_code == 0
    assert Publication.objects.get().time_zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"Just a letter.\n\nNothing else.\n", "score line"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, ""),
        (b'<?xml version="1.0"?><disqus><thread/></disqus>', ""),
    ],
)
def test_another_file_is_refused_with_a_sentence_and_nothing_is_written(
    newspaper, tmp_path, content, says
):
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    result = run(file)
    assert result.exit_code == 1
    assert "was not imported, and nothing was written." in result.output
    assert says in result.output
    assert "Traceback" not in result.output
    assert not Article.objects.exists()


def test_an_unknown_publication_is_named(newspaper, tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(
        "Politics\n\nA headline\n\n1 Comments\nBy A. Writer\n\nWell said.\n\n1 ( +1 / -0 )\n"
    )
    result = run(file, "--publication", "nowhere")
    assert result.exit_code == 1
    assert "There is no publication nowhere. There is: test." in result.output
    assert not Article.objects.exists()
