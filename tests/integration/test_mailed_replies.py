"""Readers reply to a notification by email, where the installation is set up for it."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from click.testing import CliRunner
from django.core import mail

from belowline.accounts.models import Person
from belowline.accounts.queries.people import address_of
from belowline.accounts.services.relationships import block
from belowline.audience.models import Notification, NotificationChoice
from belowline.audience.queries.reply_addresses import notification_replied_to, reply_address
from belowline.audience.services.mailed_replies import LETTERS_PER_DAY, take_in_reply
from belowline.audience.services.notifications import choose_mail
from belowline.cli.command import belowline
from belowline.config.background import work_once
from belowline.config.mail import MailSettings
from belowline.core.clock import now
from belowline.core.quoted_tail import MARK
from belowline.core.tasks.running import run_due
from belowline.discussion.models import Comment, Thread
from belowline.discussion.services.edits import withdraw_comment
from belowline.moderation.services.decisions import remove_comment


@pytest.fixture(autouse=True)
def _replies_are_on(settings) -> None:
    chosen = {"reply_address": "reply@news.example"}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=chosen)


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada")


@pytest.fixture
def bob(newspaper):
    return newspaper.person("Bob")


@pytest.fixture
def thread(newspaper):
    return newspaper.thread(headline="Night boats")


@pytest.fixture
def notified(newspaper, thread, ada, bob) -> Notification:
    """Bob has replied to Ada, and she is notified."""
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    choose_mail(actor=ada, mail="soon", hour="8", time_zone="Asia/Tokyo")
    newspaper.comment(thread, "They always are.", by=bob, to=own)
    work_once()
    return Notification.objects.get(person_id=ada.id)


@pytest.fixture
def letter(notified, at):
    """The letter that Ada gets."""
    at(now() + timedelta(minutes=6))
    work_once()
    [letter] = mail.outbox
    mail.outbox.clear()
    return letter


def reply(to: str, by: str, text: str = "Not on Monday.", **headers: str) -> EmailMessage:
    """A mail as a reader's program makes one."""
    message = EmailMessage()
    told = {"From": f"Ada <{by}>", "To": to, "Subject": "Re: x", "Message-ID": "<1@post.example>"}
    for name, value in (told | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        message[name] = value
    line = f"> {MARK} Write your reply above this line. {MARK}"
    wrote = "On Fri, 27 Nov 2026 at 16:40, The Test <noreply@x.example> wrote:"
    message.set_content(f"{text}\n\n{wrote}\n{line}\n> Bob")
    return message


def replies(notified: Notification):
    return Comment.objects.filter(parent_id=notified.comment_id)


@pytest.fixture
def sent(ada, notified):
    """Sends a reply to Ada's notification, as a mail from her, and says what became of it."""

    def sent(text: str = "Not on Monday.", by: str = "", **headers: str) -> str:
        own = by or address_of(ada.id)
        return take_in_reply(reply(reply_address(notified.pk), own, text, **headers).as_bytes())

    return sent


def letters() -> list[mail.EmailMessage]:
    """What is said about replies."""
    run_due({"send-reply-letter"})
    return mail.outbox


def test_a_letter_about_one_reply_can_be_replied_to(letter, notified) -> None:
    assert letter.extra_headers["Reply-To"] == reply_address(notified.pk)
    assert letter.body.startswith(
        f"{MARK} Write your reply above this line. It is posted under your name. {MARK}\n"
    )
    assert reply_address(notified.pk).startswith("reply+")
    assert len(reply_address(notified.pk).partition("@")[0]) <= 64


def test_a_reply_by_email_is_a_comment_like_any_other(letter, ada, notified, thread) -> None:
    raw = reply(letter.extra_headers["Reply-To"], address_of(ada.id)).as_bytes()
    assert take_in_reply(raw) == "posted"
    [posted] = replies(notified)
    assert (posted.text, posted.author_id, posted.status) == ("Not on Monday.", ada.id, "published")
    assert posted.thread_id == thread.id
    assert take_in_reply(raw) == "posted", "the mail server hands it over again"
    assert replies(notified).count() == 1
    assert letters() == []


def test_the_command_reads_one_mail_from_the_mail_server(ada, notified) -> None:
    raw = reply(reply_address(notified.pk), address_of(ada.id)).as_bytes()
    told = CliRunner().invoke(belowline, ["mail", "reply"], input=raw)
    assert (told.exit_code, told.output) == (0, "posted\n")
    assert replies(notified).count() == 1


def test_letters_about_several_or_none_of_them_cannot_be_replied_to(
    newspaper, thread, notified, at
) -> None:
    own = notified.about_id
    newspaper.comment(thread, "Since the new timetable.", by=newspaper.person("Eve"), to=own)
    at(now() + timedelta(minutes=6))
    work_once()
    [letter] = mail.outbox
    assert "Reply-To" not in letter.extra_headers
    assert MARK not in letter.body


def test_without_the_setting_nothing_is_said_and_nothing_is_taken(
    notified, ada, settings, at
) -> None:
    raw = reply(reply_address(notified.pk), address_of(ada.id)).as_bytes()
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"reply_address": ""})
    assert take_in_reply(raw) == "not ours"
    at(now() + timedelta(minutes=6))
    work_once()
    assert "Reply-To" not in mail.outbox[0].extra_headers
    assert MARK not in mail.outbox[0].body


def test_an_address_is_good_for_one_notification_and_a_month(notified, at) -> None:
    address = reply_address(notified.pk)
    assert notification_replied_to(address) == notified.pk
    local, _, domain = address.partition("@")
    for forged in (
        f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}",
        reply_address(notified.pk + 1).replace(local[19:], "") + local[19:],
        f"{local}@elsewhere.example",
        f"x{address}",
        "reply@news.example",
        "reply+@news.example",
        f"reply+{'é' * 29}@news.example",
    ):
        assert notification_replied_to(forged) is None
    at(now() + timedelta(days=31))
    assert notification_replied_to(address) is None


