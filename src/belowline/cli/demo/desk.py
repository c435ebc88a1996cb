"""What waits at the demo's desk: what rules caught, what was reported, an appeal."""

import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from belowline.accounts.queries.people import Actor
from belowline.cli.demo.desk_day import begin_day
from belowline.cli.demo.script import Paper
from belowline.discussion.queries.imported import ids_by_import_key
from belowline.discussion.queries.threads import thread_of_article
from belowline.discussion.services.posts import post_comment
from belowline.moderation.queries.letters import letters_to
from belowline.moderation.services.appeals import ask_for_second_look
from belowline.moderation.services.case_work import escalate_case, note_on_case, open_case
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.sanctions import decide_on_person
from belowline.newsroom.queries.article_addresses import article_ids_by_path

Written = Mapping[str, Any]


def fill_desk(paper: Paper, named: Callable[[str], Actor]) -> None:
    """Does what the paper's file says in the name of those whom it names; `named` gives an account
    by its name.
    """
    moderator, editor = (named(name) for name in paper.desk)
    file = files("belowline.cli.demo") / "content" / paper.slug / "desk.toml"
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    begin_day(written, moderator=moderator, editor=editor)
    for it in written["comment"]:
        thread_id = _thread_id(it["article"], editor.publication_id)
        comment_id = post_comment(actor=named(it["by"]), thread_id=thread_id, text=it["text"])
        _report(it, comment_id, moderator, named)
    for it in written["report"]:
        thread_id = _thread_id(it["article"], editor.publication_id)
        _report(it, ids_by_import_key(thread_id)[it["comment"]], moderator, named)
    for it in written.get("appeal", ()):
        _appeal(named(it["by"]), it["text"])


def _thread_id(path: str, publication_id: int) -> int:
    [article_id] = article_ids_by_path(publication_id=publication_id, paths={path}).values()
    thread = thread_of_article(publication_id=publication_id, article_id=article_id)
    if thread is None:
        raise LookupError(f"There is no discussion at {path}.")
    return thread.id


def _report(it: Written, comment_id: int, moderator: Actor, named: Callable[[str], Actor]) -> None:
    """Readers report it, if any do; then the moderator does what the file says."""
    for number, name in enumerate(it.get("reported_by", ())):
        note = "" if number else it.get("note", "")
        report_comment(actor=named(name), comment_id=comment_id, reason=it["reason"], note=note)
    if said := it.get("noted"):
        case_id = open_case(actor=moderator, comment_id=comment_id)
        note_on_case(actor=moderator, case_id=case_id, text=said)
    if said := it.get("escalated"):
        case_id = open_case(actor=moderator, comment_id=comment_id)
        escalate_case(actor=moderator, case_id=case_id, note=said)
    if said := it.get("warned"):
        decide_on_person(
            actor=moderator,
            person_id=named(it["writer"]).id,
            outcome="warned",
            grounds=Grounds(it["reason"], explanation=said),
            occasion_id=comment_id,
        )


def _appeal(reader: Actor, text: str) -> None:
    """Against the last decision that they were told of, and can still appeal against."""
    told = letters_to(person_id=reader.id, publication_id=reader.publication_id)
    letter = next(it for it in told if it.appeal_until)
    ask_for_second_look(
        person_id=reader.id,
        publication_id=reader.publication_id,
        letter_id=letter.id,
        text=text,
    )
