"""What an incident does, as rules."""

from collections.abc import Iterator

from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.moderation.services.incident_places import Places

_NEWCOMERS = 5
"""Who has fewer comments that passed is a newcomer here."""


def incident_rules(places: Places, does: str, slow_minutes: int) -> Iterator[Definition]:
    """Rules that hold comments there (`does` is "all"), or newcomers' only ("newcomers"), and let
    writers wait so many minutes; one of each kind for sections and for stories.
    """
    for kind, refs in ((Kind.SECTIONS, places.sections), (Kind.STORIES, places.stories)):
        if refs:
            yield from _rules(Condition(kind, tuple(refs)), does, slow_minutes)


def _rules(where: Condition, does: str, slow_minutes: int) -> Iterator[Definition]:
    if does == "all":
        yield Definition((where,), takes_all=True, action=Action.HOLD)
    elif does == "newcomers":
        new = Condition(Kind.FIRST_COMMENTS, (), _NEWCOMERS)
        yield Definition((new, where), takes_all=True, action=Action.HOLD)
    if slow_minutes:
        yield Definition((where,), takes_all=True, action=Action.SLOW, minutes=slow_minutes)
