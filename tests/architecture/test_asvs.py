"""The list of the ASVS is complete, and what it points at exists."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = (ROOT / "docs" / "security" / "asvs.md").read_text(encoding="utf-8")
STANDARD = ROOT.parent / "shared" / "data" / "security" / "asvs_5.0.0_en.flat.json"
CHAPTERS = ("V6", "V7", "V9", "V10")


def test_every_requirement_of_level_2_has_its_line() -> None:
    if not STANDARD.is_file():
        pytest.skip("the text of the standard (asvs_5.0.0_en.flat.json) is not here")
    wanted = {
        requirement["req_id"].removeprefix("V")
        for requirement in json.loads(STANDARD.read_text(encoding="utf-8"))["requirements"]
        if requirement["chapter_id"] in CHAPTERS and int(requirement["L"]) <= 2
    }
    assert set(re.findall(r"^\| (\d+\.\d+\.\d+) \|", LIST, re.MULTILINE)) == wanted


def test_every_line_says_what_meets_it() -> None:
    rows = [line.strip("|").split("|") for line in LIST.splitlines() if re.match(r"\| \d", line)]
    assert [row for row in rows if len(row) != 3 or len(row[2].strip()) < 5] == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:src|tests|docs)/[^`:]+)", LIST))))
def test_a_file_that_it_names_exists(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize(
    ("file", "test"), sorted(set(re.findall(r"`(tests/[^`:]+)::(\w+)`", LIST)))
)
def test_a_test_that_it_names_exists(file: str, test: str) -> None:
    assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")
