"""What a moderator spares themselves: the worst comments folded, a kind of case left for a day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from belowline.moderation.queries.queues import Queue
from belowline.moderation.services.desk_settings import fold_worst, set_aside, take_back
from belowline.web.desk.queue_choices import choice_at
from belowline.web.desk.queues import case_at
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import MODERATORS


@address("desk/cases/<ref:case>/set-aside", name="case-set-aside", post=MODERATORS)
def leave(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Leaves cases with the reason of this one to the others until the end of the day."""
    set_aside(actor=visit.actor, case_id=case_at(visit, ref).id)
    return _back(request, visit)


@address("desk/set-aside/take-back", name="set-aside-take-back", post=MODERATORS)
def come_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Has them in the queues again."""
    take_back(actor=visit.actor, reason=request.POST.get("reason", "")[:20])
    return _back(request, visit)


@address("desk/folding", name="desk-folding", post=MODERATORS)
def folding(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Folds the worst comments for this moderator, or shows them at once."""
    fold_worst(actor=visit.actor, folds=request.POST.get("folds") == "1")
    return _back(request, visit)


def _back(request: HttpRequest, visit: Visit) -> HttpResponse:
    asked = choice_at(visit, request.POST.get("queue", Queue.NOW))
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(f"/desk/queues/{asked.key}")
