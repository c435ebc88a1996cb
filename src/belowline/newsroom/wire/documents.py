"""Opens documents from outside without doing anything that they ask for."""

import codecs
import json
import re
from typing import Any

from lxml import etree

from belowline.newsroom.wire.faults import Unreadable
from belowline.newsroom.wire.sentences import sentence as _

MOST_BYTES = 10_000_000
_CHARSET = re.compile(r"charset=\"?([\w.:-]{1,40})", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_json(document: bytes) -> bool:
    """Whether it seems to be JSON."""
    return document.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


def opened_json(document: bytes) -> Any:
    """The JSON document. Raises Unreadable."""
    try:
        return json.loads(document.decode("utf-8-sig"))
    except RecursionError:
        raise Unreadable("too-deep", _("It is nested too deeply.")) from None
    except ValueError as fault:
        raise Unreadable(
            "malformed", _("It is no valid JSON: %(why)s.", why=str(fault)[:200])
        ) from None


def opened_xml(document: bytes, *, content_type: str = "") -> tuple[etree._Element, bool]:
    """The root of an XML document, and whether it had to be repaired to be read.

    Nothing is fetched, no DTD read, no entity of the document's own replaced. Raises Unreadable.
    """
    if b"<!ENTITY" in document.replace(b"\x00", b"").upper():
        raise Unreadable("entities", _("It defines entities of its own, which is not accepted."))
    encoding = None if b"encoding=" in document[:200] else _charset(document, content_type)
    fault = ""
    for is_repairing in (False, True):
        try:
            root = etree.fromstring(document, _parser(encoding, is_repairing=is_repairing))
        except (etree.XMLSyntaxError, ValueError, LookupError) as why:
            fault = fault or str(why)
            continue
        if root is not None:
            _refuse_entities(root)
            return root, is_repairing
    raise Unreadable("malformed", _("It is no valid XML: %(why)s.", why=fault[:200]))


def _parser(encoding: str | None, *, is_repairing: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        recover=is_repairing,
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _refuse_entities(root: etree._Element) -> None:
    """Whatever encoding hid them from the first look."""
    inner = root.getroottree().docinfo.internalDTD
    if inner is not None and list(inner.iterentities()):  # type: ignore[attr-defined]
        raise Unreadable("entities", _("It defines entities of its own, which is not accepted."))


def _charset(document: bytes, content_type: str) -> str | None:
    """What the server says of the encoding, where the document says nothing."""
    if document.startswith(_MARKS):
        return None
    said = _CHARSET.search(content_type)
    try:
        return codecs.lookup(said[1]).name if said else None
    except LookupError:
        return None
