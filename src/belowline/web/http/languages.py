"""Which language shared pages are kept for: the reader's choice among the installation's."""

import re

from django.conf import settings

_CHOICE = re.compile(rb"(?:^|;)\s*%b=([^;\s]*)" % settings.LANGUAGE_COOKIE_NAME.encode())


def choice_in(cookies: bytes) -> bytes:
    """The choice out of a Cookie header, as the only cookie that shared pages go by."""
    found = _CHOICE.findall(cookies)
    if not found or found[-1].decode("latin-1") not in dict(settings.LANGUAGES):
        return b""
    return b"%b=%b" % (settings.LANGUAGE_COOKIE_NAME.encode(), found[-1])
