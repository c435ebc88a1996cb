"""ninjs, NewsML-G2 and NITF: what becomes of their fields."""

import json
from datetime import UTC, datetime

import pytest

from belowline.newsroom.wire import Contract, Signal, Status, Terms, WirePicture
from unit.newsroom.wire.documents import aside, holds, newsml, ninjs, nitf, one, read

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
PICTURE = {
    "type": "picture",
    "by": "Ada Quay",
    "description_text": "Boats",
    "renditions": {
        "thumb": {"href": "https://a.example/s.jpg"},
        "original": {"href": "https://a.example/l.jpg"},
    },
}


def test_a_ninjs_item_of_the_first_edition_is_read() -> None:
    item = one(
        ninjs(
            byline="By Ada Quay",
            description_text="It was closed.",
            copyrightnotice="© A",
            copyrightholder="The Agency",
            source="Harbour News",
            pubstatus="usable",
            subject=[{"code": "1", "name": "ports"}],
            associations={"main": PICTURE},
        )
    )
    assert (item.guid, item.version, item.version_created_at) == ("urn:item:1", "2", NOON)
    assert (item.headline, item.body) == ("Harbour opens", "The harbour is open.")
    assert (item.standfirst, item.byline) == ("It was closed.", "By Ada Quay")
    assert (item.provider, item.source, item.copyright_line) == (
        "The Agency",
        "Harbour News",
        "© A",
    )
    assert item.subjects == ("ports",)
    assert item.pictures == (WirePicture("https://a.example/l.jpg", "", "Ada Quay", "Boats"),)
    assert item.rights.is_clear


def test_the_end_of_interest_is_not_the_end_of_the_licence() -> None:
    for document in (
        ninjs(expires="2020-01-01T00:00:00Z"),
        newsml("<expires>2020-01-01T00:00:00Z</expires>"),
    ):
        item = one(document)
        assert item.expires_at == datetime(2020, 1, 1, tzinfo=UTC)
        assert item.rights.is_clear
        assert item.rights.usable_until is None


def test_a_ninjs_item_of_the_third_edition_is_read() -> None:
    item = one(
        json.dumps(
            {
                "uri": "https://agency.example/items/1",
                "version": "1",
                "versionCreated": "2026-11-01T13:00:00+01:00",
                "by": "Ada Quay",
                "pubStatus": "usable",
                "edNote": "Call me",
                "headlines": [
                    {"role": "short", "value": "Open"},
                    {"role": "main", "value": "Harbour opens"},
                ],
                "descriptions": [
                    {"role": "text", "value": "It was closed."},
                    {"role": "note", "value": "Secret"},
                ],
                "bodies": [
                    {"role": "ednote", "value": "Not for you"},
                    {"role": "text", "contentType": "text/plain", "value": "Plain."},
                    {
                        "role": "html",
                        "contentType": "text/html",
                        "value": "<p>Rich &amp; <b>bold</b>.</p>",
                    },
                ],
                "embargoedUntil": "2026-11-02T00:00:00Z",
                "associations": [{**PICTURE, "name": "a"}],
            }
        )
    )
    assert (item.headline, item.standfirst) == ("Harbour opens", "It was closed.")
    assert item.body == r"Rich \& **bold**."
    assert item.editor_note.split("\n\n") == ["Call me", "Secret", "Not for you"]
    assert item.url == "https://agency.example/items/1"
    assert item.rights.usable_from == item.embargoed_until == datetime(2026, 11, 2, tzinfo=UTC)
    assert len(item.pictures) == 1


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil"])
@pytest.mark.parametrize(
    "value", ["", None, "Next Monday", "2026-11-02", "2026-11-02T00:00:00", 5, {}]
)
def test_an_embargo_that_cannot_be_read_holds(name, value) -> None:
    assert holds(one(ninjs(**{name: value}))) == ["embargo-unreadable"]


@pytest.mark.parametrize(
    "meta", ["<embargoed/>", "<embargoed>soon</embargoed>", "<embargoed>2026-11-02</embargoed>"]
)
def test_an_embargo_of_newsml_that_cannot_be_read_holds(meta) -> None:
    assert holds(one(newsml(meta))) == ["embargo-unreadable"]


