"""Carries what somebody pressed before logging in through the login, and does it then.

A signed cookie holds it for an hour: it can only have been set by a press in this browser, and
nothing is stored for somebody who never logs in.
"""

import json
from dataclasses import asdict, dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

_LASTS = 3600


@dataclass(frozen=True, slots=True)
class Begun:
    """A vote of `value` (+1 or -1) on the comment with this ref; without a ref, following.

    `query` is that of the page on which it was pressed, `sentence` what the login says.
    """

    thread: str
    comment: str = ""
    value: int = 0
    query: str = ""
    sentence: str = ""


def log_in_first(begun: Begun) -> HttpResponse:
    """Leads to the login, which shows the sentence, and from there to where it is done."""
    back = quote(_done_at(begun.thread))
    response = HttpResponseRedirect(f"{reverse('account_login')}?next={back}")
    response.set_signed_cookie(
        settings.BEGUN_COOKIE_NAME,
        json.dumps(asdict(begun)),
        max_age=_LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def begun_in(request: HttpRequest, thread: str) -> Begun | None:
    """What was begun in this thread within the last hour."""
    begun = _held(request)
    return begun if begun and begun.thread == thread else None


def invitation(request: HttpRequest, next_path: str | None) -> str:
    """What the login says to whoever comes back to `next_path`; empty for anything else."""
    begun = _held(request)
    return begun.sentence if begun and next_path == _done_at(begun.thread) else ""


def forget_begun(response: HttpResponse) -> None:
    """It has been done, or refused."""
    response.delete_cookie(settings.BEGUN_COOKIE_NAME, samesite="Lax")


def _held(request: HttpRequest) -> Begun | None:
    found = request.get_signed_cookie(settings.BEGUN_COOKIE_NAME, "", max_age=_LASTS)
    return Begun(**json.loads(found)) if found else None


def _done_at(thread: str) -> str:
    return reverse("begun", args=[thread])
