"""One spelling for each web address, so that one page is one article."""

import re
from posixpath import normpath
from urllib.parse import quote, unquote_plus, unquote_to_bytes, urlsplit

import idna

_LONGEST = 2_000
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc?|y|tw|tt)clid|[gw]braid|gclsrc|msclkid|igsh(?:id)?|li_fat_id|srsltid"
    r"|mc_[ce]id|_openstat|_ga|_gl|_hs\w+|mkt_tok|ref_src|ref_url|cmpid|s_cid|ncid|spm|vero_id"
    r"|wickedid|oly_(?:anon|enc)_id|wt_mc|zanpid",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
_KEPT = "-._~!$&'()*+,;=:@/%"
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(rb"[A-Za-z0-9._~-]")


def is_whole(address: str) -> bool:
    """Whether it is an address that a browser can go to, with its scheme and its host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _PORTS and bool(parts.hostname)


def host_of(address: str) -> str:
    """The host's name in an address, with or without a scheme; empty where there is none."""
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()
    except ValueError:
        return ""


def one_spelling(address: str) -> str:
    """The address by which a page is told from all others; whatever is no address stays as it is.

    As RFC 3986, 6.2, says: host in small letters and as the DNS spells it (RFC 5891), no default
    port, no dot segments, percent-encoding only where it is needed. Besides, what leads to the
    same page on news sites does not count: http or https, `www.`, doubled and last slashes, the
    fragment, and parameters that only say where a reader came from.
    """
    if len(address) > _LONGEST:
        return address
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return address
    if parts.scheme not in _PORTS or not host:
        return address
    shown_port = "" if port in (None, *_PORTS.values()) else f":{port}"
    spelt = f"https://{_host(host)}{shown_port}{one_path(parts.path)}{_query(parts.query)}"
    return spelt if len(spelt) <= _LONGEST else address


def one_path(path: str) -> str:
    """The path without doubled and last slashes and dot segments; empty for the front page."""
    plain = re.sub("/{2,}", "/", f"/{_escaped(path)}")
    return normpath(plain).rstrip("/")


def _host(host: str) -> str:
    name = host.rstrip(".").removeprefix("www.")
    if ":" in name:
        return f"[{name}]"
    if name.isascii():
        return name
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return name


def _query(query: str) -> str:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    kept = sorted(
        f"{_escaped(name)}={_escaped(value)}"
        for name, _, value in pairs
        if not _TRACKING.fullmatch(unquote_plus(name))
    )
    return f"?{'&'.join(kept)}" if kept else ""


def _escaped(text: str) -> str:
    """Percent-encoding in one way; `%2F` and `/` stay two things (RFC 3986, 2.2)."""
    literal = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return _ESCAPE.sub(_one_escape, quote(literal, safe=_KEPT))


def _one_escape(match: re.Match[str]) -> str:
    byte = unquote_to_bytes(match[0])
    return byte.decode("ascii") if _UNRESERVED.fullmatch(byte) else match[0].upper()
