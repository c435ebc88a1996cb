"""Scenes at the water: ships, boats, a lighthouse."""

from collections.abc import Callable
from math import sin

from belowline.cli.demo.drawings.canvas import WIDTH, Canvas


def _cruise() -> bytes:
    canvas = Canvas("cruise", above="#9cc4dc", below="#f4efe2")
    canvas.shape([(120, 560), (1560, 500), (1480, 800), (240, 800)], "#fdfdfb")
    for deck in range(5):
        canvas.box(330 + deck * 34, 470 - deck * 62, 1020 - deck * 70, 62, "#f3f5f6")
        canvas.windows(
            360 + deck * 34, 488 - deck * 62, 22 - deck * 2, 1, (22, 24), (44, 0), "#44708c"
        )
    canvas.shape([(880, 226), (1040, 226), (1010, 70), (910, 70)], "#0b4f8a")
    canvas.windows(380, 610, 24, 1, (20, 20), (44, 0), "#44708c")
    canvas.town(880, "#5d4a41", "#f2d9a0", most=110)
    canvas.water(880, "#7fa3b3", "#3a5f73", "#c4dbe2")
    return canvas.jpeg()


def _ferry() -> bytes:
    canvas = Canvas("ferry", above="#0c1730", below="#34507a")
    canvas.disc(1240, 210, 70, "#f3ead0")
    canvas.town(600, "#101c33", "#e9b65c")
    canvas.water(600, "#1d3156", "#0b1528", "#3d5c8f")
    for row in range(14):
        canvas.box(1190 + (row % 3) * 12, 620 + row * 26, 90 - row * 3, 5, "#d8cfae")
    canvas.shape([(250, 640), (1010, 640), (950, 740), (320, 740)], "#e9e3d4")
    canvas.box(330, 545, 600, 95, "#f6f1e4")
    canvas.windows(360, 570, 14, 1, (26, 34), (40, 0), "#f0b64f")
    canvas.box(520, 470, 260, 75, "#e9e3d4")
    canvas.windows(545, 490, 6, 1, (24, 28), (38, 0), "#f0b64f")
    canvas.box(620, 380, 60, 90, "#a4161a")
    canvas.box(320, 700, 640, 14, "#a4161a")
    for column in range(14):
        canvas.box(362 + column * 40, 760, 22, 60 + column % 3 * 30, "#8a7440")
    return canvas.jpeg()


def _lighthouse() -> bytes:
    canvas = Canvas("lighthouse", above="#7f93a3", below="#dfe2df")
    canvas.shape([(812, 300), (WIDTH, 120), (WIDTH, 330)], "#eef0e4")
    canvas.shape([(788, 300), (0, 210), (0, 360)], "#dde2dc")
    canvas.water(740, "#7d93a0", "#3f5564", "#b4c3ca")
    canvas.shape(
        [(420, 860), (560, 700), (720, 640), (930, 650), (1100, 740), (1230, 860)], "#2c343a"
    )
    canvas.shape([(722, 660), (752, 340), (848, 340), (878, 660)], "#f7f4ec")
    for step in (0.18, 0.5, 0.82):
        y, half = 340 + step * 320, 48 + step * 30
        band = [(800 - half, y), (800 + half, y), (804 + half, y + 50), (796 - half, y + 50)]
        canvas.shape(band, "#a4161a")
    canvas.box(738, 318, 124, 22, "#2c343a")
    canvas.box(760, 262, 80, 56, "#fbe7a1")
    canvas.shape([(748, 262), (800, 206), (852, 262)], "#2c343a")
    for bank in range(4):
        y = 560 + bank * 84
        canvas.draw.rounded_rectangle(
            (bank * 210 - 160, y, bank * 210 + 620, y + 34), 17, "#cfd6d7"
        )
    return canvas.jpeg()


def _market() -> bytes:
    canvas = Canvas("market", above="#f3b58c", below="#fde8c8")
    canvas.disc(1180, 400, 90, "#fff3d6")
    canvas.hills(560, 46, 210, "#c98f7a")
    canvas.water(560, "#e3b08e", "#a8776a", "#fbe0b8")
    canvas.box(0, 760, WIDTH, 306, "#74604f")
    for stall, (dark, light) in enumerate((("#a4161a", "#fbf3e4"), ("#0b4f8a", "#fbf3e4")) * 2):
        x = 60 + stall * 384
        for stripe in range(8):
            left, colour = x + stripe * 40, dark if stripe % 2 else light
            canvas.shape(
                [(left + 20, 520), (left + 60, 520), (left + 40, 640), (left, 640)], colour
            )
        canvas.box(x + 14, 640, 12, 250, "#3b2f27")
        canvas.box(x + 300, 640, 12, 250, "#3b2f27")
        canvas.box(x + 4, 780, 316, 110, "#8f6a45")
        for fish in range(7):
            canvas.draw.ellipse((x + 14 + fish * 43, 756, x + 52 + fish * 43, 780), "#c8d4d8")
    return canvas.jpeg()


def _moorings() -> bytes:
    canvas = Canvas("moorings", above="#5b4a78", below="#f0a985")
    canvas.disc(420, 520, 84, "#ffe2b0")
    canvas.hills(590, 40, 230, "#4c3d63")
    canvas.water(590, "#d58f80", "#3a2f52", "#f6c39c")
    for place in range(9):
        x, y = 120 + place * 170, 690 + (place * 71) % 120
        mast = 260 + (place * 53) % 140
        canvas.shape([(x - 80, y), (x + 80, y), (x + 55, y + 36), (x - 60, y + 36)], "#241a38")
        canvas.box(x - 3, y - mast, 6, mast, "#241a38")
        canvas.line([(x, y - mast), (x + 74, y)], "#3b2e54", 3)
        canvas.line([(x, y - mast), (x - 74, y)], "#3b2e54", 3)
    for post in range(7):
        canvas.box(90 + post * 240, 850 + post % 2 * 40, 26, 216, "#1a1229")
    return canvas.jpeg()


def _river() -> bytes:
    canvas = Canvas("river", above="#b7b77a", below="#9fae6c")
    fields = ("#c9b868", "#a8b56b", "#8fa463", "#d6c98a", "#b59d5a", "#9bb07a")
    for row in range(7):
        for column in range(9):
            x, y = column * 190 - 60 + row * 24, row * 160 - 30
            colour = canvas.chance.choice(fields)
            canvas.shape([(x, y), (x + 184, y - 14), (x + 206, y + 146), (x + 22, y + 154)], colour)
            for furrow in range(5):
                left = y + 24 + furrow * 26
                canvas.line([(x + 14, left), (x + 190, left - 12)], "#93975a", 2)
    bed = [(x, 540 + 190 * sin(x / 240) + 60 * sin(x / 97)) for x in range(-40, WIDTH + 60, 20)]
    canvas.line(bed, "#e3d6ae", 150)
    canvas.line(bed, "#4f8199", 74)
    canvas.line(bed, "#7fa9b8", 18)
    return canvas.jpeg()


SCENES: dict[str, Callable[[], bytes]] = {
    "cruise": _cruise,
    "ferry": _ferry,
    "lighthouse": _lighthouse,
    "market": _market,
    "moorings": _moorings,
    "river": _river,
}
