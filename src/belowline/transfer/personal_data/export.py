"""Makes the export that somebody has asked for."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import override

from belowline.accounts.queries.deletion_requests import export_for
from belowline.accounts.services.data_exports import keep_export
from belowline.core.personal_data import Subject
from belowline.newsroom.queries.publications import publication_by_id
from belowline.transfer.personal_data.archive import archive


def make_export(*, export_id: int, person_id: int, publication_id: int) -> None:
    """Gathers, writes and keeps it, in the language in which it was asked for.

    A task after DataExportRequested. What is made already, or no longer wanted, is left as it is.
    """
    del publication_id
    wanted = export_for(export_id)
    publication = publication_by_id(wanted[1]) if wanted else None
    if wanted is None or publication is None:
        return
    with override(wanted[2]):
        content = archive(_subjects(person_id), publication)
    keep_export(export_id=export_id, content=content)


def _subjects(person_id: int) -> Iterator[Subject]:
    for path in settings.PERSONAL_DATA:
        yield from import_string(path)(person_id)
