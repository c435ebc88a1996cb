"""Whom a survey asks, in what order, and how readers go on later."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_hex

import pytest
from django.test import Client

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed
from belowline.surveys.models import SurveyAnswer, SurveyDraft, SurveyParticipant, SurveyResponse
from belowline.surveys.queries.draws import account_is_drawn, survey_that_asks, ticket_is_drawn
from belowline.surveys.queries.results import results
from belowline.surveys.queries.surveys import desk_survey
from belowline.surveys.services.answering import answer_survey
from belowline.surveys.services.erasure import erase
from belowline.surveys.services.retention import old_drafts
from belowline.surveys.services.surveys import close_survey, open_survey, save_survey

pytestmark = pytest.mark.django_db
FERRY = {"kind": "single", "text": "Should the night ferry run?", "options": "Yes\nNo"}
WHY = {"kind": "text", "text": "Why?"}


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Ed", role="editor")


@pytest.fixture
def make(editor):
    def make(*questions, article=None, **words):
        survey_id = save_survey(
            actor=editor,
            survey_id=None,
            words={"title": "Night boats", "place": "article" if article else "top", **words},
            article_id=article.id if article else None,
            questions=questions or (FERRY,),
        )
        open_survey(actor=editor, survey_id=survey_id)
        return desk_survey(publication_id=editor.publication_id, survey_id=survey_id)

    return make


@pytest.fixture
def answer(newspaper):
    def answer(survey, by=None, token="", ticket="", **given):
        return answer_survey(
            publication_id=newspaper.publication_id,
            survey_id=survey.id,
            actor=by,
            token=token,
            ticket=ticket,
            given={name: [it] for name, it in given.items()},
        )

    return answer


def _browser() -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def _tickets(survey, *, drawn: bool):
    """Numbers that a browser could have drawn."""
    while True:
        ticket = token_hex(16)
        if ticket_is_drawn(survey, ticket) == drawn:
            yield ticket


def test_a_guest_who_was_not_drawn_is_not_heard(make, answer) -> None:
    survey = make(sample="10")
    for ticket in ("", "0" * 31, "Z" * 32, next(_tickets(survey, drawn=False))):
        with pytest.raises(NotAllowed):
            answer(survey, ticket=ticket, q1="0")
    answer(survey, ticket=next(_tickets(survey, drawn=True)), q1="0")
    assert SurveyResponse.objects.count() == 1


def test_a_drawn_number_is_good_once_whatever_became_of_the_cookie(make, answer) -> None:
    survey = make(sample="10")
    ticket = next(_tickets(survey, drawn=True))
    answer(survey, ticket=ticket, q1="0")
    with pytest.raises(Conflict):
        answer(survey, ticket=ticket, q1="1")
    assert ticket not in str(list(SurveyParticipant.objects.values()))


def test_one_number_in_so_many_is_drawn(make) -> None:
    survey = make(sample="5")
    numbers = [sha256(b"%d" % it).hexdigest()[:32] for it in range(4_000)]
    drawn = sum(ticket_is_drawn(survey, it) for it in numbers)
    assert abs(drawn - 800) < 5 * (4_000 * 0.2 * 0.8) ** 0.5  # five standard deviations


def test_accounts_are_drawn_fairly_once_and_the_same_everywhere(
    make, newspaper, answer, client_of
) -> None:
    survey = make(sample="4", is_anonymous="1")
    given = {"publication_id": newspaper.publication_id, "survey_id": survey.id}
    drawn = sum(account_is_drawn(**given, person_id=it) for it in range(4_000))
    assert abs(drawn - 1_000) < 5 * (4_000 * 0.25 * 0.75) ** 0.5
    people = [newspaper.person() for _ in range(30)]
    asked = [it for it in people if account_is_drawn(**given, person_id=it.id)]
    others = [it for it in people if it not in asked]
    path = f"{survey.path}/drawn"
    assert client_of(asked[0]).get(path).json() == {"drawn": True}
    assert client_of(others[0]).get(path).json() == {"drawn": False}
    assert "this time not you" in client_of(others[0]).get(survey.path).content.decode()
    assert "chosen at random for a survey" in client_of(asked[0]).get("/me").content.decode()
    assert "chosen at random for a survey" not in client_of(others[0]).get("/me").content.decode()
    with pytest.raises(NotAllowed):
        answer(survey, by=others[0], ticket=next(_tickets(survey, drawn=True)), q1="0")
    answer(survey, by=asked[0], q1="0")
    given = {"publication_id": newspaper.publication_id, "person_id": asked[0].id}
    assert survey_that_asks(**given) is None


def test_pages_show_the_line_to_nobody_before_they_have_drawn(make, client) -> None:
    make(sample="10")
    assert 'data-sample="10" hidden' in client.get("/").content.decode()


def test_only_a_random_sample_has_an_interval(make, answer, newspaper) -> None:
    chosen, drawn = make(shows_results="1"), make(sample="3", shows_results="1")
    tickets = _tickets(drawn, drawn=True)
    for number in range(10):
        answer(chosen, q1="0" if number < 7 else "1")
        answer(drawn, ticket=next(tickets), q1="0" if number < 5 else "1")
    assert all(cell.between is None for cell in results(chosen).tables[0].cells)
    low, high = results(drawn).tables[0].cells[0].between
    assert (round(low, 1), round(high, 1)) == (22.4, 77.6)
    close_survey(actor=newspaper.person(role="editor"), survey_id=drawn.id)
    page = _browser().get(f"{drawn.path}/results").content.decode()
    assert "One reader in 3 was asked" in page
    assert "22 to 78 %" in page
    assert "chose themselves" not in page


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"sample": "1"}, "sample"),
        ({"sample": "many"}, "sample"),
        ({"sample": "10", "place": "link"}, "sample"),
        ({"again_after": "-1"}, "again_after"),
        ({"again_after": "400"}, "again_after"),
        ({"sides": "https://elsewhere.example/"}, "sides"),
    ],
)
def test_what_is_no_reach_is_refused_beside_its_field(make, words, field) -> None:
    with pytest.raises(Invalid) as refused:
        make(**words)
    assert refused.value.field == field


def test_who_is_asked_stays_once_it_is_open(make, editor) -> None:
    survey = make(sample="10")
    with pytest.raises(Conflict):
        save_survey(
            actor=editor,
            survey_id=survey.id,
            words={"title": "Boats", "place": "top", "sample": "2"},
            article_id=None,
            questions=[],
        )


def test_an_option_leads_on_and_what_it_skips_is_not_asked(make, answer) -> None:
    survey = make(
        {**FERRY, "jumps": "No → 3\n"},
        {**WHY, "text": "How often?", "required": "1"},
        WHY,
    )
    answer(survey, q1="1", q2="Never.", q3="Too dear.")
    assert list(SurveyAnswer.objects.values_list("question__position", flat=True)) == [1, 3]
    with pytest.raises(Invalid) as refused:
        answer(survey, q1="0", q3="Nice.")
    assert refused.value.field == "q2"


def test_an_option_can_end_it_and_a_skipped_question_leads_nowhere(make, answer) -> None:
    survey = make(
        {**FERRY, "jumps": "No = end"},
        {**FERRY, "text": "And by day?", "jumps": "Yes -> 4"},
        {**WHY, "required": "1"},
        WHY,
    )
    answer(survey, q1="1", q2="0", q4="Said all the same.")
    assert SurveyAnswer.objects.count() == 1
    answer(survey, q1="0", q2="0", q4="Gladly.")
    assert SurveyAnswer.objects.count() == 4


@pytest.mark.parametrize("jumps", ["No → 1", "No → 9", "Maybe → 2", "No", "No → soon"])
def test_a_jump_back_or_to_nowhere_is_refused(make, jumps) -> None:
    with pytest.raises(Invalid) as refused:
        make({**FERRY, "jumps": jumps}, WHY)
    assert refused.value.field == "question-1-jumps"


def test_only_one_choice_leads_on(make) -> None:
    with pytest.raises(Invalid):
        make({**FERRY, "kind": "multiple", "jumps": "No → 2"}, WHY)


def test_the_desk_shows_jumps_as_they_were_typed(make, editor, client_of) -> None:
    survey_id = save_survey(
        actor=editor,
        survey_id=None,
        words={"title": "Boats", "place": "top"},
        article_id=None,
        questions=[{**FERRY, "jumps": "No → end\nYes = 2"}, WHY],
    )
    page = client_of(editor).get(f"/desk/surveys/{encode(survey_id)}").content.decode()
    assert "No → end" in page
    assert "Yes → 2" in page


def test_a_guest_goes_on_later_and_it_counts_once_sent_only(make) -> None:
    survey = make({**FERRY, "required": "1"}, WHY)
    browser = _browser()
    saved = browser.post(survey.path, {"q2": "Because of the wind.", "later": "1"})
    assert saved.cookies["survey"]["path"] == survey.path
    page = browser.get(saved["Location"]).content.decode()
    assert "Saved. You can go on here later." in page
    assert "Because of the wind." in page
    assert not SurveyResponse.objects.exists()
    assert "Because of the wind." not in _browser().get(survey.path).content.decode()
    browser.post(survey.path, {"q1": "0", "q2": "Because of the tide."})
    assert not SurveyDraft.objects.exists()
    assert SurveyResponse.objects.count() == 1
    assert browser.post(survey.path, {"q2": "More", "later": "1"}).status_code == 409


def test_an_account_goes_on_in_another_browser(make, newspaper, client_of) -> None:
    survey, reader = make(FERRY, WHY, is_anonymous="1"), newspaper.person()
    client_of(reader).post(survey.path, {"q1": "1", "q2": "Half a", "later": "1"})
    page = client_of(reader).get(survey.path).content.decode()
    assert "Half a" in page
    assert str(reader.id) not in str(list(SurveyDraft.objects.values()))
    assert erase(person_id=reader.id, choice="everything", most=10) == {}
    assert not SurveyDraft.objects.exists()


def test_what_is_saved_is_bounded_and_only_what_was_asked(make) -> None:
    survey = make(*[{**WHY, "text": f"Why {it}?"} for it in range(25)])
    browser = _browser()
    big = {f"q{it}": "x" * 1990 for it in range(1, 26)}
    assert browser.post(survey.path, {**big, "later": "1"}).status_code == 413
    browser.post(survey.path, {"q1": "Said.", "q99": "x", "other": "x", "later": "1"})
    assert SurveyDraft.objects.get().given == {"q1": ["Said."]}


def test_what_was_begun_goes_after_a_month_or_with_the_end(make, editor) -> None:
    survey = make(FERRY, WHY)
    for _ in range(2):
        _browser().post(survey.path, {"q1": "1", "later": "1"})
    first = SurveyDraft.objects.first()
    SurveyDraft.objects.filter(pk=first.pk).update(saved_at=now() - timedelta(days=31))
    assert old_drafts(dry_run=True) == 1
    assert old_drafts(dry_run=False) == 1
    close_survey(actor=editor, survey_id=survey.id)
    assert not SurveyDraft.objects.exists()


def test_one_comment_from_each_side_stands_beside_a_polls_result(
    newspaper, make, answer, editor
) -> None:
    article = newspaper.article()
    thread = newspaper.thread_below(article)
    sides = [newspaper.comment(thread, text) for text in ("I need it.", "It costs too much.")]
    elsewhere = newspaper.comment(newspaper.thread(), "Elsewhere.")
    with pytest.raises(Invalid):
        make(article=article, sides=f"/c/{encode(elsewhere)}")
    typed = "\n".join(f"https://news.example/c/{encode(it)}" for it in sides)
    survey = make(article=article, sides=typed, shows_results="1")
    for _ in range(6):
        answer(survey, q1="0")
    browser = _browser()
    page = browser.post(survey.path, {"q1": "1"}, follow=True).content.decode()
    assert "One comment from each side" in page
    assert page.index("I need it.") < page.index("It costs too much.")
