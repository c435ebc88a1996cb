"""Why something was decided, as whoever decides gives it."""

from dataclasses import dataclass, replace

from belowline.core.markup import clean_line
from belowline.moderation.models import Decision

LONGEST = 250
"""Characters of an explanation or a note."""
_LONGEST_CLAUSE = 200


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why something was decided.

    `reason` is a code, `clause` the rule or law; `explanation` is for the writer and the readers,
    `note` for moderators only. `found` is what brought the comment up: None where an open report
    or else the moderator's own look did. `label` is the code of the label that is put on it.
    """

    reason: str = ""
    clause: str = ""
    explanation: str = ""
    note: str = ""
    found: Decision.Found | None = None
    automation: Decision.Automation = Decision.Automation.NOT
    label: str = ""

    def cleaned(self) -> "Grounds":
        """With the words as they are kept. Raises Invalid where they are too long."""
        return replace(
            self,
            clause=clean_line(self.clause, most=_LONGEST_CLAUSE, field="clause"),
            explanation=clean_line(self.explanation, most=LONGEST, field="explanation"),
            note=clean_line(self.note, most=LONGEST, field="note"),
        )
