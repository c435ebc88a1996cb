"""Reads RSS 2.0 with Dublin Core, Media RSS and whole texts in `content:encoded`."""

from collections.abc import Iterator

from lxml import etree

from belowline.newsroom.wire.elements import first, texts
from belowline.newsroom.wire.found import Found, FoundPicture
from belowline.newsroom.wire.media import N, add_media, add_rights
from belowline.newsroom.wire.validity import add_validity

_RIGHTS = ("copyright", "dc:rights", "dcterms:rights", "dcterms:accessRights", "media:copyright")


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """The entries of the channel."""
    return root.iterfind("channel/item")


def found(root: etree._Element, entry: etree._Element) -> Found:
    """An entry, with what its channel says for all."""
    channel = root.find("channel")
    channel = root if channel is None else channel
    link = first(entry, "link")
    guid = first(entry, "guid") or link
    body = first_markup(entry, "content:encoded")
    summary = first_markup(entry, "description")
    published = first(entry, "pubDate") or first(entry, "dc:date", N)
    updated = first(entry, "atom:updated", N) or first(entry, "dcterms:modified", N)
    item = Found(
        is_short=True,
        guid=guid,
        provider=first(channel, "title"),
        source=first(entry, "source") or first(entry, "dc:publisher", N),
        headline=first(entry, "title") or first(entry, "dc:title", N),
        standfirst=summary if body else "",
        byline=first(entry, "dc:creator", N),
        body_html=body or summary,
        language=first(entry, "dc:language", N) or first(channel, "language"),
        subjects=[*texts(entry, "category"), *texts(entry, "dc:subject", N)],
        url=link or (guid if guid.startswith("http") else ""),
        credit=first(entry, "media:credit", N),
        rights_holder=first(entry, "dcterms:rightsHolder", N),
        published=published,
        version_created=updated or published,
    )
    item.version = updated
    add_rights(item, entry, _RIGHTS)
    add_rights(item, channel, _RIGHTS)
    add_validity(item, entry)
    add_media(item, entry)
    for enclosure in entry.iterfind("enclosure"):
        if (enclosure.get("type") or "").startswith("image/"):
            item.pictures.append(FoundPicture(enclosure.get("url") or ""))
    return item


def first_markup(entry: etree._Element, path: str) -> str:
    """The first text at a path that is not empty, lines and tags as written."""
    found_ = ("".join(map(str, it.itertext())).strip() for it in entry.iterfind(path, N))
    return next(filter(None, found_), "")
