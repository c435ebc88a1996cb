"""What stands for the network that a request comes from, wherever acts are counted."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

_UNKNOWN = "unknown"


def visitors_network(request: HttpRequest) -> str:
    """The network's pseudonym. All whose address no proxy tells are one: counted together rather
    than refused.
    """
    try:
        told: str = get_adapter().get_client_ip(request)
    except PermissionDenied:
        return _UNKNOWN
    return told
