"""Styles and scripts are kept without comments and spaces, and say what they said."""

import json
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


STYLES = sorted(WEB.rglob("static/**/*.css"))
SCRIPTS = sorted(WEB.rglob("static/**/*.js"))
COMPILER = Path(__file__).parents[2] / "node_modules" / "typescript"
_READ = """
const ts = require(process.argv[1]);
const read = text => {
  const file = ts.createSourceFile("a.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  if (file.parseDiagnostics.length) throw new Error(file.parseDiagnostics[0].messageText);
  const leaves = [];
  const walk = node => {
    const below = [];
    ts.forEachChild(node, child => void below.push(child));
    leaves.push(node.kind <= ts.SyntaxKind.LastToken ? [node.kind, node.getText()] : node.kind);
    below.forEach(walk);
  };
  walk(file);
  return JSON.stringify(leaves);
};
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(given.map(([written, short]) => read(written) === read(short))));
"""
"""Which pairs of scripts TypeScript reads as the same tree with the same names and literals."""


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_a_style_sheet_has_the_rules_that_were_written(page, file: Path) -> None:
    page.goto("/")
    text = file.read_text(encoding="utf-8")
    short = SHORTER[".css"](text)
    rules = page.evaluate(_RULES, text)
    assert rules
    assert page.evaluate(_RULES, short) == rules
    assert len(short) < len(text)


@pytest.mark.skipif(not COMPILER.exists(), reason="TypeScript comes with npm ci")
def test_scripts_are_the_programs_that_were_written() -> None:
    written = [file.read_text(encoding="utf-8") for file in SCRIPTS]
    pairs = [(text, SHORTER[".js"](text)) for text in written]
    assert all(len(short) < len(text) for text, short in pairs)
    spoilt = ("a = `${b.map((c) => `> ${c}`)}  d`;", "a = `${b.map((c) => `>${c}`)} d`;")
    run = subprocess.run(
        ["node", "-e", _READ, COMPILER],
        input=json.dumps([*pairs, spoilt]),
        capture_output=True,
        text=True,
        check=True,
    )
    same = json.loads(run.stdout)
    assert [file.name for file, is_same in zip(SCRIPTS, same, strict=False) if not is_same] == []
    assert not same[-1], "a template literal that lost a space is noticed"


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
