"""Where a reader chooses a language. The choice is a cookie, and there is none before it."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from belowline.accounts.services.languages import keep_language
from belowline.core.refusals import Invalid
from belowline.web.http.addresses import address
from belowline.web.http.redirects import is_own_path
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_KEPT_FOR = timedelta(days=365)


@address("language", name="language", post=EVERYBODY)
def choose_language(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keeps the choice and leads back; choosing the publication's own language forgets it."""
    language, back = request.POST.get("language", ""), request.POST.get("back", "/")
    home = visit.publication.language
    if language != home and language not in dict(settings.LANGUAGES):
        raise Invalid(gettext("This site isn’t available in this language."), field="language")
    if not is_own_path(back):
        raise Invalid(gettext("This form leads to another site."), field="back")
    if visit.viewer is not None:
        keep_language(person_id=visit.viewer.id, language="" if language == home else language)
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
