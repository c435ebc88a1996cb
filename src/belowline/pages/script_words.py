"""What the page's script fills in: its sentences, and the form in which one writes."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from belowline.core.languages import spoken

_THREAD = "\N{REPLACEMENT CHARACTER}"
"""Stands in for the thread's ref: no sentence has it."""


def script_words(thread_ref: str, most: int) -> SafeString:
    """The elements, in the language of the page, for a thread whose comments have at most `most`
    characters. All but the thread is the same below every article, so it is made once.
    """
    return SafeString(_words(most, spoken()).replace(_THREAD, thread_ref))


@lru_cache(maxsize=64)
def _words(most: int, language: str) -> str:
    del language  # only told apart here
    return render_to_string("pages/words.html", {"thread": {"ref": _THREAD}, "most": most})
