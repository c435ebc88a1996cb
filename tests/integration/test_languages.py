"""The publication has a language; a reader may choose another, and is answered in it."""

import re
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from belowline.cli.language import language as language_command
from belowline.core.ids import encode
from belowline.core.models import OutboxEvent
from belowline.core.refusals import Invalid
from belowline.delivery.routes import Routes
from belowline.discussion.models import Thread
from belowline.moderation.services.decisions import remove_comment
from belowline.newsroom.models import Publication
from belowline.newsroom.services.founding import create_publication
from belowline.web.addresses import shared_routes
from belowline.web.http.languages import choice_in

COOKIE = settings.LANGUAGE_COOKIE_NAME
TITLES = {"en": "Log in", "ja": "ログイン"}


@pytest.fixture
def client(newspaper):
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def _printed_in(newspaper, language) -> None:
    Publication.objects.filter(pk=newspaper.publication_id).update(language=language)


def _choose(client: Client, language: str, back: str = "/"):
    return client.post("/language", {"language": language, "back": back})


@pytest.mark.parametrize("language", TITLES)
def test_a_page_is_in_the_publications_language(newspaper, client, language) -> None:
    _printed_in(newspaper, language)
    for path in ("/", "/accounts/login/", "/no/such-page", newspaper.article().path):
        answer = client.get(path)
        page = answer.content.decode()
        assert f'<html lang="{language}" dir="ltr">' in page
        assert f">{TITLES[language]}</a>" in page
        assert answer.headers["Content-Language"] == language
    assert not client.cookies


def test_what_a_browser_prefers_changes_nothing(newspaper, client) -> None:
    plain = client.get("/").content
    assert client.get("/", headers={"Accept-Language": "ja,en;q=0.1"}).content == plain


def test_a_reader_chooses_and_is_back_where_the_choice_was_made(newspaper, client) -> None:
    article = newspaper.article()
    path = f"{article.path}?order=best&view=flat"
    form = client.get(path).content.decode()
    back = re.findall(r'name="back" value="([^"]+)"', form)[-1].replace("&amp;", "&")
    answer = _choose(client, "ja", back)
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    cookie = client.cookies[COOKIE]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["path"]) == (
        "ja",
        365 * 24 * 3600,
        "Lax",
        "/",
    )
    assert cookie["httponly"]
    assert '<html lang="ja"' in client.get(article.path).content.decode()
    assert set(client.cookies) == {COOKIE}


def test_the_cookie_is_as_secure_as_the_sessions(newspaper, client) -> None:
    with override_settings(SESSION_COOKIE_SECURE=True):
        _choose(client, "ja")
    assert client.cookies[COOKIE]["secure"]


def test_choosing_the_publications_own_language_forgets_the_choice(newspaper, client) -> None:
    _choose(client, "ja")
    _choose(client, "en")
    assert client.cookies[COOKIE].value == ""
    assert client.cookies[COOKIE]["max-age"] == 0


@pytest.mark.parametrize("language", ["", "xx", "ja; Secure", "../ja", "JA"])
def test_a_language_that_is_not_offered_is_refused(newspaper, client, language) -> None:
    assert _choose(client, language).status_code == 422
    assert not client.cookies


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "ja", ""],
)
def test_the_way_back_leads_nowhere_else(newspaper, client, back) -> None:
    answer = _choose(client, "ja", back)
    assert answer.status_code == 422
    assert "Location" not in answer.headers


def test_another_site_cannot_choose(newspaper) -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert _choose(client, "ja").status_code == 403
    assert not client.cookies


def test_nothing_is_a_section_that_is_called_as_the_choice_is() -> None:
    assert Routes(shared_routes()).asked(reverse("language"), b"") is None


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/threads/{thread}", "{article}"])
def test_only_the_publications_language_is_for_caches(newspaper, client, path) -> None:
    article = newspaper.article()
    path = path.format(thread=newspaper.thread_below(article).ref, article=article.path)
    assert "private" not in client.get(path).headers.get("Cache-Control", "")
    client.cookies[COOKIE] = "en"
    assert "private" not in client.get(path).headers.get("Cache-Control", "")
    client.cookies[COOKIE] = "ja"
    chosen = client.get(path).headers
    assert (chosen["Cache-Control"], "Cookie" in chosen["Vary"]) == ("private", True)


def test_data_is_the_same_in_every_language_and_refusals_are_not(newspaper, client) -> None:
    thread = newspaper.thread()
    comment = newspaper.comment(thread, "A quiet word.")
    address = f"/api/v1/comments/{encode(comment)}"
    plain, refused = client.get(address), client.put(f"{address}/vote").json()
    client.cookies[COOKIE] = "ja"
    assert client.get(address).content == plain.content
    assert client.get(address).headers.get("Cache-Control") == plain.headers.get("Cache-Control")
    in_japanese = client.put(f"{address}/vote").json()
    assert (in_japanese["code"], in_japanese["status"]) == (refused["code"], refused["status"])
    assert (refused["title"], in_japanese["title"]) == ("Please log in", "ログインしてください")
    assert in_japanese["detail"].startswith("ログインしてください")


def test_what_a_comment_holds_is_remembered_for_each_language(newspaper, client) -> None:
    article = newspaper.article()
    newspaper.comment(newspaper.thread_below(article), "A quiet word.")
    for language, reply in (("en", ">Reply<u>"), ("ja", ">返信<u>")) * 2:
        client.cookies[COOKIE] = language
        assert reply in client.get(article.path).content.decode()