def test_an_embargo_of_nitf_without_its_end_holds() -> None:
    assert holds(one(nitf(status="embargoed"))) == ["embargo-unreadable"]
    item = one(nitf('<date.release norm="20261102T000000Z"/>', status="embargoed"))
    assert item.rights.is_clear
    assert item.rights.usable_from == datetime(2026, 11, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("document", "status", "signal", "code"),
    [
        (ninjs(pubstatus="withheld"), Status.WITHHELD, Signal.NONE, "withheld"),
        (ninjs(pubstatus="canceled"), Status.CANCELED, Signal.KILL, "killed"),
        (ninjs(pubstatus="cancelled"), Status.CANCELED, Signal.KILL, "killed"),
        (ninjs(pubstatus="canceled", headline=""), Status.CANCELED, Signal.KILL, "killed"),
        (ninjs(pubstatus="replaced"), Status.WITHHELD, Signal.NONE, "unknown-status"),
        (ninjs(pubstatus=""), Status.WITHHELD, Signal.NONE, "unknown-status"),
        (newsml('<pubStatus qcode="stat:canceled"/>'), Status.CANCELED, Signal.KILL, "killed"),
        (newsml('<pubStatus qcode="stat:withheld"/>'), Status.WITHHELD, Signal.NONE, "withheld"),
        (newsml('<signal qcode="sig:kill"/>'), Status.USABLE, Signal.KILL, "killed"),
        (newsml('<signal qcode="sig:correction"/>'), Status.USABLE, Signal.CORRECTION, None),
        (newsml('<signal qcode="sig:update"/>'), Status.USABLE, Signal.NONE, None),
        (nitf(status="canceled"), Status.CANCELED, Signal.KILL, "killed"),
        (nitf('<ed-msg msg-type="kill" info="x"/>'), Status.USABLE, Signal.KILL, "killed"),
        (nitf('<ed-msg msg-type="correction"/>'), Status.USABLE, Signal.CORRECTION, None),
        (ninjs(headline="MANDATORY KILL: Harbour"), Status.USABLE, Signal.NONE, "kill-advisory"),
    ],
)
def test_what_the_provider_says_of_its_use_is_obeyed(document, status, signal, code) -> None:
    item = one(document)
    assert (item.status, item.signal) == (status, signal)
    assert holds(item) == ([code] if code else [])


@pytest.mark.parametrize(
    "info",
    [
        {"linkedrights": "http://a.example/rights"},
        {"langid": "http://w3.org/ns/odrl/2/", "encodedrights": "nonsense"},
        {"langid": "http://other.example/", "encodedrights": '{"permissions":[{"action":"use"}]}'},
        {
            "langid": "http://w3.org/ns/odrl/2/",
            "encodedrights": "{}",
            "linkedrights": "http://a.example",
        },
        {"langid": "http://w3.org/ns/odrl/2/", "encodedrights": "{}", "more": "x"},
        "free",
        [],
    ],
)
def test_rights_that_cannot_be_read_hold(info) -> None:
    assert holds(one(ninjs(rightsinfo=info))) == ["rights-unreadable"]


@pytest.mark.parametrize(
    "rights",
    [
        "<link rel='x' href='http://a.example/rights'/>",
        "<rightsInfoExtProperty rel='x' value='y'/>",
        "<rightsExpressionXML><x/></rightsExpressionXML>",
        "<rightsExpressionData>nonsense</rightsExpressionData>",
    ],
)
def test_rights_of_newsml_that_cannot_be_read_hold(rights) -> None:
    assert holds(one(newsml(rights=rights))) == ["rights-unreadable"]


def test_rights_that_can_be_read_are_enough() -> None:
    rights = {
        "langid": "http://w3.org/ns/odrl/2/",
        "encodedrights": '{"permissions":[{"action":"use"}]}',
    }
    assert one(ninjs(rightsinfo=rights), terms=Terms()).rights.is_clear
    assert holds(one(ninjs(), terms=Terms())) == ["nothing-grants"]


def test_usage_terms_without_a_meaning_hold() -> None:
    assert holds(one(ninjs(usageterms="Usage"))) == ["unknown-phrase"]
    assert holds(one(newsml(rights="<usageTerms>NO ARCHIVAL USE</usageTerms>"))) == [
        "unknown-phrase"
    ]
    assert holds(one(nitf('<doc.rights limitations="online"/>'))) == ["unknown-phrase"]


def test_a_picture_with_terms_of_its_own_is_left() -> None:
    assert one(ninjs(associations={"a": {**PICTURE, "usageterms": "No"}})).pictures == ()


def test_a_newsml_item_is_read_with_its_note_apart() -> None:
    item = one(
        newsml(
            meta="<edNote>Call the desk</edNote><firstCreated>2026-10-31T12:00:00Z</firstCreated>",
            rights="<copyrightNotice>© The Agency</copyrightNotice>",
            content="<by>Ada Quay</by><creditline>AGY</creditline>"
            '<subject qcode="a:1"><name>ports</name></subject>'
            '<description role="drol:summary">It was closed.</description>',
            body='<p>Text.</p><div class="notepad">Two more boats</div><p>More.</p>',
        )
    )
    assert (item.guid, item.version, item.language) == ("urn:item:2", "3", "en")
    assert (item.provider, item.credit, item.byline) == ("The Agency", "AGY", "Ada Quay")
    assert (item.standfirst, item.copyright_line) == ("It was closed.", "© The Agency")
    assert item.body == "Text.\n\nMore."
    assert item.editor_note == "Call the desk\n\nTwo more boats"
    assert item.subjects == ("ports",)
    assert item.rights.is_clear


EXPRESSION = """<rightsExpressionXML langid="http://www.w3.org/ns/odrl/2/">
 <o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" uid="urn:p"><o:permission>
 <o:action name="http://www.w3.org/ns/odrl/2/distribute"/><o:constraint
 name="http://www.w3.org/ns/odrl/2/dateTime" operator="http://www.w3.org/ns/odrl/2/lt"
 rightOperand="2026-12-01T00:00:00Z"/></o:permission></o:Policy></rightsExpressionXML>"""


