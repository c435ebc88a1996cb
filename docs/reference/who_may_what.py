"""Who may what: every address, as it is declared beside its view."""

from collections.abc import Iterable

from belowline.web.addresses import OWN_ADDRESSES
from belowline.web.http.addresses import Address
from belowline.web.http.who import ROLES
from belowline.web.sign_in.library_addresses import LIBRARY_ADDRESSES
from docs.reference.tables import table

_WORDS = """\
# Permissions

Who can use each address of an installation. The table is generated from what is declared next to each view (`web/http/addresses.py`), which is also what is checked; a test asks every address in each role (`tests/integration/test_who_may_what.py`). No address or method is missing from it.

`yes`: it is done, or shown. `log in`: the login page, or status 401 from the API. `again`: readers first confirm that it is them, by password, passkey or code. `no`: status 403. `nothing`: status 404, because it isn’t set up or belongs to someone else. An author is the author of the comment it is about. A trusted reader may do what readers may, at twice the rate. Roles are those of the publication that is asked: staff of another publication are readers here. The sentence that goes with a “no” is the policy’s (`policies.py` in each room).

A bearer token is for the API only, and it alone says who asks; `POST /api/v1/session`, `/api/v1/subscriptions` and `/sso` are a "no" wherever no page at a publisher's listed origin asks with a good token or code ([single sign-on](../guides/single-sign-on.md), `tests/integration/test_sso_*.py`).

Shared answers are the same for everybody, and kept by the front under the parameters that are named; every other answer is kept by nobody. What the front answers itself, without Django, is everybody's: `/threads/live`, `/health/live`, `/health/ready`, `/static/…`.
"""
_LIBRARY = """
## One's own login

Below `/accounts/`, where everybody sees to their own login, by django-allauth. `{key}` is somebody else's passkey; `{provider}` is one that is not configured, as none is here.
"""


def page() -> str:
    """The page; docs/security has it."""
    ours, library = _table(OWN_ADDRESSES), _table(LIBRARY_ADDRESSES)
    return f"{_WORDS}\n{ours}\n{_LIBRARY}\n{library}"


def _table(addresses: Iterable[Address]) -> str:
    rows = [
        (
            f"`{method}`",
            f"`{each.shown}`",
            who.name,
            _shared(each) if method == "GET" else "",
            *(who.happens[role] for role in ROLES),
        )
        for each in addresses
        for method, who in each.methods
    ]
    return table(["method", "address", "who", "shared", *ROLES], rows)


def _shared(address: Address) -> str:
    if address.shared is None:
        return ""
    parameters = ", ".join(f"`{name}`" for name in address.shared.parameters)
    return f"yes: {parameters}" if parameters else "yes"
