"""What RSS and Atom share: Media RSS, Dublin Core, and what they say of rights."""

import re

from lxml import etree

from belowline.newsroom.wire.elements import first, given, texts
from belowline.newsroom.wire.found import Found, FoundPicture
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import sentence as _

N = {
    "media": "http://search.yahoo.com/mrss/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "cc": "http://backend.userland.com/creativeCommonsRssModule",
    "atom": "http://www.w3.org/2005/Atom",
}
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright\b|&copy;)", re.IGNORECASE)
_WITH_TERMS = ("media:restriction", "media:license", "media:rights", "media:price")


def add_rights(into: Found, holder: etree._Element, paths: tuple[str, ...]) -> None:
    """What an entry or its feed says at these paths: a copyright line, or terms of usage."""
    for path in paths:
        for said in texts(holder, path, N):
            if _COPYRIGHT.match(said):
                into.copyright_line = into.copyright_line or said
            else:
                into.usage_terms.append(said)
    into.usage_terms += texts(holder, "cc:license", N)
    into.usage_terms += texts(holder, "dcterms:license", N)


def add_media(into: Found, entry: etree._Element) -> None:
    """Pictures of Media RSS; terms that it has in fields of its own are for an editor to read."""
    if any(entry.find(f".//{path}", N) is not None for path in _WITH_TERMS):
        into.faults.append(Hold("media-terms", _("It has terms of its own for pictures or films.")))
        return
    for group in [entry, *entry.iterfind("media:group", N)]:
        for content in group.iterfind("media:content", N):
            if _is_picture(content):
                into.pictures.append(_picture(content, group))
    if not into.pictures:
        link = given(entry, ".//media:thumbnail", "url", N)
        into.pictures += [FoundPicture(link)] if link else []


def valid_end(said: str) -> tuple[str, str]:
    """Begin and end of Dublin Core's `valid` (`start=…; end=…`)."""
    parts = dict(re.findall(r"(start|end)\s*=\s*([^;]+)", said))
    return parts.get("start", "").strip(), parts.get("end", "").strip()


def _is_picture(content: etree._Element) -> bool:
    return content.get("medium") == "image" or (content.get("type") or "").startswith("image/")


def _picture(content: etree._Element, group: etree._Element) -> FoundPicture:
    holders = (content, group)
    caption = next(filter(None, (_either(it, "description", "title") for it in holders)), "")
    credit = next(filter(None, (first(it, "media:credit", N) for it in holders)), "")
    return FoundPicture(content.get("url") or "", "", credit, caption)


def _either(holder: etree._Element, *fields: str) -> str:
    return next(filter(None, (first(holder, f"media:{name}", N) for name in fields)), "")
