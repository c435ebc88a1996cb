"""What of a reader's cookies makes a difference to shared pages, and what that means for caches."""

import pytest

from belowline.delivery.revalidation import cacheable
from belowline.delivery.wsgi_bridge import Answer

PRIVATE = [("Cache-Control", "private")]


def test_each_choice_is_a_page_of_its_own_and_made_once(asking, pages) -> None:
    for cookie in ("", "tongue=b", "", "tongue=b"):
        asking.now("/shared/1", cookie=cookie)
    assert [environ.get("HTTP_COOKIE") for environ in pages.asked] == [None, "tongue=b"]


def test_the_choice_is_the_only_cookie_that_is_passed_on(asking, pages) -> None:
    asking.now("/shared/1", cookie="session=1; tongue=b; signed_in=somebody")
    [environ] = pages.asked
    assert environ["HTTP_COOKIE"] == "tongue=b"


@pytest.mark.parametrize("cookie", ["tongue=c", "session=tongue=b", "x=1"])
def test_cookies_that_are_no_choice_make_no_difference(asking, pages, cookie) -> None:
    first, second = asking.now("/shared/1"), asking.now("/shared/1", cookie=cookie)
    assert first.body == second.body
    assert len(pages.asked) == 1


def test_a_write_makes_every_choice_anew(asking, outbox, pages) -> None:
    for cookie in ("", "tongue=b"):
        asking.now("/shared/1", cookie=cookie)
    outbox.write(1)
    for cookie in ("", "tongue=b"):
        asking.now("/shared/1", cookie=cookie)
    assert len(pages.asked) == 4


def test_what_is_private_is_kept_here_and_by_no_cache_between(asking, pages) -> None:
    pages.headers = PRIVATE
    headers = [asking.now("/shared/1", cookie="tongue=b").headers for _ in range(2)][-1]
    assert len(pages.asked) == 1
    assert headers["cache-control"] == "private, max-age=0, must-revalidate"
    assert headers["vary"] == "Accept-Encoding, Cookie"
    assert "cdn-cache-control" not in headers


def test_whoever_changed_the_choice_is_not_told_that_nothing_changed(asking, pages) -> None:
    held = asking.now("/shared/1").headers["etag"]
    pages.headers = PRIVATE
    changed = asking.now("/shared/1", cookie="tongue=b", if_none_match=held)
    assert (changed.status, changed.headers["etag"] == held) == (200, False)
    again = asking.now("/shared/1", cookie="tongue=b", if_none_match=changed.headers["etag"])
    assert (again.status, again.headers["vary"]) == (304, "Accept-Encoding, Cookie")


def test_an_answer_says_itself_whether_it_is_private() -> None:
    told = [(b"belowline-depends", b"site:1")]
    assert not cacheable(Answer(200, told, b"x"), 0.0).is_private
    assert cacheable(Answer(200, [*told, (b"cache-control", b"private")], b"x"), 0.0).is_private


COUNTRY = ("Belowline-By-Country", "1")


def test_a_page_by_country_is_made_for_each_country_and_for_those_of_none(asking, pages) -> None:
    pages.headers = [*PRIVATE, COUNTRY]
    bodies = [
        asking.now("/shared/1", x_country=country).body for country in ("JP", "KR", "JP", "", "jp")
    ]
    japan, korea, *others = bodies
    assert japan != korea
    assert others[0] == others[2] == japan
    assert others[1] not in (japan, korea)


def test_other_pages_are_one_for_all_countries(asking, pages) -> None:
    for country in ("JP", "KR", ""):
        asking.now("/shared/1", x_country=country)
    assert len(pages.asked) == 1
