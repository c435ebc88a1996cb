"""What this room keeps about a person, for the export of it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from belowline.accounts.models import (
    Badge,
    Block,
    DataExport,
    DeletionRequest,
    FormerName,
    Grant,
    Mute,
    Person,
    Picture,
    ReaderFollow,
    Restriction,
    StaffInvitation,
)
from belowline.accounts.queries.addresses import confirmed_addresses
from belowline.accounts.queries.limited_acts import limited_acts
from belowline.core.ids import encode
from belowline.core.personal_data import Subject


def about(person_id: int) -> Iterator[Subject]:
    """The account, picture, counts, roles and invitations to them, badges, regards for others,
    exports, a planned end.
    """
    person = Person.objects.get(pk=person_id)
    yield _account(person)
    yield _picture(person)
    yield limited_acts(person_id)
    since = gettext("Since")
    yield Subject(
        "roles",
        gettext("Your staff roles"),
        {"role": gettext("Role"), "since": since},
        (
            {"role": it.role, "since": it.granted_at, "publication": encode(it.publication_id)}
            for it in Grant.objects.filter(person=person)
        ),
    )
    yield Subject(
        "staff-invitations",
        gettext("Invitations to join the staff"),
        {"role": gettext("Role"), "since": since},
        (
            {"role": it.role, "since": it.invited_at, "publication": encode(it.publication_id)}
            for it in StaffInvitation.objects.filter(email__in=confirmed_addresses(person.id))
        ),
    )
    yield from _badges(person, since)
    yield from _restrictions(person)
    yield Subject(
        "former_names",
        gettext("Names you had before"),
        {"name": gettext("Name"), "until": gettext("Until")},
        (
            {"name": it.name, "until": it.until}
            for it in FormerName.objects.filter(person=person).order_by("until")
        ),
    )
    named = {"name": gettext("Name"), "since": since}
    followed = ReaderFollow.objects.filter(person=person).select_related("other").order_by("since")
    yield Subject(
        "readers_followed",
        gettext("Readers you follow"),
        named,
        (
            {"name": it.other.name, "since": it.since, "publication": encode(it.publication_id)}
            for it in followed.iterator()
        ),
    )
    yield Subject("muted", gettext("Readers you have muted"), named, _regarded(Mute, person))
    yield Subject("blocked", gettext("Readers you have blocked"), named, _regarded(Block, person))
    asked = gettext("Requested")
    yield Subject(
        "exports",
        gettext("Data files like this one"),
        {"asked": asked, "made": gettext("Created"), "size": gettext("Bytes")},
        (
            {"asked": it.asked_at, "made": it.made_at, "size": it.size, "language": it.language}
            for it in DataExport.objects.filter(person=person).defer("content")
        ),
    )
    yield Subject(
        "end-of-account",
        gettext("The account deletion you requested"),
        {"asked": asked, "due": gettext("Due"), "choice": gettext("Your choice")},
        (
            {
                "asked": it.receipt.asked_at,
                "due": it.due_at,
                "choice": it.receipt.kind,
                "code": it.receipt.code,
                "language": it.language,
            }
            for it in DeletionRequest.objects.filter(person=person).select_related("receipt")
        ),
        words={
            "everything": gettext("Delete everything"),
            "name": gettext("Keep my comments without my name"),
            "closed": gettext("Only close my account"),
        },
    )


def _badges(person: Person, since: str) -> Iterator[Subject]:
    badge = {"badge": gettext("Badge"), "since": since}
    words: Mapping[object, str] = {
        "subscriber": gettext("Subscriber"),
        "expert": gettext("Verified expert"),
        "staff": gettext("Staff"),
        "token": gettext("Publisher account"),
        "desk": gettext("The moderators"),
        "list": gettext("The publisher’s list of subscribers"),
    }
    yield Subject(
        "badges",
        gettext("Badges next to your name"),
        {**badge, "source": gettext("Given by"), "until": gettext("Until")},
        (
            {
                "badge": it.kind,
                "source": it.source,
                "since": it.given_at,
                "until": it.ends_at,
                "publication": encode(it.publication_id),
            }
            for it in Badge.objects.filter(person=person)
        ),
        words=words,
    )
    yield Subject(
        "badges-given",
        gettext("Badges you gave"),
        {"to": gettext("Name"), **badge},
        (
            {
                "to": it.person.name,
                "badge": it.kind,
                "source": it.source,
                "since": it.given_at,
                "publication": encode(it.publication_id),
            }
            for it in Badge.objects.filter(given_by=person).select_related("person")
        ),
        words=words,
    )


def _restrictions(person: Person) -> Iterator[Subject]:
    yield Subject(
        "restrictions",
        gettext("What you can’t do for now"),
        {"kind": gettext("Kind"), "until": gettext("Until")},
        (
            {"kind": it.kind, "until": it.ends_at, "publication": encode(it.publication_id)}
            for it in Restriction.objects.filter(person=person).order_by("id")
        ),
        words={
            Restriction.Kind.UNREAD: gettext("A warning that you haven’t read yet"),
            Restriction.Kind.SLOWED: gettext("One comment every ten minutes"),
            Restriction.Kind.CHECKED: gettext("Moderators read your comments first"),
            Restriction.Kind.SUSPENDED: gettext("You can read, but not take part"),
            Restriction.Kind.CLOSED: gettext("Your account is closed here"),
            Restriction.Kind.MUTED: gettext("You can’t report comments"),
        },
    )


def _account(person: Person) -> Subject:
    return Subject(
        "account",
        gettext("Your account"),
        {
            "email": gettext("Email address"),
            "name": gettext("Name"),
            "renamed_at": gettext("Name changed"),
            "joined_at": gettext("Joined"),
            "last_login": gettext("Last login"),
            "language": gettext("Language"),
            "has_password": gettext("Login with a password"),
            "shows_picture": gettext("Your photo is public"),
            "shows_since": gettext("The date you joined is public"),
            "shows_comments": gettext("The list of your comments is public"),
            "shows_answers": gettext("The list of replies to you is public"),
            "may_be_followed": gettext("Others can follow you"),
        },
        [
            {
                "number": encode(person.id),
                "email": person.email,
                "name": person.name,
                "name_compared_by": [person.casefold_key, person.confusable_key],
                "renamed_at": person.renamed_at,
                "joined_at": person.joined_at,
                "last_login": person.last_login,
                "language": person.language,
                "has_password": person.has_usable_password(),
                "is_active": person.is_active,
                "shows_picture": person.shows_picture,
                "shows_since": person.shows_since,
                "shows_comments": person.shows_comments,
                "shows_answers": person.shows_answers,
                "may_be_followed": person.may_be_followed,
            }
        ],
    )


def _picture(person: Person) -> Subject:
    found = Picture.objects.filter(person=person).first()
    rows: list[Mapping[str, object]] = []
    files: list[tuple[str, bytes]] = []
    if found is not None:
        files = [
            ("picture-256.webp", bytes(found.large)),
            ("picture-96.webp", bytes(found.small)),
        ]
        rows = [{"file": files[0][0], "digest": found.digest}]
    return Subject("picture", gettext("Your photo"), {"file": gettext("File")}, rows, files)


def _regarded(kind: type[Mute] | type[Block], person: Person) -> Iterator[Mapping[str, object]]:
    rows = kind._default_manager.filter(person=person).select_related("other").order_by("since")
    return ({"name": it.other.name, "since": it.since} for it in rows.iterator())
