"""A person asks for everything that is kept about them, and gets it."""

from django.db import transaction

from belowline.accounts.events import DataExportMade, DataExportRequested
from belowline.accounts.models import DataExport, Person
from belowline.accounts.policies import check_may_export
from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.events import publish


@transaction.atomic
def ask_for_export(*, actor: Actor, language: str) -> int:
    """Has it made, in this language. Returns the export's id.

    Raises Conflict while one is being made, or TooMany for a second one in a day.
    """
    Person.objects.select_for_update(no_key=True).get(pk=actor.id)
    check_may_export(actor.id)
    export = DataExport.objects.create(
        person_id=actor.id, publication_id=actor.publication_id, language=language
    )
    publish(
        DataExportRequested(
            publication_id=actor.publication_id, person_id=actor.id, export_id=export.id
        )
    )
    return export.id


@transaction.atomic
def keep_export(*, export_id: int, content: bytes) -> None:
    """Keeps the zip for its owner, who hears of it; a second one for the same changes nothing."""
    export = DataExport.objects.select_for_update().filter(pk=export_id, made_at=None).first()
    if export is None:
        return
    export.content, export.size, export.made_at = content, len(content), now()
    export.save(update_fields=["content", "size", "made_at"])
    publish(
        DataExportMade(
            publication_id=export.publication_id, person_id=export.person_id, export_id=export.id
        )
    )
