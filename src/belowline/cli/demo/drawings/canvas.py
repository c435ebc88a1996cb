"""What the demo's scenes are painted with: a sky, water, a sun, hills, houses."""

from collections.abc import Sequence
from io import BytesIO
from math import sin
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1066
Point = tuple[float, float]


class Canvas:
    """A picture that is being painted; what is left to chance is the same every time."""

    def __init__(self, name: str, *, above: str, below: str) -> None:
        self.image = graded(above, below, (WIDTH, HEIGHT))
        self.draw = ImageDraw.Draw(self.image)
        self.chance = Random(name)  # noqa: S311 - where a wave is, is no secret

    def jpeg(self) -> bytes:
        """The picture as a file."""
        out = BytesIO()
        self.image.save(out, "JPEG", quality=92)
        return out.getvalue()

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle from its upper left corner."""
        self.draw.rectangle((x, y, x + width, y + height), colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A circle from its middle."""
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """An area between these points."""
        self.draw.polygon(points, colour)

    def line(self, points: Sequence[Point], colour: str, width: int) -> None:
        """A line through these points."""
        self.draw.line(points, colour, width, joint="curve")

    def hills(self, base: float, rise: float, length: float, colour: str) -> None:
        """A range of hills down to `base`."""
        shift = self.chance.random() * 6
        edge = [
            (x, base - rise * (1 + 0.7 * sin(x / length + shift) + 0.3 * sin(x / length * 2.7)))
            for x in range(0, WIDTH + 20, 20)
        ]
        self.shape([(0, base), *edge, (WIDTH, base)], colour)

    def water(self, top: float, above: str, below: str, glint: str) -> None:
        """Water from `top` down, with light on it that grows sparser towards us."""
        depth = HEIGHT - int(top)
        self.image.paste(graded(above, below, (WIDTH, depth)), (0, int(top)))
        for _ in range(90):
            near = self.chance.random() ** 1.6
            y, length = top + near * depth, 20 + 130 * near
            x = self.chance.uniform(-60, WIDTH)
            self.box(x, y, length, 1 + 5 * near, glint)

    def windows(
        self, x: float, y: float, columns: int, rows: int, size: Point, step: Point, colour: str
    ) -> None:
        """Rows of windows; in some of them there is no light."""
        for column in range(columns):
            for row in range(rows):
                if self.chance.random() < 0.82:
                    self.box(x + column * step[0], y + row * step[1], *size, colour)

    def town(self, base: float, wall: str, light: str, *, most: int = 170) -> None:
        """Houses along a quay, with pointed roofs."""
        x = -20.0
        while x < WIDTH:
            width, height = self.chance.randint(60, 120), self.chance.randint(70, most)
            self.box(x, base - height, width, height, wall)
            gable = [(x, base - height), (x + width / 2, base - height - width / 2)]
            self.shape([*gable, (x + width, base - height)], wall)
            rows = (height - 20) // 40
            self.windows(x + 14, base - height + 10, 2, rows, (12, 18), (width - 42, 40), light)
            x += width


def graded(above: str, below: str, size: tuple[int, int]) -> Image.Image:
    """A surface whose colour goes over from one to the other, from the top down."""
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, below), Image.new("RGB", size, above), mask)
