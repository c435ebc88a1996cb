"""Keeps what somebody wrote before logging in, until it is posted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from belowline.accounts.services.limited_acts import count_unsent_comment
from belowline.discussion.policies import checked_text
from belowline.web.http.network import visitors_network

_KEY = "unsent"
_KEPT_FOR = 24 * 3600
"""Seconds for which it is kept for somebody who never logs in; a login gives it its own time."""
_FOUND_FOR = 3600
"""Seconds within which whoever logs in finds it in another session."""


@dataclass(frozen=True, slots=True)
class UnsentComment:
    """A text for a thread, and the comment that it answers, by ref; the latter may be empty.

    `writer` is the name of whom its form was opened for; empty for nobody who was logged in.
    `question` is the ref of the article's question that it was written from, if any.
    """

    thread: str
    parent: str
    text: str
    writer: str = ""
    question: str = ""


def keep_and_log_in(request: HttpRequest, unsent: UnsentComment) -> HttpResponse:
    """Keeps it in the visitor's session and leads to the login, from where they come back to it.

    A login that a publisher's page sends begins another session, since that page's form carries no
    cookie of ours; a cookie of its own leads from there to the one that was begun here. Raises
    Invalid for a text that could not be posted anyway, and TooMany.
    """
    text = checked_text(unsent.text)
    count_unsent_comment(network=visitors_network(request))
    request.session[_KEY] = asdict(replace(unsent, text=text))
    request.session.set_expiry(_KEPT_FOR)
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
    """What is kept for this thread, and was not written by somebody else."""
    if request.user.is_authenticated and _KEY not in request.session:
        _take_over(request)
    found = request.session.get(_KEY)
    if found is None or found["thread"] != thread or not _is_own(request, found):
        return None
    return UnsentComment(**found)


def forget(request: HttpRequest) -> None:
    """It has been posted."""
    request.session.pop(_KEY, None)


def _take_over(request: HttpRequest) -> None:
    """Moves it here from the session in which it was written, if nobody is logged in to that."""
    key = request.COOKIES.get(settings.UNSENT_COOKIE_NAME, "")
    earlier = SessionStore(key) if key else None
    if earlier is None or _KEY not in earlier or SESSION_KEY in earlier:
        return
    if _is_own(request, earlier[_KEY]):
        request.session[_KEY] = earlier[_KEY]
        earlier.delete()


def _is_own(request: HttpRequest, unsent: Mapping[str, str]) -> bool:
    return unsent.get("writer", "") in ("", str(request.user))
