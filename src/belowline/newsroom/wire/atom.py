"""Reads Atom (RFC 4287) with Dublin Core and Media RSS."""

from collections.abc import Iterator

from lxml import etree

from belowline.newsroom.wire.elements import first, text_of
from belowline.newsroom.wire.found import Found, FoundPicture
from belowline.newsroom.wire.markup_bodies import html_of
from belowline.newsroom.wire.media import N, add_media, add_rights
from belowline.newsroom.wire.validity import add_validity

NAMESPACE = N["atom"]
_RIGHTS = ("atom:rights", "dc:rights", "dcterms:rights", "dcterms:accessRights", "media:copyright")
_DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """The entries of a feed, those that it has deleted (RFC 6721) too; or the only one."""
    if root.tag == f"{{{NAMESPACE}}}entry":
        return iter([root])
    return (each for each in root if each.tag in (f"{{{NAMESPACE}}}entry", _DELETED))


def found(root: etree._Element, entry: etree._Element) -> Found:
    """An entry, with what its feed, or the feed that it was taken from, says for all."""
    if entry.tag == _DELETED:
        return Found(entry.get("ref") or "", status="canceled", version=entry.get("when") or "")
    notes: list[str] = []
    origin = entry.find("atom:source", N)
    feed = root if origin is None else origin
    body, summary = _markup(entry, "atom:content", notes), _markup(entry, "atom:summary", notes)
    author = first(entry, "atom:author/atom:name", N) or first(feed, "atom:author/atom:name", N)
    updated = first(entry, "atom:updated", N)
    item = Found(
        is_short=True,
        guid=first(entry, "atom:id", N) or _link(entry, "alternate"),
        version=updated,
        provider=first(root, "atom:title", N) if root is not entry else "",
        source=first(origin, "atom:title", N) if origin is not None else "",
        headline=first(entry, "atom:title", N),
        standfirst=summary if body else "",
        byline=author or first(entry, "dc:creator", N),
        body_html=body or summary,
        language=entry.get(_XML_LANGUAGE) or root.get(_XML_LANGUAGE) or "",
        subjects=[
            it.get("label") or it.get("term") or "" for it in entry.iterfind("atom:category", N)
        ],
        url=_link(entry, "alternate"),
        credit=first(entry, "media:credit", N),
        rights_holder=first(entry, "dcterms:rightsHolder", N),
        published=first(entry, "atom:published", N) or updated,
        version_created=updated,
        editor_notes=notes,
    )
    for holder in dict.fromkeys([entry, feed, root]):
        add_rights(item, holder, _RIGHTS)
        item.usage_terms += [link for link in [_link(holder, "license")] if link]
    add_validity(item, entry)
    add_media(item, entry)
    for link in entry.iterfind("atom:link[@rel='enclosure']", N):
        if (link.get("type") or "").startswith("image/"):
            item.pictures.append(
                FoundPicture(link.get("href") or "", caption=link.get("title") or "")
            )
    return item


def _subjects(entry: etree._Element) -> Iterator[str]:
    for category in entry.iterfind("atom:category", N):
        yield category.get("label") or category.get("term") or ""


def _markup(entry: etree._Element, path: str, notes: list[str]) -> str:
    """A text construct as HTML. Content that is elsewhere is none."""
    element = entry.find(path, N)
    if element is None or element.get("src"):
        return ""
    kind = element.get("type") or "text"
    if kind == "xhtml":
        inner = next(iter(element.iterchildren("*")), None)
        return html_of(inner, notes) if inner is not None else ""
    if kind in ("html", "text/html"):
        return "".join(map(str, element.itertext())).strip()
    return _as_markup(text_of(element)) if kind in ("text", "text/plain") else ""


def _as_markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _link(entry: etree._Element, relation: str) -> str:
    links = [
        it for it in entry.iterfind("atom:link", N) if (it.get("rel") or "alternate") == relation
    ]
    return next((str(it.get("href")) for it in links if it.get("href")), "")
