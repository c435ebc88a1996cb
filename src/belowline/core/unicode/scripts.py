"""Scripts that are written without spaces, for patterns of the library `regex`."""

UNSPACED = (
    r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    r"\u3000-\u303f\u30fb\u30fc\uff00-\uffef"
)
"""What may follow an address without a space, with its brackets and stops (and Korean, whose
particles do). An address that a browser copied has none of it: there it is percent-encoded."""
