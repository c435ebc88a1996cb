"""What was written where nothing can be written any more: it is shown again, to be kept or sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belowline.core.refusals import NotFound
from belowline.web.http.statuses import status_of

_KEPT = ("parent", "key", "question", "reader", "reason")
_LONGEST = 100


def not_sent(request: HttpRequest, refusal: NotFound, *, field: str = "text") -> HttpResponse:
    """A page with the words of this field, that sends them again to the same address."""
    context = {
        "refusal": refusal,
        "path": request.path,
        "field": field,
        "text": request.POST.get(field, ""),
        "kept": [(it, request.POST[it][:_LONGEST]) for it in _KEPT if it in request.POST],
    }
    return render(request, "discussion/not_sent.html", context, status=status_of(refusal))
