"""Lets another room look at comments before they are written: it may refuse or hold them.

The room is named in the settings (SCREENING), since this one does not know those above it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

from belowline.core.refusals import Refusal
from belowline.discussion.queries.submission import Submission


class AskedAgain(Refusal):
    """A rule asks the writer to read the text once more; sent again as it is, it is posted."""

    code = "asked-again"
    title = _("Please read it once more")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a comment: refused, held, or written as any other."""

    refusal: Refusal | None = None
    is_held: bool = False


WELCOME = Verdict()


class Screening(Protocol):
    """Looks at the comments of one transaction; called inside it, with their threads locked."""

    def judge(self, submissions: Sequence[Submission]) -> Mapping[int, Verdict]:
        """What becomes of each, by id; what is not there is welcome."""

    def record(self, *, with_refused: bool) -> None:
        """Writes down what was judged; the comments that were not refused are there now.

        Without `with_refused`, those that were will be tried once more, and count then.
        """


def screening() -> Screening:
    """Whoever looks, for one transaction."""
    made: Screening = import_string(settings.SCREENING)()
    return made
