"""The sample: what waits for a second look."""

from dataclasses import dataclass

from belowline.core.ids import encode
from belowline.moderation.models import SecondLook

_MOST_OWN = 200
"""As many are passed over that one has decided on oneself."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment to look at, and which version of its text was decided on; not what was decided."""

    id: int
    comment_id: int
    text_version: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def next_look(*, publication_id: int, person_id: int) -> Waiting | None:
    """What this moderator can look at next: the oldest that they did not decide on themselves."""
    rows = SecondLook.objects.filter(publication=publication_id, looked_at=None).order_by("id")
    for it in rows.select_related("decision")[:_MOST_OWN]:
        if it.decision.moderator_id != person_id:
            return _waiting(it)
    return None


def look_to_make(*, publication_id: int, look_id: int) -> Waiting | None:
    """The publication's second look with this id, while nobody has looked."""
    found = SecondLook.objects.filter(pk=look_id).select_related("decision").first()
    is_its = found is not None and found.publication_id == publication_id
    return _waiting(found) if found and is_its and found.looked_at is None else None


def _waiting(look: SecondLook) -> Waiting:
    return Waiting(look.id, look.decision.comment_id, look.decision.text_version)
