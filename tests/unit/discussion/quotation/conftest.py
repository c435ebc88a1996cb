"""The saved page of ten years ago, where the shared data stands beside the checkout."""

import re
from pathlib import Path

import pytest

from belowline.discussion.quotation import Remark

PAGE = (
    Path(__file__).parents[4].parent
    / "shared"
    / "data"
    / "discussions"
    / "000_3412cfc97a7ae9a9.txt"
)


@pytest.fixture(scope="session")
def saved_remarks() -> list[Remark]:
    """Its comments in time order, numbered from 1; the page itself has the newest first."""
    if not PAGE.exists():
        pytest.skip("the shared data does not stand beside this checkout")
    thread = PAGE.read_text("utf-8").split("Login to comment\n", 1)[1]
    texts = re.split(r"\n-?\d+ \( \+\d+ / -\d+ \)\n", thread)[:-1]
    return [Remark(n, None, None, text.strip()) for n, text in enumerate(reversed(texts), 1)]
