"""What the demo's newspapers ask their readers, and what these have said."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from random import Random
from typing import Any

from belowline.accounts.queries.people import Actor
from belowline.cli.demo.script import Paper
from belowline.newsroom.queries.article_addresses import article_ids_by_path
from belowline.surveys.queries.surveys import surveys_at_desk
from belowline.surveys.services.answering import answer_survey
from belowline.surveys.services.surveys import open_survey, save_survey

_ONE_IN = 4
"""So many leave the line for words empty, for each who writes in it."""


def ask(paper: Paper, editor: Actor) -> None:
    """Makes the newspaper's surveys and has readers answer them, where there are none."""
    if surveys_at_desk(editor.publication_id):
        return
    file = files("belowline.cli.demo") / "content" / paper.slug / "surveys.toml"
    for written in tomllib.loads(file.read_text(encoding="utf-8"))["survey"]:
        _make(editor, written)


def _make(editor: Actor, written: Mapping[str, Any]) -> None:
    path, questions = written.get("article", ""), written["question"]
    found = article_ids_by_path(publication_id=editor.publication_id, paths={path} - {""})
    survey_id = save_survey(
        actor=editor,
        survey_id=None,
        words={name: it for name, it in written.items() if isinstance(it, str)},
        article_id=found.get(path),
        questions=[_typed(question) for question in questions],
    )
    open_survey(actor=editor, survey_id=survey_id)
    random = Random(written["title"])  # noqa: S311 - the demo is the same each time
    for _ in range(written["responses"]):
        answer_survey(
            publication_id=editor.publication_id,
            survey_id=survey_id,
            actor=None,
            token="",
            given=_answers(questions, random),
        )


def _typed(question: Mapping[str, Any]) -> dict[str, str]:
    return {name: it for name, it in question.items() if isinstance(it, str)}


def _answers(questions: Sequence[Mapping[str, Any]], random: Random) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for position, question in enumerate(questions, start=1):
        given |= _answer(f"q{position}", question, random)
    return given


def _answer(name: str, question: Mapping[str, Any], random: Random) -> dict[str, list[str]]:
    """What one reader says, as the form would send it."""
    if question["kind"] == "text":
        is_said = not random.randrange(_ONE_IN)
        return {name: [random.choice(question["words"])] if is_said else []}
    weights = question["weights"]
    places = range(len(weights))

    def drawn() -> int:
        return random.choices(places, weights)[0]

    if question["kind"] == "scale":
        return {name: [str(drawn() + 1)]}
    if question["kind"] == "rank":
        order = sorted(places, key=lambda place: random.random() / weights[place])
        return {f"{name}-{place}": [str(rank)] for rank, place in enumerate(order, start=1)}
    if question["kind"] == "matrix":
        rows = range(len(question["rows"].splitlines()))
        return {f"{name}-{row}": [str(drawn())] for row in rows}
    number = 1 if question["kind"] == "single" else 1 + drawn() % 2
    return {name: sorted({str(drawn()) for _ in range(number)})}
