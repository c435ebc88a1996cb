"""What stands beside the checkout, in ../shared: real data that is not ours to hand on."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared"
WHY = "../shared does not stand beside this checkout"
SAVED_PAGE = FOLDER / "data" / "discussions" / "000_3412cfc97a7ae9a9.txt"
"""A discussion of ten years ago, as a browser kept it."""

needs_shared = pytest.mark.skipif(not FOLDER.is_dir(), reason=WHY)
