"""Counts what a rule would have caught, against what people decided."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from belowline.moderation.queries.history import PastComment
from belowline.moderation.screening.screen import Screen

_FALSE_ALARMS, _PEOPLE = 10, 10


@dataclass(slots=True)
class Tally:
    """What a rule has caught so far, of comments that people removed, kept, or never decided on."""

    looked_at: int = 0
    removed: int = 0
    caught: int = 0
    caught_removed: int = 0
    caught_kept: int = 0
    _false_alarms: list[tuple[bool, int]] = field(default_factory=list)
    _people: Counter[int] = field(default_factory=Counter)
    _said_by: dict[int, int] = field(default_factory=dict)

    def add(self, comments: Iterable[PastComment], screen: Screen) -> None:
        """Counts these as well."""
        for it in comments:
            self.looked_at += 1
            self.removed += it.is_removed
            if screen.judge(it.facts):
                self._caught(it)

    def written(self) -> dict[str, Any]:
        """The figures as they are kept. People are named by one of their comments, so that nothing
        of them stays when they go; false alarms that people kept come first, the newest of each.
        """
        alarms = sorted(self._false_alarms, reverse=True)[:_FALSE_ALARMS]
        return {
            "looked_at": self.looked_at,
            "removed": self.removed,
            "caught": self.caught,
            "caught_removed": self.caught_removed,
            "caught_kept": self.caught_kept,
            "false_alarms": [[key, is_kept] for is_kept, key in alarms],
            "people": [
                [self._said_by[key], number] for key, number in self._people.most_common(_PEOPLE)
            ],
        }

    def _caught(self, it: PastComment) -> None:
        self.caught += 1
        self.caught_removed += it.is_removed
        self.caught_kept += it.is_kept
        if not it.is_removed:
            self._false_alarms.append((it.is_kept, it.id))
        self._people[it.author_id] += 1
        self._said_by[it.author_id] = it.id
