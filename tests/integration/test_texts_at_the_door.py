"""Whatever people and programs send as a text is cleaned, bounded, and empty where it is blank."""

import json

import pytest
from django.test import Client
from lxml import etree

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Invalid
from belowline.discussion.models import Comment, Thread
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.previews import preview
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.models import Report
from belowline.moderation.services.decisions import remove_comment, restore_comment
from belowline.moderation.services.reports import report_comment
from belowline.newsroom.models import Article
from belowline.pages import comment_item
from tests.found import article_by_id

BLANK = ["\u3164", "\u2800", "&nbsp;", "> >", "[](http://x.example)", "```\n```"]
TOWER = "Z" + "\u0301" * 100_000
BROKEN = "Big \x08news\uffff \x1b[1m"


@pytest.mark.parametrize("text", [*BLANK, TOWER])
def test_no_way_to_a_comment_takes_what_is_blank_or_far_too_long(newspaper, text):
    below, writer = newspaper.thread(), newspaper.person("ada")
    posted = newspaper.comment(below, "First.", by=writer)
    with pytest.raises(Invalid):
        newspaper.comment(below, text, by=writer)
    with pytest.raises(Invalid):
        edit_comment(actor=writer, comment_id=posted, text=text)
    with pytest.raises(Invalid):
        preview(actor=writer, text=text, thread_id=below.id, parent_id=None)
    assert Comment.objects.get().text == "First."


@pytest.mark.parametrize("text", [*BLANK, TOWER])
def test_nobody_is_sent_to_log_in_with_what_cannot_be_posted(newspaper, client, text):
    below = newspaper.thread()
    answer = client.post(f"/threads/{encode(below.id)}/comments", {"text": text})
    assert answer.status_code == 422
    assert "unsent" not in client.session


def test_what_waits_for_a_login_is_kept_as_it_will_be_posted(newspaper, client):
    below = newspaper.thread()
    client.post(f"/threads/{encode(below.id)}/comments", {"text": " ＞ said\x0b\x00 by "})
    assert client.session["unsent"]["text"] == "> said\n by"


def test_notes_and_explanations_are_lines_in_which_something_is_seen(newspaper):
    below, editor = newspaper.thread(), newspaper.person("eve", role="editor")
    posted = newspaper.comment(below, "First.")
    report_comment(
        actor=newspaper.person("ben"), comment_id=posted, reason="spam", note="a\x0bb\u202e \u3164"
    )
    assert Report.objects.get().note == "a\nb \u3164"
    remove_comment(
        actor=editor, comment_id=posted, version=1, reason="spam", explanation="It\x0cis \u202eso."
    )
    assert Comment.objects.get().explanation == "It is so."
    with pytest.raises(Invalid, match="reason for restoring"):
        restore_comment(actor=editor, comment_id=posted, version=1, note="\u2800\u3164")
    switch_thread(
        actor=editor, thread_id=below.id, comments_open=False, votes_open=True, note="\u200b\u2800"
    )
    assert Thread.objects.get().closing_note == ""


def test_a_headline_of_nothing_is_none(newspaper):
    with pytest.raises(Invalid, match="needs a headline"):
        newspaper.article(headline="\u3164\u2800")


def test_imported_texts_and_names_are_cleaned(newspaper):
    below = newspaper.thread()
    told = ImportedComment(
        "1", f"One\x0ctwo {'e' + chr(0x301) * 90}", now(), None, "Ada\u202e\x00 \x0bQuay"
    )
    list(import_comments(thread_id=below.id, comments=[told]))
    kept = Comment.objects.get()
    assert (kept.author_name, len(kept.text)) == ("Ada Quay", len("One two ") + 11)


def test_what_was_kept_before_breaks_no_feed_and_no_structured_data(newspaper):
    below = newspaper.thread()
    posted = newspaper.comment(below, "First.")
    Article.objects.update(headline=BROKEN, standfirst=BROKEN, byline=BROKEN)
    Comment.objects.update(html=f"<p>{BROKEN}</p>", author_name=BROKEN, author=None)
    article = article_by_id(Article.objects.get().id)
    client = Client()
    for path in ("/feed.atom", f"/{article.section_slug}/feed.atom", f"{article.path}/feed.atom"):
        feed = client.get(path)
        assert feed.status_code == 200
        assert "Big news" in "".join(etree.fromstring(feed.content).itertext())
    page = client.get(article.path).content.decode()
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(data)["comment"][0]["url"].endswith(encode(posted))


def test_what_is_kept_of_comments_is_weighed(newspaper, client):
    article = newspaper.article()
    newspaper.comment(newspaper.thread_below(article), "Words of some length. " * 200)
    before = comment_item._KEPT.size
    assert "Words of some length." in client.get(article.path).content.decode()
    assert comment_item._KEPT.size == before
    client.get(article.path)
    assert comment_item._KEPT.size - before > 8_000
    assert comment_item._MOST <= 20_000_000
