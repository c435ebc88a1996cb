"""Surveys: made at the desk, answered once each, counted without telling of a few."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed
from belowline.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyParticipant,
    SurveyQuestion,
    SurveyResponse,
)
from belowline.surveys.queries.crossed import Among, results_among
from belowline.surveys.queries.disclosure import FEWEST, told
from belowline.surveys.queries.results import results
from belowline.surveys.queries.surveys import desk_survey
from belowline.surveys.services.answering import answer_survey
from belowline.surveys.services.erasure import erase
from belowline.surveys.services.retention import names_at_answers
from belowline.surveys.services.surveys import (
    close_survey,
    delete_survey,
    open_survey,
    save_survey,
)

pytestmark = pytest.mark.django_db

FERRY = {"kind": "single", "text": "Should the night ferry run?", "options": "Yes\nNo"}
WHY = {"kind": "text", "text": "Why?"}


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Ed", role="editor")


@pytest.fixture
def make(editor):
    """Makes a survey and opens it; returns its view."""

    def make(*questions, opened=True, article=None, **words):
        survey_id = save_survey(
            actor=editor,
            survey_id=None,
            words={"title": "Night boats", "place": "article" if article else "top", **words},
            article_id=article.id if article else None,
            questions=questions or (FERRY,),
        )
        if opened:
            open_survey(actor=editor, survey_id=survey_id)
        found = desk_survey(publication_id=editor.publication_id, survey_id=survey_id)
        assert found is not None
        return found

    return make


@pytest.fixture
def answer(newspaper):
    """Answers as a guest, or as somebody."""

    def answer(survey, by=None, token="", **given):
        return answer_survey(
            publication_id=newspaper.publication_id,
            survey_id=survey.id,
            actor=by,
            token=token,
            given={name: it if isinstance(it, list) else [it] for name, it in given.items()},
        )

    return answer


def _browser() -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def test_an_editor_makes_one_opens_it_and_readers_find_it(
    newspaper, client_of, editor, client
) -> None:
    article = newspaper.article()
    desk = client_of(editor)
    sent = {
        "title": "Take our reader survey",
        "place": "top",
        "is_anonymous": "1",
        **{f"question-1-{name}": value for name, value in FERRY.items()},
    }
    address = desk.post("/desk/surveys/new", sent)["Location"]
    assert "Should the night ferry run?" in desk.get(address).content.decode()
    assert "reader survey" not in client.get("/").content.decode()
    desk.post(f"{address}/state", {"act": "open"})
    path = address.removeprefix("/desk")
    for page in ("/", article.path):
        shown = client.get(page).content.decode()
        assert re.search(rf'href="{path}"[^>]*>Take our reader survey', shown)
    assert "Take our reader survey" not in client.get("/accounts/login/").content.decode()
    desk.post(f"{address}/state", {"act": "close"})
    assert "Take our reader survey" not in client.get("/").content.decode()


def test_a_guest_answers_once_with_a_cookie_that_only_answering_sets(make) -> None:
    survey = make(shows_results="1")
    browser = _browser()
    page = browser.get(survey.path)
    assert not page.cookies
    assert "your browser keeps a cookie" in page.content.decode()
    sent = browser.post(survey.path, {"q1": "0"})
    assert sent["Location"] == f"{survey.path}/results"
    cookie = sent.cookies["survey"]
    assert cookie["path"] == survey.path
    assert cookie["httponly"]
    again = browser.post(survey.path, {"q1": "1"})
    assert again.status_code == 409
    assert "You have taken part" in again.content.decode()
    assert SurveyResponse.objects.count() == 1
    assert "You have taken part" in browser.get(survey.path).content.decode()


def test_one_answer_for_an_account_in_whichever_browser(make, newspaper, answer) -> None:
    survey, reader = make(), newspaper.person()
    answer(survey, by=reader, q1="0")
    with pytest.raises(Conflict):
        answer(survey, by=reader, q1="1")
    assert SurveyAnswer.objects.count() == 1


def test_an_anonymous_answer_leads_to_nobody(make, newspaper, answer, editor) -> None:
    survey, reader = make(is_anonymous="1"), newspaper.person()
    answer(survey, by=reader, q1="0")
    assert SurveyResponse.objects.get().person_id is None
    assert SurveyParticipant.objects.get().response_id is None
    assert str(reader.id) not in SurveyParticipant.objects.get().digest
    close_survey(actor=editor, survey_id=survey.id)
    assert Survey.objects.get().key == ""


def test_a_named_answer_is_its_readers(make, newspaper, answer) -> None:
    survey, reader = make(), newspaper.person()
    answer(survey, by=reader, q1="0")
    assert SurveyResponse.objects.get().person_id == reader.id


def test_where_an_account_is_needed_guests_are_led_to_the_login(make, answer) -> None:
    survey = make(needs_account="1")
    assert "Log in to take part" in _browser().get(survey.path).content.decode()
    with pytest.raises(NotAllowed):
        answer(survey, q1="0")


@pytest.mark.parametrize(
    ("question", "given", "kept"),
    [
        (FERRY, {"q1": "1"}, [(1, None, "")]),
        (
            {**FERRY, "kind": "multiple", "other": "1"},
            {"q1": ["0", "other"], "q1-other": "Later"},
            [(0, None, ""), (None, None, "Later")],
        ),
        ({"kind": "scale", "text": "How?", "steps": "7"}, {"q1": "7"}, [(None, 7, "")]),
        (
            {"kind": "rank", "text": "Order?", "options": "A\nB\nC"},
            {"q1-0": "2", "q1-2": "1"},
            [(0, 2, ""), (2, 1, "")],
        ),
        (
            {"kind": "matrix", "text": "Each?", "options": "good\nbad", "rows": "A\nB"},
            {"q1-0": "1", "q1-1": "0"},
            [(1, 0, ""), (0, 1, "")],
        ),
        (WHY, {"q1": "The wind."}, [(None, None, "The wind.")]),
    ],
)
def test_each_kind_is_answered(make, answer, question, given, kept) -> None:
    answer(make(question), **given)
    rows = SurveyAnswer.objects.order_by("id").values_list("option", "number", "text")
    assert list(rows) == kept


@pytest.mark.parametrize(
    ("question", "given"),
    [
        (FERRY, {"q1": "2"}),
        (FERRY, {"q1": "-1"}),
        (FERRY, {"q1": "one"}),
        (FERRY, {"q1": "other"}),
        ({**FERRY, "required": "1"}, {"q2": "1"}),
        ({"kind": "scale", "text": "How?", "steps": "5"}, {"q1": "6"}),
        ({"kind": "rank", "text": "Order?", "options": "A\nB"}, {"q1-0": "1", "q1-1": "1"}),
        (
            {"kind": "matrix", "text": "Each?", "options": "a\nb", "rows": "A\nB", "required": "1"},
            {"q1-0": "1"},
        ),
        (WHY, {"q1": "x" * 2001}),
    ],
)
def test_what_is_no_answer_is_refused_beside_its_question(make, answer, question, given) -> None:
    survey = make(question)
    with pytest.raises(Invalid) as refused:
        answer(survey, **given)
    assert refused.value.field in ("q1", None)
    assert not SurveyResponse.objects.exists()


def test_what_was_typed_is_kept_when_something_is_missing(make) -> None:
    survey = make({**FERRY, "required": "1"}, WHY)
    page = _browser().post(survey.path, {"q2": "Because of the wind."})
    assert page.status_code == 422
    assert "Because of the wind." in page.content.decode()


def test_a_question_after_an_answer_is_asked_of_those_only(make, answer) -> None:
    survey = make(FERRY, {**WHY, "asked_if": "No", "required": "1"})
    answer(survey, q1="0", q2="Said all the same.")
    assert not SurveyAnswer.objects.exclude(text="").exists()
    with pytest.raises(Invalid):
        answer(survey, q1="1")
    answer(survey, q1="1", q2="Too dear.")
    assert SurveyAnswer.objects.exclude(text="").count() == 1


@pytest.mark.parametrize(
    ("words", "questions", "field"),
    [
        ({"title": ""}, [FERRY], "title"),
        ({"place": "sky"}, [FERRY], "place"),
        ({"place": "article"}, [FERRY], "article"),
        ({"opens_at": "2030-01-02T10:00", "closes_at": "2030-01-01T10:00"}, [FERRY], "closes_at"),
        ({}, [{"kind": "single", "text": "Which?", "options": "One"}], "question-1-options"),
        ({}, [FERRY, {"kind": "dance", "text": "Which?"}], "question-2-kind"),
        ({}, [FERRY, {"kind": "text", "options": "x"}], "question-2-text"),
        ({}, [{"kind": "scale", "text": "How?", "steps": "99"}], "question-1-steps"),
        ({}, [FERRY, {**WHY, "asked_if": "Perhaps"}], "question-2-asked_if"),
    ],
)
def test_what_is_no_survey_is_refused_beside_its_field(editor, words, questions, field) -> None:
    with pytest.raises(Invalid) as refused:
        save_survey(
            actor=editor,
            survey_id=None,
            words={"title": "Boats", "place": "top", **words},
            article_id=None,
            questions=questions,
        )
    assert refused.value.field == field
    assert not Survey.objects.exists()


def test_once_opened_its_questions_stay(make, editor, answer) -> None:
    survey = make()
    save_survey(
        actor=editor,
        survey_id=survey.id,
        words={"title": "Boats", "place": "link"},
        article_id=None,
        questions=[WHY],
    )
    assert SurveyQuestion.objects.get().text == FERRY["text"]
    assert Survey.objects.get().title == "Boats"
    answer(survey, q1="0")
    with pytest.raises(Conflict):
        delete_survey(actor=editor, survey_id=survey.id)
    close_survey(actor=editor, survey_id=survey.id)
    with pytest.raises(Conflict):
        open_survey(actor=editor, survey_id=survey.id)


def test_a_poll_below_an_article_is_answered_there(newspaper, make, client) -> None:
    article = newspaper.article()
    survey = make(article=article, shows_results="1")
    page = client.get(article.path).content.decode()
    assert f'action="{survey.path}"' in page
    assert FERRY["text"] in page
    assert FERRY["text"] not in client.get(newspaper.article().path).content.decode()


@pytest.mark.parametrize(("after", "stands_after"), [("1", "One."), ("2", "Two."), ("9", "Three.")])
def test_a_poll_stands_behind_the_paragraph_that_was_chosen(
    newspaper, make, client, after, stands_after
) -> None:
    article = newspaper.article(body="One.\n\nTwo.\n\nThree.")
    make(article=article, after_paragraph=after)
    page = client.get(article.path).content.decode()
    assert page.count('class="poll"') == 1
    assert f'<p>{stands_after}</p><aside class="poll"' in page.replace("\n", "")


def test_without_a_text_the_poll_stands_below(newspaper, make, client) -> None:
    article = newspaper.article(licence_ends_at=now())
    make(article=article, after_paragraph="1")
    page = client.get(article.path).content.decode()
    assert page.count('class="poll"') == 1
    assert page.index('class="expired"') < page.index('class="poll"')


@pytest.mark.parametrize("typed", ["0", "-1", "first", "1000", "1.5"])
def test_what_is_no_paragraph_is_refused(newspaper, make, typed) -> None:
    with pytest.raises(Invalid) as refused:
        make(article=newspaper.article(), after_paragraph=typed)
    assert refused.value.field == "after_paragraph"


def test_fewer_than_five_are_told_of_nobody(make, answer) -> None:
    survey = make()
    for _ in range(4):
        answer(survey, q1="0")
    assert results(survey).responses is None
    answer(survey, q1="0")
    [table] = results(survey).tables
    assert [cell.number for cell in table.cells] == [5, 0]


def test_nor_can_a_few_be_worked_out_from_the_rest(make, answer) -> None:
    survey = make({**FERRY, "options": "A\nB\nC"}, {**FERRY, "text": "And?"})
    for option, number in (("0", 9), ("1", 7), ("2", 2)):
        for _ in range(number):
            answer(survey, q1=option, q2="0" if option != "2" else "1")
    first, second = results(survey).tables
    assert [cell.number for cell in first.cells] == [9, None, None]
    assert [cell.number for cell in second.cells] == [None, None]
    few = results_among(survey, Among(survey.questions[0], 2))
    assert few.responses is None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_what_is_hidden_is_never_one_cell_nor_a_few(numbers) -> None:
    found = told(numbers)
    hidden = [number for number, shown in zip(numbers, found, strict=True) if shown is None]
    assert all(shown is None or shown == 0 or shown >= FEWEST for shown in found)
    others = [shown for shown in found if shown]
    assert not hidden or not others or (len(hidden) > 1 and sum(hidden) >= FEWEST)


def test_results_are_for_whoever_has_answered(make, answer) -> None:
    survey = make(shows_results="1")
    for _ in range(6):
        answer(survey, q1="0")
    browser = _browser()
    assert browser.get(f"{survey.path}/results")["Location"] == survey.path
    page = browser.post(survey.path, {"q1": "1"}, follow=True).content.decode()
    assert "7 people answered" in page
    assert "They chose themselves" in page


def test_the_desk_has_tables_texts_and_files(make, answer, editor, client_of) -> None:
    survey = make({**FERRY, "options": "=Yes\nNo"}, WHY)
    for number in range(6):
        answer(survey, q1="0", q2=f"Reason {number}")
    desk = client_of(editor)
    page = desk.get(f"/desk/surveys/{survey.ref}/results").content.decode()
    assert "Reason 5" in page
    assert re.search(r"100 %", page)
    table = desk.get(f"/desk/surveys/{survey.ref}/results.csv").content.decode()
    assert list(csv.reader(io.StringIO(table)))[1][2:] == ["'=Yes", "6", "100.0", "", ""]
    told = desk.get(f"/desk/surveys/{survey.ref}/results.json").json()
    assert told["responses"] == 6
    assert [it["number"] for it in told["answers"]] == [6, 0]


def test_another_publications_survey_is_none_here(make, other_publication_id) -> None:
    survey = make()
    assert desk_survey(publication_id=other_publication_id, survey_id=survey.id) is None


@pytest.fixture
def other_publication_id(newspaper) -> int:
    return newspaper.publication_id + 1


def test_only_editors_make_surveys(newspaper) -> None:
    with pytest.raises(NotAllowed):
        save_survey(
            actor=newspaper.person(role="moderator"),
            survey_id=None,
            words={"title": "Boats", "place": "top"},
            article_id=None,
            questions=[FERRY],
        )


def test_a_survey_that_is_not_open_is_nowhere(make, editor) -> None:
    survey = make(opened=False)
    assert _browser().get(survey.path).status_code == 404
    assert _browser().get(f"/surveys/{encode(1)}").status_code == 404


def test_names_at_answers_go_after_a_year(make, newspaper, answer) -> None:
    survey, reader = make(), newspaper.person()
    answer(survey, by=reader, q1="0")
    assert names_at_answers(dry_run=True) == 0
    SurveyResponse.objects.update(day=now().date() - timedelta(days=366))
    assert names_at_answers(dry_run=True) == 1
    assert SurveyResponse.objects.get().person_id == reader.id
    assert names_at_answers(dry_run=False) == 1
    assert SurveyResponse.objects.get().person_id is None
    assert SurveyAnswer.objects.count() == 1


def test_the_end_of_an_account_keeps_the_count_and_takes_the_words(make, newspaper, answer) -> None:
    survey, reader = make(FERRY, WHY), newspaper.person()
    answer(survey, by=reader, q1="0", q2="I live there.")
    assert erase(person_id=reader.id, choice="everything", most=10) == {"surveyresponse": 1}
    assert SurveyAnswer.objects.get().option == 0
    assert SurveyResponse.objects.get().person_id is None
