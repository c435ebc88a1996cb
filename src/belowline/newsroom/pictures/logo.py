"""Makes small pictures of what is uploaded, transparent where it was: logos, pictures of offers."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO

from PIL import Image, ImageOps

from belowline.newsroom.pictures.judging import UNREADABLE, judged
from belowline.newsroom.pictures.making import turn

_LOGO, _OFFER = (640, 104), (640, 480)
"""Pixels that are kept at the most: twice as many each way as are shown."""


@dataclass(frozen=True, slots=True)
class MadeLogo:
    """A WebP; `width` and `height` are those at which it is shown, in CSS pixels."""

    content: bytes
    digest: str
    width: int
    height: int


def made_logo(data: bytes) -> MadeLogo:
    """The logo, without loss. Raises Invalid, TooLarge for too many bytes, or TooMany while others
    are made.
    """
    return _made(data, _LOGO, lossless=True)


def made_offer_picture(data: bytes) -> MadeLogo:
    """The picture of an offer. Raises the same."""
    return _made(data, _OFFER, lossless=False)


def _made(data: bytes, largest: tuple[int, int], *, lossless: bool) -> MadeLogo:
    with turn(), judged(data) as image:
        image.load()
        turned: Image.Image = image
        with suppress(*UNREADABLE):  # damaged notes of a camera: taken as it lies
            turned = ImageOps.exif_transpose(image)
        clear = turned.convert("RGBA")
        clear.thumbnail(largest, Image.Resampling.LANCZOS)
        written = BytesIO()
        clear.save(written, "WEBP", lossless=lossless, quality=80, method=4, exact=lossless)
    content = written.getvalue()
    digest = blake2b(content, digest_size=16).hexdigest()
    return MadeLogo(content, digest, (clear.width + 1) // 2, (clear.height + 1) // 2)
