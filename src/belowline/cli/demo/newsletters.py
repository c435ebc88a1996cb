"""What the demo's newspapers send by mail: alerts, and a briefing every morning."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from belowline.accounts.queries.people import Actor
from belowline.audience.queries.issues import issue_at_desk
from belowline.audience.services.briefings import choose_hour
from belowline.audience.services.issues import begin_issue, save_issue, send_issue
from belowline.audience.services.mailing_lists import add_list
from belowline.cli.demo.script import Paper


def write_to_readers(paper: Paper, editor: Actor) -> None:
    """Makes the newspaper's newsletters, and has the first issue sent."""
    file = files("belowline.cli.demo") / "content" / paper.slug / "newsletters.toml"
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    for words in written["list"]:
        _make(editor, words)


def _make(editor: Actor, words: Mapping[str, Any]) -> None:
    list_id = add_list(
        actor=editor,
        name=words["name"],
        description=words["description"],
        kind=words["kind"],
        section="",
    )
    if "issue" in words:
        choose_hour(actor=editor, list_id=list_id, hour=words["hour"], weekdays_only=False)
        _send(editor, list_id, words["issue"])


def _send(editor: Actor, list_id: int, words: Mapping[str, str]) -> None:
    issue_id = begin_issue(actor=editor, list_id=list_id)
    begun = issue_at_desk(publication_id=editor.publication_id, issue_id=issue_id)
    save_issue(
        actor=editor,
        issue_id=issue_id,
        subject=words["subject"],
        text=words["text"],
        article_ids=begun.article_ids if begun else [],
    )
    send_issue(actor=editor, issue_id=issue_id, at=None)
