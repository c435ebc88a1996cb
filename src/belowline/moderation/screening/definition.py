"""What a rule says: its conditions, and what is done where they hold."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a condition looks at."""

    WORDS = "words"
    PATTERNS = "patterns"
    LINKS = "links"
    LONG = "long"
    SHORT = "short"
    CAPITALS = "capitals"
    REPEATED = "repeated"
    QUOTED = "quoted"
    PACE = "pace"
    NEW_ACCOUNT = "new-account"
    FIRST_COMMENTS = "first-comments"
    PEOPLE = "people"
    SECTIONS = "sections"
    STORIES = "stories"
    SCRIPTS = "scripts"
    LANGUAGES = "languages"
    HOURS = "hours"
    UNATTENDED = "unattended"
    HEAT = "heat"


CIRCUMSTANCES = frozenset(
    {
        *(Kind.NEW_ACCOUNT, Kind.FIRST_COMMENTS, Kind.PEOPLE),
        *(Kind.SECTIONS, Kind.STORIES, Kind.HOURS, Kind.UNATTENDED, Kind.HEAT),
    }
)
"""Kinds that look at who writes, where and when, and not at what is written."""


class Action(StrEnum):
    """What is done with a comment of which a rule speaks."""

    HOLD = "hold"
    FLAG = "flag"
    ASK = "ask"
    REFUSE = "refuse"
    SLOW = "slow"
    LABEL = "label"


STOPS = frozenset({Action.ASK, Action.REFUSE, Action.SLOW})
"""Actions after which there is no comment."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked of a comment.

    `entries` are words, patterns, hosts, refs of sections, articles or people, scripts or
    languages; `number` is a count of comments or characters, days, per cent or an hour; `other` a
    second one: minutes (pace), the hour in which it ends (hours).
    """

    kind: Kind
    entries: tuple[str, ...] = ()
    number: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A rule. Of its conditions all have to hold (`takes_all`), or any one.

    `minutes` is how long somebody waits between comments (slow); `sentence` what the writer is
    told (ask, refuse, and hold, where it may be empty), `label` the code of the label that is put
    on it.
    """

    conditions: tuple[Condition, ...]
    takes_all: bool
    action: Action
    minutes: int = 0
    sentence: str = ""
    label: str = ""

    @property
    def judges_words(self) -> bool:
        """Whether it looks at what is written, and not only at who writes, where and when."""
        return any(it.kind not in CIRCUMSTANCES for it in self.conditions)

    @property
    def kinds(self) -> frozenset[Kind]:
        """What its conditions look at."""
        return frozenset(it.kind for it in self.conditions)
