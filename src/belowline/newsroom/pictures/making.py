"""Makes the files of a picture from what was sent: AVIF, and JPEG for whoever has no AVIF.

Read only where a picture is to be made: Pillow takes its memory.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from threading import BoundedSemaphore, Lock

from django.utils.translation import gettext
from PIL import Image

from belowline.core.refusals import TooMany
from belowline.newsroom.pictures.decoding import decoded
from belowline.newsroom.pictures.files import AVIF, JPEG, LARGEST_WIDTH, widths_up_to
from belowline.newsroom.pictures.judging import judged
from belowline.newsroom.pictures.metadata import Offered, offered_words

_QUALITY = {AVIF: {"quality": 60, "speed": 8}, JPEG: {"quality": 80, "progressive": True}}
_one_at_a_time = Lock()
"""A WebP of 16 megapixels takes 250 MB while it is decoded."""
_places = BoundedSemaphore(2)
"""One is being made, one may wait: of the threads that answer requests, two at the most."""


@dataclass(frozen=True, slots=True)
class MadePicture:
    """A picture as it is kept: `width` and `height` are those of the largest file.

    `files` are bytes by width and kind; `digest` is of all of them; `colour` is what most of it
    has, as six hexadecimal digits.
    """

    digest: str
    width: int
    height: int
    colour: str
    files: Mapping[tuple[int, str], bytes]
    offered: Offered


def made_picture(data: bytes) -> MadePicture:
    """The files, made anew from the bare pixels, and what the file says of itself.

    Takes about a second, and no transaction may be open meanwhile. Raises Invalid, TooLarge, or
    TooMany while others are being made.
    """
    with turn():
        return _made(data)


@contextmanager
def turn() -> Iterator[None]:
    """Inside, nothing else is decoded or made in this process. Raises TooMany where others wait."""
    if not _places.acquire(blocking=False):
        raise TooMany(
            gettext("Other pictures are being processed. Please try again in a moment."),
            retry_after=5,
            field="picture",
        )
    try:
        with _one_at_a_time:
            yield
    finally:
        _places.release()


def _made(data: bytes) -> MadePicture:
    with judged(data) as image:
        offered = offered_words(image)
        whole = decoded(image, width=LARGEST_WIDTH)
        width, *_ = reversed(widths_up_to(whole.width))
        largest = _scaled(whole, width)
        files = dict(_files(largest))
    digest = blake2b(digest_size=16)
    for (size, kind), content in sorted(files.items()):
        digest.update(b"%d %s %d\n" % (size, kind.encode(), len(content)))
        digest.update(content)
    return MadePicture(
        digest.hexdigest(), largest.width, largest.height, _colour(largest), files, offered
    )


def _files(largest: Image.Image) -> Iterator[tuple[tuple[int, str], bytes]]:
    for width in widths_up_to(largest.width):
        image = _scaled(largest, width)
        for kind, options in _QUALITY.items():
            out = BytesIO()
            image.save(out, kind, **options)
            yield (width, kind), out.getvalue()


def _scaled(image: Image.Image, width: int) -> Image.Image:
    """Without anything that the file said about itself."""
    height = max(1, round(image.height * width / image.width))
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    if image.width == width:
        return bare
    return bare.resize((width, height), Image.Resampling.LANCZOS)


def _colour(image: Image.Image) -> str:
    few = image.resize((48, 48), Image.Resampling.BOX).quantize(5)
    number = few.histogram().index(max(few.histogram()))
    palette = few.getpalette() or [128] * 15
    return bytes(palette[3 * number : 3 * number + 3]).hex()
