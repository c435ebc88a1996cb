"""The picture of an article that has none, for those who share it: its headline on paper."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from belowline.newsroom.look.tokens import STANDARD, TYPEFACES, Look, Typeface

WIDTH, HEIGHT = 1200, 630
_MARGIN, _RULE = 80, 12
_SIZES = (76, 66, 56, 48)
_MOST_LINES = 6
_LEADING = 1.16


def share_card(headline: str, name: str, look: Look | None) -> bytes:
    """A PNG of 1200 by 630 pixels in the publication's colours and typeface.

    Where its typeface lacks letters of the headline, as of Japanese, the name stands alone; where
    it lacks those too, the colours do.
    """
    look = look or STANDARD
    image = Image.new("RGB", (WIDTH, HEIGHT), look.colours["paper"].light)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, _RULE), look.colours["brand"].light)
    face = TYPEFACES[look.reading]
    if _can_write(face, headline):
        _write_headline(draw, headline, face, look.colours["ink"].light)
    if _can_write(face, name):
        place = (_MARGIN, HEIGHT - _MARGIN)
        draw.text(place, name, look.colours["brand"].light, _font(face, 36), anchor="ls")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write_headline(draw: ImageDraw.ImageDraw, words: str, face: Typeface, colour: str) -> None:
    for size in _SIZES:
        font = _font(face, size)
        lines = _lines(words, font)
        if len(lines) * size * _LEADING <= HEIGHT - 3.2 * _MARGIN:
            break
    for number, line in enumerate(lines[:_MOST_LINES]):
        place = (_MARGIN, _MARGIN + number * size * _LEADING)
        draw.text(place, line, colour, font)


def _lines(words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=32)
def _font(face: Typeface, size: int) -> ImageFont.FreeTypeFont:
    found = finders.find(f"http/fonts/{face.files[0]}")
    font = ImageFont.truetype(str(Path(str(found))), size)
    font.set_variation_by_axes([600])
    return font


def _can_write(face: Typeface, words: str) -> bool:
    """Whether the typeface has all of the letters: of one that it lacks it draws the same box."""
    if not face.files:
        return False
    font = _font(face, _SIZES[-1])
    return bool(words.strip()) and not any(_is_missing(font, letter) for letter in set(words))


def _is_missing(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    if letter.isspace():
        return False
    return bytes(font.getmask(letter)) == bytes(font.getmask("\U0010fffd"))
