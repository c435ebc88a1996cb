"""Unicode's normal forms, at a cost that follows the text's length whatever is in it."""

import unicodedata
from typing import Literal

from belowline.core.unicode.marks import without_towers


def normalized(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """The text in this form (UAX 15), with no more marks on a letter than are kept anywhere."""
    return text if text.isascii() else unicodedata.normalize(form, without_towers(text))
