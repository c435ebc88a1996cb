"""The desk's inbox: what has come by feeds, to be made an article of or left."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.markup import render_article
from belowline.discussion.services.wire import publish_entry, settle_killed_entry
from belowline.newsroom.queries.feeds import entries, feeds
from belowline.newsroom.services.wire_decisions import accept_entry, ask_feed_again, leave_entry
from belowline.web.http.addresses import Ref, address
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_REF = re.compile(Ref.regex)


@address("desk/wire", name="desk-wire", get=EDITORS)
def inbox(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The newest items that wait, were killed or could not be read, with why."""
    publication_id = visit.actor.publication_id
    found = entries(publication_id=publication_id)
    following = [*(it.ref for it in found[1:]), ""]
    texts = [render_article(it.words.get("body", "")) for it in found]
    shown = list(zip(found, texts, following, strict=False))
    context = {"entries": shown, "feeds": feeds(publication_id)}
    return render(request, "desk/wire.html", context)


@address("desk/wire/<ref:entry>/publish", name="desk-wire-publish", post=EDITORS)
def publish(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Publishes it as it came."""
    published = publish_entry(actor=visit.actor, entry_id=id_from(ref))
    is_due = published.published_at > now()
    messages.success(request, gettext("Scheduled.") if is_due else gettext("Published."))
    return _next(request)


@address("desk/wire/<ref:entry>/accept", name="desk-wire-accept", post=EDITORS)
def accept(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Makes a draft of it, and leads there."""
    article_id = accept_entry(actor=visit.actor, entry_id=id_from(ref))
    return HttpResponseRedirect(f"/desk/stories/{encode(article_id)}")


@address("desk/wire/<ref:entry>/leave", name="desk-wire-leave", post=EDITORS)
def leave(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes it from the list."""
    leave_entry(actor=visit.actor, entry_id=id_from(ref))
    messages.success(
        request, gettext("Removed from the list. A later version will appear here again.")
    )
    return _next(request)


@address("desk/wire/<ref:entry>/again", name="desk-wire-again", post=EDITORS)
def again(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Has its feed asked again."""
    ask_feed_again(actor=visit.actor, entry_id=id_from(ref))
    messages.success(request, gettext("The feed will be asked again in a moment."))
    return HttpResponseRedirect(f"/desk/wire#e-{ref}")


@address("desk/wire/<ref:entry>/discussion", name="desk-wire-discussion", post=EDITORS)
def discussion(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Decides what becomes of the discussion of a killed article."""
    chosen = request.POST.get("discussion", "")
    settle_killed_entry(actor=visit.actor, entry_id=id_from(ref), discussion=chosen)
    messages.success(request, gettext("Saved."))
    return _next(request)


def _next(request: HttpRequest) -> HttpResponse:
    """Back to the list, at the item that comes next."""
    following = request.POST.get("next", "")
    place = f"#e-{following}" if _REF.fullmatch(following) else ""
    return HttpResponseRedirect(f"/desk/wire{place}")
