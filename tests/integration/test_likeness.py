"""Perhaps the same person: asked for at the desk, found by a task, dismissed, and never more."""

from random import Random

import pytest
from django.test import Client

from belowline.accounts.models import Grant
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.core.ids import encode, new_id
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, NotAllowed, NotFound
from belowline.core.tasks.running import run_due
from belowline.discussion.models import Comment
from belowline.moderation.likeness import FEWEST_OTHERS
from belowline.moderation.models import Likeness, LikenessSearch, PersonNote
from belowline.moderation.queries.data_export_likeness import about_likeness
from belowline.moderation.queries.likeness import likenesses
from belowline.moderation.queries.likeness_searches import last_likeness_search
from belowline.moderation.services.erasure import erase
from belowline.moderation.services.likeness import MOST_AT_ONCE, ask_for_likeness
from belowline.moderation.services.likeness_dismissal import dismiss_likeness
from newspaper import log_in

pytestmark = pytest.mark.django_db
_WORDS = (
    "the a of and to in is it was that for on with as but not this they have at be from"
    " or one had by word what all were when we there can an your which their said if do"
    " will each about how up out them then she many some so these would other into has"
    " more her two like him see time"
)
WORDS = _WORDS.split()
PHRASE = "so says the old ferryman of ours"


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator", can_log_in=True)


@pytest.fixture
def writing(newspaper):
    """Has people write, each with likings of their own by the number given."""
    below = newspaper.thread()

    def write(person, seed: int, comments: int = 5, phrase: str = "") -> None:
        random = Random(seed)
        likings = [random.expovariate(1) for _ in WORDS]
        ids = [new_id() for _ in range(comments)]
        Comment.objects.bulk_create(
            Comment(
                id=key,
                root_id=key,
                publication_id=newspaper.publication_id,
                thread_id=below.id,
                author_id=person.id,
                posted_at=now(),
                text=f"{' '.join(Random(key).choices(WORDS, likings, k=220))} {phrase}!!",
                html="<p>Said.</p>",
            )
            for key in ids
        )

    return write


@pytest.fixture
def twins(newspaper, writing):
    """Two accounts of one person, among others who write otherwise."""
    one, two = newspaper.person("Wolf"), newspaper.person("Sheep")
    writing(one, 1, phrase=PHRASE)
    writing(two, 1, phrase=PHRASE)
    for number in range(FEWEST_OTHERS + 5):
        writing(newspaper.person(), 100 + number)
    return one, two


def compared(actor, person):
    ask_for_likeness(actor=actor, person_id=person.id)
    run_due({"compare-writing"})
    return likenesses(person_id=person.id, viewer=actor)


def search_of(person):
    return last_likeness_search(person_id=person.id, publication_id=person.publication_id)


def test_the_other_account_is_suggested_with_reasons(moderator, twins) -> None:
    one, two = twins
    (found,) = compared(moderator, one)
    assert (found.name, found.other_ref) == ("Sheep", encode(two.id))
    assert found.closeness > 4
    assert PHRASE in " ".join(found.phrases)
    assert search_of(one).compared == FEWEST_OTHERS + 6
    (back,) = likenesses(person_id=two.id, viewer=moderator)
    assert back.name == "Wolf"


def test_nothing_follows_from_it(moderator, twins) -> None:
    before = list(Comment.objects.order_by("id").values_list("id", "status"))
    compared(moderator, twins[0])
    assert list(Comment.objects.order_by("id").values_list("id", "status")) == before
    assert set(
        AuditEntry.objects.filter(subject_kind="person").values_list("action", flat=True)
    ) == {"writing compared"}


def test_what_was_dismissed_is_not_suggested_again(moderator, twins) -> None:
    (found,) = compared(moderator, twins[0])
    dismiss_likeness(actor=moderator, likeness_id=found.id, person_id=twins[0].id)
    assert compared(moderator, twins[0]) == []
    assert compared(moderator, twins[1]) == []
    kept = Likeness.objects.get()
    assert (kept.phrases, kept.habits, kept.dismissed_by_id) == ([], [], moderator.id)


def test_too_little_text_says_so(newspaper, moderator, writing) -> None:
    brief = newspaper.person("Brief")
    writing(brief, 1, comments=1)
    assert compared(moderator, brief) == []
    assert not search_of(brief).has_enough


