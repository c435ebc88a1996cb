"""Small documents of each format, to be changed by tests."""

import json
from typing import Any

from belowline.newsroom.wire import Contract, SetAside, Terms, WireItem, read_items

TERMS = Terms(contract=Contract())


def one(document: str | bytes, **named: Any) -> WireItem:
    """The only item of a document."""
    [reading] = read(document, **named)
    assert isinstance(reading, WireItem), reading
    return reading


def aside(document: str | bytes) -> SetAside:
    """The only thing in a document, which is set aside."""
    [reading] = read(document)
    assert isinstance(reading, SetAside), reading
    return reading


def read(document: str | bytes, **named: Any) -> list:
    raw = document.encode() if isinstance(document, str) else document
    return read_items(raw, **{"terms": TERMS, **named})


def holds(item: WireItem) -> list[str]:
    return [hold.code for hold in item.rights.holds]


def ninjs(**changed: Any) -> str:
    item = {
        "uri": "urn:item:1",
        "type": "text",
        "version": "2",
        "versioncreated": "2026-11-01T12:00:00Z",
        "headline": "Harbour opens",
        "body_html": "<p>The harbour is open.</p>",
    }
    return json.dumps(item | changed)


def newsml(meta: str = "", rights: str = "", content: str = "", body: str = "<p>Text.</p>") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:item:2" version="3"
 xml:lang="en"><rightsInfo>{rights}</rightsInfo><itemMeta><itemClass qcode="ninat:text"/>
 <provider qcode="nprov:AGY"><name>The Agency</name></provider>
 <versionCreated>2026-11-01T12:00:00Z</versionCreated>{meta}</itemMeta>
 <contentMeta><headline>Harbour opens</headline>{content}</contentMeta><contentSet>
 <inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML>
 </contentSet></newsItem>"""


def nitf(data: str = "", head: str = "", body: str = "<p>Text.</p>", status: str = "usable") -> str:
    return f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://agency.example/nitf.dtd"><nitf>
 <head><docdata management-status="{status}"><doc-id id-string="item-3"/>
 <date.issue norm="20261101T120000Z"/>{data}</docdata></head><body><body.head>
 <hedline><hl1>Harbour opens</hl1></hedline>{head}</body.head>
 <body.content>{body}</body.content></body></nitf>"""


NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0"'
)


def rss(item: str = "", channel: str = "", more: str = "") -> str:
    return f"""<rss version="2.0" {NAMES}><channel><title>The Agency</title>{channel}<item>
 <guid isPermaLink="false">item-4</guid><title>Harbour opens</title>
 <link>https://agency.example/4</link><pubDate>Sun, 01 Nov 2026 12:00:00 GMT</pubDate>
 {item}</item>{more}</channel></rss>"""


def atom(entry: str = "", feed: str = "", more: str = "") -> str:
    return f"""<feed xmlns="http://www.w3.org/2005/Atom" {NAMES} xml:lang="en">
 <title>The Agency</title>{feed}<entry><id>urn:item:5</id><title>Harbour opens</title>
 <updated>2026-11-01T12:00:00Z</updated><link href="https://agency.example/5"/>{entry}</entry>
 {more}</feed>"""
