"""Which language a text is written in; docs/decisions/0080-language.md has figures."""

from functools import cache
from threading import Lock

import gcld3
import regex

from belowline.core.unicode.scripts import UNSPACED

LANGUAGES = (
    *("ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "hi", "hu", "id", "it"),
    *("iw", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh"),
)
"""Those that rules can ask for, as CLD3 calls them: Hebrew is `iw`, Norwegian `no`."""
_SURE = 0.9
_FEWEST_LETTERS = 40
_LOOKED_AT = 200
"""Characters from the beginning: more take longer and say nothing more."""
_MOST_BYTES = 4 * _LOOKED_AT
_ADDRESS = regex.compile(r"https?://\S++|www\.\S++")
_UNSPACED = regex.compile(rf"[{UNSPACED}]")
_ONE_AT_A_TIME = Lock()
"""CLD3 gives up Python's lock while it works, and does not say that two may use it at once."""


def language_of(text: str) -> str:
    """One of LANGUAGES; empty where it is none of them, the text is short or mixed, or CLD3 is not
    sure.
    """
    words = _ADDRESS.sub(" ", text)[:_LOOKED_AT]
    letters = sum(map(str.isalpha, words)) + len(_UNSPACED.findall(words))
    if letters < _FEWEST_LETTERS:
        return ""
    with _ONE_AT_A_TIME:
        found = _identifier().FindLanguage(text=words)
    is_sure = found.is_reliable and found.probability >= _SURE
    return found.language if is_sure and found.language in LANGUAGES else ""


@cache
def _identifier() -> gcld3.NNetLanguageIdentifier:
    return gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=_MOST_BYTES)
