"""The saved page of ten years ago, where the shared data stands beside the checkout."""

from pathlib import Path

import pytest

PAGE = Path(__file__).parents[4].parent / "shared/data/discussions/000_3412cfc97a7ae9a9.txt"


@pytest.fixture(scope="session")
def saved_page() -> bytes:
    """Its bytes."""
    if not PAGE.exists():
        pytest.skip("the shared data does not stand beside this checkout")
    return PAGE.read_bytes()
