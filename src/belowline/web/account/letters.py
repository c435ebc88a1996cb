"""What the moderators have written to a reader: read, pressed away, asked to be looked at again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.policies import barred_from
from belowline.core.refusals import NotFound, Refusal
from belowline.moderation.queries.letter_links import letter_of_token
from belowline.moderation.queries.letters import LetterView, letter, letters_to
from belowline.moderation.services.appeals import LONGEST_APPEAL, ask_for_second_look
from belowline.moderation.services.letter_reading import open_letter, press_letter
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY, OWNER, READERS


@address("me/letters", name="my-letters", get=READERS)
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All letters to the reader, the newest first, and what they may not do for now."""
    here = {"person_id": visit.actor.id, "publication_id": visit.publication.id}
    barred = barred_from(**here)
    response = render(request, "me/letters.html", {"letters": letters_to(**here), "barred": barred})
    response["Cache-Control"] = "no-store"
    return response


@address("me/letters/<ref:letter>", name="my-letter", get=OWNER, post=OWNER)
def own(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """One letter; with buttons that say it was read, and ask for a second look."""
    found = letter(letter_id=id_from(ref), publication_id=visit.publication.id)
    if found is None or found.person_id != visit.actor.id:
        raise NotFound(gettext("There is no such letter."))
    if request.method == "POST" and request.POST.get("act") == "read":
        press_letter(actor=visit.actor, letter_id=found.id)
        messages.success(request, gettext("Thank you. You can comment again."))
        return HttpResponseRedirect("/me/letters")
    return _page(request, visit, found)


@address("letters/<str:signed>", name="letter", get=EVERYBODY, post=EVERYBODY)
def signed(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """The same by the link of a mail, without a login; it is pressed away in the account."""
    found = letter_of_token(token, publication_id=visit.publication.id)
    if found is None:
        raise NotFound(gettext("This link has expired. You can read your letters in your account."))
    return _page(request, visit, found)


def _page(request: HttpRequest, visit: Visit, found: LetterView) -> HttpResponse:
    refusal = None
    is_own = visit.viewer is not None and visit.viewer.id == found.person_id
    if request.method == "POST":
        try:
            ask_for_second_look(
                person_id=found.person_id,
                publication_id=visit.publication.id,
                letter_id=found.id,
                text=request.POST.get("text", ""),
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(
                request, gettext("Someone else will look at it again, and write to you.")
            )
            return HttpResponseRedirect(request.path)
    elif is_own:  # programs that look for malware open every link of a mail
        open_letter(
            person_id=found.person_id, publication_id=visit.publication.id, letter_id=found.id
        )
    context = {
        "letter": found,
        "is_own": is_own,
        "text": request.POST.get("text", ""),
        "most": LONGEST_APPEAL,
        "refusal": refusal,
    }
    response = render(request, "me/letter.html", context, status=status_of(refusal))
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
