"""One reader's whole way, in English and in Japanese: from Facebook in, to the end of the account.

It has a newspaper and a server of its own, so that nothing of it stands on other tests' pages; the
server does no work beside answering, so that each letter comes when the test is ready for it.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import translation
from playwright.sync_api import Page, expect

from belowline.accounts.models import DeletionRequest, Person
from belowline.audience.models import MailingList, NotificationChoice, Subscription
from belowline.audience.queries.alerts import wording
from belowline.audience.services.briefings import choose_hour, compose_briefings
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.sending import deliver
from belowline.config.background import work_once
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import Task
from belowline.core.subscribers.places import ensure_places
from belowline.discussion.models import Comment
from belowline.newsroom.models import Publication
from belowline.surveys.models import SurveyAnswer
from belowline.surveys.services.surveys import open_survey, save_survey
from browser.steps import comment
from databases import copy_of_template
from facebook import Facebook, facebook
from newspaper import Newspaper, found_newspaper
from serving import Site, free_port, start, stop, until
from smtp_server import Arrivals, smtp_server

CALLBACK = "/accounts/facebook/login/callback/"
ADDRESS = "ada@example.org"
NAME = {"en": "Ada Quay", "ja": "岸辺あだ"}
BRIEFING = {"en": "Morning", "ja": "朝のお知らせ"}
SURVEY = {"en": "Take our survey and make your voice heard", "ja": "読者アンケートにご協力ください"}


@pytest.fixture(scope="module", params=["en", "ja"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def database(django_db_setup, folder_of_run, tmp_path_factory, language) -> Iterator[object]:
    """One of its own; afterwards the other tests' is there again."""
    before = connection.settings_dict["NAME"]
    made = tmp_path_factory.mktemp(f"way-{language}") / "belowline.sqlite3"
    copy_of_template(folder_of_run, made, worker=0)
    yield made
    connection.close()
    connection.settings_dict["NAME"] = before


@pytest.fixture(scope="module")
def newspaper(database, language) -> Newspaper:
    ensure_places(SUBSCRIBERS)
    made = found_newspaper()
    Publication.objects.update(language=language)
    return made


@pytest.fixture(scope="module")
def standin(language) -> Iterator[Facebook]:
    with facebook() as running:
        running.person = {"id": "4711", "name": NAME[language], "email": ADDRESS}
        yield running


@pytest.fixture(scope="module")
def site(newspaper, database, standin) -> Iterator[Site]:
    more = {**standin.environment(), "BELOWLINE_BACKGROUND_WORK": "work"}
    process, running = start(database.parent, database, free_port(), **more)
    standin.redirect_uris.add(running.url + CALLBACK)
    with override_settings(SITE_URL=running.url):
        yield running
    stop(process)


@pytest.fixture
def letters(settings) -> Iterator[Arrivals]:
    """The mail server, to which this process hands what it is to send."""
    with smtp_server(settings) as arrivals:
        yield arrivals


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Ed", role="editor")


class Reader:
    """Somebody at a browser and a mail program, who reads in one language."""

    def __init__(self, page: Page, letters: Arrivals, language: str) -> None:
        self.page = page
        self.language = language
        self._letters = letters
        self._read = 0

    def words(self, text: str, **values: object) -> str:
        """What a page says, as the reader reads it."""
        with translation.override(self.language):
            return translation.gettext(text) % values if values else translation.gettext(text)

    def press(self, text: str, **values: object) -> None:
        """Presses the button of these words."""
        self.page.get_by_role("button", name=self.words(text, **values), exact=True).click()

    def sees(self, text: str, **values: object) -> None:
        """Waits until the page says this."""
        expect(self.page.get_by_text(self.words(text, **values)).first).to_be_visible()

    def letter(self) -> EmailMessage:
        """The next letter, for which whatever is due is done."""
        until(lambda: work_once() >= 0 and len(self._letters.envelopes) > self._read)
        found = self._letters.envelopes[self._read]
        self._read += 1
        assert found.rcpt_tos == [ADDRESS]
        return message_from_bytes(found.original_content, policy=policy.default)

    def has_no_more(self) -> None:
        """There is no letter that was not read."""
        work_once()
        assert len(self._letters.envelopes) == self._read


