"""Refusals: every expected "no", with a code for programs and a sentence for people."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An expected "no". `sentence` is shown to a person; `field` names the input it is about."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Not done"

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Invalid(Refusal):
    """What was sent cannot be taken as it is."""

    code = "invalid"
    status = 422
    title = "Please check what you entered"


class SignInNeeded(Refusal):
    """Only somebody who is logged in may do this."""

    code = "sign-in-needed"
    status = 401
    title = "Please log in"


class NotAllowed(Refusal):
    """This person may not do this here."""

    code = "not-allowed"
    status = 403
    title = "Not allowed"


class NotFound(Refusal):
    """There is nothing at this address."""

    code = "not-found"
    status = 404
    title = "Not found"


class Conflict(Refusal):
    """It was possible a moment ago and no longer is."""

    code = "conflict"
    status = 409
    title = "No longer possible"


class TooLarge(Refusal):
    """More was sent at once than is ever needed."""

    code = "too-large"
    status = 413
    title = "Too large"


class TooMany(Refusal):
    """Too much in too short a time; `retry_after` is in seconds."""

    code = "too-many"
    status = 429
    title = "A little slower, please"

    def __init__(self, sentence: str, *, retry_after: int, field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.retry_after = retry_after
