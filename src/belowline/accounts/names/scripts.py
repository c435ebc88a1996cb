"""Which scripts stand beside each other in a text: UTS 39's level "highly restrictive".

https://www.unicode.org/reports/tr39/#Restriction_Level_Detection
"""

from functools import cache

import regex

# The scripts in use today (UAX 31, tables 5 and 7); what is in none of them is in no name.
_SCRIPTS = (
    *("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hiragana", "Katakana", "Hangul"),
    *("Armenian", "Bengali", "Bopomofo", "Devanagari", "Ethiopic", "Georgian", "Gujarati"),
    *("Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil"),
    *("Telugu", "Thaana", "Thai", "Tibetan", "Adlam", "Balinese", "Bamum", "Batak"),
    *("Canadian_Aboriginal", "Chakma", "Cham", "Cherokee", "Javanese", "Kayah_Li", "Lepcha"),
    *("Limbu", "Lisu", "Mandaic", "Meetei_Mayek", "Miao", "Mongolian", "New_Tai_Lue", "Newa"),
    *("Nko", "Ol_Chiki", "Osage", "Saurashtra", "Sundanese", "Syloti_Nagri", "Syriac"),
    *("Tai_Le", "Tai_Tham", "Tai_Viet", "Tifinagh", "Vai", "Wancho", "Yi"),
)
_TOGETHER = (
    ("Latin", "Han", "Hiragana", "Katakana"),
    ("Latin", "Han", "Bopomofo"),
    ("Latin", "Han", "Hangul"),
)


def is_of_one_script(text: str) -> bool:
    """Whether all of it is of one script, or of scripts that one language is written in.

    Latin goes together with those of Japanese, of Korean, and of Chinese; with no other.
    """
    if text.isascii():
        return True
    return any(_pattern(scripts).fullmatch(text) for scripts in _TOGETHER) or any(
        _pattern((script,)).fullmatch(text) for script in _SCRIPTS
    )


@cache
def _pattern(scripts: tuple[str, ...]) -> "regex.Pattern[str]":
    parts = "".join(rf"\p{{Script_Extensions={script}}}" for script in scripts)
    return regex.compile(rf"(?:[{parts}]|[\p{{Script=Common}}\p{{Script=Inherited}}])*")
