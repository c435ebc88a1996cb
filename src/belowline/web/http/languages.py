"""In which language a request is answered: the reader's choice, else the publication's."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from belowline.core.refusals import NotFound
from belowline.web.http.actors import publication_of

_CHOICE = re.compile(rb"(?:^|;)\s*%b=([^;\s]*)" % settings.LANGUAGE_COOKIE_NAME.encode())


class ReadersLanguage:
    """Middleware that speaks it, in pages, refusals, problem details and mails alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers in the language; what is not in the publication's own is for one reader only."""
        home = home_language(request)
        language = chosen_language(request) or home
        with override(language):
            response = self._get_response(request)
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", language)
        if language != home:
            response.headers.setdefault("Cache-Control", "private")
        return response


def home_language(request: HttpRequest) -> str:
    """The language of the publication that is asked; before there is any: the settings'."""
    try:
        return publication_of(request).language
    except (NotFound, DisallowedHost):
        return settings.LANGUAGE_CODE


def chosen_language(request: HttpRequest) -> str:
    """What the reader has chosen among the languages of the installation; empty: nothing."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def choice_in(cookies: bytes) -> bytes:
    """The same choice out of a Cookie header, as the only cookie that shared pages go by."""
    found = _CHOICE.findall(cookies)
    if not found or found[-1].decode("latin-1") not in dict(settings.LANGUAGES):
        return b""
    return b"%b=%b" % (settings.LANGUAGE_COOKIE_NAME.encode(), found[-1])
