"""The address that an account had before, as long as the session lasts in which it was changed.

Only there is it known that both are of one person: the old one was the account's, the new one was
confirmed by a code, and in between somebody showed once more who they are.
"""

from django.http import HttpRequest

_KEY = "former_address"


def note_former_address(request: HttpRequest, address: str) -> None:
    """Keeps it in the session."""
    request.session[_KEY] = address


def former_address(request: HttpRequest) -> str:
    """The address; empty where none was changed."""
    return str(request.session.get(_KEY, ""))


def forget_former_address(request: HttpRequest) -> None:
    """It has been decided."""
    request.session.pop(_KEY, None)
