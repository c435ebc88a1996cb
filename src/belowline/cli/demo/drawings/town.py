"""Scenes in the town: a school, a theatre, a factory."""

from collections.abc import Callable
from math import cos, pi, sin

from belowline.cli.demo.drawings.canvas import HEIGHT, WIDTH, Canvas


def _bell() -> bytes:
    canvas = Canvas("bell", above="#2a1d16", below="#6b4a2c")
    for ring in range(12):
        shade = 58 + ring * 9
        canvas.disc(800, 500, 620 - ring * 46, f"#{shade + 30:02x}{shade:02x}{shade // 2:02x}")
    canvas.box(200, 110, 1200, 44, "#1b120d")
    canvas.box(770, 150, 60, 80, "#6f5320")
    sides = [
        (800 + side * (120 + 190 * (step / 20) ** 2.4), 230 + step * 26)
        for side in (-1, 1)
        for step in range(21)
    ]
    canvas.shape([*sides[:21], *reversed(sides[21:])], "#c89b3c")
    canvas.shape([(706, 260), (760, 250), (700, 640), (590, 700)], "#e7c673")
    canvas.box(470, 730, 660, 44, "#a87c2a")
    canvas.box(560, 610, 480, 12, "#a87c2a")
    canvas.disc(800, 800, 46, "#5d4318")
    canvas.line([(800, 830), (790, 900), (815, 980)], "#e8ddc6", 14)
    return canvas.jpeg()


def _cannery() -> bytes:
    canvas = Canvas("cannery", above="#8ea3ad", below="#e6ddcc")
    canvas.hills(700, 50, 260, "#8a9a98")
    for puff in range(11):
        x, y = 1170 + puff * 38, 190 - puff * 12
        canvas.disc(x, y, 34 + puff * 7, "#b9c1c2")
    canvas.box(1080, 220, 74, 480, "#7b4a3d")
    canvas.box(1080, 260, 74, 26, "#efe7da")
    for bay in range(6):
        x = 140 + bay * 160
        canvas.shape([(x, 560), (x, 430), (x + 160, 560)], "#4d5b60")
        canvas.shape([(x + 8, 550), (x + 8, 452), (x + 60, 494), (x + 60, 550)], "#f3dfa6")
    canvas.box(140, 560, 1180, 260, "#a0604d")
    canvas.windows(190, 610, 9, 2, (70, 60), (124, 96), "#f3dfa6")
    canvas.box(0, 820, WIDTH, 40, "#5c5a55")
    canvas.water(860, "#6f858c", "#33464e", "#a9bcc0")
    return canvas.jpeg()


def _clock() -> bytes:
    canvas = Canvas("clock", above="#f7c9a0", below="#fbe9d2")
    canvas.hills(640, 60, 190, "#d9a98b")
    canvas.box(180, 360, 1240, 520, "#9a4a3c")
    canvas.shape([(560, 360), (800, 170), (1040, 360)], "#7d392e")
    canvas.windows(240, 520, 9, 2, (76, 120), (130, 165), "#fde7b0")
    canvas.box(720, 684, 160, 196, "#5c2a22")
    canvas.disc(800, 300, 92, "#fff7e8")
    for hour in range(12):
        angle = hour * pi / 6
        canvas.disc(800 + 76 * sin(angle), 300 - 76 * cos(angle), 5, "#5c2a22")
    canvas.line([(800, 300), (800, 362)], "#2b1512", 8)
    half_past_nine = 9.5 * pi / 6
    hand = (800 + 48 * sin(half_past_nine), 300 - 48 * cos(half_past_nine))
    canvas.line([(800, 300), hand], "#2b1512", 10)
    canvas.box(0, 880, WIDTH, 186, "#6f8a5e")
    canvas.shape([(720, 880), (880, 880), (1120, HEIGHT), (480, HEIGHT)], "#e6d3b3")
    return canvas.jpeg()


def _rents() -> bytes:
    canvas = Canvas("rents", above="#dfe8ee", below="#f6f2e8")
    for line in range(1, 6):
        canvas.box(0, 150 + line * 120, WIDTH, 2, "#c9d3da")
    heights = (620, 590, 560, 520, 470, 430, 690)
    for place, height in enumerate(heights):
        is_last = place == len(heights) - 1
        wall, roof = ("#a4161a", "#7d1013") if is_last else ("#54738c", "#3b566b")
        x = 90 + place * 206
        canvas.box(x, 900 - height, 170, height, wall)
        top = 900 - height
        canvas.shape([(x - 12, top), (x + 85, top - 90), (x + 182, top)], roof)
        rows = height // 105
        canvas.windows(x + 26, top + 30, 2, rows, (44, 60), (74, 100), "#f6e7bd")
    canvas.box(0, 900, WIDTH, 166, "#8d9a86")
    return canvas.jpeg()


def _stage() -> bytes:
    canvas = Canvas("stage", above="#1a0d12", below="#2b1117")
    canvas.shape([(700, 0), (900, 0), (1240, 760), (360, 760)], "#4a2a2a")
    canvas.shape([(740, 0), (860, 0), (1090, 760), (510, 760)], "#7a4c3c")
    canvas.box(0, 740, WIDTH, 90, "#5b3a24")
    for fold in range(8):
        for x, turn in ((fold * 52, 1), (WIDTH - fold * 52 - 52, -1)):
            colour = "#8f1d22" if (fold + turn) % 2 else "#6d1419"
            canvas.shape([(x, 0), (x + 52, 0), (x + 52 - turn * fold * 6, 740), (x, 740)], colour)
    canvas.draw.ellipse((520, 700, 1080, 790), "#e9c48f")
    canvas.box(770, 560, 60, 170, "#1a0d12")
    canvas.disc(800, 530, 36, "#1a0d12")
    for row in range(3):
        for seat in range(13 + row):
            x, y = 30 + seat * (124 - row * 8), 850 + row * 76
            canvas.draw.rounded_rectangle((x, y, x + 94, y + 120), 26, "#0d0609")
    return canvas.jpeg()


def _train() -> bytes:
    canvas = Canvas("train", above="#0e1424", below="#2b3c5e")
    canvas.town(560, "#151d31", "#d9a44e", most=240)
    canvas.box(0, 560, WIDTH, 300, "#1a2236")
    canvas.draw.rounded_rectangle((-60, 420, 1240, 760), 60, "#a4161a")
    canvas.box(0, 640, 1240, 26, "#f3ead8")
    canvas.windows(30, 490, 8, 1, (104, 110), (142, 0), "#f7d98d")
    canvas.shape([(1160, 480), (1216, 500), (1222, 610), (1160, 610)], "#9fc0d6")
    canvas.disc(1206, 700, 16, "#fff4cf")
    canvas.shape([(1222, 690), (WIDTH, 640), (WIDTH, 800), (1222, 716)], "#4a4f58")
    canvas.box(0, 800, WIDTH, 12, "#8d8f94")
    canvas.box(0, 860, WIDTH, 206, "#3a3f4b")
    canvas.box(0, 874, WIDTH, 10, "#e9c24e")
    for lamp in range(4):
        x = 150 + lamp * 440
        canvas.box(x, 300, 10, 580, "#0b0f1a")
        canvas.disc(x + 5, 290, 34, "#ffe9b0")
    return canvas.jpeg()


SCENES: dict[str, Callable[[], bytes]] = {
    "bell": _bell,
    "cannery": _cannery,
    "clock": _clock,
    "rents": _rents,
    "stage": _stage,
    "train": _train,
}
