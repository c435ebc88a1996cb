"""Mail handed to a provider by its own API, and what the provider tells of it afterwards."""

import json
import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from subprocess import run
from sys import executable
from threading import Thread

import pytest
from django.core.mail import get_connection
from django.test import Client
from pydantic import ValidationError

from belowline.audience.models import Delivery, Subscription, Suppression
from belowline.audience.queries.mail_links import delivery_token
from belowline.audience.services.issues import begin_issue, save_issue, send_issue
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.sending import deliver
from belowline.config.mail import MailSettings, anymail_settings, mail_backend
from belowline.core.mail import Mail, NotSentError, send_mail

HOOK = "belowline:a-long-secret-of-the-hook"
LETTER = Mail(
    address="ada@post.example",
    subject="灯台、修理へ",
    text="Good morning.",
    html="<p>Good morning.</p>",
    sender="Harbour Post, Ltd",
    site="https://news.example",
    headers={"List-Unsubscribe": "<https://news.example/leave>", "X-Belowline-Delivery": "7:x"},
)
TAKEN = {"ErrorCode": 0, "Message": "OK", "MessageID": "m-1", "To": "ada@post.example"}
INACTIVE = {
    "ErrorCode": 406,
    "Message": "You tried to send to a recipient that has been marked as inactive.\n Found "
    "inactive addresses: ada@post.example.\n Inactive recipients are ones that have generated a "
    "hard bounce or a spam complaint. ",
}


class Provider:
    """What was asked of it, and what it replies: a status and a body."""

    def __init__(self) -> None:
        self.asked: list[dict[str, object]] = []
        self.reply: tuple[int, object] = (200, TAKEN)


@contextmanager
def provider_at(settings) -> Iterator[Provider]:
    """Postmark's API, as far as one mail needs it, on loopback."""
    provider = Provider()

    class Calls(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            provider.asked.append(json.loads(body))
            status, said = provider.reply
            if not status:
                return
            answer = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Keeps it to itself."""

    with HTTPServer(("127.0.0.1", 0), Calls) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        use(settings, f"http://127.0.0.1:{server.server_port}/")
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


def use(settings, api_url: str) -> None:
    chosen = {
        "email_provider": "postmark",
        "email_provider_settings": {"server_token": "t", "api_url": api_url},
        "email_provider_hook": HOOK,
        "mails_per_second": 1000,
    }
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=chosen)
    settings.ANYMAIL = anymail_settings(settings.ENVIRONMENT)
    settings.EMAIL_BACKEND = mail_backend(settings.ENVIRONMENT)


@pytest.fixture
def provider(settings):
    with provider_at(settings) as provider:
        yield provider


def test_a_mail_is_handed_over_whole_and_nobody_is_counted(provider) -> None:
    send_mail(LETTER)
    [asked] = provider.asked
    assert asked["To"] == "ada@post.example"
    assert asked["From"] == '"Harbour Post, Ltd" <noreply@news.example>'
    assert asked["Subject"] == LETTER.subject
    assert (asked["TextBody"], asked["HtmlBody"]) == (LETTER.text, LETTER.html)
    headers = {it["Name"]: it["Value"] for it in asked["Headers"]}
    assert headers["List-Unsubscribe"] == "<https://news.example/leave>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert asked["Metadata"] == {"delivery": "7:x"}
    assert asked["TrackOpens"] is False
    assert asked["TrackLinks"] == "None"


@pytest.mark.parametrize(
    ("reply", "known"),
    [
        ((200, INACTIVE), (True, True, False)),
        ((422, INACTIVE), (True, True, False)),
        ((422, {"ErrorCode": 300, "Message": "Invalid metadata."}), (True, False, False)),
        ((401, {"ErrorCode": 10, "Message": "Bad token"}), (False, False, False)),
        ((429, {"ErrorCode": 429, "Message": "Too fast"}), (False, False, False)),
        ((503, {}), (False, False, False)),
        ((500, {}), (False, False, True)),
        ((0, {}), (False, False, True)),
    ],
)
def test_why_it_was_not_taken_is_known_and_names_nobody(provider, reply, known) -> None:
    provider.reply = reply
    with pytest.raises(NotSentError) as fault:
        send_mail(LETTER)
    error = fault.value
    assert (error.is_refused, error.is_bounced, error.is_unknown) == known
    assert "ada" not in str(error)


def test_a_provider_that_is_not_reached_has_taken_nothing(settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        use(settings, f"http://127.0.0.1:{server.getsockname()[1]}/")
    with pytest.raises(NotSentError) as fault:
        send_mail(LETTER)
    assert not fault.value.is_unknown
    assert not fault.value.is_refused


@pytest.fixture
def delivery(newspaper, provider) -> Delivery:
    """A mail of an issue that the provider has taken."""
    editor = newspaper.person(role="editor")
    list_id = add_list(actor=editor, name="L", description="", kind="newsletter", section="")
    Subscription.objects.create(
        publication_id=newspaper.publication_id,
        mailing_list_id=list_id,
        address="ada@post.example",
        language="en",
        state="confirmed",
    )
    issue_id = begin_issue(actor=editor, list_id=list_id)
    ids = [newspaper.article().id]
    save_issue(actor=editor, issue_id=issue_id, subject="Today", text="", article_ids=ids)
    send_issue(actor=editor, issue_id=issue_id, at=None)
    deliver()
    return Delivery.objects.get()


def told(event: object, *, secret: str = HOOK, path: str = "/mail/events"):
    """What the provider's webhook gets for an answer."""
    bearer = {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"} if secret else {}
    body = event if isinstance(event, str) else json.dumps(event)
    return Client().post(path, body, content_type="application/json", headers=bearer)


def bounce(delivery: Delivery, *, token: str = "", **more: object) -> dict[str, object]:
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "ID": 42,
        "MessageID": "m-1",
        "Email": "ada@post.example",
        "BouncedAt": "2026-11-27T06:40:19Z",
        "Details": "smtp;550 5.1.1 The address does not exist.",
        "Metadata": {"delivery": token or delivery_token(delivery.pk)},
        **more,
    }


def test_the_mark_of_a_mail_goes_with_it(provider, delivery) -> None:
    assert delivery.state == "handed"
    assert provider.asked[0]["Metadata"] == {"delivery": delivery_token(delivery.pk)}


@pytest.mark.parametrize(
    ("more", "state", "reason"),
    [
        ({}, "bounced", "bounced"),
        ({"Type": "BadEmailAddress"}, "bounced", "bounced"),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, "complained", "complained"),
        ({"Type": "SoftBounce", "Details": "smtp;452 4.2.2 Mailbox full"}, "handed", None),
        ({"Type": "Transient"}, "handed", None),
        ({"Type": "AutoResponder"}, "handed", None),
        ({"Type": "Blocked"}, "handed", None),
        ({"RecordType": "Delivery"}, "handed", None),
        ({"RecordType": "Open"}, "handed", None),
    ],
)
def test_bounces_and_complaints_end_what_is_sent(delivery, more, state, reason) -> None:
    assert told(bounce(delivery, **more)).status_code == 204
    delivery.refresh_from_db()
    assert delivery.state == state
    assert [it.reason for it in Suppression.objects.all()] == ([reason] if reason else [])
    assert Subscription.objects.get().state == ("ended" if reason else "confirmed")
    assert told(bounce(delivery, **more)).status_code == 204, "it is told again"
    assert Suppression.objects.count() == bool(reason)


