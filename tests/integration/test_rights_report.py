"""`belowline rights report` says what ends, what has ended, what is held and what must not be."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from belowline.cli.command import belowline
from belowline.core.clock import now
from belowline.newsroom.models import Article
from belowline.newsroom.queries import articles
from belowline.newsroom.services.endings import hold_story, withdraw_story


@pytest.fixture
def printed(newspaper):
    """Runs the report; its exit status and its parts by their titles."""

    def run(*more: str) -> tuple[int, dict[str, str]]:
        done = CliRunner().invoke(belowline, ["rights", "report", *more])
        parts: dict[str, str] = {}
        for line in done.output.splitlines():
            if not line.startswith("  "):
                title, _, number = line.partition(": ")
                parts[title] = number
            else:
                parts[title] += line
        return done.exit_code, parts

    return run


def test_each_article_stands_where_it_belongs(newspaper, printed) -> None:
    editor = newspaper.person(role="editor")
    day = timedelta(days=1)
    newspaper.article(headline="Ends soon", licence_ends_at=now() + 3 * day)
    newspaper.article(headline="Ends later", licence_ends_at=now() + 30 * day)
    newspaper.article(headline="Has ended", licence_ends_at=now() - day)
    newspaper.article(headline="Ended long ago", licence_ends_at=now() - 30 * day)
    held = newspaper.article(headline="Waits")
    hold_story(actor=editor, article_id=held.id, note="The lawyer asks.")
    gone = newspaper.article(headline="Taken back")
    withdraw_story(actor=editor, article_id=gone.id, notice="", remains="headline")
    status, parts = printed()
    assert status == 0
    assert "Ends soon" in parts["Ends within 7 days"]
    assert "Ends later" not in str(parts)
    assert "Has ended" in parts["Ended in the last 7 days"]
    assert "Taken back" in parts["Ended in the last 7 days"]
    assert "(withdrawn)" in parts["Ended in the last 7 days"]
    assert "The lawyer asks." in parts["On hold"]
    assert parts["Shown although it must not be"] == "nothing"
    assert "Ends later" in printed("--days", "40")[1]["Ends within 40 days"]


def test_what_is_shown_although_it_must_not_be_is_found(newspaper, printed, monkeypatch) -> None:
    newspaper.article(headline="Has ended", licence_ends_at=now() - timedelta(days=1))
    held = newspaper.article(headline="Waits")
    Article.objects.filter(pk=held.id).update(state="held")
    monkeypatch.setattr(articles, "_has_ended", lambda _: False)
    monkeypatch.setattr(articles, "SHOWN_STATES", ("published", "held"))
    status, parts = printed()
    assert status == 1
    assert "Has ended" in parts["Shown although it must not be"]
    assert "Waits" in parts["Shown although it must not be"]
