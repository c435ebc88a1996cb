"""The desk's page about background work that failed: tried again or deleted, on record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.tasks.attention import delete_task, try_again
from belowline.core.tasks.failures import failed_tasks_of
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import ADMINISTRATORS

_PATH = "/desk/tasks"


@address("desk/tasks", name="desk-tasks", get=ADMINISTRATORS)
def tasks(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What failed, how often, and why the last time."""
    here = visit.publication.id
    rows = [(encode(it.id), it, it.publication_id == here) for it in failed_tasks_of(here)]
    return render(request, "desk/tasks.html", {"tasks": rows})


@address("desk/tasks/<ref:task>/again", name="desk-task-again", post=ADMINISTRATORS)
def again(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Has one tried again at once."""
    actor = visit.actor
    try_again(
        task_id=id_from(ref),
        publication_id=visit.publication.id,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    messages.success(request, gettext("It will be tried again now."))
    return HttpResponseRedirect(_PATH)


@address("desk/tasks/<ref:task>/delete", name="desk-task-delete", post=ADMINISTRATORS)
def delete(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Deletes one that is not tried any more."""
    actor = visit.actor
    delete_task(
        task_id=id_from(ref),
        publication_id=visit.publication.id,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    messages.success(request, gettext("Deleted."))
    return HttpResponseRedirect(_PATH)
