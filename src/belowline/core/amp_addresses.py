"""Of which page a web address is an AMP copy, as publishers and their caches have written them."""

import re
from urllib.parse import urlsplit

from belowline.core.web_addresses import one_spelling

_VIEWER = re.compile(r"https://google(?:\.[a-z]{2,3}){1,2}/amp/(?P<secure>s/)?(?P<rest>.+)")
_CACHE = re.compile(r"https://[^/]+\.cdn\.ampproject\.org/[a-z]/(?P<secure>s/)?(?P<rest>.+)")
_MARKS = frozenset({"amp", "outputtype=amp", "output=amp", "amp=1", "amp=true", "amp="})
_ONLY_AMP = ("amp_js_v=", "amp_gsa=", "usqp=", "aoh=", "referrer=")
"""Parameters that say that a page is an AMP copy, and such as only AMP's viewers add."""
_ENDING = re.compile(r"\.amp(\.html?)?$|/amp$")


def page_of_amp_copy(address: str) -> str | None:
    """The address, in its one spelling, of the page that this one is an AMP copy of; None where it
    does not look like one.

    It may be wrong: a page may be called `amp`. Whoever asks looks for the address itself first.
    """
    spelt = _of_cache(one_spelling(address))
    try:
        parts = urlsplit(spelt)
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname:
        return None
    host = parts.netloc.removeprefix("amp.")
    path = _ENDING.sub(lambda found: found[1] or "", parts.path)
    path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    pairs = [pair for pair in parts.query.split("&") if pair]
    kept = [pair for pair in pairs if pair.lower() not in _MARKS]
    if len(kept) < len(pairs) or spelt != one_spelling(address):
        kept = [pair for pair in kept if not pair.startswith(_ONLY_AMP)]
    query = f"?{'&'.join(kept)}" if kept else ""
    page = one_spelling(f"https://{host}{path}{query}")
    return page if page != one_spelling(address) else None


def _of_cache(spelt: str) -> str:
    """The publisher's own address of what a cache of AMP pages or its viewer shows."""
    found = _VIEWER.fullmatch(spelt) or _CACHE.fullmatch(spelt)
    return one_spelling(f"https://{found['rest']}") if found else spelt
