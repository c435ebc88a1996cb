"""Writes to readers about their own data, and to the staff about what waits for them."""

from collections.abc import Mapping

from belowline.accounts.queries.deletion_requests import deletion_request, export_language
from belowline.accounts.queries.people import address_of
from belowline.accounts.queries.staff import editor_addresses
from belowline.accounts.queries.staff_invitations import invitation_by_id
from belowline.audience.services.mail import send_letter
from belowline.core.ids import encode
from belowline.discussion.queries.comments import comment
from belowline.discussion.queries.threads import thread
from belowline.newsroom.queries.articles import article_by_id
from belowline.newsroom.queries.feeds import entry_at
from belowline.newsroom.queries.publications import publication_by_id


def export_is_there(*, publication_id: int, person_id: int, export_id: int) -> None:
    """Says that the export can be fetched. A task after DataExportMade.

    The link leads to the page, where one has to be logged in, and not to the file.
    """
    language, address = export_language(export_id), address_of(person_id)
    if language and address:
        words = {"path": "/me/data"}
        _send("export", address, language, publication_id, words)


def end_is_planned(*, publication_id: int, person_id: int) -> None:
    """Says when the account ends and how to stop that. A task after AccountDeletionRequested."""
    planned, address = deletion_request(person_id), address_of(person_id)
    if planned and address:
        words = {
            "choice": planned.kind,
            "due_at": planned.due_at,
            "path": "/me/delete",
        }
        _send("leaving", address, planned.language, publication_id, words)


def farewell(*, address: str, code: str, language: str, publication_id: int) -> None:
    """Says that the account has ended. A task, the last thing that knows the address."""
    words = {"path": f"/erased/{code}"}
    _send("farewell", address, language, publication_id, words)


def staff_is_invited(*, publication_id: int, invitation_id: int) -> None:
    """Leads to the page on which a role is accepted. A task after StaffInvited."""
    found = invitation_by_id(publication_id=publication_id, invitation_id=invitation_id)
    publication = publication_by_id(publication_id)
    if found and publication:
        words = {"path": found.path, "role": found.role}
        send_letter(
            "staff_invitation",
            address=found.email,
            language=publication.language,
            publication=publication,
            words=words,
        )


def quoted_passage_is_corrected(*, publication_id: int, person_id: int, comment_id: int) -> None:
    """Tells a reader that what they quoted has been corrected, and how. A task after that."""
    said = comment(publication_id=publication_id, comment_id=comment_id)
    address = address_of(person_id)
    found = (
        thread(publication_id=publication_id, thread_id=said.thread_id)
        if said and said.author_id == person_id
        else None
    )
    article = (
        article_by_id(publication_id=publication_id, article_id=found.article_id) if found else None
    )
    publication = publication_by_id(publication_id)
    notices = [it for it in article.notices if it.kind == "correction"] if article else []
    if said and article and notices and address and publication:
        words = {
            "path": f"/c/{said.ref}",
            "headline": article.headline,
            "correction": notices[-1].text,
        }
        _send("correction", address, publication.language, publication_id, words)


def article_is_recalled(*, publication_id: int, entry_id: int) -> None:
    """Asks the editors what becomes of the discussion below a recalled article. A task after a
    kill came by the wire.
    """
    entry = entry_at(publication_id=publication_id, entry_id=entry_id)
    publication = publication_by_id(publication_id)
    if entry is None or publication is None:
        return
    for address in editor_addresses(publication_id):
        words = {"path": f"/desk/wire#e-{entry.ref}", "headline": entry.headline}
        _send("recall", address, publication.language, publication_id, words)


def rule_has_switched_itself_off(
    *, publication_id: int, rule_id: int, name: str, caught: int
) -> None:
    """Tells the editors that a rule caught too much and only counts now. A task after that."""
    publication = publication_by_id(publication_id)
    if publication is None:
        return
    for address in editor_addresses(publication_id):
        words = {"path": f"/desk/rules/{encode(rule_id)}", "name": name, "caught": caught}
        _send("rule", address, publication.language, publication_id, words)


def _send(
    letter: str, address: str, language: str, publication_id: int, words: Mapping[str, object]
) -> None:
    publication = publication_by_id(publication_id)
    if publication is not None:
        send_letter(
            letter, address=address, language=language, publication=publication, words=words
        )
