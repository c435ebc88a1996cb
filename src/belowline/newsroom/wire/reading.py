"""Reads a document that came over a wire, in whichever of the formats it is."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from lxml import etree

from belowline.newsroom.wire import atom, newsml_g2, ninjs, nitf, rss
from belowline.newsroom.wire.documents import MOST_BYTES, is_json, opened_json, opened_xml
from belowline.newsroom.wire.elements import local_name, namespace_of
from belowline.newsroom.wire.faults import Unreadable
from belowline.newsroom.wire.finishing import finished
from belowline.newsroom.wire.found import Found
from belowline.newsroom.wire.items import Reading, SetAside, WireFormat
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.terms import Terms

MOST_ITEMS = 1_000
Pending = Callable[[], Found]
"""An item that is about to be read; raises Unreadable if it cannot be."""
Entry = TypeVar("Entry")
_REPAIRED = Hold("repaired", _("Its document is no valid XML; something of it may be missing."))


def read_items(
    document: bytes, *, content_type: str = "", terms: Terms | None = None
) -> list[Reading]:
    """What is in a document: each item with its rights under these terms, or why it is set aside.

    `content_type` is what the server said; only its charset counts, and only where the document
    says nothing. Raises nothing: what cannot be read at all is one thing that is set aside.
    """
    try:
        format_, pending, doubts = _recognised(document, content_type)
    except Unreadable as why:
        return [SetAside(why.code, why.sentence, guid=why.guid)]
    except ValueError:
        return [SetAside("malformed", _ODD)]
    readings = [
        _reading(each, place, format_, doubts, terms or Terms())
        for place, each in enumerate(islice(pending, MOST_ITEMS), start=1)
    ]
    if next(pending, None) is not None:
        sentence = _(
            "The document has more than %(most)s items; the rest was left.", most=MOST_ITEMS
        )
        readings.append(SetAside("too-many", sentence, MOST_ITEMS + 1))
    return readings or [SetAside("empty", _("There is no item in it."))]


def _reading(
    pending: Pending, place: int, format_: WireFormat, doubts: list[Hold], terms: Terms
) -> Reading:
    try:
        found = pending()
        found.faults += doubts
        return finished(found, format=format_, terms=terms)
    except Unreadable as why:
        return SetAside(why.code, why.sentence, place, why.guid)
    except RecursionError:
        return SetAside("too-deep", _("It is nested too deeply."), place)
    except ValueError:  # of lxml, for names that HTML has and XML cannot have
        return SetAside("malformed", _ODD, place)


def _recognised(
    document: bytes, content_type: str
) -> tuple[WireFormat, Iterator[Pending], list[Hold]]:
    if len(document) > MOST_BYTES:
        raise Unreadable("too-large", _("It has more than %(most)s bytes.", most=MOST_BYTES))
    if is_json(document):
        return WireFormat.NINJS, _each(ninjs.found, ninjs.objects(opened_json(document))), []
    if b"<" not in document[:1_000]:
        raise Unreadable("unknown-format", _("It is neither XML nor JSON."))
    root, is_repaired = opened_xml(document, content_type=content_type)
    doubts = [_REPAIRED] if is_repaired else []
    return *_by_root(root), doubts


def _by_root(root: etree._Element) -> tuple[WireFormat, Iterator[Pending]]:
    space, local = namespace_of(root), local_name(root)
    if space == newsml_g2.NAMESPACE:
        return WireFormat.NEWSML_G2, _each(newsml_g2.found, newsml_g2.elements(root))
    if local == "nitf":
        return WireFormat.NITF, _each(nitf.found, iter([root]))
    if local == "rss":
        return WireFormat.RSS, _each(partial(rss.found, root), rss.elements(root))
    if space == atom.NAMESPACE and local in {"feed", "entry"}:
        return WireFormat.ATOM, _each(partial(atom.found, root), atom.elements(root))
    raise Unreadable("unknown-format", _OTHERS.get(local.lower(), _UNKNOWN))


_ODD = _("It has names or signs in it that XML cannot have.")
_UNKNOWN = _("It is none of ninjs, NewsML-G2, NITF, RSS 2.0 and Atom.")
_OTHERS = {
    "html": _("It is a web page and no feed. Look for the address of its feed."),
    "newsml": _("It is NewsML 1, which is not read. Ask the agency for NewsML-G2."),
    "rdf": _("It is RSS 1.0, which is not read. Look for the site’s RSS 2.0 or Atom feed."),
}


def _each(read: Callable[[Entry], Found], entries: Iterator[Entry]) -> Iterator[Pending]:
    return (partial(read, entry) for entry in entries)
