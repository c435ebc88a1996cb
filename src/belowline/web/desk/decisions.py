"""Removes and restores a comment from its own page, whether or not it waits for a decision."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Conflict, Invalid
from belowline.moderation.queries.reasons import offered_reasons
from belowline.moderation.services.decisions import remove_comment, restore_comment
from belowline.web.http.addresses import address
from belowline.web.http.lookup import comment_at_desk
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import MODERATORS

_WORDS = ("reason", "clause", "explanation", "note")


@address("desk/c/<ref:comment>/remove", name="remove", get=MODERATORS, post=MODERATORS)
def remove(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Removes a comment for a reason that stands in its place."""

    def act(actor: Actor, comment_id: int, version: int, words: Mapping[str, str]) -> None:
        remove_comment(actor=actor, comment_id=comment_id, version=version, **words)

    return _decided(request, visit, ref, "desk/remove.html", act)


@address("desk/c/<ref:comment>/restore", name="restore", get=MODERATORS, post=MODERATORS)
def restore(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Puts a removed comment back."""

    def act(actor: Actor, comment_id: int, version: int, words: Mapping[str, str]) -> None:
        restore_comment(actor=actor, comment_id=comment_id, version=version, note=words["note"])

    return _decided(request, visit, ref, "desk/restore.html", act)


def _decided(
    request: HttpRequest,
    visit: Visit,
    ref: str,
    template: str,
    act: Callable[[Actor, int, int, Mapping[str, str]], None],
) -> HttpResponse:
    """The form, or what comes of it; after a refusal the words that were entered are still there.

    The form then shows the comment as it is now, so that it can be decided upon.
    """
    actor = visit.actor
    found = comment_at_desk(visit, ref)
    words = {name: request.POST.get(name, "") for name in _WORDS}
    context = {
        "comment": found,
        "reasons": offered_reasons(visit.publication.id),
        "on_page": {ref},
        **words,
    }
    if request.method == "GET":
        return render(request, template, context)
    try:
        act(actor, found.id, seen_version(request), words)
    except (Conflict, Invalid) as refusal:
        context |= {"refusal": refusal}
        return render(request, template, context, status=status_of(refusal))
    return HttpResponseRedirect(f"/c/{ref}")


def seen_version(request: HttpRequest) -> int:
    """Which version of the text the form showed. Raises Invalid."""
    given = request.POST.get("version", "")
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Invalid(gettext("This form is out of date. Please open it again."))
    return int(given)
