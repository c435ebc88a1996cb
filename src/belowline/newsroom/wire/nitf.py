"""Reads NITF, by itself or inside NewsML-G2, with or without its namespace."""

from collections.abc import Iterator

from lxml import etree

from belowline.newsroom.wire.elements import first, given, local_name, text_of, texts
from belowline.newsroom.wire.found import Found, FoundPicture
from belowline.newsroom.wire.items import Signal
from belowline.newsroom.wire.markup_bodies import html_of
from belowline.newsroom.wire.moments import exact_moment
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import sentence as _

_DATA = ".//{*}head/{*}docdata"
_HEAD = ".//{*}body.head"
_NAMES = {"hl1": "h2", "hl2": "h3", "bq": "blockquote", "note": "div", "block": "div"}
_LIMITS = ("limitations", "type", "geography", "code-source", "location-code")
_DROPPED = ("{*}media", "{*}table", "{*}fn", "{*}datasource", "{*}nitf-table")


def found(root: etree._Element) -> Found:
    """The story of a document."""
    notes = [*_notes(root), *_messages(root)]
    pictures = list(_pictures(root))
    item = Found(
        guid=given(root, f"{_DATA}/{{*}}doc-id", "id-string"),
        version=given(root, f"{_DATA}/{{*}}du-key", "version"),
        status=_status(root),
        signal=_signal(root),
        provider=given(root, f"{_DATA}/{{*}}doc.copyright", "holder"),
        rights_holder=given(root, f"{_DATA}/{{*}}doc.rights", "owner")
        or given(root, f"{_DATA}/{{*}}doc.copyright", "holder"),
        source=given(root, f"{_DATA}/{{*}}doc-id", "regsrc")
        or given(root, f"{_DATA}/{{*}}del-list/{{*}}from-src", "src-name"),
        headline=first(root, f"{_HEAD}/{{*}}hedline/{{*}}hl1")
        or first(root, ".//{*}head/{*}title"),
        standfirst=first(root, f"{_HEAD}/{{*}}abstract"),
        byline=first(root, f"{_HEAD}/{{*}}byline"),
        subjects=list(_subjects(root)),
        copyright_line=_copyright(root),
        credit=first(root, f"{_HEAD}/{{*}}distributor"),
        usage_terms=list(_terms(root)),
        published=given(root, f"{_DATA}/{{*}}date.issue", "norm"),
        version_created=given(root, f"{_DATA}/{{*}}date.issue", "norm"),
        embargo=_embargo(root),
        pictures=pictures,
        editor_notes=notes,
    )
    _add_window(item, root)
    item.language = root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    item.body_html = _body(root, item.editor_notes)
    return item


def _status(root: etree._Element) -> str | None:
    data = root.find(_DATA)
    status = data.get("management-status") if data is not None else None
    return "usable" if status == "embargoed" else status


def _signal(root: etree._Element) -> Signal:
    """By the message to editors; a correction of another document is one as well."""
    said = given(root, f"{_DATA}/{{*}}ed-msg", "msg-type").lower()
    if said in ("kill", "withdrawal", "takedown"):
        return Signal.KILL
    return Signal.CORRECTION if said in ("correction", "correct") else Signal.NONE


def _embargo(root: etree._Element) -> str | None:
    """Its date of release; empty where it is said to be embargoed and not until when."""
    release = root.find(f"{_DATA}/{{*}}date.release")
    data = root.find(_DATA)
    is_embargoed = data is not None and data.get("management-status") == "embargoed"
    if release is not None:
        return str(release.get("norm") or "")
    return "" if is_embargoed else None


def _add_window(item: Found, root: etree._Element) -> None:
    """From when until when it may be used: by the dates of its rights, and by `date.expire`, which
    ends a document's validity (other than `expires` in ninjs, which ends its interest).
    """
    ends = [it.get("norm") or "" for it in root.iterfind(f"{_DATA}/{{*}}date.expire")]
    for rights in root.iterfind(f"{_DATA}/{{*}}doc.rights"):
        ends += [str(end) for end in [rights.get("enddate")] if end is not None]
        begin = rights.get("startdate")
        item.not_before = exact_moment(str(begin)) if begin is not None else None
        if begin is not None and item.not_before is None:
            item.faults.append(Hold("begin-unreadable", _("Its begin cannot be read.")))
    moments = [exact_moment(end) for end in ends]
    item.not_after = min((each for each in moments if each is not None), default=None)
    if None in moments:
        item.faults.append(Hold("end-unreadable", _("It has an end, but it cannot be read.")))


def _copyright(root: etree._Element) -> str:
    holder = given(root, f"{_DATA}/{{*}}doc.copyright", "holder")
    year = given(root, f"{_DATA}/{{*}}doc.copyright", "year")
    return f"© {year} {holder}".replace("  ", " ") if holder else ""


def _terms(root: etree._Element) -> Iterator[str]:
    for rights in root.iterfind(f"{_DATA}/{{*}}doc.rights"):
        yield from (f"{name}: {value}" for name in _LIMITS if (value := rights.get(name)))
    yield from texts(root, f"{_HEAD}/{{*}}rights")


def _subjects(root: etree._Element) -> Iterator[str]:
    for subject in root.iterfind(".//{*}tobject/{*}tobject.subject"):
        names = (subject.get(f"tobject.subject.{part}") for part in ("detail", "matter", "type"))
        yield next((str(name) for name in names if name), "")
    for keyword in root.iterfind(f"{_DATA}/{{*}}key-list/{{*}}keyword"):
        yield keyword.get("key") or ""


def _messages(root: etree._Element) -> Iterator[str]:
    for message in root.iterfind(f"{_DATA}/{{*}}ed-msg"):
        yield from filter(None, [message.get("info"), text_of(message)])


def _notes(root: etree._Element) -> Iterator[str]:
    """Notes, wherever they stand; none of them is the story's text."""
    return texts(root, ".//{*}note")


def _pictures(root: etree._Element) -> Iterator[FoundPicture]:
    for media in root.iterfind(".//{*}body.content//{*}media[@media-type='image']"):
        caption = first(media, "{*}media-caption")
        alt = given(media, "{*}media-reference", "alternate-text")
        link = given(media, "{*}media-reference", "source")
        if link:
            yield FoundPicture(link, alt, first(media, "{*}media-producer"), caption)


def _body(root: etree._Element, notes: list[str]) -> str:
    content = next((it for it in root.iterfind(".//{*}body.content") if not _is_in_note(it)), None)
    if content is None:
        return ""
    etree.strip_elements(content, "{*}note", *_DROPPED, with_tail=False)
    for element in content.iter("*"):
        name = str(element.tag).rpartition("}")[2]
        element.tag = _NAMES.get(name, name)
    content.tag = "div"
    return html_of(content, notes)


def _is_in_note(element: etree._Element) -> bool:
    return any(local_name(each) == "note" for each in element.iterancestors())