def _text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def _code(letter: EmailMessage) -> str:
    found = re.search(r"^[A-Z0-9]{4,}(?:-[A-Z0-9]{4,})*$", _text(letter), re.MULTILINE)
    assert found is not None
    return found[0]


def _link(letter: EmailMessage, part: str) -> str:
    """The link of the letter that has this in it."""
    return next(it for it in re.findall(r"https?://\S+", _text(letter)) if part in it)


def _one_click(letter: EmailMessage) -> None:
    """What a mail program does by the header (RFC 8058): a POST without anything of a browser's."""
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(letter["List-Unsubscribe"]).strip().strip("<>")
    body = urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urlopen(Request(address, data=body)) as answer:  # noqa: S310 - our own server
        assert answer.status == 200
        assert answer.url == address
        assert "Set-Cookie" not in answer.headers


def test_one_reader_comes_stays_and_goes(
    site, newspaper, standin, letters, editor, language, open_browser
) -> None:
    article = newspaper.article(headline="Night boats")
    _prepare(newspaper, editor, language)
    reader = Reader(open_browser().new_page(), letters, language)
    _comes_by_facebook(reader, article.path, NAME[language])
    _accepts_the_invitation(reader, site)
    briefing = _gets_the_briefing(reader, newspaper, language)
    _answers_the_survey(reader, briefing, article, language)
    own = _posts(reader, article)
    _is_answered(reader, newspaper, article, own)
    _leaves_the_lists(reader, briefing)
    _deletes_the_account(reader, site)


def _prepare(newspaper: Newspaper, editor, language: str) -> None:
    """A briefing each morning, and a survey on top of every page."""
    list_id = add_list(
        actor=editor, name=BRIEFING[language], description="", kind="newsletter", section=""
    )
    choose_hour(actor=editor, list_id=list_id, hour="7", weekdays_only=False)
    survey_id = save_survey(
        actor=editor,
        survey_id=None,
        words={"title": SURVEY[language], "place": "top", "is_anonymous": "1"},
        article_id=None,
        questions=[{"kind": "single", "text": "Boats?", "options": "Aye\nNay"}],
    )
    open_survey(actor=editor, survey_id=survey_id)


def _comes_by_facebook(reader: Reader, path: str, name: str) -> None:
    page = reader.page
    page.goto(path)
    page.get_by_role("button", name="Facebook").click()
    page.get_by_role("link", name=f"Continue as {name}").click()
    reader.press("Register")
    expect(page.get_by_label(reader.words("Code"), exact=True)).to_be_visible()
    page.get_by_label(reader.words("Code"), exact=True).fill(_code(reader.letter()))
    reader.press("Continue")
    page.wait_for_url(f"**{path}*")
    expect(page.locator("#me")).to_contain_text(name)


def _accepts_the_invitation(reader: Reader, site: Site) -> None:
    letter = reader.letter()
    assert "The Test" in str(letter["From"])
    reader.page.goto(_link(letter, "/alerts/"))
    assert not Subscription.objects.exists()
    with translation.override(reader.language):
        accept = wording("The Test")
    reader.page.get_by_role("button", name=accept).click()
    until(lambda: Subscription.objects.filter(address=ADDRESS, state="confirmed").exists())
    expect(reader.page.get_by_role("button", name=accept)).to_have_count(0)


def _gets_the_briefing(reader: Reader, newspaper: Newspaper, language: str) -> EmailMessage:
    page = reader.page
    page.goto("/newsletters")
    page.get_by_role("checkbox", name=BRIEFING[language]).check()
    page.get_by_label(reader.words("Email address"), exact=True).fill(ADDRESS)
    reader.press("Subscribe")
    page.goto(_link(reader.letter(), "/newsletters/confirm/"))
    reader.press("Yes, send me these by email")
    wanted = Subscription.objects.filter(mailing_list__kind="newsletter", state="confirmed")
    until(wanted.exists)
    MailingList.objects.filter(daily_hour=7).update(next_at=now())
    compose_briefings()
    deliver()
    letter = reader.letter()
    assert letter["Subject"] == f"{BRIEFING[language]}: Night boats"
    assert letter.get_body(("html",)) is not None
    return letter


