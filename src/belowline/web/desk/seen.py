"""Comments with the versions in which a moderator has seen them, as a form carries them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext

from belowline.core.ids import decode, encode
from belowline.core.refusals import Invalid
from belowline.moderation.services.batches import MOST

_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Comments with the versions that they have now, by id; `is_cut`: there may be more."""

    versions: Mapping[int, int]
    is_cut: bool = False

    @property
    def seen(self) -> str:
        """The comments and versions, as a form carries them."""
        return " ".join(f"{encode(key)}.{version}" for key, version in self.versions.items())


def seen_versions(typed: str) -> Mapping[int, int]:
    """What `Found.seen` wrote. Raises Invalid."""
    found: dict[int, int] = {}
    for piece in typed.split(maxsplit=MOST + 1)[: MOST + 1]:
        ref, _, version = piece.partition(".")
        with suppress(ValueError):
            found[decode(ref)] = number_in(version)
            continue
        raise Invalid(gettext("This form is out of date. Please open it again."))
    return found


def number_in(typed: str) -> int:
    """A number of up to four digits. Raises ValueError."""
    if not typed.isascii() or not typed.isdigit() or len(typed) > _MOST_DIGITS:
        raise ValueError(typed)
    return int(typed)
