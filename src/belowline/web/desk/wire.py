"""The desk's inbox: what has come by feeds, to be made an article of or left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.markup import render_article
from belowline.newsroom.queries.feeds import entries, feeds
from belowline.newsroom.services.wire_decisions import accept_entry, leave_entry
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS


@address("desk/wire", name="desk-wire", get=EDITORS)
def inbox(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The newest items that wait, were killed or could not be read, with why."""
    publication_id = visit.actor.publication_id
    found = entries(publication_id=publication_id)
    shown = [(it, render_article(it.words.get("body", ""))) for it in found]
    context = {"entries": shown, "feeds": feeds(publication_id)}
    return render(request, "desk/wire.html", context)


@address("desk/wire/<ref:entry>/accept", name="desk-wire-accept", post=EDITORS)
def accept(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Makes a draft of it, and leads there."""
    article_id = accept_entry(actor=visit.actor, entry_id=id_from(ref))
    return HttpResponseRedirect(f"/desk/stories/{encode(article_id)}")


@address("desk/wire/<ref:entry>/leave", name="desk-wire-leave", post=EDITORS)
def leave(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes it from the list."""
    leave_entry(actor=visit.actor, entry_id=id_from(ref))
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect("/desk/wire")
