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
    "comment": _("Comments without an author now"),
    "emptied": _("Comments deleted"),
    "commentrevision": _("Earlier versions of comments deleted"),
    "citation": _("Quotes that no longer name you"),
    "vote": _("Votes removed"),
    "follow": _("Followed discussions deleted"),
    "report": _("Your reports, deleted or no longer naming you"),
    "reportabout": _("Open reports on your comments deleted"),
    "decision": _("Moderators’ decisions that no longer name you"),
    "invitation": _("Invitations deleted"),
    "surveyresponse": _("Survey responses that no longer name you"),
    "notification": _("Notifications deleted"),
    "notificationchoice": _("Choices about notifications deleted"),
    "consent": _("News alert choices deleted"),
    "subscription": _("Newsletters ended"),
    "session": _("Sessions ended"),
    "usersession": _("Records of sessions deleted"),
    "authenticator": _("Two-step logins and passkeys deleted"),
    "socialaccount": _("Connected accounts deleted"),
    "remotesession": _("Logins on publishers’ pages ended"),
    "handovercode": _("Codes for publishers’ pages deleted"),
    "publisheraccount": _("Publisher accounts deleted"),
    "badge": _("Badges removed"),
    "emailaddress": _("Email addresses deleted"),
    "picture": _("Photos deleted"),
    "actcount": _("Hourly activity counts deleted"),
    "pictureattempt": _("Records of photo changes deleted"),
    "grant": _("Roles removed"),
    "staffinvitation": _("Staff invitations deleted"),
    "storyversion": _("Versions of articles that no longer name you"),
    "storydraft": _("Drafts that no longer name you"),
    "storyeditor": _("Records of articles you had open deleted"),
    "readerfollow": _("Following between readers ended"),
    "letter": _("Letters from the moderators deleted"),
    "appeal": _("Appeals deleted"),
    "personnote": _("Notes about you deleted"),
    "decisionabout": _("Decisions that no longer name you"),
    "restriction": _("Restrictions ended"),
    "formername": _("Earlier names deleted"),
    "pushdevice": _("Devices for notifications deleted"),
    "mute": _("Muted readers deleted"),
    "block": _("Blocked readers deleted"),
    "personalexport": _("Data files deleted"),
    "person": _("Accounts deleted or emptied"),
}


@address("erased/<str:code>", name="erased", get=EVERYBODY)
def erased(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The page of the proof; it names nobody."""
    proof = deletion_receipt(code)
    if proof is None:
        raise NotFound(gettext("Nothing was deleted under this code."))
    counts = [(gettext(_WORDS.get(what, what)), n) for what, n in proof.counts.items()]
    response = render(request, "me/deletion_receipt.html", {"proof": proof, "counts": counts})
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
