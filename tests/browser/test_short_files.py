"""Styles are kept without their comments and spaces, and say what they said."""

from pathlib import Path

import pytest

import belowline
from belowline.web.http.assets import SHORTER

WEB = Path(belowline.__file__).parent / "web"
_RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const rules = [...sheet.cssRules].map(rule => rule.cssText);
  return rules.map(rule => rule.replace(/\\s*([,:;/(){}])\\s*/g, "$1"));
}"""
"""A value that names a variable is told as it was written: spaces around its marks mean nothing."""


FILES = sorted(WEB.rglob("static/**/*.css"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_style_sheet_has_the_rules_that_were_written(page, file: Path) -> None:
    page.goto("/")
    text = file.read_text(encoding="utf-8")
    short = SHORTER[".css"](text)
    rules = page.evaluate(_RULES, text)
    assert rules
    assert page.evaluate(_RULES, short) == rules
    assert len(short) < len(text)


def test_a_page_gets_its_styles_and_scripts(page, newspaper) -> None:
    page.goto(newspaper.article().path)
    page.wait_for_load_state("networkidle")
    got = page.evaluate(
        "() => performance.getEntriesByType('resource').map(it => [it.name, it.decodedBodySize])"
    )
    kept = {url: size for url, size in got if url.endswith((".css", ".js"))}
    assert len(kept) > 8
    assert min(kept.values()) > 100, kept
    ground = page.locator("body").evaluate("body => getComputedStyle(body).fontFamily")
    assert "Public Sans" in ground
