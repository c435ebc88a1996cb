"""Whose writing is alike: by habits and by rare phrases, never by network addresses."""

from belowline.moderation.likeness.comparing import (
    FEWEST_OTHERS,
    LEAST_TEXT,
    Alike,
    alike,
    has_enough,
)
from belowline.moderation.likeness.texts import MOST_TEXT, own_text

__all__ = [
    "FEWEST_OTHERS",
    "LEAST_TEXT",
    "MOST_TEXT",
    "Alike",
    "alike",
    "has_enough",
    "own_text",
]
