"""What people may do about themselves and one another, and how often."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from belowline.accounts.models import DataExport, DeletionRequest, Person, StaffInvitation
from belowline.accounts.queries.deletion_requests import administered_alone
from belowline.accounts.queries.people import RANKS, TRUSTED, Actor
from belowline.accounts.queries.restrictions import Restrictions, restrictions_of
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.rows import Rows, Times
from belowline.core.refusals import Conflict, Invalid, NotAllowed

MOST_REGARDS = 1000
MOST_READERS_FOLLOWED = 200
"""How many people one reader may mute, and how many block."""
_INVITATIONS_A_DAY = 50


def check_may_rename(renamed_at: datetime | None) -> None:
    """Not more often than the setting allows."""
    days = settings.ENVIRONMENT.rename_days
    if days:
        sentence = ngettext(
            "You can change your name once every %(n)s day. Please wait {wait}.",
            "You can change your name once every %(n)s days. Please wait {wait}.",
            days,
        )
        limit = Limit("new name", 1, timedelta(days=days), sentence % {"n": days})
        check_limits([limit], Times([renamed_at]))


def check_may_regard(actor: Actor, other: Person, number: int) -> None:
    """Anybody logged in may think their own of others; `number` is how many there are already."""
    if actor.id == other.id:
        raise Invalid(gettext("You can’t do this to yourself."))
    if number >= MOST_REGARDS:
        raise Conflict(
            gettext("This list is full. It can hold %(n)s readers.") % {"n": MOST_REGARDS}
        )


def check_may_follow_reader(actor: Actor, other: Person, number: int, *, is_blocked: bool) -> None:
    """Anybody logged in may, those who let others; `number` is how many they follow already. Who
    has blocked the actor says no in the words of those who want nobody.
    """
    if actor.id == other.id:
        raise Invalid(gettext("You can’t do this to yourself."))
    if is_blocked or not other.may_be_followed:
        raise NotAllowed(gettext("This reader can’t be followed."))
    if number >= MOST_READERS_FOLLOWED:
        raise Conflict(
            gettext("You can follow up to %(n)s readers.") % {"n": MOST_READERS_FOLLOWED}
        )


def check_may_block(other: Actor) -> None:
    """Readers can be blocked; the staff must be able to answer everybody."""
    if other.is_staff:
        raise NotAllowed(gettext("Staff can’t be blocked. You can mute them instead."))


def check_moderates(actor: Actor) -> None:
    """Moderators, editors and administrators."""
    if not actor.moderates:
        raise NotAllowed(gettext("Only moderators can do this."))


def check_edits(actor: Actor) -> None:
    """Editors and administrators."""
    if not actor.edits:
        raise NotAllowed(gettext("Only editors can do this."))


def check_administers(actor: Actor) -> None:
    """Administrators."""
    if not actor.administers:
        raise NotAllowed(gettext("Only administrators can do this."))


def check_is_role(role: str) -> None:
    """A role of the staff."""
    if role not in RANKS:
        raise Invalid(gettext("Please choose a role."), field="role")


def check_may_appoint(actor: Actor, role: str) -> None:
    """Administrators give and take every role of the staff; moderators only that of trust.

    So nobody gives a role above their own.
    """
    if role == TRUSTED:
        check_moderates(actor)
    else:
        check_is_role(role)
        check_administers(actor)


def check_may_invite(publication_id: int) -> None:
    """Not without end: each invitation is a mail in the publication's name."""
    limit = Limit(
        "staff invitations",
        _INVITATIONS_A_DAY,
        timedelta(days=1),
        gettext("You’ve sent many invitations. Please wait {wait}."),
    )
    sent = StaffInvitation.objects.filter(publication_id=publication_id)
    check_limits([limit], Rows(sent, "invited_at"))


def check_one_remains(role: str, others: int) -> None:
    """A publication keeps an administrator; `others` is how many more there are."""
    if role == RANKS[-1] and not others:
        raise Conflict(
            gettext(
                "This is the last administrator. Please make someone else an administrator first."
            )
        )


def check_may_export(person_id: int) -> None:
    """One at a time, and one a day."""
    asked = DataExport.objects.filter(person_id=person_id)
    if asked.filter(made_at=None).exists():
        raise Conflict(
            gettext("Your file is already being prepared. We’ll email you when it’s ready.")
        )
    limit = Limit(
        "export",
        1,
        timedelta(days=1),
        gettext("You can request your data once a day. You can request it again in {wait}."),
    )
    check_limits([limit], Rows(asked, "asked_at"))


def check_may_leave(actor: Actor, publications: Mapping[int, str]) -> None:
    """Anybody, once, unless a publication would have no administrator any more."""
    if DeletionRequest.objects.filter(person_id=actor.id).exists():
        raise Conflict(gettext("You have already asked for this."))
    alone = sorted(publications.get(it, "") for it in administered_alone(actor.id))
    if alone:
        raise Conflict(
            gettext(
                "You are the only administrator of %(names)s. Please make someone else "
                "an administrator first."
            )
            % {"names": ", ".join(alone)}
        )


def check_may_take_part(restrictions: Restrictions) -> None:
    """Anybody who is not suspended here, whose account is not closed, and who has read what the
    moderators have warned them of.
    """
    sentence = barred_because(restrictions)
    if sentence:
        raise NotAllowed(sentence)


def barred_from(*, person_id: int, publication_id: int) -> str:
    """Why this person can only read at the publication for now; empty where they can take part."""
    return barred_because(restrictions_of(person_id=person_id, publication_id=publication_id))


def barred_because(restrictions: Restrictions) -> str:
    """Why somebody can only read for now, in a sentence; empty where they can take part."""
    if restrictions.is_closed:
        return gettext("Your account is closed here: you can read, but not take part.")
    if restrictions.suspended_until is not None:
        until = date_format(localtime(restrictions.suspended_until), "DATETIME_FORMAT")
        return gettext("You can read, but not take part until %(until)s.") % {"until": until}
    if restrictions.is_unread:
        return gettext("The moderators have warned you. Please read the warning first.")
    return ""