def test_a_mail_from_another_address_is_not_posted_and_its_owner_is_told(
    sent, ada, notified
) -> None:
    assert sent("Secret words.", by="eve@post.example") == "refused"
    assert not replies(notified).exists()
    [letter] = letters()
    assert letter.to == [address_of(ada.id)]
    assert "have to come from the email address of your account" in letter.body
    assert "Secret words." not in letter.body


def test_an_account_whose_address_has_changed_replies_from_the_new_one(sent, ada) -> None:
    old = address_of(ada.id)
    Person.objects.filter(pk=ada.id).update(email="new@post.example")
    assert sent(by=old) == "refused"
    assert sent(by="New@Post.Example") == "posted"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"Subject": "Automatic reply: Bob replied to you"},
    ],
)
def test_what_a_program_wrote_is_neither_posted_nor_replied_to(sent, notified, headers) -> None:
    told = {k: v for k, v in headers.items() if k != "Subject"}
    if "Subject" in headers:
        raw = reply(reply_address(notified.pk), "ada@x.example").as_bytes()
        assert take_in_reply(raw.replace(b"Re: x", headers["Subject"].encode())) == "automatic"
    else:
        assert sent(**told) == "automatic"
    assert not replies(notified).exists()
    assert letters() == []


def _close(newspaper, thread, ada, bob, notified) -> None:
    Thread.objects.filter(pk=thread.id).update(comments_open=False)


def _remove(newspaper, thread, ada, bob, notified) -> None:
    moderator = newspaper.person(role="moderator")
    remove_comment(actor=moderator, comment_id=notified.comment_id, version=1, reason="spam")


def _withdraw(newspaper, thread, ada, bob, notified) -> None:
    withdraw_comment(actor=bob, comment_id=notified.comment_id)


def _block(newspaper, thread, ada, bob, notified) -> None:
    block(actor=bob, person_id=ada.id)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_close, "This discussion is closed to new comments."),
        (_remove, "The comment you are replying to is no longer shown."),
        (_withdraw, "The comment you are replying to is no longer shown."),
        (_block, "You can’t reply to this reader."),
    ],
)
def test_what_is_refused_on_the_page_is_refused_by_mail_and_said_why(
    newspaper, thread, ada, bob, notified, sent, change, sentence
) -> None:
    change(newspaper, thread, ada, bob, notified)
    assert sent("My own words.") == "refused"
    [letter] = letters()
    assert letter.to == [address_of(ada.id)]
    assert sentence in letter.body
    assert "This is what you wrote:\n\nMy own words." in letter.body
    assert not replies(notified).exists()


def test_a_reply_that_a_moderator_reads_first_waits(sent, notified, thread) -> None:
    Thread.objects.filter(pk=thread.id).update(is_premoderated=True)
    assert sent() == "posted"
    assert replies(notified).get().status == "held"


def test_replies_by_mail_count_for_the_limits_of_comments(sent, notified, settings) -> None:
    chosen = {"posts_per_minute": 2}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=chosen)
    told = [sent(f"Number {n}.", Message_ID=f"<{n}@x>") for n in range(2)]
    assert told == ["posted", "refused"], "the comment that was replied to counts as well"


def test_files_are_left_out_and_that_is_said(ada, notified) -> None:
    message = reply(reply_address(notified.pk), address_of(ada.id))
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="a.gif")
    assert take_in_reply(message.as_bytes()) == "posted"
    assert replies(notified).get().text == "Not on Monday."
    [letter] = letters()
    assert "posted without the files" in letter.body


def test_a_mail_that_is_a_page_only_is_refused_and_that_is_said(ada, notified) -> None:
    message = reply(reply_address(notified.pk), address_of(ada.id))
    message.set_content("<p>Not on Monday.</p>", subtype="html")
    assert take_in_reply(message.as_bytes()) == "refused"
    [letter] = letters()
    assert "no plain text" in letter.body


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Please write it above the line."),
        ("x" * 1_100_000, "too large"),
        ("x" * 6_000, "Comments can have up to 5,000 characters"),
    ],
)
def test_what_is_empty_or_too_long_is_refused(sent, notified, text, sentence) -> None:
    assert sent(text) == "refused"
    assert not replies(notified).exists()
    [letter] = letters()
    assert sentence in letter.body
    assert len(letter.body) < 6_000


def test_a_few_letters_a_day_are_written_about_refused_mails(sent) -> None:
    for number in range(LETTERS_PER_DAY + 3):
        assert sent(by="eve@post.example", Message_ID=f"<{number}@x>") == "refused"
    assert len(letters()) == LETTERS_PER_DAY


def test_markup_in_a_mail_is_as_harmless_as_on_the_page(sent, notified) -> None:
    assert sent("<script>alert(1)</script> <img src=x onerror=y> **bold**") == "posted"
    html = replies(notified).get().html
    assert "<script" not in html
    assert "<img" not in html
    assert "<strong>bold</strong>" in html


def test_a_letter_speaks_the_language_that_was_chosen(sent) -> None:
    NotificationChoice.objects.update(language="ja")
    assert sent(by="eve@post.example") == "refused"
    [letter] = letters()
    assert "アカウントのメールアドレス" in letter.body
    assert letter.subject == "メールでの返信について"


@pytest.mark.parametrize("value", ["reply", "a+b@news.example", f"{'a' * 31}@news.example", "@x.y"])
def test_an_address_without_room_for_a_mark_is_refused(value) -> None:
    with pytest.raises(ValueError, match="must be an address such as"):
        MailSettings(reply_address=value)
