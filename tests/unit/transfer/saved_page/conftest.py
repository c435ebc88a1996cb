"""The saved page of ten years ago, where the shared data stands beside the checkout."""

from pathlib import Path

import pytest

from shared_data import SAVED_PAGE


@pytest.fixture(scope="session")
def saved_page(shared: Path) -> bytes:
    """Its bytes."""
    return SAVED_PAGE.read_bytes()
