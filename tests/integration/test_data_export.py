"""Everything that is kept about a reader, in one zip, for that reader and for nobody else."""

import io
import json
import re
from datetime import datetime, timedelta
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.db.models import Model
from django.test import Client

from belowline.accounts.models import (
    Badge,
    DataExport,
    HandoverCode,
    Person,
    PublisherAccount,
    RemoteSession,
)
from belowline.accounts.services.account_deletion import leave
from belowline.accounts.services.data_exports import ask_for_export, keep_export
from belowline.accounts.services.pictures import change_picture
from belowline.accounts.services.registration import grant
from belowline.accounts.services.relationships import block, follow_reader, mute
from belowline.accounts.services.signups import announce_signup
from belowline.audience.services.alert_choices import choose_alerts
from belowline.config.background import work_once
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import ActCount
from belowline.core.refusals import Conflict, TooMany
from belowline.core.subscribers.worker import follow_all
from belowline.core.tasks.running import run_due
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.follows import follow_thread
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import keep_comment, remove_comment
from belowline.moderation.services.reports import report_comment
from pictures import photograph

LEFT_OUT = {
    "person.password": "a secret",
    "mfa_authenticator.data": "a secret, but for the name of a passkey",
    "django_session.session_key": "a secret: whoever has it is logged in",
    "django_session.session_data": "signed; what it holds is named, and drafts are written out",
    "usersessions_usersession.session_key": "a secret",
    "usersessions_usersession.data": "empty: nothing writes it",
    "account_emailconfirmation.key": "a secret",
    "act_count.subject": "holds the reader's own number",
    "act_count.name": "stands there in plain words",
    "data_export.content": "the zip itself",
    "decision.note": "what moderators tell one another; one's own are there",
    "decision.before": "how the comment stood, which earlier decisions and its own row tell",
    "data_export.publication_id": "where it was asked for, which is where it is fetched",
    "data_export.made_at": "not known before it is made; earlier ones have it",
    "data_export.size": "not known before it is made; earlier ones have it",
    "deletion_request.publication_id": "where it was asked for",
    "deletion_request.receipt_id": "stands there as its code",
    "comment.best": "worked out from votes",
    "comment.disputed": "worked out from votes",
    "comment.imported_up": "in the sum",
    "comment.imported_down": "in the sum",
    "comment.up": "in the sum",
    "comment.down": "in the sum",
    "comment.replies": "about others' comments",
    "comment.publication_id": "says nothing about the reader",
    "comment.thread_id": "stands there as the article's headline",
    "comment.root_id": "follows from the comment that it answers",
    "vote.publication_id": "says nothing about the reader",
    "vote.thread_id": "stands there as the article's headline",
    "follow.publication_id": "says nothing about the reader",
    "follow.seen_id": "stands there as a time",
    "report.publication_id": "says nothing about the reader",
    "report.reporter_id": "who reported somebody is kept from them",
    "decision.publication_id": "says nothing about the reader",
    "report.decision_id": "stands there as whether it is decided",
    "role_grant.publication_id": "stands there in its short form",
    "alert_invitation.publication_id": "stands there in its short form",
    "alert_consent.publication_id": "stands there in its short form",
    "outbox.publication_id": "stands there among the facts",
    "outbox.thread_id": "stands there among the facts",
    "audit_log.publication_id": "says nothing about the reader",
    "remote_session.digest": "made from a secret",
    "remote_session.proof": "made from a secret",
    "remote_session.publication_id": "stands there as its page",
    "handover_code.digest": "made from a secret",
    "handover_code.publication_id": "stands there as its page",
}
NUMBERS = {
    "id",
    "person_id",
    "user_id",
    "author_id",
    "actor_id",
    "other_id",
    "moderator_id",
    "given_by_id",
}
"""Numbers of rows and of people: the account's own is there once."""


