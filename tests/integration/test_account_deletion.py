"""The end of an account: three honest choices, a week to change one's mind, and a proof."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from belowline.accounts.models import (
    Badge,
    DeletionReceipt,
    DeletionRequest,
    Person,
    Picture,
    PublisherAccount,
    RemoteSession,
)
from belowline.accounts.queries.deletion_requests import deletion_request
from belowline.accounts.services import erasure
from belowline.accounts.services.account_deletion import CHOICES, leave, stay
from belowline.accounts.services.pictures import change_picture
from belowline.accounts.services.registration import grant
from belowline.accounts.services.relationships import block, follow_reader, mute
from belowline.accounts.services.staff_invitations import invite_staff
from belowline.audience.models import PushDevice, PushKey
from belowline.audience.services.alert_choices import choose_alerts
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry, OutboxEvent, Task
from belowline.core.refusals import Conflict, Invalid
from belowline.discussion.models import Answer, Comment, CommentRevision, Fingerprint, Vote
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.follows import follow_thread
from belowline.discussion.services.recount import recount
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.models import Decision, Report
from belowline.moderation.services.decisions import remove_comment
from belowline.moderation.services.reports import report_comment
from newspaper import PASSWORD
from pictures import photograph

SAID = "The tide tables have been wrong since the spring, and nobody has told us."
NAME = "harbour_heron"


class Scene:
    """Somebody who has done whatever a reader can do, and others around them."""

    def __init__(self, newspaper) -> None:
        self.newspaper = newspaper
        self.article = newspaper.article()
        thread = self.below = newspaper.thread_below(self.article)
        me = self.me = newspaper.person(NAME, can_log_in=True)
        self.other = newspaper.person("other one")
        self.moderator = newspaper.person("mod", role="moderator")
        theirs = newspaper.comment(thread, "What do you make of the harbour?", by=self.other)
        self.first = newspaper.comment(thread, SAID, by=me)
        edit_comment(actor=me, comment_id=self.first, text=SAID + " Not once.")
        self.reply = newspaper.comment(thread, "I do not think so.", by=self.other, to=self.first)
        self.mine_under = newspaper.comment(thread, "But I do.", by=me, to=self.reply)
        follow_reader(actor=me, person_id=self.moderator.id)
        follow_reader(actor=self.other, person_id=me.id)
        key = PushKey.objects.create(public="k", sealed={})
        PushDevice.objects.create(
            publication_id=me.publication_id, person_id=me.id, key=key, endpoint="https://p.example"
        )
        mute(actor=me, person_id=self.other.id)
        self.quote = newspaper.comment(thread, f"> {SAID}\n\nWho says so?", by=self.other)
        self.taken_back = newspaper.comment(thread, "I take this back soon.", by=me)
        withdraw_comment(actor=me, comment_id=self.taken_back)
        self.removed = newspaper.comment(thread, "BUY ROPE NOW.", by=me)
        report_comment(actor=self.other, comment_id=self.removed, reason="spam")
        remove_comment(actor=self.moderator, comment_id=self.removed, version=1, reason="spam")
        report_comment(actor=self.other, comment_id=self.mine_under, reason="other", note="hm")
        report_comment(actor=me, comment_id=self.reply, reason="hate", note="my own words")
        cast_vote(actor=me, comment_id=theirs, value=1)
        cast_vote(actor=me, comment_id=self.quote, value=-1)
        cast_vote(actor=self.other, comment_id=self.first, value=1)
        follow_thread(actor=me, thread_id=thread.id)
        change_picture(actor=me, data=photograph().read(), publication_ids=[])
        SocialAccount.objects.create(user_id=me.id, provider="github", uid="7")
        Authenticator.objects.create(user_id=me.id, type="totp", data={"secret": "s"})
        PublisherAccount.objects.create(person_id=me.id, issuer="https://news.example", subject="7")
        Badge.objects.create(
            person_id=me.id, publication_id=me.publication_id, kind="expert", source="desk"
        )
        RemoteSession.objects.create(
            digest="d",
            person_id=me.id,
            publication_id=me.publication_id,
            origin="https://news.example",
            proof="",
            expires_at=now() + timedelta(hours=1),
        )
        address = EmailAddress.objects.get(user_id=me.id).email
        for email in (address, "another@example.org"):
            invite_staff(publication_id=me.publication_id, email=email, role="reporter")
        EmailAddress.objects.create(user_id=me.id, email="another@example.org")
        choose_alerts(
            person_id=me.id,
            publication_id=me.publication_id,
            wanted=True,
            wording="Yes",
            asked_by="account",
        )
        self.theirs = theirs
        Task.objects.filter(name="send-moderation-letter").update(due_at=now())
        work_once()
        mail.outbox.clear()

    def leaves(self, choice: str) -> str:
        """Asks for it; nothing is done yet."""
        return leave(
            actor=self.me,
            choice=choice,
            language="en",
            session_key="",
            publications={self.me.publication_id: "The Test"},
        )

    def is_erased(self, choice: str) -> DeletionReceipt:
        """Asks for it, and lets the week go by."""
        code = self.leaves(choice)
        a_week_goes_by()
        return DeletionReceipt.objects.get(code=code)


def a_week_goes_by() -> None:
    DeletionRequest.objects.update(due_at=now())
    Task.objects.update(due_at=now())
    work_once()


@pytest.fixture(autouse=True)
def _nobody_else_writes(monkeypatch) -> None:
    """So that between two batches nobody needs to be let in."""
    monkeypatch.setattr(erasure, "_BREATH", 0)


@pytest.fixture
def scene(newspaper) -> Scene:
    return Scene(newspaper)


def page_of(scene: Scene) -> str:
    return Client().get(scene.article.path).content.decode()


def named_in_any_table() -> list[str]:
    """The tables in which the name, the address or the person's words still are."""
    from django.apps import apps

    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            told = " ".join(str(value) for value in row.values())
            if NAME in told:
                found.append(model._meta.db_table)
    return found


