"""What is kept no longer than is said: deleted as regular work, counted, reported."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.usersessions.models import UserSession
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from belowline.accounts.models import (
    Badge,
    DataExport,
    DeletionReceipt,
    FormerName,
    NetworkKey,
    Person,
    RemoteSession,
    Restriction,
    StaffInvitation,
)
from belowline.accounts.services.ip_pseudonyms import ip_pseudonym
from belowline.accounts.services.registration import register
from belowline.audience.models import (
    Consent,
    Delivery,
    Issue,
    MailingList,
    Notification,
    PushDevice,
    PushKey,
    Subscription,
    SubscriptionProof,
)
from belowline.cli.retention import retention
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.ids import id_at
from belowline.core.models import (
    ActCount,
    AuditEntry,
    OutboxEvent,
    RetentionReport,
    SubscriberPlace,
    Task,
)
from belowline.core.retention import retain
from belowline.core.tasks.schedules import schedule_regular_work
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.threads import open_thread
from belowline.moderation.models import (
    DeskSettings,
    HandOver,
    Likeness,
    LikenessSearch,
    Rule,
    RuleMatch,
    RuleTrial,
    RuleVersion,
    Shift,
)
from belowline.network.models import Offer, OfferDay
from belowline.newsroom.models import ArticleEditor, ArticleReads, Picture, Section, SetUpCode
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.surveys.models import Survey, SurveyDraft

YEAR = timedelta(days=365)


def ago(**given) -> object:
    return now() - timedelta(**given)


def _sessions(reader) -> None:
    Session.objects.create(session_key="over", session_data="", expire_date=ago(minutes=1))
    Session.objects.create(
        session_key="stands", session_data="", expire_date=now() + timedelta(days=1)
    )


def _logins(reader) -> None:
    _sessions(reader)
    Session.objects.filter(pk="over").delete()
    for key in ("over", "stands"):
        UserSession.objects.create(user_id=reader.id, ip="fd01::", session_key=key, user_agent="L")


def _networks(reader) -> None:
    for key, days in (("old", 31), ("fresh", 29)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now() + timedelta(days=1)
        )
        UserSession.objects.create(
            user_id=reader.id,
            ip="fd01::",
            session_key=key,
            user_agent="L",
            last_seen_at=ago(days=days),
        )


def _keys(reader) -> None:
    ip_pseudonym("192.0.2.1")
    NetworkKey.objects.create(begins_on=ago(days=61).date(), key=b"k" * 32)


def _unconfirmed(reader) -> None:
    for number, days in enumerate((31, 29)):
        person = Person.objects.create(
            email=f"never{number}@example.org",
            name=f"never{number}",
            casefold_key=f"never{number}",
            confusable_key=f"never{number}",
            joined_at=ago(days=days),
        )
        EmailAddress.objects.create(user=person, email=person.email, verified=False)


def _confirmations(reader) -> None:
    address = EmailAddress.objects.get(user_id=reader.id)
    for key, days in (("old", 8), ("fresh", 6)):
        EmailConfirmation.objects.create(email_address=address, key=key, created=ago(days=days))


def _badges(reader) -> None:
    given = {"person_id": reader.id, "publication_id": 1, "kind": "subscriber"}
    Badge.objects.create(**given, source="list", ends_at=ago(days=31))
    Badge.objects.create(**given, source="desk", ends_at=ago(days=29))
    Badge.objects.create(**given, source="token")


def _restrictions(reader) -> None:
    given = {"person_id": reader.id, "publication_id": 1}
    Restriction.objects.create(**given, kind="slowed", ends_at=ago(minutes=1))
    Restriction.objects.create(**given, kind="muted", ends_at=now() + timedelta(days=1))
    Restriction.objects.create(**given, kind="closed")


def _names(reader) -> None:
    for days in (366, 364):
        FormerName.objects.create(person_id=reader.id, name="Finn", until=ago(days=days))


def _on_publishers_pages(reader) -> None:
    for digest, moment in (("old", ago(hours=1)), ("fresh", now() + timedelta(hours=1))):
        RemoteSession.objects.create(
            digest=digest,
            person_id=reader.id,
            publication_id=reader.publication_id,
            origin="https://news.example",
            proof="",
            expires_at=moment,
        )


def _counted(reader) -> None:
    for name, moment in (("old", ago(hours=1)), ("fresh", now() + timedelta(hours=1))):
        ActCount.objects.create(name=name, subject=f"person:{reader.id}", number=1, over_at=moment)


def _invitations(reader) -> None:
    for role, days in (("editor", 15), ("moderator", 13)):
        StaffInvitation.objects.create(
            publication_id=reader.publication_id,
            email="ada@post.example",
            role=role,
            invited_at=ago(days=days),
        )


def _editors(reader) -> None:
    section = Section.objects.get(publication_id=reader.publication_id)
    article_id = publish_article(
        publication_id=reader.publication_id,
        section_id=section.id,
        headline="Tide",
        published_at=now(),
    )
    for person_id, days in ((reader.id, 2), (reader.id + 1, 0)):
        ArticleEditor.objects.create(
            article_id=article_id, person_id=person_id, name="reed", seen_at=ago(days=days)
        )


def _pictures(reader) -> None:
    for days, digest in ((31, "old"), (29, "fresh")):
        Picture.objects.create(
            publication_id=reader.publication_id,
            digest=digest,
            width=1,
            height=1,
            uploaded_at=ago(days=days),
        )


def _codes(reader) -> None:
    del reader
    for digest, days in (("old", 2), ("fresh", 0)):
        SetUpCode.objects.create(digest=digest, made_at=ago(days=days))


def _exports(reader) -> None:
    for days in (8, 6):
        DataExport.objects.create(
            person_id=reader.id, publication_id=1, language="en", asked_at=ago(days=days)
        )


def _proofs(reader) -> None:
    for done_at in (now() - 3 * YEAR - timedelta(days=1), now() - 2 * YEAR, None):
        DeletionReceipt.objects.create(kind="name", done_at=done_at)


def _notifications(reader) -> None:
    for number, made in enumerate((now() - timedelta(days=181), now())):
        Notification.objects.create(
            id=id_at(made),
            publication_id=1,
            person_id=reader.id,
            kind="reply",
            thread_id=1,
            comment_id=number,
        )


def _devices(reader) -> None:
    key = PushKey.objects.create(public="k", sealed={})
    for number, visited in enumerate((now() - timedelta(days=181), now())):
        PushDevice.objects.create(
            publication_id=1,
            person_id=reader.id,
            key=key,
            endpoint=f"https://push.example/{number}",
            digest=str(number),
            confirmed_at=visited,
        )


def _begun(reader) -> None:
    survey = Survey.objects.create(publication_id=reader.publication_id, title="Boats", key="k")
    for number, saved in enumerate((now() - timedelta(days=31), now())):
        SurveyDraft.objects.create(survey=survey, digest=str(number), given={}, saved_at=saved)


def _consents(reader) -> None:
    for given_at in (now() - 4 * YEAR, now() - 2 * YEAR, now()):
        Consent.objects.create(
            publication_id=1,
            person_id=reader.id,
            wanted=True,
            wording="Yes",
            language="en",
            asked_by="account",
            given_at=given_at,
        )


def _counts(reader) -> None:
    cache.clear()
    cache.set("stands", 1, timeout=600)
    with connection.cursor() as cursor:
        table = connection.ops.quote_name("kept_for_a_while")
        past = connection.ops.adapt_datetimefield_value(ago(minutes=1).replace(microsecond=0))
        cache.set("past", 1, timeout=600)
        cursor.execute(f"UPDATE {table} SET expires = %s WHERE cache_key LIKE %s", [past, "%past"])  # noqa: S608


def _tasks(reader) -> None:
    for days in (31, 29, None):
        ended = ago(days=days) if days else None
        Task.objects.create(name="a", due_at=ago(days=31), failure="x", set_aside_at=ended)


def _audit(reader) -> None:
    for years in (10.1, 9.9):
        AuditEntry.objects.create(
            action="a", subject_kind="b", subject_id=1, recorded_at=ago(days=years * 366)
        )


def _reports(reader) -> None:
    for years in (3.1, 2.9):
        RetentionReport.objects.create(done_at=now() - years * YEAR)


def _events(reader) -> None:
    """Seen by everybody: one with a newer one in its thread, that newer one, a recent one; and one
    that is old and not yet seen by everybody.
    """
    OutboxEvent.objects.all().delete()
    old = ago(days=9)
    rows = [
        OutboxEvent.objects.create(
            name="Seen", publication_id=1, thread_id=thread_id, payload={}, occurred_at=moment
        )
        for thread_id, moment in ((7, old), (7, old), (None, now()), (None, old))
    ]
    SubscriberPlace.objects.update(position=rows[2].id)


def _offer_days(reader) -> None:
    offer = Offer.objects.create(
        publication_id=reader.publication_id,
        title="Sea boots",
        link="https://shop.example",
        label="own",
        starts_at=now(),
    )
    for days in (1, 800):
        OfferDay.objects.create(offer=offer, day=(now() - timedelta(days=days)).date())


def _reads(reader) -> None:
    article_id = publish_article(
        publication_id=reader.publication_id,
        section_id=Section.objects.get().id,
        headline="Boats",
        published_at=now(),
    )
    for days in (1, 31):
        ArticleReads.objects.create(
            article_id=article_id, hour=ago(days=days), number=3, is_fresh=False
        )


def _shifts(reader) -> None:
    for days in (1, 400):
        begun = now() - timedelta(days=days)
        Shift.objects.create(
            publication_id=reader.publication_id,
            moderator_id=reader.id,
            starts_at=begun,
            ends_at=begun + timedelta(hours=8),
        )


def _desk_settings(reader) -> None:
    elsewhere = create_publication(slug="elsewhere", name="Elsewhere", time_zone="UTC")
    third = create_publication(slug="third", name="Third", time_zone="UTC")
    for publication_id, folds, days in (
        (reader.publication_id, True, 2),
        (elsewhere, False, 2),
        (third, True, 0),
    ):
        DeskSettings.objects.create(
            publication_id=publication_id,
            person_id=reader.id,
            folds=folds,
            set_aside=["spam"],
            set_aside_until=ago(days=days),
        )


def _hand_overs(reader) -> None:
    for days in (1, 400):
        HandOver.objects.create(
            publication_id=reader.publication_id, text="All calm.", written_at=ago(days=days)
        )


def _subscribed(state: str, days: int) -> Subscription:
    here, _ = MailingList.objects.get_or_create(publication_id=1, kind="newsletter", name="Tide")
    return Subscription.objects.create(
        publication_id=1,
        mailing_list=here,
        address=f"{state}{days}@post.example",
        language="en",
        state=state,
        changed_at=ago(days=days),
    )


def _asked(reader) -> None:
    for state, days in (("asked", 31), ("asked", 29), ("confirmed", 999)):
        _subscribed(state, days)


def _left(reader) -> None:
    for state, days in (("ended", 1096), ("ended", 1094), ("confirmed", 1096)):
        _subscribed(state, days)


def _mails(reader) -> None:
    for days in (91, 89):
        to = _subscribed("confirmed", days)
        here = Issue.objects.create(publication_id=1, mailing_list=to.mailing_list, subject="S")
        Delivery.objects.create(
            issue=here, subscription=to, domain="post.example", changed_at=ago(days=days)
        )


def _rule(reader) -> dict[str, object]:
    rule, _ = Rule.objects.get_or_create(
        publication_id=reader.publication_id, name="Turnips", position=0
    )
    version, _ = RuleVersion.objects.get_or_create(rule=rule, number=1, definition={})
    return {"publication_id": reader.publication_id, "rule": rule, "version": version}


def _refused(reader) -> None:
    for days in (31, 29):
        RuleMatch.objects.create(
            **_rule(reader),
            person_id=reader.id,
            is_live=True,
            action="refuse",
            matched_at=ago(days=days),
        )


def _shadows(reader) -> None:
    section = Section.objects.get(publication_id=reader.publication_id)
    here = {"publication_id": reader.publication_id}
    article_id = publish_article(**here, section_id=section.id, headline="Ebb", published_at=now())
    thread_id = open_thread(**here, article_id=article_id)
    posted = post_comment(actor=reader, thread_id=thread_id, text="Turnips.")
    for days, is_live in ((91, False), (89, False), (91, True)):
        RuleMatch.objects.create(
            **_rule(reader),
            comment_id=posted,
            is_live=is_live,
            action="hold",
            matched_at=ago(days=days),
        )


def _trials(reader) -> None:
    whose = _rule(reader)
    for days in (91, 89):
        RuleTrial.objects.create(
            publication_id=reader.publication_id,
            version=whose["version"],
            asked_at=ago(days=days),
        )


def _registered(name: str) -> int:
    return register(email=f"{name.replace(' ', '.')}@example.org", name=name, password=None)


def _likenesses(reader) -> None:
    for days, dismissed_at in ((31, None), (29, None), (31, ago(days=31))):
        names = (f"alike {days} {number} {dismissed_at is None}" for number in range(2))
        first, second = sorted(_registered(name) for name in names)
        Likeness.objects.create(
            publication_id=reader.publication_id,
            first_id=first,
            second_id=second,
            closeness=4.2,
            found_at=ago(days=days),
            dismissed_at=dismissed_at,
        )


def _comparisons(reader) -> None:
    for days in (31, 29):
        LikenessSearch.objects.create(
            publication_id=reader.publication_id, person_id=reader.id, asked_at=ago(days=days)
        )


RULES = {
    "accounts that write alike": (_likenesses, Likeness, 2),
    "comparisons of writing": (_comparisons, LikenessSearch, 1),
    "texts that rules refused": (_refused, RuleMatch, 1),
    "matches of rules in the shadow": (_shadows, RuleMatch, 2),
    "trials of rules": (_trials, RuleTrial, 1),
    "mails of newsletters": (_mails, Delivery, 1),
    "newsletters never confirmed": (_asked, Subscription, 2),
    "newsletters that have ended": (_left, Subscription, 2),
    "events that everybody has seen": (_events, OutboxEvent, 3),
    "sessions that are over": (_sessions, Session, 1),
    "records of sessions that are gone": (_logins, UserSession, 1),
    "keys of networks": (_keys, NetworkKey, 1),
    "accounts that were never confirmed": (_unconfirmed, Person, 2),
    "badges that have ended": (_badges, Badge, 2),
    "restrictions that have ended": (_restrictions, Restriction, 2),
    "names that people had": (_names, FormerName, 1),
    "links for confirming addresses": (_confirmations, EmailConfirmation, 1),
    "logins on publishers' pages": (_on_publishers_pages, RemoteSession, 1),
    "counts of acts that are limited": (_counted, ActCount, 1),
    "exports": (_exports, DataExport, 1),
    "invitations to the staff": (_invitations, StaffInvitation, 1),
    "who had stories open": (_editors, ArticleEditor, 1),
    "how often articles were read": (_reads, ArticleReads, 1),
    "pictures that no article has": (_pictures, Picture, 1),
    "figures of offers": (_offer_days, OfferDay, 1),
    "shifts": (_shifts, Shift, 1),
    "notes at the end of shifts": (_hand_overs, HandOver, 1),
    "settings at the desk that are over": (_desk_settings, DeskSettings, 2),
    "codes for setting up": (_codes, SetUpCode, 1),
    "proofs of erasure": (_proofs, DeletionReceipt, 2),
    "old notifications": (_notifications, Notification, 1),
    "devices for notifications": (_devices, PushDevice, 1),
    "surveys that were begun": (_begun, SurveyDraft, 1),
    "superseded answers to news alerts": (_consents, Consent, 2),
    "tasks that failed for good": (_tasks, Task, 2),
    "lines of the audit log": (_audit, AuditEntry, 1),
    "reports of retention": (_reports, RetentionReport, 2),
}
"""What lies there, in which table, and how many rows of it stay (this work's report among them)."""


@pytest.fixture
def reader(newspaper):
    return newspaper.person("reed")


@pytest.mark.parametrize("rule", RULES)
def test_what_is_old_goes_and_what_is_not_stays(reader, rule) -> None:
    lay, model, stay = RULES[rule]
    lay(reader)
    assert retain()[rule] == 1
    assert model._default_manager.count() == stay
    assert retain()[rule] == 0


@pytest.mark.parametrize("rule", RULES)
def test_a_dry_run_counts_and_deletes_nothing(reader, rule) -> None:
    lay, model, _ = RULES[rule]
    lay(reader)
    before = list(model._default_manager.values())
    assert retain(dry_run=True)[rule] == 1
    assert list(model._default_manager.values()) == before


def test_pseudonyms_of_networks_end_and_logins_stay(reader) -> None:
    _networks(reader)
    assert retain(dry_run=True)["pseudonyms of networks"] == 1
    assert not UserSession.objects.filter(ip="::").exists()
    assert retain()["pseudonyms of networks"] == 1
    assert UserSession.objects.get(session_key="old").ip == "::"
    assert UserSession.objects.get(session_key="fresh").ip == "fd01::"


def test_the_setting_says_how_long_networks_are_told_apart(reader, settings) -> None:
    _networks(reader)
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"network_days": 7})
    assert retain()["pseudonyms of networks"] == 2


