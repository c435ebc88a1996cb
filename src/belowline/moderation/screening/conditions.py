"""Whether a condition holds for a comment, and on which of its words that rests."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from belowline.moderation.screening.definition import Condition, Kind
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.links import leads_to
from belowline.moderation.screening.spans import Span

Found = Sequence[Span]
"""Where what matched stands; nothing where it is no matter of words."""


def holds(condition: Condition, facts: Facts) -> Found | None:
    """Where the condition holds in the text; None where it does not hold.

    Words and patterns are looked for by `screen`, those of all rules at once.
    """
    return _HOLDS[condition.kind](condition, facts)


def _links(condition: Condition, facts: Facts) -> Found | None:
    wanted = condition.entries
    spans = [
        span for host, span in facts.links if not wanted or any(leads_to(host, it) for it in wanted)
    ]
    return spans or None


def _repeated(condition: Condition, facts: Facts) -> Found | None:
    return _if(facts.repeated * 100 >= condition.number)


def _pace(condition: Condition, facts: Facts) -> Found | None:
    since = facts.moment - timedelta(minutes=condition.other)
    return _if(sum(it > since for it in facts.lately) >= condition.number)


def _hours(condition: Condition, facts: Facts) -> Found | None:
    begins, ends, hour = condition.number, condition.other, facts.moment.hour
    inside = begins <= hour < ends if begins < ends else hour >= begins or hour < ends
    return _if(inside)


def _if(is_so: bool) -> Found | None:  # noqa: FBT001 - it is what the function is about
    return () if is_so else None


_HOLDS: Mapping[Kind, Callable[[Condition, Facts], Found | None]] = {
    Kind.LINKS: _links,
    Kind.LONG: lambda it, facts: _if(len(facts.text) > it.number),
    Kind.SHORT: lambda it, facts: _if(len(facts.text) < it.number),
    Kind.CAPITALS: lambda it, facts: _if(facts.capitals * 100 >= it.number),
    Kind.REPEATED: _repeated,
    Kind.QUOTED: lambda it, facts: _if(facts.quoted * 100 >= it.number),
    Kind.PACE: _pace,
    Kind.NEW_ACCOUNT: lambda it, facts: _if(
        facts.age is not None and facts.age < timedelta(days=it.number)
    ),
    Kind.FIRST_COMMENTS: lambda it, facts: _if(facts.stood is not None and facts.stood < it.number),
    Kind.PEOPLE: lambda it, facts: _if(facts.author in it.entries),
    Kind.SECTIONS: lambda it, facts: _if(facts.section in it.entries),
    Kind.STORIES: lambda it, facts: _if(facts.story in it.entries),
    Kind.SCRIPTS: lambda it, facts: _if(facts.script in it.entries),
    Kind.LANGUAGES: lambda it, facts: _if(facts.language in it.entries),
    Kind.HOURS: _hours,
    Kind.UNATTENDED: lambda _, facts: _if(not facts.is_attended),
    Kind.HEAT: lambda it, facts: _if(facts.heat >= it.number),
}
