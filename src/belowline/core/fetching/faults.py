"""Why something could not be fetched: a code for programs, a sentence for people."""

from typing import ClassVar


class FetchFault(Exception):  # noqa: N818 - expected, and told to a person
    """It could not be fetched; the text is a sentence that says why, for a person."""

    code: ClassVar[str] = "not-fetched"


class ForbiddenAddress(FetchFault):
    """The address is malformed, of a kind that is not fetched, or leads to a private network."""

    code = "forbidden-address"


class NotReached(FetchFault):
    """The name is unknown, or nothing answers there, or the connection broke."""

    code = "not-reached"


class CertificateRefused(FetchFault):
    """The server has no valid certificate for the name."""

    code = "certificate-refused"


class UnexpectedStatus(FetchFault):
    """It answered with another status than 200; `retry_after` is in seconds, 0 if not said."""

    code = "unexpected-status"

    def __init__(self, status: int, *, retry_after: int = 0) -> None:
        super().__init__(f"The server answered {status}.")
        self.status = status
        self.retry_after = retry_after


class BadRedirect(FetchFault):
    """There are too many redirects, or one leads where it may not."""

    code = "bad-redirect"


class BadAnswer(FetchFault):
    """What came is not HTTP, is cut off, or is packed in a way that cannot be undone."""

    code = "bad-answer"


class TooManyBytes(FetchFault):
    """There is more of it than is taken."""

    code = "too-large"

    def __init__(self, most: int) -> None:
        super().__init__(f"It has more than {most} bytes.")


class TooSlow(FetchFault):
    """It was not there in time."""

    code = "too-slow"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"It took longer than {seconds:g} seconds.")
