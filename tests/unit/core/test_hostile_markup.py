"""The sanitiser against markup that others have collected from attacks."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

import shared_data
from belowline.core.markup import render_comment

FILES = sorted((shared_data.FOLDER / "data" / "security" / "bleach").glob("*.test"))
HARMLESS = {"p", "a", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "br", "cite"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        link = dict(attrs).get("href") or ""
        scheme = link.partition(":")[0].lower() if ":" in link else ""
        if tag not in HARMLESS or any(name.startswith("on") or name == "style" for name in names):
            self.bad.append(f"<{tag} {attrs}>")
        if scheme and scheme not in ("http", "https", "mailto"):
            self.bad.append(link)


def _bad(html: str) -> list[str]:
    tags = _Tags()
    tags.feed(html)
    tags.close()
    return tags.bad


def test_the_check_itself_sees_what_is_bad() -> None:
    assert _bad("<script>alert(1)</script>")
    assert _bad('<a href="javascript:alert(1)">x</a>')
    assert _bad('<p onclick="alert(1)">x</p>')


@shared_data.needs_shared
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_harmful_leaves_the_sanitiser(file: Path) -> None:
    attack = file.read_text(encoding="utf-8", errors="replace").partition("\n--\n")[0]
    for text in (attack, f"[x]({attack})", f"<{attack}>", f"> {attack}", f"`{attack}`"):
        assert _bad(render_comment(text)) == []
