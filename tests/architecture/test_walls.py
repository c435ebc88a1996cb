"""The walls of the house stand: imports point down."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRONG_WAYS = {
    "a page that writes": ("pages/wrong.py", "import belowline.discussion.services.posts"),
    "a face that reads models": ("web/reading/wrong.py", "import belowline.discussion.models"),
    "the core that knows news": ("core/wrong.py", "import belowline.newsroom.queries.articles"),
    "a query that writes": ("discussion/queries/wrong.py", "import belowline.discussion.services"),
    "ranking that asks the database": ("discussion/ranking/wrong.py", "import django.db"),
    "a room that nobody planned": ("utils/wrong.py", "import django"),
}


def _contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-cache",
            "--config",
            ROOT / "pyproject.toml",
        ],
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_points_down() -> None:
    answer = _contracts(ROOT / "src")
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("wrong_way", WRONG_WAYS)
def test_a_wall_catches(wrong_way: str, tmp_path: Path) -> None:
    for file in (ROOT / "src").rglob("*.py"):
        copy = tmp_path / file.relative_to(ROOT / "src")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    path, line = WRONG_WAYS[wrong_way]
    wrong = tmp_path / "belowline" / path
    wrong.parent.mkdir(exist_ok=True)
    (wrong.parent / "__init__.py").touch()
    wrong.write_text(f"{line}\n", encoding="utf-8")
    answer = _contracts(tmp_path)
    assert answer.returncode == 1, answer.stdout
    assert "BROKEN" in answer.stdout or "not listed" in answer.stdout.lower(), answer.stdout
