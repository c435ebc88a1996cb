"""One spelling for each web address, so that one page is one article."""

import re
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import idna

_LONGEST = 2_000
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|gb|ms|dc|y|tw|ttc|wbra|igsh)clid|gclsrc|igshid|mc_[ce]id|_ga|_gl|_hs\w+"
    r"|mkt_tok|ref_src|ref_url|cmpid|s_cid|ncid|spm|vero_id|wt_mc|yclid|zanpid",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
_UNRESERVED = "-._~"
_KEPT_IN_PATHS = _UNRESERVED + "!$&'()*+,;=:@/"


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
    return f"https://{_host(host)}{shown_port}{one_path(parts.path)}{_query(parts.query)}"


def one_path(path: str) -> str:
    """The path without doubled and last slashes and dot segments; empty for the front page."""
    plain = re.sub("/{2,}", "/", f"/{quote(unquote(path), safe=_KEPT_IN_PATHS)}")
    return normpath(plain).rstrip("/")


def _host(host: str) -> str:
    name = host.rstrip(".").removeprefix("www.")
    if name.isascii():
        return name
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return name


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair[0]))
    return f"?{urlencode(kept)}" if kept else ""
