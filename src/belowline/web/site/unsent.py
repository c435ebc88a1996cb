"""Keeps what somebody wrote before logging in, until it is posted."""

from dataclasses import asdict, dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from belowline.core.markup import clean_text
from belowline.discussion.policies import check_text

_KEY = "unsent"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A text for a thread, and the comment that it answers, by ref; the latter may be empty."""

    thread: str
    parent: str
    text: str


def keep_and_log_in(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    """Keeps it in the visitor's session and leads to the login, from where they come back to it.

    Raises Invalid for a text that could not be posted anyway.
    """
    check_text(clean_text(unsent.text))
    request.session[_KEY] = asdict(unsent)
    back = reverse("compose", args=[unsent.thread])
    return HttpResponseRedirect(f"{reverse('account_login')}?next={quote(back)}")


def kept(request: HttpRequest, thread: str) -> Unsent | None:
    """What is kept for this thread."""
    found = request.session.get(_KEY)
    return Unsent(**found) if found and found["thread"] == thread else None


def forget(request: HttpRequest) -> None:
    """It has been posted."""
    request.session.pop(_KEY, None)
