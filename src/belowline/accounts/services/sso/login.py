"""Whoever a publisher's token names gets in: the account is found or made, and brought up to date.

An account that is here already is never joined by what a token says of an email address, unless
the publisher is trusted with that (`vouches_for_email`), the address was confirmed here, and its
owner is not of the staff: otherwise whoever can write an address into a token could be anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from belowline.accounts.models import Person, PublisherAccount
from belowline.accounts.queries.publishers import Publisher
from belowline.accounts.services.registration import give_name
from belowline.accounts.services.sso.addresses import owner_of, take_over_address
from belowline.accounts.services.sso.badges import take_over_badges
from belowline.accounts.services.sso.claims import Claims
from belowline.accounts.services.sso.names import free_name
from belowline.accounts.services.sso.pictures import plan_picture
from belowline.core.clock import now

_TRIES = 3


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who is in. `person` is what Django logs in; `name` is what the publisher calls them now,
    where that is another name than the last time, else empty.
    """

    person: Person
    is_new: bool
    name: str


def enter_by_publisher(
    *, publisher: Publisher, claims: Claims, publication_id: int, publications: Mapping[int, str]
) -> LoggedIn:
    """The person whom the claims are about, as the publisher has them now.

    `publications` are the names of all publications, by id. Raises Invalid where no name is free.
    """
    for left in reversed(range(_TRIES)):
        try:
            return _enter(publisher, claims, publication_id, publications)
        except IntegrityError:
            # Somebody took the same name, or the same token's reader came twice, in this moment.
            if not left:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _enter(
    publisher: Publisher, claims: Claims, publication_id: int, publications: Mapping[int, str]
) -> LoggedIn:
    known = PublisherAccount.objects.select_for_update(of=("self",)).select_related("person")
    account = known.filter(issuer=claims.issuer, subject=claims.subject).first()
    is_new = False
    if account is None:
        owner = owner_of(claims.email, claims.issuer) if publisher.vouches_for_email else None
        is_new = owner is None
        account = PublisherAccount(
            person=owner or _new_person(claims, publications),
            issuer=claims.issuer,
            subject=claims.subject,
            name=claims.name,
        )
    told = account.name
    has_other_picture = account.picture_url != claims.picture
    if publisher.vouches_for_email:
        take_over_address(account.person, former=account.email, address=claims.email)
    account.name = claims.name or account.name
    account.email, account.picture_url, account.seen_at = claims.email, claims.picture, now()
    account.save()
    if claims.badges is not None:
        take_over_badges(
            person_id=account.person_id,
            publication_id=publication_id,
            kinds=claims.badges,
            is_new=is_new,
        )
    if has_other_picture:
        plan_picture(
            account=account, hosts=publisher.picture_hosts, publication_ids=list(publications)
        )
    return LoggedIn(account.person, is_new, account.name if account.name != told else "")


def _new_person(claims: Claims, publications: Mapping[int, str]) -> Person:
    person = Person(email=None)
    give_name(person, free_name(claims.name, publications=list(publications.values())))
    person.set_unusable_password()
    person.save(force_insert=True)
    return person
