"""Where a reader chooses a language. The choice is a cookie, and there is none before it."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from belowline.core.refusals import Invalid
from belowline.web.http.languages import home_language
from belowline.web.http.redirects import is_own_path

_KEPT_FOR = timedelta(days=365)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the choice and leads back; choosing the publication's own language forgets it."""
    language, back = request.POST.get("language", ""), request.POST.get("back", "/")
    home = home_language(request)
    if language != home and language not in dict(settings.LANGUAGES):
        raise Invalid(gettext("This site does not speak this language."), field="language")
    if not is_own_path(back):
        raise Invalid(gettext("This form leads to another site."), field="back")
    response = HttpResponseRedirect(back)
    if language == home:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    else:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=_KEPT_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
