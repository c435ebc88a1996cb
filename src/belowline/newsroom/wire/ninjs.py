"""Reads IPTC ninjs, 1.x to 3.x: one object, a list of them, or a stream with `items`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from belowline.newsroom.wire.expression_json import NotRead, rules_in_json, unreadable
from belowline.newsroom.wire.faults import Unreadable
from belowline.newsroom.wire.found import Found, FoundPicture
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.statements import Rule

_ENCODED_LANGUAGES = frozenset({"http://w3.org/ns/odrl/2", "http://www.w3.org/ns/odrl/2"})
_SUMMARIES = ("text", "main", "summary", "short", "lead", "drop", "caption", "")
_HTML_BODIES = ("html", "html5", "xhtml", "richhtml5")
_NOTES = frozenset({"note", "ednote", "editorsnote", "notepad"})
_TERMS = ("rightsinfo", "usageterms", "embargoed", "embargoeduntil")
_PREFERRED = ("main", "original", "full", "r00", "baseimage")


def objects(document: Any) -> Iterator[Any]:
    """The objects that may each be an item."""
    if isinstance(document, dict) and "uri" not in document and "guid" not in document:
        inner = document.get("items", document.get("objects"))
        document = inner if isinstance(inner, list) else [document]
    return iter(document if isinstance(document, list) else [document])


def found(said: Any) -> Found:
    """An item. Raises Unreadable where a field is of another type than the standard's."""
    if not isinstance(said, dict):
        raise Unreadable("malformed", _("It is no object."))
    item = {key.lower(): value for key, value in said.items()}
    guid = _text(item, "uri") or _text(item, "guid")
    if not guid:
        raise Unreadable("no-id", _("It has no “uri”, so that its versions cannot be told apart."))
    try:
        return _found(item, guid)
    except Unreadable as why:
        raise Unreadable(why.code, why.sentence, guid=guid) from None


def _found(item: Mapping[str, Any], guid: str) -> Found:
    html, plain = _bodies(item)
    item_ = Found(
        guid=guid,
        version=_text(item, "version"),
        kind=_text(item, "type") or "text",
        status=_text(item, "pubstatus") if "pubstatus" in item else None,
        provider=_text(item, "copyrightholder"),
        rights_holder=_text(item, "copyrightholder"),
        source=_text(item, "source") or next(_names(item, "infosource", "infosources"), ""),
        headline=_headline(item),
        standfirst=_description(item, _SUMMARIES),
        byline=_text(item, "byline") or _text(item, "by"),
        body_html=html,
        body_text=plain,
        language=_text(item, "language"),
        subjects=list(_names(item, "subject", "subjects", "service", "genre", "genres")),
        url=_text(item, "url") or (guid if guid.startswith(("http://", "https://")) else ""),
        credit=_description(item, ("creditline",)),
        copyright_line=_text(item, "copyrightnotice"),
        usage_terms=[_text(item, "usageterms")],
        published=_text(item, "firstcreated") or _text(item, "versioncreated"),
        version_created=_text(item, "versioncreated"),
        expires=_text(item, "expires"),
        embargo=_embargo(item),
        editor_notes=list(_notes(item)),
    )
    _add_pictures(item_, item)
    _add_rules(item_, item.get("rightsinfo"))
    return item_


def _headline(item: Mapping[str, Any]) -> str:
    entries = [it for it in _entries(item, "headlines") if _text(it, "role") not in _NOTES]
    main = [each for each in entries if _text(each, "role") in ("main", "")] or entries
    return (
        _text(item, "headline")
        or next((_text(each, "value") for each in main), "")
        or _text(item, "title")
    )


def _description(item: Mapping[str, Any], roles: Sequence[str]) -> str:
    by_role = {_text(each, "role"): _text(each, "value") for each in _entries(item, "descriptions")}
    by_role |= {role: _text(item, f"description_{role}") or by_role.get(role, "") for role in roles}
    return next((by_role[role] for role in roles if by_role.get(role)), "")