def test_networks_in_proofs_end_with_their_key_and_the_proofs_stay(reader) -> None:
    for days in (31, 29):
        SubscriptionProof.objects.create(
            subscription=_subscribed("confirmed", days),
            act="confirmed",
            way="link",
            network="fd01::",
            happened_at=ago(days=days),
        )
    assert retain(dry_run=True)["networks in proofs of consent"] == 1
    assert retain()["networks in proofs of consent"] == 1
    assert sorted(SubscriptionProof.objects.values_list("network", flat=True)) == ["", "fd01::"]


def test_counts_of_attempts_go_when_they_are_over(reader) -> None:
    _counts(reader)
    assert retain(dry_run=True)["counts and codes kept for a while"] == 1
    assert retain()["counts and codes kept for a while"] == 1
    assert cache.get("stands") == 1


def test_an_unconfirmed_account_that_something_rests_on_stays(newspaper, reader) -> None:
    said = newspaper.comment(newspaper.thread(), "Brought from elsewhere.", by=reader)
    EmailAddress.objects.filter(user_id=reader.id).update(verified=False)
    Person.objects.filter(pk=reader.id).update(joined_at=ago(days=90))
    assert said
    assert retain()["accounts that were never confirmed"] == 0


def test_every_rule_is_known_here(settings) -> None:
    others = {
        "pseudonyms of networks",
        "networks in proofs of consent",
        "counts and codes kept for a while",
        "files of pictures that are gone",
        "names at answers to surveys",
    }
    assert settings.RETENTION.keys() == RULES.keys() | others


def test_it_is_regular_work_and_leaves_a_report(reader, caplog) -> None:
    _exports(reader)
    schedule_regular_work()
    with caplog.at_level("INFO", logger="belowline.core.retention"):
        work_once()
    assert RetentionReport.objects.get().counts["exports"] == 1
    assert "1 exports" in caplog.text


@pytest.mark.parametrize("dry", [True, False])
def test_the_command_says_what_went_or_would_go(reader, dry) -> None:
    _exports(reader)
    answer = CliRunner().invoke(retention, ["--dry-run"] if dry else [])
    assert answer.exit_code == 0, answer.output
    assert "       1  exports" in answer.output
    assert DataExport.objects.count() == (2 if dry else 1)
    assert ("nothing was done" in answer.output) == dry


def test_an_audit_line_of_ten_years_can_go_but_not_change(reader) -> None:
    _audit(reader)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(reason="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 2
