"""Whose account will end, and which exports there are."""

from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.models import DataExport, DeletionRequest, Grant
from belowline.core.ids import encode


@dataclass(frozen=True, slots=True)
class DeletionRequestView:
    """When an account ends, what was chosen (an erasure's kind), and the code of the proof."""

    kind: str
    code: str
    asked_at: datetime
    due_at: datetime
    language: str
    begun: bool


@dataclass(frozen=True, slots=True)
class ExportView:
    """An export: when it was asked for and made (None: not yet), and its bytes."""

    id: int
    asked_at: datetime
    made_at: datetime | None
    size: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def deletion_request(person_id: int) -> DeletionRequestView | None:
    """The end of this person's account, if they have asked for it."""
    found = DeletionRequest.objects.filter(person_id=person_id).select_related("receipt").first()
    if found is None:
        return None
    proof = found.receipt
    return DeletionRequestView(
        proof.kind,
        proof.code,
        proof.asked_at,
        found.due_at,
        found.language,
        found.begun_at is not None,
    )


def administered_alone(person_id: int) -> frozenset[int]:
    """The publications that would have no administrator if this person went."""
    role = Grant.Role.ADMINISTRATOR
    own = Grant.objects.filter(person_id=person_id, role=role).values_list(
        "publication_id", flat=True
    )
    others = Grant.objects.filter(
        publication_id__in=list(own), role=role, person__is_active=True
    ).exclude(person_id=person_id)
    leaving = DeletionRequest.objects.values_list("person_id", flat=True)
    staying = others.exclude(person_id__in=leaving).values_list("publication_id", flat=True)
    return frozenset(own) - frozenset(staying)


def exports_of(person_id: int) -> list[ExportView]:
    """This person's exports, the newest first."""
    rows = DataExport.objects.filter(person_id=person_id).order_by("-asked_at")
    found = rows.values_list("id", "asked_at", "made_at", "size")
    return [ExportView(*row) for row in found]


def export_content(*, person_id: int, export_id: int) -> bytes | None:
    """The zip, for the person it is about; None for anybody else, and before it is made."""
    own = DataExport.objects.filter(person_id=person_id, pk=export_id)
    content = own.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def export_for(export_id: int) -> tuple[int, int, str] | None:
    """Person, publication and language of an export that is still to be made."""
    waiting = DataExport.objects.filter(pk=export_id, made_at=None)
    return waiting.values_list("person_id", "publication_id", "language").first()


def export_language(export_id: int) -> str | None:
    """The language in which an export was asked for."""
    return DataExport.objects.filter(pk=export_id).values_list("language", flat=True).first()
