"""The saved page of ten years ago, where the shared data stands beside the checkout."""

import re
from pathlib import Path

import pytest

from belowline.discussion.quotation import EarlierComment
from shared_data import SAVED_PAGE


@pytest.fixture(scope="session")
def saved_remarks(shared: Path) -> list[EarlierComment]:
    """Its comments in time order, numbered from 1; the page itself has the newest first."""
    thread = SAVED_PAGE.read_text("utf-8").split("Login to comment\n", 1)[1]
    texts = re.split(r"\n-?\d+ \( \+\d+ / -\d+ \)\n", thread)[:-1]
    return [
        EarlierComment(n, None, None, text.strip()) for n, text in enumerate(reversed(texts), 1)
    ]
