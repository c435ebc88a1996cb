"""What was erased, for whoever has the code of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.models import DeletionReceipt


@dataclass(frozen=True, slots=True)
class DeletionReceiptView:
    """The proof: what kind, when it was asked for and done, and how many of which were erased."""

    code: str
    kind: str
    asked_at: datetime
    done_at: datetime | None
    counts: Mapping[str, int]


def deletion_receipt(code: str) -> DeletionReceiptView | None:
    """The proof with this code."""
    found = DeletionReceipt.objects.filter(code=code).first()
    if found is None:
        return None
    return DeletionReceiptView(found.code, found.kind, found.asked_at, found.done_at, found.counts)
