"""What few requests need takes no memory in a worker that has had none of them."""

import os
import subprocess
import sys

import pytest

_ASKED = """
import sys
import belowline.config.asgi
from django.urls import get_resolver
get_resolver().reverse_dict
print(*{name.partition(".")[0] for name in sys.modules})
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> set[str]:
    environment = {**os.environ, "BELOWLINE_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    del environment["DJANGO_SETTINGS_MODULE"]  # the worker finds its settings by itself
    said = subprocess.run(
        [sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True, env=environment
    )
    return set(said.stdout.split())


@pytest.mark.parametrize("library", ["PIL", "confusable_homoglyphs"])
def test_an_idle_worker_does_not_hold(library, loaded) -> None:
    assert "django" in loaded
    assert library not in loaded
