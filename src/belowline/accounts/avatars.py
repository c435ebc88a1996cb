"""Makes a picture that somebody sent into two small, square WebP pictures and nothing else.

Read only where a picture is to be read: Pillow takes its memory.
"""

import struct
from io import BytesIO
from threading import Lock

from django.utils.translation import gettext
from PIL import Image, ImageOps

from belowline.core.refusals import Invalid, TooLarge

LARGEST = 5_000_000
"""Bytes; phones' photographs have 2 to 5 million."""
SMALL, LARGE = 96, 256
"""Pixels across; in a comment 32 of them are drawn, on a profile 96: enough for sharp screens."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_MEGAPIXELS = 40
_MEGAPIXELS_WHOLE = 16
"""Of pictures that must be decoded whole; a plain JPEG is decoded at an eighth of its size."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's readers raise of a file that is cut off, damaged, or lies about itself.
_UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError),
    *(AttributeError, OverflowError, ZeroDivisionError, MemoryError, Image.DecompressionBombError),
)
_one_at_a_time = Lock()
"""A picture of 16 megapixels takes 64 MB while it is read; several at once need not."""


def portraits(data: bytes) -> tuple[bytes, bytes]:
    """The middle of the picture, small and large, upright, without any metadata.

    What it is says its content, not its name. Raises Invalid, or TooLarge for more than 5 MB.
    """
    if len(data) > LARGEST:
        raise TooLarge(gettext("Photos can be up to 5 MB. Please choose a smaller one."))
    if not data:
        raise Invalid(gettext("Please choose a photo first."), field="picture")
    with _one_at_a_time:
        try:
            return _made(data)
        except _UNREADABLE:
            raise Invalid(
                gettext(
                    "This file can’t be read as a photo. Please upload a JPEG, PNG, WebP or GIF."
                ),
                field="picture",
            ) from None


def _made(data: bytes) -> tuple[bytes, bytes]:
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        _check_size(image)
        turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
        image.draft("RGB", (2 * LARGE, 2 * LARGE))
        image.load()
        plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    # The middle stays the middle however it is turned, so the small picture is turned.
    square = ImageOps.fit(plain, (LARGE, LARGE), Image.Resampling.LANCZOS)
    if turn is not None:
        square = square.transpose(turn)
    small = square.resize((SMALL, SMALL), Image.Resampling.LANCZOS)
    return _webp(small), _webp(square)


def _check_size(image: Image.Image) -> None:
    """Judges by the header, before anything is decoded."""
    plain_jpeg = image.format in ("JPEG", "MPO") and "progressive" not in image.info
    most = _MEGAPIXELS if plain_jpeg else _MEGAPIXELS_WHOLE
    if image.width * image.height > most * 1_000_000:
        raise Invalid(
            gettext("This photo has more than %(n)s million pixels. Please choose a smaller one.")
            % {"n": most},
            field="picture",
        )


def _webp(image: Image.Image) -> bytes:
    bare = Image.new(image.mode, image.size)  # without what the file said about itself
    bare.paste(image)
    out = BytesIO()
    bare.save(out, "WEBP", quality=82, method=6)
    return out.getvalue()