@pytest.mark.parametrize("secret", ["", "belowline:guessed", "belowline:", HOOK.upper()])
def test_only_the_provider_is_believed(delivery, secret) -> None:
    assert told(bounce(delivery), secret=secret).status_code == 403
    assert not Suppression.objects.exists()


def test_a_mark_that_we_have_not_signed_changes_nothing(delivery) -> None:
    for forged in (f"{delivery.pk}:{'A' * 43}", str(delivery.pk), "x"):
        assert told(bounce(delivery, token=forged)).status_code == 204
    assert told(bounce(delivery, Metadata=None)).status_code in (204, 422)
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("body", ["", "[", "[]", "null", '"x"', "7", '{"RecordType": 7}'])
def test_what_is_no_event_breaks_nothing(delivery, body) -> None:
    assert told(body).status_code in (204, 422)
    assert not Suppression.objects.exists()


def test_a_body_that_is_too_large_is_not_read(delivery) -> None:
    assert told(json.dumps(bounce(delivery, Content="x" * 1_100_000))).status_code in (403, 413)
    assert not Suppression.objects.exists()


def test_without_a_secret_of_its_own_the_address_is_not_there(delivery, settings) -> None:
    chosen = {"email_provider_hook": ""}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=chosen)
    assert told(bounce(delivery), secret="").status_code == 404


def test_a_secret_that_is_short_is_refused() -> None:
    with pytest.raises(ValidationError, match="20 characters at least"):
        MailSettings(email_provider_hook="belowline:short")


def test_every_provider_of_the_setting_has_its_backend_and_its_webhook(newspaper, settings) -> None:
    given = {"api_key", "api_token", "secret_key", "server_token", "signing_secret"}
    for name in MailSettings.model_fields["email_provider"].annotation.__args__[1:]:
        chosen = {
            "email_provider": name,
            "email_provider_hook": HOOK,
            "email_provider_settings": dict.fromkeys(given, "x" * 20),
        }
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=chosen)
        settings.ANYMAIL = anymail_settings(settings.ENVIRONMENT)
        settings.EMAIL_BACKEND = mail_backend(settings.ENVIRONMENT)
        assert get_connection().open() is True
        assert told("{", secret="").status_code == 403


def test_what_is_not_used_is_not_read() -> None:
    code = (
        "import sys; from belowline.cli.setting_up import set_up; set_up();"
        "import belowline.config.urls, belowline.audience.services.sending;"
        "assert 'anymail' not in sys.modules, 'read'"
    )
    assert run([executable, "-c", code], check=False).returncode == 0
