"""A moderator is led to anything by its address, its number, a name or words."""

import pytest

from belowline.accounts.queries.names import people_beginning
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.ids import encode
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.moderation.models import Case
from belowline.moderation.services.decisions import keep_comment
from belowline.moderation.services.reports import report_comment
from belowline.newsroom.queries.publications import publication_by_id
from belowline.search.services.indexing import index_stale


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


@pytest.fixture
def ask(moderator, client_of):
    desk = client_of(moderator)

    def ask(words: str):
        return desk.get("/desk/go", {"q": words})

    return ask


def test_addresses_and_numbers_lead_to_what_they_name(newspaper, moderator, ask) -> None:
    article, author = newspaper.article(), newspaper.person("ada")
    posted = newspaper.comment(newspaper.thread_below(article), "Hm.", by=author)
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam")
    decided = keep_comment(actor=moderator, comment_id=posted, version=1)
    case = f"/desk/cases/{encode(Case.objects.get(comment=posted).id)}"
    base = publication_by_id(newspaper.publication_id).base_url
    wanted = {
        encode(posted): case,
        f"/c/{encode(posted)}": case,
        f"{base}/c/{encode(posted)}?x#y": case,
        case: case,
        encode(decided): case,
        encode(author.id): f"/desk/people/{encode(author.id)}",
        f"/people/{encode(author.id)}": f"/desk/people/{encode(author.id)}",
        article.path: article.path,
    }
    for words, place in wanted.items():
        answer = ask(words)
        assert (answer.status_code, answer.headers.get("Location")) == (302, place), words


def test_nothing_leads_out_of_the_house(ask) -> None:
    for words in ("//evil.example/c/0000000000000", "https://evil.example/", "/desk/../x"):
        assert ask(words).status_code == 200


def test_names_and_words_list_what_they_may_mean(newspaper, moderator, ask, client_of) -> None:
    ensure_places(SUBSCRIBERS)
    author = newspaper.person("Lampkeeper")
    newspaper.person("Lampless")  # has written nothing here
    posted = newspaper.comment(newspaper.thread(), "The lamps are lit.", by=author)
    follow_all(SUBSCRIBERS)
    index_stale()
    page = ask("lamp").content.decode()
    assert "Lampkeeper" in page
    assert "Lampless" not in page
    page = ask("lamps are").content.decode()
    assert f"/desk/c/{encode(posted)}/case" in page
    opened = client_of(moderator).post(f"/desk/c/{encode(posted)}/case")
    case = Case.objects.get(comment=posted)
    assert opened.headers["Location"] == f"/desk/cases/{encode(case.id)}"
    assert not case.is_open
    assert "The lamps are lit." in client_of(moderator).get(opened.url).content.decode()
    assert f"/desk/cases/{encode(case.id)}" in ask("lamps are").content.decode()
    assert "Nothing found." in ask("unheard of").content.decode()


def test_a_comment_without_a_case_is_found_by_its_number(newspaper, ask) -> None:
    posted = newspaper.comment(newspaper.thread(), "The lamps are lit.")
    for words in (encode(posted), f"/c/{encode(posted)}"):
        assert "The lamps are lit." in ask(words).content.decode()


def test_names_are_found_however_they_begin(newspaper) -> None:
    known = newspaper.person("Ünal Lamp")
    for words in ("ünal", "ÜNAL L", "Ünal Lamp"):
        assert people_beginning(words, most=9) == {known.id: "Ünal Lamp"}
    assert people_beginning("", most=9) == {}
    assert people_beginning("%", most=9) == {}
