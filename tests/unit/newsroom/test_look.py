"""A look is colours that can be read, typefaces that ship, and widths of a list."""

import re
from pathlib import Path

import pytest

import belowline
from belowline.core.refusals import Invalid
from belowline.newsroom.look.contrast import contrast, pairs
from belowline.newsroom.look.tokens import (
    COLOURS,
    MEASURES,
    PAGES,
    TYPEFACES,
    Look,
    Shades,
    kept_form,
    look_of,
)
from belowline.newsroom.services.look import checked_look

_HTTP = Path(belowline.__file__).parent / "web/http/static/http"
_TOKENS = (_HTTP / "css/tokens.css").read_text(encoding="utf-8")


def given(**changed: str) -> dict[str, str]:
    """What the form sends for the standard look, but for what is changed."""
    whole = {
        f"{name}-{mode}": getattr(shades, mode)
        for name, shades in COLOURS.items()
        for mode in ("light", "dark")
    }
    chosen = {"reading": "newsreader", "working": "public-sans", "measure": "standard"}
    named = {name.replace("_", "-"): value for name, value in changed.items()}
    return whole | chosen | {"page": "standard"} | named


def test_the_standard_colours_are_those_of_the_stylesheet() -> None:
    found = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\);", _TOKENS)
    assert {name: Shades(light, dark) for name, light, dark in found} == dict(COLOURS)


def test_the_standard_widths_are_those_of_the_stylesheet() -> None:
    assert f"--measure: {MEASURES['standard']}rem;" in _TOKENS
    assert f"--page: {PAGES['standard']}rem;" in _TOKENS


def test_every_typeface_ships_with_its_licence() -> None:
    fonts = {path.name for path in (_HTTP / "fonts").iterdir()}
    for key, face in TYPEFACES.items():
        assert set(face.files) <= fonts, key
        assert not face.files or f"{key}-LICENSE.txt" in fonts, key


def test_the_standard_look_can_be_read() -> None:
    assert [pair for pair in pairs(Look()) if not pair.passes] == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ffffff", "#ffffff", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


def test_a_pair_that_cannot_be_read_is_refused_with_its_contrast() -> None:
    with pytest.raises(Invalid, match=r"a contrast of 4\.47 to 1.*least 4\.5 to 1") as refused:
        checked_look(given(paper_light="#ffffff", muted_light="#777777"))
    assert refused.value.field == "muted-light"


def test_a_contrast_just_below_what_is_needed_is_not_rounded_up() -> None:
    shown = {pair.shown for pair in pairs(look_of(given(muted_light="#777777"))) if not pair.passes}
    assert all(float(each) < 4.5 for each in shown)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ink-light", "#17181"),
        ("ink-light", "red"),
        ("ink-dark", "#ece9e3;}body{display:none"),
        ("ink-dark", ""),
        ("reading", "comic-sans"),
        ("measure", "100vw"),
        ("page", ""),
    ],
)
def test_what_is_no_token_is_refused_at_its_field(name, value) -> None:
    with pytest.raises(Invalid) as refused:
        checked_look(given() | {name: value})
    assert refused.value.field == name


def test_only_what_is_not_standard_is_kept() -> None:
    look = checked_look(given(brand_light="#0b5d3b", reading="source-serif-4"))
    assert kept_form(look) == {"brand-light": "#0b5d3b", "reading": "source-serif-4"}
    assert look_of(kept_form(look)) == look
    assert kept_form(Look()) == {}


def test_what_was_kept_and_is_not_known_any_more_is_the_standard() -> None:
    assert look_of({"reading": "gone", "brand-light": "url(x)", "other": "1"}) == Look()


def test_looks_have_different_digests() -> None:
    assert look_of({"brand-light": "#0b5d3b"}).digest != look_of({"brand-dark": "#0b5d3b"}).digest
