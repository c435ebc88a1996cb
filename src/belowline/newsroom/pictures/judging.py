"""Judges what an editor has sent by its content and by its header, before anything is decoded."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.utils.translation import gettext
from PIL import Image
from PIL.ImageFile import ImageFile

from belowline.core.refusals import Invalid, Refusal, TooLarge

LARGEST = 15_000_000
"""Bytes; what photographers and agencies send as JPEG has 1 to 10 million."""
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_JPEGS = ("JPEG", "MPO")
"""What Pillow calls a JPEG, and one with a second picture in it."""
_MEGAPIXELS, _PROGRESSIVE, _WHOLE = 60, 30, 16
"""Of a plain JPEG, which is decoded at a fraction of its size, of one that has to be read whole
before, and of what has to be decoded whole."""
_LONGEST_SIDE = 8
"""How many times as long as its short side a picture's long side may be."""
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
# What Pillow's readers raise of a file that is cut off, damaged, or lies about itself.
UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError),
    *(AttributeError, OverflowError, ZeroDivisionError, MemoryError, RuntimeError),
)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@contextmanager
def judged(data: bytes) -> Iterator[ImageFile]:
    """The picture, opened but not decoded. Whatever goes wrong while it is read is refused.

    Raises Invalid, or TooLarge for too many bytes.
    """
    _check_bytes(data)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _check_size(image)
            _check_frames(image)
            yield image
    except Refusal:
        raise
    except _BOMBS:
        raise _too_many_pixels(_WHOLE) from None
    except UNREADABLE:
        raise _refused(
            gettext(
                "This file can’t be read as a picture. Please upload a JPEG, PNG, WebP or AVIF."
            )
        ) from None


def _check_bytes(data: bytes) -> None:
    if not data:
        raise _refused(gettext("Please choose a picture first."))
    if len(data) > LARGEST:
        most = LARGEST // 1_000_000
        raise TooLarge(
            gettext("Pictures can be up to %(n)s MB. Please choose a smaller one.") % {"n": most},
            field="picture",
        )
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS and b"avif" not in data[8:64]:
        raise _refused(
            gettext(
                "This is a HEIC picture, which browsers can’t show. Please export it as JPEG, "
                "and upload that."
            )
        )


def _check_size(image: Image.Image) -> None:
    most = _most_megapixels(image)
    if image.width * image.height > most * 1_000_000:
        raise _too_many_pixels(most)
    if max(image.size) > _LONGEST_SIDE * min(image.size):
        raise _refused(gettext("This picture is too narrow to be shown. Please crop it."))


def _most_megapixels(image: Image.Image) -> int:
    if image.format not in _JPEGS:
        return _WHOLE
    return _PROGRESSIVE if "progressive" in image.info else _MEGAPIXELS


def _check_frames(image: Image.Image) -> None:
    """A second picture in a JPEG is a phone's: for another brightness, or the other eye."""
    if image.format not in _JPEGS and getattr(image, "n_frames", 1) > 1:
        raise _refused(gettext("This picture is animated. Please upload a still one."))


def _too_many_pixels(most: int) -> Invalid:
    return _refused(
        gettext("This picture has more than %(n)s million pixels. Please choose a smaller one.")
        % {"n": most}
    )


def _refused(sentence: str) -> Invalid:
    return Invalid(sentence, field="picture")
