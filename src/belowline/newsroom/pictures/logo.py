"""Makes a publication's logo of what is uploaded: small, and transparent where it was."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO

from PIL import Image, ImageOps

from belowline.newsroom.pictures.judging import UNREADABLE, judged
from belowline.newsroom.pictures.making import turn

_LARGEST = (640, 104)
"""Pixels that are kept: twice as many each way as are shown."""


@dataclass(frozen=True, slots=True)
class MadeLogo:
    """A WebP without loss; `width` and `height` are those at which it is shown, in CSS pixels."""

    content: bytes
    digest: str
    width: int
    height: int


def made_logo(data: bytes) -> MadeLogo:
    """The logo. Raises Invalid, TooLarge for too many bytes, or TooMany while others are made."""
    with turn(), judged(data) as image:
        image.load()
        turned: Image.Image = image
        with suppress(*UNREADABLE):  # damaged notes of a camera: taken as it lies
            turned = ImageOps.exif_transpose(image)
        clear = turned.convert("RGBA")
        clear.thumbnail(_LARGEST, Image.Resampling.LANCZOS)
        written = BytesIO()
        clear.save(written, "WEBP", lossless=True, quality=80, method=4, exact=True)
    content = written.getvalue()
    digest = blake2b(content, digest_size=16).hexdigest()
    return MadeLogo(content, digest, (clear.width + 1) // 2, (clear.height + 1) // 2)