def test_too_few_others_says_so(newspaper, moderator, writing) -> None:
    one = newspaper.person()
    writing(one, 1)
    writing(newspaper.person(), 1)
    assert compared(moderator, one) == []
    assert (search_of(one).has_enough, search_of(one).compared) == (True, 0)


def test_what_was_deleted_by_its_author_is_not_read(moderator, twins) -> None:
    Comment.objects.filter(author_id=twins[1].id).update(status=Comment.Status.WITHDRAWN)
    assert compared(moderator, twins[0]) == []


def test_colleagues_are_not_suggested(newspaper, moderator, twins) -> None:
    grant(person_id=twins[1].id, publication_id=newspaper.publication_id, role="reporter")
    assert compared(moderator, twins[0]) == []


def test_protected_readers_are_for_editors(newspaper, moderator, twins) -> None:
    one, two = twins
    Grant.objects.create(
        person_id=two.id, publication_id=newspaper.publication_id, role="protected"
    )
    editor = newspaper.person("Chief", role="editor")
    assert compared(moderator, one) == []
    (found,) = likenesses(person_id=one.id, viewer=editor)
    with pytest.raises(NotAllowed):
        ask_for_likeness(actor=moderator, person_id=two.id)
    with pytest.raises(NotAllowed):
        dismiss_likeness(actor=moderator, likeness_id=found.id, person_id=one.id)
    assert len(compared(editor, two)) == 1
    dismiss_likeness(actor=editor, likeness_id=found.id, person_id=one.id)


def test_who_may_ask(newspaper, moderator) -> None:
    reader = newspaper.person()
    with pytest.raises(NotAllowed):
        ask_for_likeness(actor=reader, person_id=moderator.id)
    with pytest.raises(NotAllowed):
        ask_for_likeness(actor=moderator, person_id=moderator.id)
    with pytest.raises(NotFound):
        ask_for_likeness(actor=moderator, person_id=1)


def test_one_at_a_time_and_few_at_once(newspaper, moderator) -> None:
    people = [newspaper.person() for _ in range(MOST_AT_ONCE + 1)]
    for person in people[:-1]:
        ask_for_likeness(actor=moderator, person_id=person.id)
    for person in (people[0], people[-1]):
        with pytest.raises(Conflict):
            ask_for_likeness(actor=moderator, person_id=person.id)
    run_due({"compare-writing"})
    ask_for_likeness(actor=moderator, person_id=people[-1].id)


def test_a_suggestion_is_asked_for_with_whom_it_is_about(newspaper, moderator, twins) -> None:
    (found,) = compared(moderator, twins[0])
    for other in (newspaper.person(), moderator):
        with pytest.raises(NotFound):
            dismiss_likeness(actor=moderator, likeness_id=found.id, person_id=other.id)


def test_the_desk_shows_it_and_keeps_a_note(moderator, twins) -> None:
    one, two = twins
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    log_in(client, moderator)
    page = f"/desk/people/{encode(one.id)}"
    assert client.post(f"{page}/likeness").status_code == 302
    assert "The comparison has been running since" in client.get(page).text
    run_due({"compare-writing"})
    shown = client.get(page).text
    assert "standard deviations closer than others are" in shown
    assert PHRASE in shown
    client.post(f"{page}/note", {"note": "Perhaps the same person as Sheep."})
    assert PersonNote.objects.get().text == "Perhaps the same person as Sheep."
    found = Likeness.objects.get()
    client.post(f"{page}/likeness/{encode(found.id)}/dismiss")
    assert (
        "Sheep"
        not in client.get(page).text.split("Perhaps the same person</h2>")[1].split("</section>")[0]
    )
    assert two.name == "Sheep"


def test_an_export_says_that_writing_was_compared_and_not_with_whom(moderator, twins) -> None:
    compared(moderator, twins[0])
    told = {it.name: list(it.rows) for it in about_likeness(twins[0].id)}
    assert told["writing-compared"][0]["compared"] == FEWEST_OTHERS + 6
    assert len(told["writing-alike"]) == 1
    assert "Sheep" not in str(told)
    of_moderator = {it.name: list(it.rows) for it in about_likeness(moderator.id)}
    assert len(of_moderator["comparisons-asked-for"]) == 1


def test_it_goes_with_either_account(moderator, twins) -> None:
    compared(moderator, twins[0])
    while erase(person_id=twins[1].id, choice="everything", most=100):
        pass
    assert not Likeness.objects.exists()
    while erase(person_id=twins[0].id, choice="everything", most=100):
        pass
    assert not LikenessSearch.objects.exists()
