"""Runs what the changed rooms need, on SQLite: what differs from main, or is not committed yet."""

import subprocess
import sys

from tests.rooms import ALWAYS, ROOT, needed_by


def main() -> int:
    """Says what it runs, and runs it."""
    changed = changed_files()
    paths = sorted({*ALWAYS, *(path for file in changed for path in needed_by(file))})
    paths = [path for path in paths if not any(path.startswith(f"{other}/") for other in paths)]
    sys.stdout.write(f"{len(changed)} files changed; running {' '.join(paths)}\n")
    sys.stdout.flush()
    return subprocess.call(
        [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--maxprocesses", "4", *paths],
        cwd=ROOT,
    )


def changed_files() -> set[str]:
    """What differs from where this branch left main, or from the last commit on main itself."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    new = _git("ls-files", "--others", "--exclude-standard")
    return {*_git("diff", "--name-only", base[0]), *new}


def _git(*words: str) -> list[str]:
    asked = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
