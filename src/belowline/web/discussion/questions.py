"""The button of an article's question: counted, and leading to the form in which one replies."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from belowline.core.ids import encode
from belowline.discussion.services.questions import count_press
from belowline.web.http.addresses import address
from belowline.web.http.lookup import thread_at
from belowline.web.http.network import visitors_network
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY


@address("threads/<ref:thread>/question", name="question", post=EVERYBODY)
def question(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Counts the press and leads to the form, which has the question above it."""
    thread = thread_at(visit, ref)
    question_id = id_from(request.POST.get("question", ""))
    network = visitors_network(request)
    count_press(thread_id=thread.id, question_id=question_id, network=network)
    return HttpResponseRedirect(f"/threads/{ref}/comments?question={encode(question_id)}")
