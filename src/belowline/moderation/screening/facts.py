"""What is known of a comment when it is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from belowline.moderation.screening.folding import Folded, fold
from belowline.moderation.screening.links import links_in
from belowline.moderation.screening.scripts import script_of
from belowline.moderation.screening.spans import Span

FEWEST_CASED = 12
"""Letters below which capitals say nothing: an abbreviation is no shouting."""


@dataclass(slots=True)
class Facts:
    """A comment's text, and what is at hand besides; what no rule asks for is as it begins.

    `moment` is in the publication's time zone. `stood` is how many of the author's comments have
    passed (queries/passed_comments.py), `lately` are the times of those before this one.
    `is_attended` says whether a moderator is on duty (queries/duty.py).
    `repeated`, `quoted` are shares of the text; `section`, `story`, `author` refs;
    `language` is that of what is not quoted (languages.py), `heat`: queries/heat.py.
    """

    text: str
    moment: datetime
    author: str = ""
    age: timedelta | None = None
    stood: int | None = None
    lately: Sequence[datetime] = ()
    repeated: float = 0.0
    quoted: float = 0.0
    language: str = ""
    section: str = ""
    story: str = ""
    heat: int = 0
    is_attended: bool = True
    _folded: Folded | None = None
    _links: list[tuple[str, Span]] | None = None

    @property
    def folded(self) -> Folded:
        """The text in one spelling."""
        self._folded = self._folded or fold(self.text)
        return self._folded

    @property
    def links(self) -> list[tuple[str, Span]]:
        """The hosts that the text leads to, and where."""
        self._links = links_in(self.text) if self._links is None else self._links
        return self._links

    @property
    def script(self) -> str:
        """The script that most of the letters are of; empty where there are none."""
        return script_of(self.text)

    @property
    def capitals(self) -> float:
        """The share of capitals among letters that have a case; 0 for few letters."""
        upper = sum(map(str.isupper, self.text))
        cased = upper + sum(map(str.islower, self.text))
        return upper / cased if cased >= FEWEST_CASED else 0.0
