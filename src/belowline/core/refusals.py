"""Refusals: every expected "no", with a code for programs and a sentence for people."""

from typing import ClassVar

from django.utils.translation import gettext_noop as _


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An expected "no". `sentence` is shown to a person; `field` names the input it is about.

    The sentence is in the language of whoever is refused; the title is translated when shown.
    """

    code: ClassVar[str] = "refused"
    title: ClassVar[str] = _("Not done")

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Invalid(Refusal):
    """What was sent cannot be taken as it is."""

    code = "invalid"
    title = _("Please check what you entered")


class SignInNeeded(Refusal):
    """Only for logged-in readers."""

    code = "sign-in-needed"
    title = _("Please log in")


class NotAllowed(Refusal):
    """This person may not do this here."""

    code = "not-allowed"
    title = _("You don’t have access")


class NotFound(Refusal):
    """There is nothing at this address."""

    code = "not-found"
    title = _("Not found")


class Conflict(Refusal):
    """It was possible a moment ago and no longer is."""

    code = "conflict"
    title = _("This is no longer possible")


class TooLarge(Refusal):
    """More was sent at once than is ever needed."""

    code = "too-large"
    title = _("Too large")


class TooMany(Refusal):
    """Too much in too short a time; `retry_after` is in seconds."""

    code = "too-many"
    title = _("You’re going too fast")

    def __init__(self, sentence: str, *, retry_after: int, field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.retry_after = retry_after
