"""Whatever a person can meet is translatable, and has Japanese.

Every address is asked in a language that nobody speaks (tests/pseudo_locale.py). What a page holds
beside it has to be marked as what people wrote, by its `lang` or as a name that is known here.
"""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils.translation import trans_real

from belowline.accounts.models import DeletionReceipt, DeletionRequest
from belowline.accounts.services.account_deletion import CHOICES, leave
from belowline.accounts.services.data_exports import ask_for_export
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.models import Task
from integration.test_accounts import CODE_PAGE
from integration.test_who_may_what import QUERIES, Scene, addresses, said, told, undone
from pseudo_locale import CODE, Pseudo, untranslated, untranslated_in_page

pytestmark = pytest.mark.any_database

DATA = {
    *("Morning", "Today"),
    "Article number",
    "Pia Lundemar",
    "Boots",
    "Le Jumeau",
    "The bell",
    "JST",
    "Politics",
    "Said otherwise.",
    "Said.",
    "The Test",
    "openapi.json",
}
ROLES = ("nobody", "author", "administrator")
CODE_IN_MAIL = r"^[A-Z]{4}-[A-Z]{4}$"
REGISTRATION = {"name": "ΜΟΛΟΣ", "email": "post@example.org", "password1": "rope and tide 9"}


@pytest.fixture
def pseudo(newspaper) -> Iterator[Pseudo]:
    cache.clear()  # rate limits count there
    languages = [*settings.LANGUAGES, (CODE, "Pseudo")]
    with override_settings(LANGUAGES=languages):
        trans_real._translations[CODE] = Pseudo()
        yield trans_real._translations[CODE]
    trans_real._translations.pop(CODE, None)


def speaking(client: Client) -> Client:
    """The client of somebody who has chosen the language."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = CODE
    return client


def check(answer, pseudo: Pseudo, data: set[str]) -> None:
    """Fails for any text of the answer that is neither translated nor data."""
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/html") and answer.content:
        page = answer.content.decode()
        assert untranslated_in_page(page, data) == [], answer.request["PATH_INFO"]
        assert "<html" not in page or f'<html lang="{CODE}" dir="ltr">' in page
    elif kind == "application/problem+json":
        problem = answer.json()
        assert untranslated(problem["title"], data) == ""
        assert untranslated(problem["detail"], data) == ""
    elif kind.startswith("text/plain") and answer.request["PATH_INFO"] != "/robots.txt":
        assert untranslated(answer.content.decode(), data) == ""
    assert pseudo.without_translation("ja") == set()


IN_ITS_OWN = ("/desk/issues/{issue}/preview",)
"""A mail to all readers, in the publication's language."""


def names(newspaper) -> set[str]:
    """Whoever is known at the newspaper, by name and by address."""
    people = set(newspaper._people)
    return DATA | people | {f"{name.replace(' ', '.')}@example.org" for name in people}


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_in_the_chosen_language(newspaper, pseudo, role) -> None:
    scene = Scene(newspaper, role)
    speaking(scene.client)
    data = names(newspaper)
    for method, address in told():
        if address in IN_ITS_OWN:
            continue
        for is_empty in (True, False):
            with scene.before(address) as parts:
                path = (address + QUERIES.get(address, "")).format(**parts)
                sent = {} if is_empty or address == "/language" else said(parts, method, address)
                form = {"content_type": "application/json"} if address.startswith("/api/") else {}
                send = getattr(scene.client, method.lower())
                answer = send(path) if method == "GET" else send(path, sent, **form)
                check(answer, pseudo, data)


def _account_addresses() -> list[str]:
    """Every address below /accounts/ that has no part of its own."""
    return sorted(
        address
        for address in addresses()
        if address.startswith("/accounts/") and "{" not in address
    )


@pytest.mark.parametrize("role", ["", "editor"])
def test_every_page_of_ones_account_is_in_the_chosen_language(
    newspaper, pseudo, client_of, role
) -> None:
    person = newspaper.person(role=role, can_log_in=True)
    strangers = Client(headers={"Sec-Fetch-Site": "same-origin"})
    data = names(newspaper)
    for client in (strangers, client_of(person)):
        speaking(client)
        for address in _account_addresses():
            with undone(client):
                for answer in (client.get(address), client.post(address, {})):
                    check(answer, pseudo, data)


