"""Reads what a photographer has written into a picture: caption, credit and alternative text."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree
from PIL import IptcImagePlugin
from PIL.ImageFile import ImageFile

from belowline.newsroom.pictures.judging import UNREADABLE
from belowline.newsroom.wire.documents import opened_xml
from belowline.newsroom.wire.faults import Unreadable

_CAPTION, _BYLINE, _CREDIT, _COPYRIGHT = (2, 120), (2, 80), (2, 110), (2, 116)
"""Records and data sets of IPTC-IIM 4.2."""
_MOST_XMP = 500_000
_MOST = 2_000
"""Characters of each."""
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"


@dataclass(frozen=True, slots=True)
class Offered:
    """What an editor is offered; nothing of it is shown before they have looked at it."""

    caption: str = ""
    credit: str = ""
    alt: str = ""


def offered_words(image: ImageFile) -> Offered:
    """By the IPTC Photo Metadata Standard: XMP first, then IPTC-IIM. Damaged notes are no notes."""
    root, iim = _xmp(image), _iim(image)
    byline = _text(root, f"{_DC}creator") or iim.get(_BYLINE, "")
    credit = _text(root, f"{_PHOTOSHOP}Credit") or iim.get(_CREDIT, "")
    rights = _text(root, f"{_DC}rights") or iim.get(_COPYRIGHT, "")
    return Offered(
        caption=_text(root, f"{_DC}description") or iim.get(_CAPTION, ""),
        credit=_joined(byline, credit) or rights,
        alt=_text(root, f"{_IPTC}AltTextAccessibility"),
    )


def _joined(byline: str, credit: str) -> str:
    if byline and byline.casefold() not in credit.casefold():
        return f"{byline} / {credit}" if credit else byline
    return credit


def _xmp(image: ImageFile) -> etree._Element | None:
    packet = image.info.get("xmp") or b""
    data = packet.encode() if isinstance(packet, str) else bytes(packet)
    if not data or len(data) > _MOST_XMP:
        return None
    with suppress(Unreadable):
        return opened_xml(data)[0]
    return None


def _text(root: etree._Element | None, name: str) -> str:
    """A property's value, whether it is an attribute, a text or the first of a list of texts."""
    if root is None:
        return ""
    return next((text for text in _values(root, name) if text), "")


def _values(root: etree._Element, name: str) -> Iterator[str]:
    for described in root.iter(f"{_RDF}Description"):
        yield _line(described.get(name, ""))
        for found in described.iterchildren(name):
            items = list(found.iter(f"{_RDF}li"))
            yield from (_line(item.text or "") for item in items)
            yield _line(found.text or "")


def _iim(image: ImageFile) -> dict[tuple[int, int], str]:
    with suppress(*UNREADABLE):
        found = IptcImagePlugin.getiptcinfo(image) or {}
        return {key: _decoded(value) for key, value in found.items()}
    return {}


def _decoded(value: bytes | list[bytes]) -> str:
    first = value[0] if isinstance(value, list) else value
    try:
        return _line(first.decode())
    except UnicodeDecodeError:
        return _line(first.decode("latin-1"))


def _line(text: str) -> str:
    return " ".join(text.split())[:_MOST]
