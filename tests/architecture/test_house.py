"""The house keeps its manners: small files, plain names, nothing hidden."""

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "belowline"
MODULES = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LONGEST = 250


def _tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout, so nobody can say which files are the project's")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_is_long() -> None:
    files = [*MODULES, *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js"), *SOURCE.rglob("*.html")]
    files = [file for file in files if "fonts" not in file.parts]
    lengths = {file.relative_to(ROOT): len(file.read_text().splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_files_are_small() -> None:
    lengths = [len(file.read_text().splitlines()) for file in MODULES]
    assert statistics.median(length for length in lengths if length) <= 60


def test_every_file_is_named_for_what_it_holds() -> None:
    assert [file for file in SOURCE.rglob("*") if file.stem in NAMELESS] == []


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_module_says_what_it_is_for_and_hides_no_import(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if tree.body:
        assert ast.get_docstring(tree), "opens without a sentence"
    hidden = [
        statement.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in ast.walk(function)
        if isinstance(statement, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_nothing_happens_behind_a_writers_back() -> None:
    callbacks = re.compile(
        r"django\.(db\.models|dispatch|core)\S* import .*\bsignals?\b|@receiver\b"
    )
    assert [file for file in MODULES if callbacks.search(file.read_text())] == []


def test_every_written_thing_is_finished() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", r"except Exception:\s*pass")))
    files = _tracked("*.py", "*.js", "*.html", "*.css", "*.md")
    assert [file for file in files if marks.search(file.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_registry() -> None:
    hosts = re.compile(
        r"--(extra-)?index-url|\"resolved\":|//[^ \"]*/simple(/|$)"
        r"|py" + r"pi\.org|registry\.npm" + r"js|pythonhosted",
        re.MULTILINE,
    )
    kept = [file for file in _tracked() if file.suffix not in {".woff2", ".png", ".webp"}]
    named = [file for file in kept if hosts.search(file.read_text(encoding="utf-8"))]
    assert [file for file in named if file != Path(__file__).resolve()] == []


def test_every_dependency_is_pinned_with_its_hash() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        for entry in file.read_text().replace("\\\n", " ").splitlines():
            if entry and not entry.startswith(("#", " ")):
                assert re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:", entry), (
                    f"{file.name}: {entry}"
                )
