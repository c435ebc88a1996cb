"""The proof of what was erased, for whoever has its code."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from belowline.accounts.queries.deletion_receipts import deletion_receipt
from belowline.core.refusals import NotFound
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_ = gettext_noop
_WORDS: Mapping[str, str] = {
    "connections": _("Connected accounts deleted"),
    "comment": _("Comments that are nobody's any more"),
    "emptied": _("Comments whose text was deleted"),
    "commentrevision": _("Earlier versions of comments deleted"),
    "citation": _("Quotes by others that no longer name you"),
    "vote": _("Votes taken back"),
    "follow": _("Followed discussions forgotten"),
    "report": _("Reports by you, deleted or without your name"),
    "reportabout": _("Open reports about your comments deleted"),
    "decision": _("Moderators' decisions that no longer name you"),
    "invitation": _("Invitations forgotten"),
    "consent": _("Answers to news alerts deleted"),
    "session": _("Sessions ended"),
    "usersession": _("Records of sessions deleted"),
    "authenticator": _("Second steps and passkeys deleted"),
    "socialaccount": _("Connected accounts deleted"),
    "remotesession": _("Logins on publishers’ pages ended"),
    "handovercode": _("Codes for publishers’ pages deleted"),
    "publisheraccount": _("Accounts at publishers forgotten"),
    "badge": _("Badges taken back"),
    "emailaddress": _("E-mail addresses deleted"),
    "picture": _("Pictures deleted"),
    "actcount": _("Counts of what you did within an hour deleted"),
    "pictureattempt": _("Records of changed pictures deleted"),
    "grant": _("Roles taken back"),
    "mute": _("Muted readers forgotten"),
    "block": _("Blocked readers forgotten"),
    "personalexport": _("Exports deleted"),
    "person": _("Accounts deleted or emptied"),
}


@address("erased/<str:code>", name="erased", get=EVERYBODY)
def erased(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The page of the proof; it names nobody."""
    proof = deletion_receipt(code)
    if proof is None:
        raise NotFound(gettext("Nothing was erased under this code."))
    counts = [(gettext(_WORDS.get(what, what)), n) for what, n in proof.counts.items()]
    response = render(request, "me/deletion_receipt.html", {"proof": proof, "counts": counts})
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