def test_everything_goes_and_answers_stay(scene) -> None:
    proof = scene.is_erased("everything")
    assert not Person.objects.filter(pk=scene.me.id).exists()
    assert named_in_any_table() == []
    emptied = Comment.objects.filter(
        pk__in=[scene.first, scene.mine_under, scene.taken_back, scene.removed]
    )
    assert {(row.text, row.html, row.author_id, row.status) for row in emptied} == {
        ("", "", None, "erased")
    }
    assert not CommentRevision.objects.exists()
    assert not Fingerprint.objects.filter(comment__in=emptied).exists()
    assert not Answer.objects.filter(source__in=emptied).exists()
    assert Comment.objects.get(pk=scene.reply).parent_id == scene.first
    assert not Report.objects.filter(note="my own words").exists()
    assert not Report.objects.filter(comment_id=scene.mine_under).exists()
    assert proof.done_at is not None
    page = page_of(scene)
    assert NAME not in page
    assert "I do not think so." in page
    assert "Comment deleted by its author" in page


def test_comments_stay_without_the_name(scene) -> None:
    scene.is_erased("name")
    assert not Person.objects.filter(pk=scene.me.id).exists()
    assert named_in_any_table() == []
    kept = Comment.objects.get(pk=scene.first)
    assert kept.text == SAID + " Not once."
    assert kept.author_id is None
    assert (Comment.objects.get(pk=scene.taken_back).text, kept.status) == ("", "published")
    assert Comment.objects.get(pk=scene.removed).text == "BUY ROPE NOW."
    assert Report.objects.get(note="my own words").reporter_id is None
    page = page_of(scene)
    assert NAME not in page
    assert "Not once." in page
    assert "A reader" in page


def test_a_quote_no_longer_names_whoever_went(scene) -> None:
    quote = Comment.objects.get(pk=scene.quote)
    assert NAME in quote.html
    scene.is_erased("name")
    quote.refresh_from_db()
    assert NAME not in quote.html
    assert f'<cite class="unnamed"><a href="/c/{encode(scene.first)}"' in quote.html


def test_a_quote_by_somebody_who_was_blocked_no_longer_names_them_either(scene) -> None:
    block(actor=scene.me, person_id=scene.other.id)
    quoted = scene.newspaper.comment(scene.below, f"> {SAID}\n\nAgain: who?", by=scene.other)
    assert not Answer.objects.filter(source_id=quoted).exists()
    assert NAME in Comment.objects.get(pk=quoted).html
    scene.is_erased("everything")
    assert NAME not in Comment.objects.get(pk=quoted).html


def test_only_closing_keeps_name_comments_and_votes_and_nothing_to_log_in_with(scene) -> None:
    scene.is_erased("closed")
    person = Person.objects.get(pk=scene.me.id)
    assert (person.name, person.is_active, person.picture) == (NAME, False, "")
    assert person.email is None
    assert not person.has_usable_password()
    for model in (EmailAddress, SocialAccount, Authenticator):
        assert not model.objects.filter(user_id=scene.me.id).exists()
    for model in (PublisherAccount, Badge, RemoteSession):
        assert not model.objects.filter(person_id=scene.me.id).exists()
    assert not Picture.objects.exists()
    assert Vote.objects.filter(person_id=scene.me.id).count() == 2
    assert Report.objects.get(note="my own words").reporter_id is None
    page = page_of(scene)
    assert NAME in page
    assert f"/people/{encode(scene.me.id)}" not in page
    assert Client().get(f"/people/{encode(scene.me.id)}").status_code == 404


