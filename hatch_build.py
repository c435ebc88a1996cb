"""Brings into the package what is made when it is built: the fonts from npm, compiled texts."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FONTS = {
    "newsreader": ("newsreader-latin-wght-normal.woff2", "newsreader-latin-wght-italic.woff2"),
    "public-sans": ("public-sans-latin-wght-normal.woff2",),
    "source-serif-4": (
        "source-serif-4-latin-wght-normal.woff2",
        "source-serif-4-latin-wght-italic.woff2",
    ),
    "inter": ("inter-latin-wght-normal.woff2",),
}


class MadeFiles(BuildHookInterface):
    """Runs before every build, wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Asks npm only for what is missing; compiles every language anew."""
        del version
        root = Path(self.root)
        build_data["artifacts"].append("/src/belowline/web/http/static/http/fonts/*")
        build_data["artifacts"].append("/src/belowline/locale/*/LC_MESSAGES/*.mo")
        _bring_fonts(root)
        _compile_texts(root)


def _bring_fonts(root: Path) -> None:
    """Copies the fonts and their licences to where the site serves them from."""
    target = root / "src/belowline/web/http/static/http/fonts"
    if all((target / name).exists() for names in _FONTS.values() for name in names):
        return
    source = root / "node_modules/@fontsource-variable"
    if not all((source / family).exists() for family in _FONTS):
        _install(root)
    target.mkdir(parents=True, exist_ok=True)
    for family, names in _FONTS.items():
        for name in names:
            shutil.copy(source / family / "files" / name, target / name)
        shutil.copy(source / family / "LICENSE", target / f"{family}-LICENSE.txt")


def _compile_texts(root: Path) -> None:
    """Writes the binary form of each language's texts, which is what Django reads."""
    for source in (root / "src/belowline/locale").glob("*/LC_MESSAGES/django.po"):
        with source.open("rb") as texts:
            catalog = read_po(texts)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalog)


def _install(root: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(
            "Belowline's fonts come with npm, which is not installed here. "
            "Install Node.js with npm (Debian: apt-get install npm) and try again."
        )
    subprocess.run([npm, "ci", "--omit=dev", "--ignore-scripts"], cwd=root, check=True)
