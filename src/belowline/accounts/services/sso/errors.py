"""The one sentence for people and the one line for the log where a token is not taken."""

import logging

from django.utils.translation import gettext_noop as _

from belowline.core.refusals import Refusal

_log = logging.getLogger(__name__)
_LONGEST = 120


class TokenRefused(Refusal):
    """A publisher's token, or a code made from one, is not good here."""

    code = "token-refused"
    title = _("You could not be logged in")


class StatementRefused(Refusal):
    """What a publisher's server says is not signed as agreed, is too old, or was used before."""

    code = "statement-refused"
    title = _("The statement was not accepted")


def log_refusal(why: str, *, publication: str, said: object) -> None:
    """Notes why, for which publication, and what the token calls its issuer; never the token."""
    named = repr(said)[:_LONGEST]
    _log.warning("A token for %s by the issuer %s was refused: %s", publication, named, why)
