"""Styles and scripts are kept without their comments and spaces, and say what they said."""

import subprocess
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


def _files(kind: str) -> list[Path]:
    return sorted(WEB.rglob(f"static/**/*.{kind}"))


@pytest.mark.parametrize("file", _files("css"), ids=lambda file: file.name)
def test_a_style_sheet_has_the_rules_that_were_written(page, file: Path) -> None:
    page.goto("/")
    text = file.read_text(encoding="utf-8")
    short = SHORTER[".css"](text)
    rules = page.evaluate(_RULES, text)
    assert rules
    assert page.evaluate(_RULES, short) == rules
    assert len(short) < len(text)


@pytest.mark.parametrize("file", _files("js"), ids=lambda file: file.name)
def test_a_script_is_still_one(tmp_path, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    short = tmp_path / "short.mjs"
    short.write_text(SHORTER[".js"](text), encoding="utf-8")
    checked = subprocess.run(
        ["node", "--check", short], check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr
    assert short.stat().st_size <= file.stat().st_size


def test_a_page_gets_the_styles_and_scripts_that_were_shortened(page, newspaper) -> None:
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