def test_a_quotes_source_is_named_in_the_readers_language(newspaper, client) -> None:
    article = newspaper.article(body="The council met. It decided nothing after four hours.")
    thread = newspaper.thread_below(article)
    said = "The ferry has to come back to the inner harbour before winter."
    newspaper.comment(thread, said, by=newspaper.person("pier 9"))
    newspaper.comment(thread, f"> {said}\n\nWhy?")
    newspaper.comment(thread, "> It decided nothing after four hours.\n\nAs always.")
    page = client.get(article.path).content.decode()
    assert "<bdi>pier 9</bdi></a> wrote</cite>" in page
    assert ">From the article</a></cite>" in page
    client.cookies[COOKIE] = "ja"
    page = client.get(article.path).content.decode()
    assert "<bdi>pier 9</bdi></a> さんのコメント</cite>" in page
    assert ">記事から</a></cite>" in page


def test_a_reason_is_told_in_the_readers_language_and_the_moderators_words_as_they_are(
    newspaper, client
) -> None:
    article = newspaper.article()
    comment = newspaper.comment(newspaper.thread_below(article), "You fool.")
    moderator = newspaper.person(role="moderator")
    remove_comment(
        actor=moderator, comment_id=comment, version=1, reason="attack", explanation="Be kind"
    )
    assert (
        "Removed by a moderator: personal attack: Be kind."
        in client.get(article.path).content.decode()
    )
    client.cookies[COOKIE] = "ja"
    page = client.get(article.path).content.decode()
    assert "モデレーターが削除しました（個人攻撃: Be kind）。" in page


def test_dates_and_numbers_are_as_the_language_writes_them(newspaper, client) -> None:
    moment = datetime(2014, 3, 5, 6, 4, tzinfo=UTC)
    article = newspaper.article(published_at=moment, licence_ends_at=moment)
    expired = client.get(article.path).content.decode()
    assert ">5 March 2014, 15:04 JST</time>" in expired
    assert "ended on 5 March 2014." in expired
    client.cookies[COOKIE] = "ja"
    expired = client.get(article.path).content.decode()
    assert ">2014年3月5日 15:04 JST</time>" in expired
    assert "2014年3月5日に終了" in expired


def test_thousands_stand_apart(newspaper, client) -> None:
    thread = newspaper.thread()
    Thread.objects.filter(pk=thread.id).update(comment_count=12_345)
    address = f"/threads/{thread.ref}/items"
    assert ">12,345 comments<" in client.get(address).content.decode()
    client.cookies[COOKIE] = "ja"
    assert ">コメント 12,345 件<" in client.get(address).content.decode()


def test_mail_is_in_the_language_of_whoever_asks_for_it(newspaper, client) -> None:
    cache.clear()  # rate limits count there
    _choose(client, "ja")
    form = {"name": "波止場", "email": "hatoba@example.org", "password1": "rope and tide 9"}
    client.post("/accounts/signup/", form)
    assert mail.outbox[0].subject == "【The Test】確認コード"


def test_content_keeps_its_language_in_a_page_of_another(newspaper, client) -> None:
    article = newspaper.article(headline="Ferries are back")
    assert '<h1 dir="auto">Ferries are back</h1>' in client.get(article.path).content.decode()
    client.cookies[COOKIE] = "ja"
    page = client.get(article.path).content.decode()
    assert '<h1 lang="en" dir="auto">Ferries are back</h1>' in page


def test_a_publication_may_be_in_a_language_that_the_site_does_not_speak(newspaper, client) -> None:
    _printed_in(newspaper, "ar")
    page = client.get("/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<button name="language" value="ar" lang="ar" aria-current="true">' in page
    _choose(client, "ja")
    assert '<html lang="ja" dir="ltr">' in client.get("/").content.decode()
    _choose(client, "ar")
    assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


def test_a_language_without_texts_of_ours_is_english_but_for_its_dates(newspaper, client) -> None:
    _printed_in(newspaper, "ar")
    page = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert "This field is required." in page
    moment = datetime(2014, 3, 5, 6, 4, tzinfo=UTC)
    article = newspaper.article(published_at=moment)
    page = client.get(article.path).content.decode()
    assert ">Write a comment<" in page
    assert "مارس" in page


def test_a_publication_is_printed_in_another_language_by_command(newspaper, client) -> None:
    def command(*words: str):
        return CliRunner().invoke(language_command, words)

    assert "The Test is printed in ja." in command("ja").output
    assert '<html lang="ja"' in client.get("/").content.decode()
    fact = OutboxEvent.objects.filter(name="LanguageChanged").get()
    assert fact.publication_id == newspaper.publication_id
    assert command("klingon").exit_code == command("ja", "--publication", "none").exit_code == 1
    command("ja")
    assert OutboxEvent.objects.filter(name="LanguageChanged").count() == 1
    create_publication(slug="second", name="The Second", time_zone="UTC")
    assert command("en").exit_code == 2
    assert command("en", "--publication", "second").exit_code == 0


def test_a_publication_has_a_language_that_there_is(db) -> None:
    with pytest.raises(Invalid, match="not a language"):
        create_publication(slug="x", name="X", time_zone="UTC", language="klingon")


@pytest.mark.parametrize(
    ("cookies", "choice"),
    [
        (b"language=ja", b"language=ja"),
        (b"session=1; language=ja; signed_in=x", b"language=ja"),
        (b"language=en;language=ja", b"language=ja"),
        (b"language=xx", b""),
        (b"my_language=ja", b""),
        (b"session=language=ja", b""),
        (b"language=ja\xff", b""),
        (b"", b""),
    ],
)
def test_only_a_known_choice_is_taken_out_of_cookies(cookies, choice) -> None:
    assert choice_in(cookies) == choice