class Scene:
    """A reader about whom there is something in every table."""

    def __init__(self, newspaper) -> None:
        thread = newspaper.thread(headline="What the harbour costs")
        me = self.me = newspaper.person("teal_of_the_tide", role="moderator")
        other, third = newspaper.person("noisy neighbour"), newspaper.person("pest")
        self.reporter = newspaper.person("whistling reporter")
        theirs = newspaper.comment(thread, "What others wrote.", by=other)
        said = newspaper.comment(thread, "My first wording.", by=me, to=theirs)
        edit_comment(actor=me, comment_id=said, text="My second wording.")
        imported = ImportedComment(
            key="kept-elsewhere-9",
            text="From the old system.",
            moment=now() - timedelta(days=9),
            posted_at=now() - timedelta(days=9),
            author_id=me.id,
        )
        list(import_comments(thread_id=thread.id, comments=[imported]))
        report_comment(actor=self.reporter, comment_id=said, reason="hate", note="their own words")
        keep_comment(
            actor=newspaper.person("judge", role="editor"),
            comment_id=said,
            version=2,
            note="It is fine.",
        )
        report_comment(actor=me, comment_id=theirs, reason="spam", note="my note on it")
        remove_comment(
            actor=me, comment_id=theirs, version=1, reason="spam", explanation="as I decided"
        )
        cast_vote(actor=me, comment_id=newspaper.comment(thread, "Vote here."), value=-1)
        follow_thread(actor=me, thread_id=thread.id)
        follow_reader(actor=me, person_id=other.id)
        mute(actor=me, person_id=other.id)
        block(actor=me, person_id=third.id)
        mute(actor=self.reporter, person_id=me.id)
        block(actor=self.reporter, person_id=third.id)
        change_picture(actor=me, data=photograph().read(), publication_ids=[])
        self._ways_in()
        grant(person_id=me.id, publication_id=newspaper.publication_id, role="reporter")
        announce_signup(person_id=me.id, publication_id=newspaper.publication_id, way="facebook")
        work_once()
        choose_alerts(
            person_id=me.id,
            publication_id=newspaper.publication_id,
            wanted=True,
            wording="Yes, the alerts please",
            asked_by="account",
        )
        leave(
            actor=me,
            choice="name",
            language="en",
            session_key=self.session_key,
            publications={newspaper.publication_id: "The Test"},
        )
        self._at_publishers(other.id)

    def _at_publishers(self, other_id: int) -> None:
        me, publication_id = self.me.id, self.me.publication_id
        PublisherAccount.objects.create(
            person_id=me,
            issuer="https://news.example",
            subject="subscriber-4712",
            name="Teal at the paper",
            email="teal@paper.example",
            picture_url="https://news.example/teal.png",
            picture="digest-of-teal",
        )
        given = {"publication_id": publication_id, "source": "desk"}
        Badge.objects.create(person_id=me, kind="expert", **given)
        Badge.objects.create(person_id=other_id, kind="subscriber", given_by_id=me, **given)
        login = {"publication_id": publication_id, "origin": "https://news.example"}
        until = now() + timedelta(hours=1)
        RemoteSession.objects.create(
            digest="hidden-digest", person_id=me, proof="hidden-proof", expires_at=until, **login
        )
        HandoverCode.objects.create(digest="hidden-code", person_id=me, expires_at=until, **login)

    def _ways_in(self) -> None:
        me = self.me.id
        Authenticator.objects.create(
            user_id=me,
            type="webauthn",
            data={"name": "Blue key", "credential": "hidden-credential"},
        )
        SocialAccount.objects.create(
            user_id=me, provider="github", uid="uid-4711", extra_data={"login": "teal-elsewhere"}
        )
        session = SessionStore()
        session["unsent"] = {"thread": "t", "parent": "", "text": "Begun and not sent."}
        session.save()
        self.session_key = session.session_key
        UserSession.objects.create(
            user_id=me, ip="fd12::", session_key=self.session_key, user_agent="Lynx/2.9"
        )
        EmailConfirmation.objects.create(
            email_address=EmailAddress.objects.get(user_id=me), key="hidden-key", sent=now()
        )


@pytest.fixture
def scene(newspaper) -> Scene:
    return Scene(newspaper)


def made_for(person, language: str = "en") -> ZipFile:
    """The zip that this person gets."""
    DataExport.objects.filter(person_id=person.id).delete()
    number = ask_for_export(actor=person, language=language)
    work_once()
    return ZipFile(io.BytesIO(bytes(DataExport.objects.get(pk=number).content)))


