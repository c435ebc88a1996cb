"""Programs read discussions through the API."""

import pytest
from django.conf import settings

from belowline.core.ids import encode
from belowline.moderation.services.decisions import remove_comment

API = "/api/v1"


def _ref(number: int) -> str:
    return encode(number)


def test_a_thread_is_found_by_either_address_of_its_article(newspaper, client) -> None:
    article = newspaper.article(headline="The pier", url="https://old.example/news/1")
    for address in (settings.SITE_URL + article.path, article.path, "https://old.example/news/1"):
        found = client.get(f"{API}/threads", {"url": address}).json()
        assert found["headline"] == "The pier"
        assert found["url"] == settings.SITE_URL + article.path


def test_an_unknown_address_is_a_problem_with_a_sentence(newspaper, client) -> None:
    answer = client.get(f"{API}/threads", {"url": "https://nowhere.example/"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not found",
        "status": 404,
        "code": "not-found",
        "detail": "No discussion found for this address.",
    }


def test_pages_of_comments_are_followed_to_the_end(newspaper, client) -> None:
    thread = newspaper.thread()
    posted = [_ref(newspaper.comment(thread, f"Comment number {n}")) for n in range(7)]
    seen, after = [], None
    while after is not None or not seen:
        query = {"order": "oldest", "limit": 3, **({"after": after} if after else {})}
        page = client.get(f"{API}/threads/{thread.ref}/comments", query).json()
        seen += [comment["id"] for comment in page["comments"]]
        after = page["after"]
    assert seen == posted


def test_a_removed_comment_shows_its_reason_and_not_its_words(newspaper, client) -> None:
    thread = newspaper.thread()
    comment = newspaper.comment(thread, "Something unkind about the mayor")
    remove_comment(
        actor=newspaper.person(role="moderator"), comment_id=comment, version=1, reason="attack"
    )
    shown = client.get(f"{API}/comments/{_ref(comment)}").json()
    assert (shown["status"], shown["html"], shown["author"]) == ("removed", "", "")
    assert shown["status_reason"]


def test_answers_are_listed(newspaper, client) -> None:
    thread = newspaper.thread()
    first = newspaper.comment(thread, "The boat is late again.")
    reply = newspaper.comment(thread, "It always is.", to=first)
    [answer] = client.get(f"{API}/comments/{_ref(first)}/answers").json()
    assert answer["id"] == _ref(reply)
    assert answer["parent"]["id"] == _ref(first)


@pytest.mark.parametrize("number", [1, 40])
def test_counts_of_many_articles_cost_the_same_queries(
    newspaper, client, django_assert_num_queries, number
) -> None:
    articles = [newspaper.article(url=f"https://old.example/{n}") for n in range(number)]
    urls = [settings.SITE_URL + article.path for article in articles]
    urls += [article.url for article in articles] + ["https://nowhere.example/"]
    client.get(f"{API}/counts", {"url": urls})
    with django_assert_num_queries(11):
        counts = client.get(f"{API}/counts", {"url": urls}).json()["counts"]
    assert counts == dict.fromkeys(urls, 0)


def test_counts_count(newspaper, client) -> None:
    article = newspaper.article()
    from tests.found import thread_of_article

    newspaper.comment(thread_of_article(article.id), "One")
    [(address, number)] = (
        client.get(f"{API}/counts", {"url": article.path}).json()["counts"].items()
    )
    assert (address, number) == (article.path, 1)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/counts", 422),
        ("/counts?" + "&".join(["url=/a/b"] * 101), 422),
        ("/nothing", 404),
        ("/comments/short", 404),
        ("/comments/0000000000000", 404),
        ("/threads/0000000000000/comments", 404),
        ("/threads?url=%00", 422),
    ],
)
def test_what_cannot_be_answered_is_always_a_problem(newspaper, client, path, status) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")


def test_a_damaged_cursor_is_refused(newspaper, client) -> None:
    thread = newspaper.thread()
    answer = client.get(f"{API}/threads/{thread.ref}/comments", {"after": "nonsense"})
    assert (answer.status_code, answer.json()["field"]) == (422, "after")


def test_the_documentation_page_names_every_operation(newspaper, client) -> None:
    document = client.get(f"{API}/openapi.json").json()
    page = client.get(f"{API}/docs").content.decode()
    for path, operations in document["paths"].items():
        for method in operations:
            assert f"<code>{method.upper()}</code> {path}</h2>" in page
