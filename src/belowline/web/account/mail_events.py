"""Where the mail provider tells of bounces and complaints."""

from django.http import HttpRequest, HttpResponse

from belowline.audience.services.returned_mail import take_in_events
from belowline.core.provider_events import provider_events
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import CONFIGURED


@address("mail/events", name="mail-events", post=CONFIGURED)
def mail_events(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The provider's webhook: bounces and complaints end what is sent to their addresses."""
    del visit
    take_in_events(provider_events(request))
    return HttpResponse(status=204)
