"""What agencies and the IPTC really write is read, and nothing of it is published by mistake."""

from pathlib import Path

import pytest

from belowline.core.markup import render_article
from belowline.newsroom.wire import Contract, SetAside, Signal, Terms, WireItem, read_items
from shared_data import FOLDER, WHY

SAMPLES = FOLDER / "data" / "wire"
FILES = sorted(it for it in SAMPLES.rglob("*") if it.is_file() and it.suffix != ".gz")
OPEN = Terms(contract=Contract())

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=WHY)


def items(name: str, terms: Terms = OPEN) -> list[WireItem]:
    readings = read_items((SAMPLES / name).read_bytes(), terms=terms)
    return [it for it in readings if isinstance(it, WireItem)]


def held(name: str) -> list[str]:
    return [hold.code for item in items(name) for hold in item.rights.holds]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SAMPLES)))
def test_a_sample_is_read_or_set_aside_and_never_clear_without_a_contract(file: Path) -> None:
    readings = read_items(file.read_bytes())
    assert readings
    for reading in readings:
        assert isinstance(reading, SetAside) or reading.rights.holds
        if isinstance(reading, WireItem):
            assert "\x00" not in reading.body
            assert "<script" not in render_article(reading.body)
            assert all(str(hold.sentence).endswith((".", ".)")) for hold in reading.rights.holds)


def test_usage_terms_of_agencies_hold_until_an_editor_knows_them() -> None:
    assert set(held("superdesk/dpa.xml")) == {"unknown-phrase"}
    assert "note-restricts" in held("ninjs/examples/2.1/ap_image.json")
    assert "unknown-phrase" in held("ninjs/examples/3.0/SIPA_image_3.json")


@pytest.mark.parametrize("edition", ["2.1", "3.0"])
def test_the_iptcs_own_rights_expressions_hold_since_they_are_for_others(edition) -> None:
    assert "rights-expression" in held(f"ninjs/examples/{edition}/imageEncodedRights.json")
    assert "rights-unreadable" in held(f"ninjs/examples/{edition}/imageLinkedRights.json")


def test_an_interest_that_has_ended_does_not_end_the_licence() -> None:
    [item] = items("ninjs/examples/3.0/tt_text_image_3.json")
    assert item.expires_at.year == 2023
    assert item.rights.is_clear
    assert item.rights.usable_until is None


def test_a_canceled_story_is_a_kill() -> None:
    [item] = items("superdesk/nitf-fishing.xml")
    assert item.signal is Signal.KILL
    assert item.rights.holds[0].code == "killed"
    assert "contrived" in item.editor_note
    assert "contrived" not in item.body + item.standfirst + item.headline


def test_the_dates_of_a_licence_are_read() -> None:
    [item] = items("superdesk/aap.xml")
    assert item.rights.usable_until.isoformat() == "2013-11-02T14:35:00+00:00"


def test_a_story_is_whole() -> None:
    [item] = items("ninjs/examples/3.0/dpa_text.json")
    assert item.headline == "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?"
    assert item.byline == "Von Christian Hollmann, dpa"
    assert item.body.startswith("Für Lucien Favre war es")
    assert item.body.count("\n\n") > 5


def test_every_test_of_the_standard_with_a_status_or_an_embargo_is_obeyed() -> None:
    suite = "ninjs/validation/test_suite/1.0/should_pass"
    for name in ("019_embargoed_bad_datetime", "020_embargoed_date_only"):
        text = (SAMPLES / suite / f"{name}.json").read_text().replace("{", '{"headline":"x",', 1)
        [item] = read_items(text.encode(), terms=OPEN)
        assert "embargo-unreadable" in [hold.code for hold in item.rights.holds]
    [item] = items(f"{suite}/023_pubstatus_canceled.json")
    assert item.signal is Signal.KILL