def json_of(zipped: ZipFile) -> str:
    """Every JSON file, one after the other, checked to be JSON."""
    names = [name for name in zipped.namelist() if name.endswith(".json")]
    texts = {name: zipped.read(name).decode() for name in names}
    return "\n".join(json.dumps(json.loads(text), ensure_ascii=False) for text in texts.values())


def _rows_about(model: type[Model], person_id: int) -> list[dict[str, object]]:
    """The rows of a table that are about somebody: by a key to the person, or by what they hold.

    That the export was made is known only after it was.
    """
    rows: list[dict[str, object]] = []
    for field in model._meta.concrete_fields:
        is_key = field.related_model is Person and field.name != "other"
        if is_key or field.attname == "actor_id":
            rows += model._default_manager.filter(**{field.attname: person_id}).values()
    if model is ActCount:
        rows += model._default_manager.filter(subject=f"person:{person_id}").values()
    if model is Person:
        rows += model._default_manager.filter(pk=person_id).values()
    if model._meta.db_table in ("outbox", "task"):
        rows += model._default_manager.filter(payload__person_id=person_id).values()
    return [row for row in rows if row.get("name") != "DataExportMade"]


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _is_told(value: object, told: str) -> bool:
    if value in (None, "", {}) or isinstance(value, bytes | bool):
        return True
    is_number = isinstance(value, int) and value > 2**32
    return _said(value) in told or (is_number and encode(value) in told)


def test_every_value_that_is_kept_is_in_it_or_left_out_for_a_reason(scene) -> None:
    told = json_of(made_for(scene.me))
    missing, met = [], set()
    for model in apps.get_models():
        table = model._meta.db_table
        for row in _rows_about(model, scene.me.id):
            met.add(table)
            for name, value in row.items():
                if name not in NUMBERS and not _is_told(value, told):
                    missing.append(f"{table}.{name} = {value!r}")
    missing = [it for it in missing if it.partition(" ")[0] not in LEFT_OUT]
    assert missing == []
    assert met >= {
        "reader_follow",
        *("account_emailaddress", "alert_consent", "alert_invitation", "audit_log", "block"),
        *("badge", "handover_code", "publisher_account", "remote_session"),
        *(
            "comment",
            "decision",
            "deletion_request",
            "follow",
            "mfa_authenticator",
            "mute",
            "outbox",
        ),
        *("person", "data_export", "picture", "act_count", "report", "role_grant"),
        *("socialaccount_socialaccount", "task", "usersessions_usersession", "vote"),
    }


def test_what_is_left_out_for_a_reason_exists() -> None:
    fields = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }
    assert LEFT_OUT.keys() - fields == set()


def test_no_secret_and_nobody_elses_identity_is_in_it(scene) -> None:
    zipped = made_for(scene.me)
    told = json_of(zipped) + zipped.read("index.html").decode()
    hidden = ["hidden-credential", "hidden-key", scene.session_key, scene.reporter.name]
    hidden += [encode(scene.reporter.id), str(scene.reporter.id), "their own words"]
    hidden += [Person.objects.get(pk=scene.me.id).password]
    assert [secret for secret in hidden if secret in told] == []


def test_everything_reads_as_plain_words(scene) -> None:
    page = made_for(scene.me).read("index.html").decode()
    for words in (
        *("teal_of_the_tide", "My first wording.", "My second wording.", "What the harbour costs"),
        *("noisy neighbour", "Begun and not sent.", "my note on it", "Yes, the alerts please"),
        *("Blue key", "as I decided", "Disagree", "Keep my comments without my name"),
    ):
        assert words in page
    assert "It is fine." not in page, "a note is for moderators only"
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1:8000/c/)', page)


def test_removed_comments_are_in_it_with_the_moderators_reason(newspaper) -> None:
    me = newspaper.person()
    said = newspaper.comment(newspaper.thread(), "Buy rope now.", by=me)
    remove_comment(
        actor=newspaper.person(role="moderator"),
        comment_id=said,
        version=1,
        reason="spam",
        explanation="rope again",
    )
    rows = json.loads(made_for(me).read("json/comments.json"))
    assert [(row["text"], row["status"], row["reason"], row["explanation"]) for row in rows] == [
        ("Buy rope now.", "removed", "spam", "rope again")
    ]


