"""Reads NewsML-G2: a news item, or those in a news message."""

from collections.abc import Iterator

from lxml import etree

from belowline.newsroom.wire import nitf
from belowline.newsroom.wire.elements import first, given, local_name, namespace_of, text_of, texts
from belowline.newsroom.wire.expression_json import NotRead, rules_in_json, unreadable
from belowline.newsroom.wire.expression_xml import rules_in_xml
from belowline.newsroom.wire.faults import Unreadable
from belowline.newsroom.wire.found import Found, FoundPicture
from belowline.newsroom.wire.items import Signal
from belowline.newsroom.wire.markup_bodies import html_of
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.statements import Rule

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_N = {"n": NAMESPACE, "h": "http://www.w3.org/1999/xhtml"}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_RENDITIONS = ("rnd:highRes", "rnd:print", "rnd:web", "rnd:preview", "")
_RIGHTS = frozenset(
    {"accountable", "copyrightHolder", "copyrightNotice", "usageTerms"}
    | {"rightsExpressionXML", "rightsExpressionData"}
)
_SIGNALS = {
    "correction": Signal.CORRECTION,
    "kill": Signal.KILL,
    "withdrawal": Signal.KILL,
    "takedown": Signal.KILL,
}


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """The items of a message, or the document's only one."""
    if local_name(root) != "newsMessage":
        return iter([root])
    return root.iterfind("n:itemSet/*", _N)


def found(item: etree._Element) -> Found:
    """A news item. Raises Unreadable for the other kinds of items, which are no news."""
    kind, guid = local_name(item), item.get("guid") or ""
    if kind == "packageItem":
        raise Unreadable("package", _("It is a package that lists other items."), guid=guid)
    if kind != "newsItem":
        raise Unreadable(
            "not-news", _("It is no news but a “%(kind)s”.", kind=kind[:60]), guid=guid
        )
    found_ = Found(
        guid=guid,
        version=item.get("version") or "",
        kind=_code(given(item, "n:itemMeta/n:itemClass", "qcode", _N)) or "text",
        status=_status(item),
        signal=_signal(item),
        provider=_named(item, "n:itemMeta/n:provider"),
        source=_named(item, "n:contentMeta/n:infoSource"),
        rights_holder=_named(item, "n:rightsInfo/n:copyrightHolder"),
        headline=first(item, "n:contentMeta/n:headline", _N)
        or first(item, "n:itemMeta/n:title", _N),
        standfirst=_standfirst(item),
        byline=first(item, "n:contentMeta/n:by", _N),
        language=given(item, "n:contentMeta/n:language", "tag", _N)
        or item.get(_XML_LANGUAGE)
        or "",
        subjects=list(texts(item, "n:contentMeta/n:subject/n:name", _N)),
        credit=first(item, "n:contentMeta/n:creditline", _N),
        copyright_line=first(item, "n:rightsInfo/n:copyrightNotice", _N),
        usage_terms=list(texts(item, "n:rightsInfo/n:usageTerms", _N)),
        published=first(item, "n:itemMeta/n:firstCreated", _N)
        or first(item, "n:itemMeta/n:versionCreated", _N),
        version_created=first(item, "n:itemMeta/n:versionCreated", _N),
        expires=first(item, "n:itemMeta/n:expires", _N),
        embargo=_embargo(item),
        editor_notes=list(texts(item, "n:itemMeta/n:edNote", _N)),
    )
    _add_rules(found_, item)
    _add_content(found_, item)
    return found_


def _status(item: etree._Element) -> str | None:
    statuses = item.findall("n:itemMeta/n:pubStatus", _N)
    if not statuses:
        return None
    return _code(statuses[0].get("qcode") or statuses[0].get("uri") or "")


def _signal(item: etree._Element) -> Signal:
    codes = (each.get("qcode") or "" for each in item.iterfind("n:itemMeta/n:signal", _N))
    signals = {_SIGNALS[code] for each in codes if (code := _code(each)) in _SIGNALS}
    return next((each for each in (Signal.KILL, Signal.CORRECTION) if each in signals), Signal.NONE)