@pytest.mark.parametrize("choice", CHOICES)
def test_the_counts_are_those_of_a_recount(scene, choice) -> None:
    scene.is_erased(choice)
    assert list(recount()) == []


@pytest.mark.parametrize("choice", ["everything", "name"])
def test_votes_are_taken_back_and_counted_out(scene, choice) -> None:
    assert Comment.objects.get(pk=scene.theirs).up == 1
    scene.is_erased(choice)
    assert Comment.objects.get(pk=scene.theirs).up == 0
    assert Comment.objects.get(pk=scene.quote).down == 0


@pytest.mark.parametrize("choice", CHOICES)
def test_pages_that_are_kept_finished_are_made_anew(scene, choice) -> None:
    before = OutboxEvent.objects.latest("id").id
    scene.is_erased(choice)
    facts = set(OutboxEvent.objects.filter(id__gt=before).values_list("name", flat=True))
    assert "AccountDeleted" in facts
    assert ("CommentErased" in facts) == (choice != "closed"), "one was taken back before"


@pytest.mark.parametrize("choice", CHOICES)
def test_the_proof_counts_and_names_nobody(scene, choice) -> None:
    proof = scene.is_erased(choice)
    page = Client().get(f"/erased/{proof.code}").content.decode()
    assert NAME not in page
    assert proof.counts["emailaddress"] == 2
    assert "Email addresses deleted" in page
    assert proof.counts["staffinvitation"] == 1
    if choice == "everything":
        assert (proof.counts["comment"], proof.counts["emptied"], proof.counts["vote"]) == (4, 4, 2)
    if choice == "name":
        assert (proof.counts["comment"], proof.counts["emptied"]) == (4, 1)


@pytest.mark.parametrize("choice", CHOICES)
def test_every_count_of_a_proof_has_words(scene, choice) -> None:
    proof = scene.is_erased(choice)
    page = Client().get(f"/erased/{proof.code}").content.decode()
    assert not [what for what in proof.counts if f"<dt>{what}</dt>" in page]


def test_a_mail_says_when_and_one_says_that_it_is_done(scene) -> None:
    code = scene.leaves("everything")
    work_once()
    first = mail.outbox[-1]
    assert first.to == [f"{NAME}@example.org"]
    assert "/me/delete" in first.body
    a_week_goes_by()
    last = mail.outbox[-1]
    assert last.to == [f"{NAME}@example.org"]
    assert f"/erased/{code}" in last.body
    assert len(mail.outbox) == 2
    assert not Task.objects.filter(name__endswith="farewell").exists()


def test_nothing_happens_before_the_week_is_over(scene) -> None:
    scene.leaves("everything")
    Task.objects.update(due_at=now())
    work_once()
    assert Comment.objects.get(pk=scene.first).text
    assert Person.objects.get(pk=scene.me.id).is_active


def test_whoever_changes_their_mind_keeps_everything(scene) -> None:
    code = scene.leaves("everything")
    stay(actor=scene.me)
    a_week_goes_by()
    assert Comment.objects.get(pk=scene.first).author_id == scene.me.id
    assert Client().get(f"/erased/{code}").status_code == 404
    assert not Task.objects.filter(name__endswith="carry_out").exists()
    assert scene.leaves("closed")


def test_what_has_begun_is_not_stopped(scene) -> None:
    scene.leaves("everything")
    DeletionRequest.objects.update(due_at=now() - timedelta(seconds=1))
    with pytest.raises(Conflict):
        stay(actor=scene.me)


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("breaks_at", range(1, 9))
def test_a_run_that_was_cut_short_is_finished_by_the_next(
    scene, monkeypatch, choice, breaks_at
) -> None:
    monkeypatch.setattr(erasure, "BATCH", 1)
    scene.leaves(choice)
    DeletionRequest.objects.update(due_at=now())
    count, steps = erasure._count, iter(range(1, 1000))

    def breaking(proof, counts) -> None:
        if next(steps) == breaks_at:
            raise OSError("the power is out")
        count(proof, counts)

    with monkeypatch.context() as patched:
        patched.setattr(erasure, "_count", breaking)
        Task.objects.update(due_at=now())
        work_once()
        assert not DeletionReceipt.objects.exclude(done_at=None).exists()
    Task.objects.update(due_at=now())
    work_once()
    proof = DeletionReceipt.objects.get()
    assert proof.done_at is not None
    assert proof.counts.get("comment", 4) == 4
    assert list(recount()) == []
    assert not DeletionRequest.objects.exists()


def test_doing_it_twice_changes_nothing(scene) -> None:
    proof = scene.is_erased("name")
    erasure.carry_out(erasure_id=proof.id, person_id=scene.me.id)
    assert DeletionReceipt.objects.get().counts == proof.counts


