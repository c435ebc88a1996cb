"""Which hosts a text leads to."""

import re

from belowline.moderation.screening.spans import Span

_ADDRESS = re.compile(r"(?:https?:)?//([^\s/?#()\[\]<>\"']+)|\b(www\.[^\s/?#()\[\]<>\"']+)", re.I)


def links_in(text: str) -> list[tuple[str, Span]]:
    """The host of each address in the text, in small letters, and where the address's host ends."""
    if "//" not in text and "www." not in text:
        return []
    return [(_host(found[1] or found[2]), found.span()) for found in _ADDRESS.finditer(text)]


def leads_to(host: str, wanted: str) -> bool:
    """Whether it is this host or one below it."""
    return host == wanted or host.endswith(f".{wanted}")


def _host(authority: str) -> str:
    name = authority.rpartition("@")[2].partition(":")[0].rstrip(".,;!").casefold()
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name