def _standfirst(item: etree._Element) -> str:
    described = item.findall("n:contentMeta/n:description", _N)
    by_role = {_code(each.get("role") or ""): text_of(each) for each in described}
    is_text = _code(given(item, "n:itemMeta/n:itemClass", "qcode", _N)) == "text"
    caption = "" if is_text else by_role.get("caption", "")
    return by_role.get("summary") or caption or by_role.get("", "")


def _embargo(item: etree._Element) -> str | None:
    """When it is free as written; None only where no such field is there at all."""
    embargoes = item.findall("n:itemMeta/n:embargoed", _N)
    return text_of(embargoes[0]) if embargoes else None


def _add_rules(into: Found, item: etree._Element) -> None:
    try:
        into.rules = tuple(
            rule for info in item.iterfind("n:rightsInfo", _N) for rule in _rules(info)
        )
    except ValueError as why:
        into.faults.append(unreadable(why))


def _rules(info: etree._Element) -> Iterator[Rule]:
    if len(info.attrib) > 0:
        raise NotRead(_("its rights are for a part of it, or for a time or a place"))
    if any(etree.QName(each).localname not in _RIGHTS for each in info.iterchildren("*")):
        raise NotRead(_("its rights are elsewhere, or say more than is read here"))
    for xml in info.iterfind("n:rightsExpressionXML", _N):
        [policy] = xml.iterchildren("*")
        yield from rules_in_xml(policy)
    for data in info.iterfind("n:rightsExpressionData", _N):
        yield from rules_in_json("".join(map(str, data.itertext())))


def _add_content(into: Found, item: etree._Element) -> None:
    inline = item.find("n:contentSet/n:inlineXML", _N)
    data = item.find("n:contentSet/n:inlineData", _N)
    content = next(iter(inline.iterchildren("*")), None) if inline is not None else None
    if content is not None and local_name(content) == "nitf":
        inner = nitf.found(content)
        into.body_html, into.pictures = inner.body_html, inner.pictures
        into.editor_notes += inner.editor_notes
        into.byline = into.byline or inner.byline
        into.standfirst = into.standfirst or inner.standfirst
        into.headline = into.headline or inner.headline
        _add_terms_of_nitf(into, inner)
    elif content is not None and _is_html(content):
        into.body_html = html_of(content, into.editor_notes)
    elif content is not None:
        into.faults.append(Hold("other-content", _("Its content is in a format that is not read.")))
    elif data is not None:
        into.body_text = "\n".join(map(str, data.itertext()))
    if into.kind in ("picture", "graphic"):
        into.pictures += _renditions(item, into)


def _is_html(content: etree._Element) -> bool:
    """XHTML; also where its namespace was forgotten."""
    is_named_so = local_name(content) in ("html", "body", "article", "section")
    return namespace_of(content) == _N["h"] or is_named_so


def _add_terms_of_nitf(into: Found, inner: Found) -> None:
    """What the story inside says of its rights counts as well, where it says anything."""
    into.usage_terms += inner.usage_terms
    into.faults += inner.faults
    into.not_before, into.not_after = inner.not_before, inner.not_after
    into.embargo = inner.embargo if into.embargo is None else into.embargo
    into.status = into.status if inner.status in (None, "usable") else inner.status


def _renditions(item: etree._Element, into: Found) -> Iterator[FoundPicture]:
    remote = item.findall("n:contentSet/n:remoteContent", _N)
    by_rendition = {
        each.get("rendition") or "": each.get("href") or "" for each in reversed(remote)
    }
    best = [by_rendition[name] for name in _RENDITIONS if by_rendition.get(name)]
    for link in [*best, *filter(None, by_rendition.values())][:1]:
        yield FoundPicture(link, "", into.credit, into.standfirst or into.headline)


def _named(item: etree._Element, path: str) -> str:
    """The name of a party, or else its code."""
    found_ = item.find(path, _N)
    if found_ is None:
        return ""
    code = found_.get("literal") or _code(found_.get("qcode") or "") or found_.get("uri") or ""
    return first(found_, "n:name", _N) or str(code)


def _code(qcode: str) -> str:
    return qcode.rstrip("/").rpartition(":")[2].rpartition("/")[2]