def _bodies(item: Mapping[str, Any]) -> tuple[str, str]:
    """Its text as HTML, and as plain text."""
    html = _text(item, "body_html") or _text(item, "body_xhtml")
    plain = _text(item, "body_text")
    for body in _entries(item, "bodies"):
        role, kind = _text(body, "role"), _text(body, "contenttype")
        if role in _NOTES:
            continue
        if not html and (kind == "text/html" or role in _HTML_BODIES):
            html = _text(body, "value")
        elif not plain and kind in ("", "text/plain") and role != "caption":
            plain = _text(body, "value")
    if not html and plain.lstrip().startswith("<"):
        return plain, ""
    return html, plain


def _embargo(item: Mapping[str, Any]) -> str | None:
    """When it is free as written; None only where no such field is there at all."""
    given = [item[name] for name in ("embargoed", "embargoeduntil") if name in item]
    return next((each if isinstance(each, str) else "" for each in given), None)


def _notes(item: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, [_text(item, "ednote"), _text(item, "description_ednote")])
    for name in ("descriptions", "bodies"):
        yield from (
            _text(each, "value") for each in _entries(item, name) if _text(each, "role") in _NOTES
        )


def _add_rules(into: Found, said: Any) -> None:
    if said is None:
        return
    try:
        into.rules = _rules(said)
    except ValueError as why:
        into.faults.append(unreadable(why))


def _rules(said: Any) -> tuple[Rule, ...]:
    """What its rights expression says; a link alone says nothing that is read here."""
    if not isinstance(said, dict):
        raise NotRead(_("it is no object"))
    info = {str(key).lower(): value for key, value in said.items()}
    encoded, language = info.get("encodedrights"), info.get("langid")
    is_known = isinstance(language, str) and language.rstrip("/") in _ENCODED_LANGUAGES
    if not isinstance(encoded, str) or not is_known or set(info) - {"encodedrights", "langid"}:
        raise NotRead(_("its rights are elsewhere, or in a language that is not read here"))
    return rules_in_json(encoded)


def _add_pictures(into: Found, item: Mapping[str, Any]) -> None:
    if into.kind in ("picture", "graphic"):
        into.pictures += _picture(item)
    associations = item.get("associations") or []
    several = list(associations.values()) if isinstance(associations, dict) else associations
    if not isinstance(several, list) or not all(isinstance(each, dict) for each in several):
        raise Unreadable("malformed", _("Its “associations” are no objects."))
    for each in several:
        inner = {str(key).lower(): value for key, value in each.items()}
        into.editor_notes += _notes(inner)
        if inner.get("type") in ("picture", "graphic"):
            into.pictures += _picture(inner)


def _picture(item: Mapping[str, Any]) -> list[FoundPicture]:
    """A picture by its best rendition; none if it has terms of its own, which nobody has judged."""
    if any(item.get(name) for name in _TERMS):
        return []
    if item.get("pubstatus", "usable") != "usable":
        return []
    said = item.get("renditions") or {}
    if not isinstance(said, dict):
        said = {_text(each, "name"): each for each in _entries(item, "renditions")}
    ordered = sorted(said.items(), key=lambda pair: pair[0].lower() not in _PREFERRED)
    links = [_text(it, "href") for _, it in ordered if isinstance(it, dict)]
    caption = _description(item, _SUMMARIES) or _headline(item)
    credit = _text(item, "byline") or _text(item, "by") or _text(item, "copyrightholder")
    return [FoundPicture(link, "", credit, caption) for link in links[:1] if link]


def _names(item: Mapping[str, Any], *fields: str) -> Iterator[str]:
    for name in fields:
        yield from (_text(each, "name") for each in _entries(item, name) if _text(each, "name"))


def _entries(item: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    said = item.get(name) or []
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        raise Unreadable("malformed", _("Its “%(field)s” is no list of objects.", field=name))
    return [{str(key).lower(): value for key, value in each.items()} for each in said]


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and name == "version":
        return str(value)
    if not isinstance(value, str):
        raise Unreadable("malformed", _("Its “%(field)s” is no text.", field=name))
    return value
