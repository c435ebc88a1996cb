"""Keeps what somebody wrote before logging in, until it is posted."""

from dataclasses import asdict, dataclass, replace
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from belowline.discussion.policies import checked_text

_KEY = "unsent"
_FOUND_FOR = 3600
"""Seconds within which whoever logs in finds it in another session."""


@dataclass(frozen=True, slots=True)
class UnsentComment:
    """A text for a thread, and the comment that it answers, by ref; the latter may be empty."""

    thread: str
    parent: str
    text: str


def keep_and_log_in(request: HttpRequest, unsent: UnsentComment) -> HttpResponse:
    """Keeps it in the visitor's session and leads to the login, from where they come back to it.

    A login that a publisher's page sends begins another session, since that page's form carries no
    cookie of ours; a cookie of its own leads from there to the one that was begun here. Raises
    Invalid for a text that could not be posted anyway.
    """
    request.session[_KEY] = asdict(replace(unsent, text=checked_text(unsent.text)))
    if request.session.session_key is None:
        request.session.create()
    back = reverse("compose", args=[unsent.thread])
    response = HttpResponseRedirect(f"{reverse('account_login')}?next={quote(back)}")
    response.set_cookie(
        settings.UNSENT_COOKIE_NAME,
        str(request.session.session_key),
        max_age=_FOUND_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def kept(request: HttpRequest, thread: str) -> UnsentComment | None:
    """What is kept for this thread."""
    if request.user.is_authenticated and _KEY not in request.session:
        _take_over(request)
    found = request.session.get(_KEY)
    return UnsentComment(**found) if found and found["thread"] == thread else None


def forget(request: HttpRequest) -> None:
    """It has been posted."""
    request.session.pop(_KEY, None)


def _take_over(request: HttpRequest) -> None:
    """Moves it here from the session in which it was written, if nobody is logged in to that."""
    key = request.COOKIES.get(settings.UNSENT_COOKIE_NAME, "")
    earlier = SessionStore(key) if key else None
    if earlier is not None and _KEY in earlier and SESSION_KEY not in earlier:
        request.session[_KEY] = earlier[_KEY]
        earlier.delete()
