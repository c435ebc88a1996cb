"""What was said before, for the comments of one batch of an import."""

from collections.abc import Collection, Sequence

from belowline.discussion.queries.fingerprint_lookup import FingerprintLookup
from belowline.discussion.quotation import EarlierComment, ThreadMemory


class BatchMemory:
    """A batch's comments as a memory: those not yet written first, then those in the database."""

    def __init__(self, thread_id: int) -> None:
        self.fresh = ThreadMemory()
        self._kept = FingerprintLookup(thread_id, 2**63 - 1)

    def look_up(self, fingerprints: Collection[int]) -> None:
        """Asks the database once for all of these."""
        self._kept.look_up(fingerprints)

    def sharing(self, fingerprints: Collection[int]) -> Sequence[EarlierComment]:
        """The comments that hold any of these fingerprints."""
        return [*self.fresh.sharing(fingerprints), *self._kept.sharing(fingerprints)]

    def by_name(self, names: Collection[str]) -> Sequence[EarlierComment]:
        """The comments by anyone of these names."""
        return [*self.fresh.by_name(names), *self._kept.by_name(names)]

    def comment(self, comment_id: int) -> EarlierComment | None:
        """The comment with this id."""
        return self.fresh.comment(comment_id) or self._kept.comment(comment_id)
