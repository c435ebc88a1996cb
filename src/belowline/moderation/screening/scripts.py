"""Which script a text is written in, where it tells languages apart."""

import regex

SCRIPTS = {
    "latin": r"\p{Script=Latin}",
    "cyrillic": r"\p{Script=Cyrillic}",
    "greek": r"\p{Script=Greek}",
    "arabic": r"\p{Script=Arabic}",
    "hebrew": r"\p{Script=Hebrew}",
    "devanagari": r"\p{Script=Devanagari}",
    "thai": r"\p{Script=Thai}",
    "hangul": r"\p{Script=Hangul}",
    "han": r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]",
}
"""Those that can be told apart; Chinese and Japanese are one."""
_FOUND = {name: regex.compile(pattern) for name, pattern in SCRIPTS.items()}


def script_of(text: str) -> str:
    """The script that most of the letters are of; empty where there are none."""
    numbers = {name: len(found.findall(text)) for name, found in _FOUND.items()}
    most = max(numbers, key=numbers.__getitem__)
    return most if numbers[most] else ""