def test_the_picture_is_a_file_in_it(scene) -> None:
    zipped = made_for(scene.me)
    assert zipped.read("picture-256.webp")[8:12] == b"WEBP"
    assert 'src="picture-256.webp"' in zipped.read("index.html").decode()


def test_what_people_wrote_is_no_html_in_it(newspaper) -> None:
    me = newspaper.person()
    newspaper.comment(newspaper.thread(), '<img src="https://example.org/x.png">', by=me)
    assert "<img src=" not in made_for(me).read("index.html").decode()


def test_the_page_is_in_the_language_in_which_it_was_asked_for(newspaper) -> None:
    page = made_for(newspaper.person(), language="ja").read("index.html").decode()
    assert '<html lang="ja" dir="ltr">' in page


def test_a_mail_says_that_it_is_there_and_leads_to_the_page(newspaper) -> None:
    made_for(newspaper.person("reed"))
    [message] = mail.outbox
    assert message.to == ["reed@example.org"]
    assert message.body.count("http") == 1
    assert re.search(r"/me/data$", message.body, re.MULTILINE)


def test_it_is_asked_for_on_a_page_and_fetched_from_there(newspaper, client_of) -> None:
    client = client_of(newspaper.person())
    assert client.post("/me/data").headers["Location"] == "/me/data"
    assert "being prepared" in client.get("/me/data").content.decode()
    work_once()
    [link] = re.findall(r'href="(/me/data/\w+)"', client.get("/me/data").content.decode())
    answer = client.get(link)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Cache-Control"] == "no-store"
    assert ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_idor_nobody_fetches_somebody_elses(newspaper, client_of) -> None:
    made_for(newspaper.person())
    address = f"/me/data/{encode(DataExport.objects.get().id)}"
    for client in (
        client_of(newspaper.person()),
        client_of(newspaper.person(role="administrator")),
    ):
        assert client.get(address).status_code == 404
        assert address not in client.get("/me/data").content.decode()
    assert Client().get(address).status_code == 302


def test_one_is_made_at_a_time_and_one_a_day(newspaper, client_of) -> None:
    me = newspaper.person()
    number = ask_for_export(actor=me, language="en")
    with pytest.raises(Conflict):
        ask_for_export(actor=me, language="en")
    work_once()
    with pytest.raises(TooMany):
        ask_for_export(actor=me, language="en")
    assert client_of(me).post("/me/data").status_code == 429
    DataExport.objects.filter(pk=number).update(asked_at=now() - timedelta(days=1, minutes=1))
    assert ask_for_export(actor=me, language="en") != number


def test_making_it_twice_changes_nothing(newspaper) -> None:
    number = ask_for_export(actor=newspaper.person(), language="en")
    work_once()
    kept = DataExport.objects.get(pk=number)
    keep_export(export_id=number, content=b"something else")
    assert bytes(DataExport.objects.get(pk=number).content) == bytes(kept.content)
    assert len(mail.outbox) == 1


def test_questions_to_the_database_do_not_grow_with_each_comment(
    newspaper, django_assert_max_num_queries
) -> None:
    me, thread = newspaper.person(), newspaper.thread()
    first = newspaper.comment(thread, "The first of many.", by=me)
    row = Comment.objects.get(pk=first)
    Comment.objects.bulk_create(
        Comment(
            id=first + number,
            publication_id=row.publication_id,
            thread_id=row.thread_id,
            root_id=first + number,
            author_id=me.id,
            posted_at=row.posted_at,
            text=f"Number {number}.",
            html=f"<p>Number {number}.</p>",
        )
        for number in range(1, 1200)
    )
    number = ask_for_export(actor=me, language="en")
    follow_all(SUBSCRIBERS)
    with django_assert_max_num_queries(90):
        run_due()
    content = bytes(DataExport.objects.get(pk=number).content)
    assert len(json.loads(ZipFile(io.BytesIO(content)).read("json/comments.json"))) == 1200
    assert Session.objects.count() == 0
