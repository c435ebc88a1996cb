"""Draws the pictures of the demo's readers: each a small view of the harbour, made from the name.

Read only where the demo is set up: Pillow takes its memory.
"""

from hashlib import blake2b
from io import BytesIO
from math import pi, sin

from PIL import Image, ImageDraw

_SIZE = 768
_PALETTES = (  # sky, light, far shore, sea, foreground
    ("#f2d5b8", "#fff4e0", "#b5655a", "#7a2f3c", "#2c1a26"),
    ("#a9c6d6", "#fdf6e3", "#5b7f95", "#2f5871", "#16283a"),
    ("#20324a", "#f4e3b2", "#2f4f6b", "#18283c", "#0b1320"),
    ("#cfd9c4", "#fffbea", "#7f9b7a", "#3f6b66", "#1d3330"),
    ("#e8b49a", "#ffe9c9", "#8a5a76", "#4a3a63", "#221a38"),
    ("#d9dbe0", "#ffffff", "#8b95a6", "#566377", "#262e3b"),
)


def portrait(name: str) -> bytes:
    """A PNG, the same for the same name."""
    chance = blake2b(name.encode(), digest_size=16).digest()
    sky, light, shore, sea, near = _PALETTES[chance[0] % len(_PALETTES)]
    image = Image.new("RGB", (_SIZE, _SIZE), sky)
    drawing = ImageDraw.Draw(image)
    horizon = int(_SIZE * (0.5 + chance[1] / 255 * 0.16))
    _disc(drawing, _part(chance[2]), horizon - 60 - chance[3], 60 + chance[4] // 4, light)
    _hills(drawing, horizon, shore, chance[5])
    drawing.rectangle((0, horizon, _SIZE, _SIZE), sea)
    motif = (_boat, _lighthouse, _gull)[chance[6] % 3]
    motif(drawing, horizon, near, light)
    _waves(drawing, near, chance[7])
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _part(byte: int) -> int:
    """Somewhere across the middle."""
    return int(_SIZE * (0.25 + byte / 255 * 0.5))


def _disc(drawing: ImageDraw.ImageDraw, x: int, y: int, radius: int, colour: str) -> None:
    drawing.ellipse((x - radius, y - radius, x + radius, y + radius), colour)


def _hills(drawing: ImageDraw.ImageDraw, horizon: int, colour: str, chance: int) -> None:
    shift = chance / 255 * 2 * pi
    edge = [(x, horizon - 40 - 34 * sin(x / 130 + shift)) for x in range(0, _SIZE + 1, 8)]
    drawing.polygon([(0, horizon), *edge, (_SIZE, horizon)], colour)


def _boat(drawing: ImageDraw.ImageDraw, horizon: int, near: str, light: str) -> None:
    middle, water = _SIZE // 2, horizon + 120
    drawing.polygon(
        [(middle - 12, water - 40), (middle - 12, water - 330), (250, water - 40)], light
    )
    drawing.polygon(
        [(middle + 10, water - 40), (middle + 10, water - 280), (530, water - 40)], light
    )
    hull = [(220, water - 26), (560, water - 26), (500, water + 56), (280, water + 56)]
    drawing.polygon(hull, near)


def _lighthouse(drawing: ImageDraw.ImageDraw, horizon: int, near: str, light: str) -> None:
    foot, top = horizon + 90, horizon - 270
    drawing.polygon([(330, foot), (358, top), (410, top), (438, foot)], light)
    for step in (0.28, 0.62):
        y = int(top + (foot - top) * step)
        drawing.rectangle((345, y, 423, y + 46), near)
    drawing.rectangle((350, top - 46, 418, top), near)
    drawing.polygon([(340, top - 46), (384, top - 96), (428, top - 46)], near)
    drawing.ellipse((200, foot - 46, 568, foot + 130), near)


def _gull(drawing: ImageDraw.ImageDraw, horizon: int, near: str, light: str) -> None:
    for x, y, width, colour in ((384, 150, 150, near), (580, 110, 80, light), (190, 90, 60, near)):
        wing = horizon - 380 + y
        drawing.arc((x - width, wing, x, wing + width), 200, 340, colour, width // 7)
        drawing.arc((x, wing, x + width, wing + width), 200, 340, colour, width // 7)


def _waves(drawing: ImageDraw.ImageDraw, colour: str, chance: int) -> None:
    for row in range(2):
        base = _SIZE - 110 + row * 70
        shift = chance / 40 + row
        edge = [(x, base - 14 * sin(x / 46 + shift)) for x in range(0, _SIZE + 1, 6)]
        back = [(x, y + 26) for x, y in reversed(edge)]
        drawing.polygon([*edge, *back], colour)
