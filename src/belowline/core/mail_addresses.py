"""One spelling for each email address, so that one mailbox is one account."""

import idna
import regex

from belowline.core.unicode.marks import without_ignorables
from belowline.core.unicode.normal_forms import normalized

_LONGEST = 1_000
"""Code points that are read; an address has 254 (RFC 5321, 4.5.3.1.3)."""
_NOT_SEEN = regex.compile(r"[\p{Cc}\p{Cf}]+")


def one_spelling(address: str) -> str:
    """The address without what is not seen, in small letters, its domain as the DNS spells it.

    Full-width letters become plain ones (NFKC). Domains are mapped by UTS 46 and encoded as IDNA
    2008 says (RFC 5891), the A-label being what mail servers take; one that cannot be a domain
    stays as it is, and so does whatever is too long to be an address.
    """
    if len(address) > _LONGEST:
        return address
    seen = _NOT_SEEN.sub("", without_ignorables(address))
    local, at, domain = normalized("NFKC", seen).strip().lower().rpartition("@")
    return f"{local}{at}{_domain(domain)}"


def _domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain
