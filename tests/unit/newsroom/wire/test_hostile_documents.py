"""Documents that mean harm do none, and nothing that comes in makes the reader fail."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belowline.newsroom.wire import Contract, Meaning, SetAside, Signal, Terms, WireItem
from belowline.newsroom.wire.reading import MOST_ITEMS
from unit.newsroom.wire.documents import (
    TERMS,
    aside,
    atom,
    holds,
    newsml,
    ninjs,
    nitf,
    one,
    read,
    rss,
)

DOCUMENTS = [ninjs(), newsml(), nitf(), rss(), atom()]
LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_of_its_own_are_not_accepted(encoding, tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for opening in (LAUGHS, f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'):
        feed = rss("<dc:creator>&a;</dc:creator>")
        text = f'<?xml version="1.0" encoding="{encoding}"?>{opening}{feed}'
        readings = read(text.encode(encoding))
        assert [it.code for it in readings] in (["entities"], ["malformed"]), readings


def test_a_dtd_elsewhere_is_not_asked_for(monkeypatch) -> None:
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it connects"))
    assert one(nitf()).headline == "Harbour opens"


@pytest.mark.parametrize("name", ["http://www.w3.org/2005/Atom}feed", "}", "{", "{}"])
def test_a_namespace_may_be_anything(name) -> None:
    assert aside(f'<feed xmlns="{name}"><entry/></feed>').code == "unknown-format"


def test_inclusion_is_not_done(tmp_path) -> None:
    (tmp_path / "secret").write_text("secret")
    inclusion = (
        f'<dc:creator><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
        f'href="{(tmp_path / "secret").as_uri()}"/></dc:creator>'
    )
    assert one(rss(inclusion)).byline == ""


@pytest.mark.parametrize(
    "document",
    [
        ninjs(body_html="<div>" * 100_000 + "x"),
        ninjs(body_html="<b>" * 100_000 + "x"),
        rss("<b>" * 10_000 + "</b>" * 10_000),
        newsml(body="<p>" * 10_000 + "x" + "</p>" * 10_000),
        '{"uri":"a","headline":"b","associations":' + '{"a":' * 100_000,
        "[" * 1_000_000,
    ],
)
def test_depth_does_no_harm(document) -> None:
    assert read(document)


def test_size_is_bounded_before_anything_is_read() -> None:
    document = b"[" + b" " * 10_000_001
    tracemalloc.start()
    assert aside(document).code == "too-large"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_the_number_of_items_is_bounded() -> None:
    readings = read(f"[{','.join([ninjs()] * (MOST_ITEMS + 1))}]")
    assert len(readings) == MOST_ITEMS + 1
    assert readings[-1].code == "too-many"


def test_what_restricts_is_never_cut_off_unseen() -> None:
    terms = Terms(Contract(), {"Editorial use only": Meaning()})
    long = "Editorial use only. " * 120
    for changed in ({"usageterms": f"{long}JAPAN OUT"}, {"ednote": "x " * 6000 + "JAPAN OUT"}):
        codes = holds(one(ninjs(**changed), terms=terms))
        assert "terms-too-long" in codes


def test_a_kill_gets_through_whatever_else_is_wrong() -> None:
    item = one(ninjs(pubstatus="canceled", headline="x" * 500, body_html="y" * 300_000))
    assert item.signal is Signal.KILL
    assert item.body == ""


def test_ids_that_are_very_long_are_not_taken_for_each_other() -> None:
    assert aside(ninjs(uri="x" * 1001)).code == "id-too-long"


@pytest.mark.parametrize("text", ["<!--" * 50_000, "<a " * 50_000, "&lt" * 50_000, "no " * 50_000])
def test_long_lines_are_read(text) -> None:
    assert read(
        ninjs(headline=text, description_text=text, byline=text, ednote=text, usageterms=text)
    )


def test_lines_are_bounded_and_clean() -> None:
    item = one(
        ninjs(
            byline="a\u202eb\x00 " + "x" * 5000,
            description_text="<script>alert(1)</script>" + "word " * 5000,
            subject=[{"name": f"n{number}"} for number in range(1000)],
            associations=[
                {"type": "picture", "renditions": {"m": {"href": f"https://a.example/{n}"}}}
                for n in range(100)
            ],
        )
    )
    assert len(item.byline) <= 200
    assert "\u202e" not in item.byline
    assert len(item.standfirst) <= 2000
    assert "<script" not in item.standfirst
    assert (len(item.subjects), len(item.pictures)) == (50, 20)


@pytest.mark.parametrize("document", DOCUMENTS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_document_with_a_part_replaced_is_read_or_set_aside(document, data) -> None:
    raw = document.encode()
    begin = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(begin, min(len(raw), begin + 40)))
    readings = read(raw[:begin] + data.draw(st.binary(max_size=12)) + raw[end:])
    assert readings
    assert all(isinstance(it, WireItem | SetAside) for it in readings)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    *("uri", "type", "version", "versioncreated", "language", "expires", "pubstatus", "ednote"),
    *("headline", "headlines", "body_html", "bodies", "descriptions", "associations"),
    *("renditions", "rightsinfo", "subject", "usageterms", "embargoed"),
]


@settings(max_examples=300, deadline=None)
@given(changed=st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4))
def test_fields_of_any_kind_are_read_or_set_aside(changed) -> None:
    [reading] = read(ninjs(**changed), terms=TERMS)
    assert isinstance(reading, WireItem | SetAside)
