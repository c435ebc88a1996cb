"""Brings the fonts, an npm dependency, into the package when it is built or installed."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FONTS = {
    "newsreader": ("newsreader-latin-wght-normal.woff2", "newsreader-latin-wght-italic.woff2"),
    "public-sans": ("public-sans-latin-wght-normal.woff2",),
}


class FontsHook(BuildHookInterface):
    """Copies the fonts and their licences to where the site serves them from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before every build; asks npm only for what is missing."""
        del version
        root = Path(self.root)
        target = root / "src/belowline/web/site/static/fonts"
        build_data["artifacts"].append("/src/belowline/web/site/static/fonts/*")
        if all((target / name).exists() for names in _FONTS.values() for name in names):
            return
        source = root / "node_modules/@fontsource-variable"
        if not source.exists():
            _install(root)
        target.mkdir(parents=True, exist_ok=True)
        for family, names in _FONTS.items():
            for name in names:
                shutil.copy(source / family / "files" / name, target / name)
            shutil.copy(source / family / "LICENSE", target / f"{family}-LICENSE.txt")


def _install(root: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(
            "Belowline's fonts come with npm, which is not installed here. "
            "Install Node.js with npm (Debian: apt-get install npm) and try again."
        )
    subprocess.run([npm, "ci", "--omit=dev", "--ignore-scripts"], cwd=root, check=True)