def test_a_rights_expression_in_newsml_is_read() -> None:
    item = one(newsml(rights=EXPRESSION), terms=Terms())
    assert item.rights.is_clear
    assert item.rights.usable_until == datetime(2026, 12, 1, tzinfo=UTC)


def test_items_of_a_message_are_read_one_by_one() -> None:
    inner = newsml()
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f'{inner}<packageItem guid="p"/><newsItem guid="q"/><conceptItem guid="c"/>{inner}'
        "</itemSet></newsMessage>"
    )
    readings = read(message)
    assert [getattr(it, "code", "item") for it in readings] == [
        *("item", "package", "no-headline", "not-news", "item"),
    ]  # fmt: skip
    assert [it.guid for it in readings] == ["urn:item:2", "p", "q", "c", "urn:item:2"]


def test_a_story_of_nitf_inside_newsml_counts_with_its_rights() -> None:
    inner = nitf('<doc.rights limitations="online"/>').partition("<nitf>")[2]
    document = newsml().replace(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text.</p></body></html>',
        f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">{inner}',
    )
    item = one(document)
    assert item.body == "Text."
    assert holds(item) == ["unknown-phrase"]


def test_a_story_of_nitf_is_read_with_its_notes_apart() -> None:
    item = one(
        nitf(
            data='<ed-msg info="Call the desk"/><doc.copyright year="2026" holder="AGY"/>'
            '<key-list><keyword key="ports"/></key-list>',
            head='<note noteclass="editorsnote" type="npa"><body.content><p>Secret</p>'
            "</body.content></note>"
            "<byline>By <person>Ada</person></byline><abstract><p>It was closed.</p></abstract>",
            body="<p>Text.</p><hl2>More</hl2><note><p>Hidden</p></note><p><em>Last</em>.</p>"
            '<media media-type="image"><media-reference source="https://a.example/l.jpg" '
            'alternate-text="Boats"/><media-caption>Caption</media-caption></media>',
        )
    )
    assert item.body == "Text.\n\n### More\n\n*Last*."
    assert (item.byline, item.standfirst) == ("By Ada", "It was closed.")
    assert item.editor_note == "Secret\n\nHidden\n\nCall the desk"
    assert item.copyright_line == "© 2026 AGY"
    assert item.pictures == (WirePicture("https://a.example/l.jpg", "Boats", "", "Caption"),)


def test_the_dates_of_nitf_bound_the_rights() -> None:
    rights = '<doc.rights startdate="20261101T000000Z" enddate="20261201T000000Z"/>'
    item = one(nitf(f'{rights}<date.expire norm="20261115T000000Z"/>'))
    assert item.rights.usable_from == datetime(2026, 11, 1, tzinfo=UTC)
    assert item.rights.usable_until == datetime(2026, 11, 15, tzinfo=UTC)
    assert holds(one(nitf('<date.expire norm="soon"/>'))) == ["end-unreadable"]
    assert holds(one(nitf('<doc.rights startdate="soon"/>'))) == ["begin-unreadable"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (ninjs(uri=""), "no-id"),
        (ninjs(headline=""), "no-headline"),
        (ninjs(headline="x" * 301), "headline-too-long"),
        (ninjs(body_html=f"<p>{'x' * 200_001}</p>"), "body-too-long"),
        (ninjs(headline=["x"]), "malformed"),
        (ninjs(usageterms={"a": 1}), "malformed"),
        ("[1]", "malformed"),
        ("{", "malformed"),
        ("[]", "empty"),
        ("plain words", "unknown-format"),
        ("<html><body/></html>", "unknown-format"),
        ("<NewsML/>", "unknown-format"),
        ("", "unknown-format"),
        (newsml().replace('guid="urn:item:2"', ""), "no-id"),
    ],
)
def test_what_cannot_be_an_item_is_set_aside_with_its_reason(document, code) -> None:
    reading = aside(document)
    assert reading.code == code
    assert str(reading.sentence).endswith(".")


def test_one_bad_item_does_not_stop_the_others() -> None:
    good = json.loads(ninjs())
    readings = read(json.dumps([good, {"uri": "b", "headline": 3}, good, None, good]))
    assert [getattr(it, "code", "item") for it in readings] == [
        *("item", "malformed", "item", "malformed", "item"),
    ]  # fmt: skip
    assert (readings[1].guid, readings[1].place) == ("b", 2)


def test_what_is_no_story_waits_for_an_editor() -> None:
    assert holds(one(ninjs(type="picture"))) == ["not-a-story"]
    assert holds(one(ninjs(body_html=""))) == ["no-text"]


def test_a_note_that_stands_in_the_text_as_well_holds() -> None:
    note = "Call the desk before you print this"
    assert holds(one(ninjs(ednote=note, body_html=f"<p>Text. {note}</p>"))) == ["note-in-text"]


def test_terms_are_those_of_the_contract() -> None:
    terms = Terms(contract=Contract(days=1))
    assert one(ninjs(), terms=terms).rights.usable_until == datetime(2026, 11, 2, 12, tzinfo=UTC)