def test_the_only_administrator_gives_the_role_away_first(newspaper) -> None:
    chief = newspaper.person("chief", role="administrator")
    asked = {"choice": "closed", "language": "en", "session_key": ""}
    names = {newspaper.publication_id: "The Test"}
    with pytest.raises(Conflict, match="only administrator of The Test"):
        leave(actor=chief, publications=names, **asked)
    second = newspaper.person("second", role="administrator")
    leave(actor=chief, publications=names, **asked)
    with pytest.raises(Conflict, match="only administrator"):
        leave(actor=second, publications=names, **asked)


def test_decisions_of_a_moderator_who_goes_stay_with_their_reasons(scene) -> None:
    leave(
        actor=scene.moderator,
        choice="everything",
        language="en",
        session_key="",
        publications={},
    )
    a_week_goes_by()
    decision = Decision.objects.get(comment_id=scene.removed)
    assert (decision.moderator_id, decision.reason) == (None, "spam")
    assert AuditEntry.objects.filter(actor_name="mod", action="comment removed").exists()


def test_the_audit_log_names_no_reader(scene) -> None:
    reported = AuditEntry.objects.filter(action="comment reported")
    assert set(reported.values_list("actor_name", flat=True)) == {""}


def test_an_unknown_choice_is_refused(scene) -> None:
    with pytest.raises(Invalid):
        scene.leaves("half")
    assert deletion_request(scene.me.id) is None


def log_in(person, password: str = PASSWORD) -> Client:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    address = f"{person.name}@example.org"
    answer = client.post("/accounts/login/", {"login": address, "password": password})
    client.entry = answer.headers["Location"]
    return client


@pytest.fixture
def reader(newspaper):
    return newspaper.person("reed", can_log_in=True)


def test_leaving_asks_once_more_who_it_is_ends_other_sessions_and_can_be_stopped(reader) -> None:
    elsewhere, client = log_in(reader), log_in(reader)
    asked = client.post("/me/delete", {"choice": "closed"})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert deletion_request(reader.id) is None
    answer = client.post(asked.headers["Location"], {"password": PASSWORD, "next": "/me/delete"})
    assert answer.headers["Location"] == "/me/delete"
    assert deletion_request(reader.id) is not None
    assert "Your account will be deleted on" in client.get("/me/delete").content.decode()
    assert "Your account will be deleted on" in client.get("/me").content.decode()
    assert elsewhere.get("/me").status_code == 302
    again = log_in(reader)
    assert again.entry == "/me/delete"
    assert again.post("/me/delete/keep").headers["Location"] == "/me"
    assert deletion_request(reader.id) is None
    assert log_in(reader).entry == "/"


def test_nobody_stops_or_starts_it_for_somebody_else(newspaper, reader, client_of) -> None:
    leave(actor=reader, choice="name", language="en", session_key="", publications={})
    assert client_of(newspaper.person()).post("/me/delete/keep").status_code == 409
    assert deletion_request(reader.id) is not None


def test_a_form_on_another_site_deletes_nothing(reader) -> None:
    client = log_in(reader)
    for path in ("/me/delete", "/me/delete/keep", "/me/data"):
        forged = {"Sec-Fetch-Site": "cross-site"}
        assert client.post(path, {"choice": "closed"}, headers=forged).status_code == 403
    assert deletion_request(reader.id) is None


def test_nobody_logs_in_any_more_and_the_name_of_a_deleted_reader_is_free(
    newspaper, reader
) -> None:
    leave(actor=reader, choice="name", language="en", session_key="", publications={})
    client = log_in(reader)
    a_week_goes_by()
    assert client.get("/me").status_code == 302
    newspaper.person("reed")


def test_staff_who_go_lose_their_roles(newspaper) -> None:
    person = newspaper.person("mate", role="editor")
    grant(person_id=person.id, publication_id=newspaper.publication_id, role="reporter")
    leave(actor=person, choice="closed", language="en", session_key="", publications={})
    a_week_goes_by()
    assert DeletionReceipt.objects.get().counts["grant"] == 2


def test_the_page_says_what_goes_and_what_stays(reader, client_of) -> None:
    page = client_of(reader).get("/me/delete").content.decode()
    assert re.findall(r'name="choice" value="(\w+)"', page) == list(CHOICES)


def test_whoever_came_by_a_publisher_without_an_address_goes_without_a_mail(scene) -> None:
    Person.objects.filter(pk=scene.me.id).update(email=None)
    assert scene.is_erased("everything").done_at is not None
    assert not Person.objects.filter(pk=scene.me.id).exists()
    assert mail.outbox == []


def test_logins_on_publishers_pages_end_at_once(scene) -> None:
    scene.leaves("closed")
    assert not RemoteSession.objects.exists()
