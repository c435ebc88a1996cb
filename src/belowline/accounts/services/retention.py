"""What this room deletes because its time is over: functions that say how many rows."""

from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from belowline.accounts.models import (
    Badge,
    DataExport,
    DeletionReceipt,
    FormerName,
    Person,
    Restriction,
    StaffInvitation,
)
from belowline.accounts.queries.staff_invitations import GOOD_FOR
from belowline.core.clock import now
from belowline.core.retention import delete_rows

EXPORTS_KEPT = timedelta(days=7)
UNCONFIRMED_KEPT = timedelta(days=30)
_ENDED_KEPT = timedelta(days=30)
_NAMES_KEPT = timedelta(days=365)
_CONFIRMATIONS_KEPT = timedelta(days=7)
_PROOFS_KEPT = timedelta(days=3 * 365)
_NOWHERE = "::"
_OWN = frozenset({"account", "mfa", "socialaccount", "usersessions"})


def expired_sessions(*, dry_run: bool) -> int:
    """Sessions that are over."""
    return delete_rows(Session.objects.filter(expire_date__lt=now()), dry_run=dry_run)


def ended_logins(*, dry_run: bool) -> int:
    """What was noted of a session (browser, network) that is gone."""
    standing = Session.objects.filter(pk=OuterRef("session_key"), expire_date__gte=now())
    return delete_rows(UserSession.objects.filter(~Exists(standing)), dry_run=dry_run)


def network_pseudonyms(*, dry_run: bool) -> int:
    """What stands for the network of a login, after the setting's days; the login stays."""
    since = now() - timedelta(days=settings.ENVIRONMENT.network_days)
    old = UserSession.objects.filter(last_seen_at__lt=since).exclude(ip=_NOWHERE)
    return int(old.count() if dry_run else old.update(ip=_NOWHERE))


def unconfirmed(*, dry_run: bool) -> int:
    """Accounts whose address was not confirmed within a month, and that nothing rests on."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    rows = Person.objects.filter(
        ~Exists(confirmed), joined_at__lt=now() - UNCONFIRMED_KEPT, last_login=None
    )
    return delete_rows(_without_anything(rows), dry_run=dry_run)


def confirmations(*, dry_run: bool) -> int:
    """Links for confirming an address; addresses are confirmed by codes, so there are none."""
    old = EmailConfirmation.objects.filter(created__lt=now() - _CONFIRMATIONS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def ended_badges(*, dry_run: bool) -> int:
    """Badges of subscribers whose time ended a month ago."""
    old = Badge.objects.filter(ends_at__lt=now() - _ENDED_KEPT)
    return delete_rows(old, dry_run=dry_run)


def exports(*, dry_run: bool) -> int:
    """Exports, whether they were fetched or not."""
    old = DataExport.objects.filter(asked_at__lt=now() - EXPORTS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def invitations(*, dry_run: bool) -> int:
    """Invitations to the staff that nobody has accepted."""
    old = StaffInvitation.objects.filter(invited_at__lt=now() - GOOD_FOR)
    return delete_rows(old, dry_run=dry_run)


def proofs(*, dry_run: bool) -> int:
    """Proofs of what was erased."""
    old = DeletionReceipt.objects.filter(done_at__lt=now() - _PROOFS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def _without_anything(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those to whom no comment, vote, report or role leads; regards by others are no reason."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label not in _OWN:
            rests = model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
            people = people.filter(~Exists(rests))
    return people


def ended_restrictions(*, dry_run: bool) -> int:
    """What people could not do, once it is over; the decision that says so stays."""
    return delete_rows(Restriction.objects.filter(ends_at__lte=now()), dry_run=dry_run)


def former_names(*, dry_run: bool) -> int:
    """Names that people had, a year after they changed them."""
    old = FormerName.objects.filter(until__lt=now() - _NAMES_KEPT)
    return delete_rows(old, dry_run=dry_run)
