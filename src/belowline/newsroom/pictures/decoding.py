"""Decodes a picture: upright, in sRGB, on white where it is transparent, no larger than needed."""

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from belowline.newsroom.pictures.judging import UNREADABLE

_ORIENTATION = 0x0112
_SIDEWAYS = range(5, 9)
_WHITE = (255, 255, 255)


def decoded(image: Image.Image, *, width: int) -> Image.Image:
    """The picture as it is seen, `width` pixels wide or a little more, or as wide as it is.

    Raises what Pillow raises of a damaged file.
    """
    upright = _orientation(image) not in _SIDEWAYS
    image.draft(image.mode, (width, 1) if upright else (1, width))
    image.load()
    turned = image
    with suppress(*UNREADABLE):  # damaged notes of a camera: taken as it lies
        turned = ImageOps.exif_transpose(image)
    smaller = turned
    if turned.mode not in ("1", "P", "PA"):  # which have no colours in between
        smaller = _reduced(turned, width)
    return _on_white(smaller, image.info.get("icc_profile"))


def _orientation(image: Image.Image) -> int:
    with suppress(*UNREADABLE):
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _reduced(image: Image.Image, width: int) -> Image.Image:
    """By a whole number, so that what follows has less to do."""
    factor = image.width // width
    return image.reduce(factor) if factor > 1 and not image.mode.startswith("I") else image


def _on_white(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return _in_srgb(image, profile)
    clear = image.convert("RGBA")
    paper = Image.new("RGB", image.size, _WHITE)
    paper.paste(_in_srgb(clear.convert("RGB"), profile), mask=clear.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By the picture's colour profile; one that is damaged, or of other colours, is left aside."""
    if image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    if profile:
        with suppress(ImageCms.PyCMSError, *UNREADABLE):
            known = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, known, srgb, outputMode="RGB")
            if converted is not None:
                return converted
    return image.convert("RGB")
