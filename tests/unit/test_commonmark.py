"""CommonMark's own cases, for the parts of Markdown that a comment may have."""

import json
import re

import pytest

import shared_data
from belowline.core.markup.parser import REL, comment_parser
from belowline.core.markup.sanitizer import sanitize_comment

SPEC = shared_data.FOLDER / "data" / "markdown" / "commonmark_spec.json"
SECTIONS = {
    "Tabs", "Backslash escapes", "Precedence", "Indented code blocks", "Fenced code blocks",
    "Paragraphs", "Blank lines", "Block quotes", "List items", "Lists", "Inlines", "Code spans",
    "Emphasis and strong emphasis", "Links", "Autolinks", "Hard line breaks", "Soft line breaks",
    "Textual content", "Entity and numeric character references",
}  # fmt: skip
# What a comment does not have: headings, rules, images, HTML, link definitions, titles of links,
# languages of code, and links to anything but pages and mailboxes.
NOT_OURS = re.compile(
    r'<(h\d|hr|img|del|b[ >]|i[ >]|div|pre class|/?[a-z]+-|bab|open|foo|bar|!--)|title="|class="'
)
parser = comment_parser(breaks=False)


def cases():
    if not SPEC.exists():
        return []
    return [
        case
        for case in json.loads(SPEC.read_text(encoding="utf-8"))
        if case["section"] in SECTIONS and is_ours(case)
    ]


def is_ours(case):
    """Whether the case needs nothing but what a comment may have."""
    if NOT_OURS.search(case["html"]) or re.search(r"^ {0,3}\[[^\]]+\]:", case["markdown"], re.M):
        return False
    links = re.findall(r'href="([^"]*)"', case["html"])
    bare = re.sub(r"[<(][^<>()\s]*[)>]", "", case["markdown"])
    return all(re.match(r"(https?:|mailto:)", link) for link in links) and "://" not in bare


def like_the_spec(html):
    """Our HTML as the specification would write it: no rel, its way of closing `br`."""
    return html.replace(f' rel="{REL}"', "").replace("<br>", "<br />").replace("\xa0", "&nbsp;")


def as_text(html):
    """The same characters, however they are escaped."""
    html = html.replace("&quot;", '"').replace("\xa0", "&nbsp;")
    return re.sub(r">\n<", "><", re.sub(r"\s*\n\s*", "\n", html)).strip()


@shared_data.needs_shared
def test_there_are_enough_cases_to_mean_something():
    assert len(cases()) > 250


@shared_data.needs_shared
@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['section']}-{case['example']}")
def test_a_case_of_the_specification(case):
    html = sanitize_comment(parser.render(case["markdown"]))
    assert as_text(like_the_spec(html)) == as_text(case["html"])