def _answers_the_survey(reader: Reader, briefing: EmailMessage, article, language: str) -> None:
    page = reader.page
    page.goto(_link(briefing, article.path))
    line = page.get_by_role("link", name=SURVEY[language])
    expect(line).to_be_visible()
    line.click()
    page.get_by_label("Aye", exact=True).check()
    reader.press("Send")
    reader.sees("You have taken part. Thank you.")
    assert SurveyAnswer.objects.get().option == 0


def _posts(reader: Reader, article) -> int:
    page = reader.page
    page.goto("/me/notifications/choices")
    page.get_by_role("radio", name=reader.words("Soon after it happens")).check()
    reader.press("Save")
    until(lambda: NotificationChoice.objects.filter(mail="soon").exists())
    with page.expect_request("**/live?**reader=**"):
        page.goto(article.path)
    form = page.locator("form.write", has=page.locator("textarea")).last
    form.locator("textarea").fill("The night boat was late again.")
    form.get_by_role("button", name=reader.words("Post"), exact=True).click()
    posted = Comment.objects.filter(author__email=ADDRESS)
    until(posted.exists)
    own = posted.get().pk
    expect(comment(page, own)).to_contain_text("The night boat was late again.")
    return own


def _is_answered(reader: Reader, newspaper: Newspaper, article, own: int) -> None:
    page = reader.page
    bob = newspaper.person("Bob")
    work_once()
    expect(page.locator("#me .unseen")).to_have_count(0)
    reply = newspaper.comment(newspaper.thread_below(article), "It always is.", by=bob, to=own)
    work_once()
    expect(page.locator("#me .unseen")).to_contain_text("1")
    reader.has_no_more()
    Task.objects.filter(name="send-notifications").update(due_at=now())
    letter = reader.letter()
    assert letter["Subject"] == reader.words("%(name)s replied to you", name="Bob")
    assert "It always is." in _text(letter)
    page.goto(_link(letter, f"/c/{encode(reply)}"))
    expect(comment(page, reply)).to_contain_text("It always is.")
    _one_click(letter)
    assert NotificationChoice.objects.get().mail == "never"


def _leaves_the_lists(reader: Reader, briefing: EmailMessage) -> None:
    _one_click(briefing)
    ended = Subscription.objects.get(mailing_list__kind="newsletter")
    assert ended.state == "ended"
    assert Subscription.objects.get(mailing_list__kind="alerts").state == "confirmed"
    reader.page.goto(_link(briefing, "/newsletters/mine/"))
    box = reader.page.get_by_role("checkbox", name=ended.mailing_list.name)
    expect(box).not_to_be_checked()


def _deletes_the_account(reader: Reader, site: Site) -> None:
    page = reader.page
    page.goto("/me")
    page.get_by_role("link", name=reader.words("Delete your account"), exact=True).click()
    _asks_for_the_end(reader)
    code = page.get_by_label(reader.words("Code"), exact=True)
    expect(code).to_be_visible()  # whoever came by Facebook has no password to show
    code.fill(_code(reader.letter()))
    reader.press("Continue")
    _asks_for_the_end(reader)
    planned = DeletionRequest.objects.filter(person__email=ADDRESS)
    until(planned.exists)
    assert _link(reader.letter(), "/me/delete")
    planned.update(due_at=now())
    Task.objects.filter(name="erase-account").update(due_at=now())
    page.goto(_link(reader.letter(), "/erased/"))
    reader.sees("Comments deleted")
    assert not Person.objects.filter(email=ADDRESS).exists()
    assert not Subscription.objects.filter(address=ADDRESS).exists()
    page.goto("/me")
    expect(page).to_have_url(f"{site.url}/accounts/login/?next=/me")
    Task.objects.update(due_at=now())
    reader.has_no_more()


def _asks_for_the_end(reader: Reader) -> None:
    reader.page.get_by_label(reader.words("Delete everything"), exact=True).check()
    reader.press("Delete my account in a week")
