"""RSS 2.0 and Atom, with Dublin Core and Media RSS."""

from datetime import UTC, datetime

import pytest

from belowline.newsroom.wire import SetAside, Signal, WirePicture
from unit.newsroom.wire.documents import atom, holds, one, read, rss

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_an_rss_entry_is_read() -> None:
    item = one(
        rss(
            "<description>It was &lt;i&gt;closed&lt;/i&gt;.</description>"
            "<dc:creator>Ada Quay</dc:creator><content:encoded>&lt;p&gt;Text &lt;a href='https://a.example/x'&gt;there&lt;/a&gt;.&lt;/p&gt;"
            "</content:encoded><category>ports</category>"
            "<media:content url='https://a.example/l.jpg' medium='image'><media:description>Boats"
            "</media:description><media:credit>AGY</media:credit></media:content>",
            "<copyright>© The Agency</copyright><language>en-gb</language>",
        )
    )
    assert (item.guid, item.provider, item.language) == ("item-4", "The Agency", "en-gb")
    assert (item.standfirst, item.byline) == ("It was closed.", "Ada Quay")
    assert item.body == "Text [there](<https://a.example/x>)."
    assert (item.url, item.published_at) == ("https://agency.example/4", NOON)
    assert item.pictures == (WirePicture("https://a.example/l.jpg", "", "AGY", "Boats"),)
    assert item.copyright_line == "© The Agency"
    assert item.rights.is_clear


def test_an_atom_entry_is_read() -> None:
    item = one(
        atom(
            "<published>2026-10-31T12:00:00Z</published><author><name>Ada Quay</name></author>"
            "<summary>It was closed.</summary><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
            "<p>Text.</p><ul><li>One</li><li>Two</li></ul></div></content>"
            "<category term='p' label='ports'/><rights>© The Agency</rights>"
            "<link rel='enclosure' type='image/jpeg' href='https://a.example/l.jpg' title='Boats'/>"
        )
    )
    assert (item.guid, item.version, item.language) == ("urn:item:5", "2026-11-01T12:00:00Z", "en")
    assert item.body == "Text.\n\n- One\n- Two"
    assert (item.standfirst, item.byline, item.subjects) == (
        "It was closed.",
        "Ada Quay",
        ("ports",),
    )
    assert item.pictures == (WirePicture("https://a.example/l.jpg", caption="Boats"),)
    assert item.rights.is_clear


@pytest.mark.parametrize(
    "document",
    [
        rss("<dc:rights>Not for reuse</dc:rights>"),
        rss(channel="<copyright>For private use</copyright>"),
        rss("<dcterms:license>https://creativecommons.example/by/4.0/</dcterms:license>"),
        atom("<rights>Not for reuse</rights>"),
        atom(feed="<rights>Not for reuse</rights>"),
        atom(feed="<link rel='license' href='https://creativecommons.example/by/4.0/'/>"),
        atom("<source><id>x</id><rights>Not for reuse</rights></source>"),
    ],
)
def test_what_a_feed_says_of_rights_has_to_be_known(document) -> None:
    assert holds(one(document)) == ["unknown-phrase"]


@pytest.mark.parametrize("field", ["media:restriction", "media:license", "media:rights"])
def test_terms_of_media_are_for_an_editor(field) -> None:
    item = one(
        rss(
            "<media:content url='https://a.example/l.jpg' medium='image'>"
            f"<{field}>x</{field}></media:content>"
        )
    )
    assert holds(item) == ["media-terms"]
    assert item.pictures == ()


def test_validity_bounds_the_rights() -> None:
    rights = one(
        rss("<dcterms:valid>start=2026-11-02T00:00:00Z; end=2026-12-01T00:00:00Z</dcterms:valid>")
    ).rights
    assert rights.is_clear
    assert rights.usable_from == datetime(2026, 11, 2, tzinfo=UTC)
    assert rights.usable_until == datetime(2026, 12, 1, tzinfo=UTC)
    assert holds(one(rss("<dcterms:valid>end=soon</dcterms:valid>"))) == ["end-unreadable"]
    assert holds(one(rss("<dcterms:available>soon</dcterms:available>"))) == ["embargo-unreadable"]


def test_a_deleted_entry_is_a_kill() -> None:
    readings = read(atom(more='<at:deleted-entry ref="urn:item:5" when="2026-11-02T00:00:00Z"/>'))
    assert [(it.guid, it.signal) for it in readings] == [
        ("urn:item:5", Signal.NONE),
        ("urn:item:5", Signal.KILL),
    ]
    assert holds(readings[1]) == ["killed"]


def test_a_feed_that_is_broken_is_read_as_far_as_it_goes_and_held() -> None:
    readings = read(rss(more="<item><guid>b</guid><title>A & B</title></item>"))
    assert all(isinstance(it, SetAside) or "repaired" in holds(it) for it in readings)
    assert readings[0].headline == "Harbour opens"


def test_one_bad_entry_does_not_stop_the_others() -> None:
    more = "<item><title>No id</title></item><item><guid>c</guid><title>Last</title></item>"
    assert [getattr(it, "code", "item") for it in read(rss(more=more))] == ["item", "no-id", "item"]


def test_the_charset_that_the_server_said_counts_where_the_document_says_none() -> None:
    document = rss("<dc:creator>Adèle</dc:creator>").encode("latin-1")
    [item] = read(document, content_type="application/rss+xml; charset=iso-8859-1")
    assert item.byline == "Adèle"


def test_an_address_that_is_none_of_the_web_is_left() -> None:
    document = rss(
        "<content:encoded>&lt;a href='javascript:alert(1)'&gt;x&lt;/a&gt;</content:encoded>"
    )
    item = one(document.replace("https://agency.example/4", "javascript:alert(1)"))
    assert (item.url, item.body) == ("", "x")