def _check_mail(pseudo: Pseudo, data: set[str]) -> str:
    message = mail.outbox[-1]
    body = re.sub(rf"https?://\S+|{CODE_IN_MAIL}", "", message.body, flags=re.MULTILINE)
    assert untranslated(message.subject, data) == untranslated(body, data) == ""
    assert pseudo.without_translation("ja") == set()
    found = re.search(CODE_IN_MAIL, message.body, re.MULTILINE)
    return found[0] if found else ""


def test_registration_and_its_mails_are_in_the_chosen_language(newspaper, pseudo) -> None:
    client = speaking(Client(headers={"Sec-Fetch-Site": "same-origin"}))
    data = names(newspaper) | set(REGISTRATION.values())
    wrong = [("name", "?"), ("email", "?"), ("password1", "short"), ("password1", "password12")]
    for field, value in wrong:
        check(client.post("/accounts/signup/", REGISTRATION | {field: value}), pseudo, data)
    check(client.post("/accounts/signup/", REGISTRATION, follow=True), pseudo, data)
    code = _check_mail(pseudo, data)
    check(client.post(CODE_PAGE, {"code": "WRONG"}), pseudo, data)
    check(client.post(CODE_PAGE, {"code": code}, follow=True), pseudo, data)
    client.post("/accounts/logout/")
    cache.clear()
    client.post("/accounts/signup/", REGISTRATION | {"name": "ΑΛΛΟΣ"})
    _check_mail(pseudo, data)


def test_a_forgotten_password_is_talked_about_in_the_chosen_language(newspaper, pseudo) -> None:
    address = f"{newspaper.person('ropemaker', can_log_in=True).name}@example.org"
    data = names(newspaper)
    client = speaking(Client(headers={"Sec-Fetch-Site": "same-origin"}))
    check(client.post("/accounts/login/", {"login": address, "password": "wrong"}), pseudo, data)
    for each in ("nobody@example.org", address):
        answer = client.post("/accounts/password/reset/", {"email": each}, follow=True)
        check(answer, pseudo, data | {each})
        code = _check_mail(pseudo, data | {each})
    place = "/accounts/password/reset/confirm/"
    check(client.post(place, {"code": "WRONG"}), pseudo, data)
    form = client.post(place, {"code": code}, follow=True)
    check(form, pseudo, data)
    place = form.redirect_chain[-1][0]
    check(client.post(place, {"password1": "short", "password2": "other"}), pseudo, data)
    chosen = {"password1": "ebb, flow, again", "password2": "ebb, flow, again"}
    check(client.post(place, chosen, follow=True), pseudo, data)


def test_letters_about_ones_own_data_are_in_the_chosen_language(newspaper, pseudo) -> None:
    reader, data = newspaper.person(), names(newspaper)
    ask_for_export(actor=reader, language=CODE)
    work_once()
    _check_mail(pseudo, data)
    for choice in CHOICES:
        person = newspaper.person()
        leave(actor=person, choice=choice, language=CODE, session_key="", publications={})
        work_once()
        _check_mail(pseudo, data)
    DeletionRequest.objects.update(due_at=now())
    Task.objects.update(due_at=now())
    work_once()
    for code in DeletionReceipt.objects.values_list("code", flat=True):
        client = speaking(Client(headers={"Sec-Fetch-Site": "same-origin"}))
        check(client.get(f"/erased/{code}"), pseudo, data)
    _check_mail(pseudo, data)
    assert "/erased/" in mail.outbox[-1].body


def test_faults_and_strange_requests_are_answered_in_the_chosen_language(
    newspaper, pseudo, monkeypatch
) -> None:
    client = speaking(
        Client(headers={"Sec-Fetch-Site": "same-origin"}, raise_request_exception=False)
    )
    check(client.get("/", headers={"Host": "elsewhere.example"}), pseudo, DATA)
    check(client.get("/%00"), pseudo, DATA)
    check(client.post("/api/v1/counts"), pseudo, DATA)

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("belowline.web.reading.front.render_front", break_down)
    answer = client.get("/")
    assert answer.status_code == 500
    check(answer, pseudo, DATA)


def test_what_is_untranslated_is_noticed(pseudo) -> None:
    page = '<p>⟦Héllö ⟦Ä⟧⟧ 3 <b lang="en">Words</b> Bare</p><i title="Tip"></i>'
    assert untranslated_in_page(page, []) == ["Bare", "Tip"]
    assert untranslated_in_page(page, ["Bare", "Tip"]) == []
    assert pseudo.gettext("No such %(thing)s") == "⟦Ñö sûçh %(thing)s⟧"
    assert pseudo.without_translation("ja") == {"No such %(thing)s"}
