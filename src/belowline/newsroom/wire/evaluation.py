"""Judges an item's rights: from what it says, what its phrases mean, and the contract."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from belowline.newsroom.wire.expression import limits_of
from belowline.newsroom.wire.limits import Limits
from belowline.newsroom.wire.phrases import meanings_in_note, meanings_of
from belowline.newsroom.wire.rights import CHANNELS, Hold, WireRights
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.statements import RightsStatement
from belowline.newsroom.wire.terms import Contract, Meaning, Terms


def rights_of(statement: RightsStatement, terms: Terms) -> WireRights:
    """The rights of an item under these terms.

    It is held if anything is unknown or broken, or if nothing says that it may be published.
    Of several limits the narrowest counts.
    """
    contract = terms.contract or Contract()
    meanings, unknown = meanings_of(statement.usage_terms, terms.phrases)
    noted, suspected = meanings_in_note(statement.editor_note, terms.phrases)
    expressed, doubts = limits_of(statement.rules, guid=statement.guid, parties=contract.parties)
    given = [*_of_meanings([*meanings, *noted], statement.made_at), *expressed]
    if terms.contract:
        given.append(_of_contract(contract, statement.made_at))
    holds = [*statement.faults, *unknown, *suspected, *doubts]
    if not any(each.grants for each in given):
        holds.append(_NOTHING_GRANTS)
    days = [contract.days, *(each.days for each in [*meanings, *noted])]
    if statement.made_at is None and any(each is not None for each in days):
        holds.append(_NO_DATE)
    own = Limits(usable_from=statement.not_before, usable_until=statement.not_after)
    return _combined([own, *given], holds, contract)


_NOTHING_GRANTS = Hold(
    "nothing-grants",
    _(
        "Nothing says that it may be published here. Enter the contract with the provider, "
        "or what its usage terms mean."
    ),
)
_NO_DATE = Hold(
    "no-date", _("It does not say when it was made, so the days of its licence cannot be counted.")
)


def _combined(limits: Sequence[Limits], holds: Sequence[Hold], contract: Contract) -> WireRights:
    begins = _given(each.usable_from for each in limits)
    ends = _given(each.usable_until for each in limits)
    begin, end = max(begins, default=None), min(ends, default=None)
    territories = _common(each.territories for each in limits)
    excluded = frozenset[str]().union(*(each.excluded_territories for each in limits))
    channels = CHANNELS.intersection(*(each.channels for each in limits))
    empty = list(_empty(begin, end, territories, excluded, channels))
    return WireRights(
        holds=tuple(dict.fromkeys([*holds, *empty])),
        usable_from=begin,
        usable_until=end,
        publications=contract.publications,
        territories=territories,
        excluded_territories=excluded,
        channels=channels,
        may_archive=not any(each.is_archive_forbidden for each in limits),
    )


def _empty(
    begin: datetime | None,
    end: datetime | None,
    territories: frozenset[str] | None,
    excluded: frozenset[str],
    channels: frozenset[str],
) -> Iterable[Hold]:
    """What leaves nothing of the rights, since two limits do not go together."""
    if begin and end and end <= begin:
        yield Hold("empty-window", _("Its rights end before they begin."))
    if territories is not None and not territories - excluded:
        yield Hold("no-territory", _("Its rights leave no country in which it may be shown."))
    if not channels:
        yield Hold("no-channel", _("Its rights leave no way in which it may be shown."))


def _of_meanings(meanings: Iterable[Meaning], made_at: datetime | None) -> Iterable[Limits]:
    for each in meanings:
        yield Limits(
            grants=each.grants,
            usable_until=_after(made_at, each.days),
            territories=each.territories,
            excluded_territories=each.excluded_territories,
            channels=CHANNELS - each.excluded_channels,
            is_archive_forbidden=each.is_archive_forbidden,
        )


def _of_contract(contract: Contract, made_at: datetime | None) -> Limits:
    return Limits(
        grants=True,
        usable_until=_after(made_at, contract.days),
        territories=contract.territories,
        channels=contract.channels,
        is_archive_forbidden=not contract.may_archive,
    )


def _after(made_at: datetime | None, days: int | None) -> datetime | None:
    return made_at + timedelta(days=days) if made_at and days is not None else None


def _given(moments: Iterable[datetime | None]) -> list[datetime]:
    return [each for each in moments if each is not None]


def _common(several: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    named = [each for each in several if each is not None]
    return named[0].intersection(*named[1:]) if named else None
