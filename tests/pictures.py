"""Pictures that people send: photographs, and what is none."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)


def photograph(
    width: int = 320,
    height: int = 240,
    *,
    kind: str = "JPEG",
    name: str = "me.jpg",
    top: tuple[int, int, int] = RED,
    bottom: tuple[int, int, int] = BLUE,
    **saved,
) -> SimpleUploadedFile:
    """A picture whose upper half has one colour and whose lower half has another."""
    image = Image.new("RGB", (width, height), bottom)
    image.paste(top, (0, 0, width, height // 2))
    return SimpleUploadedFile(name, encoded(image, kind, **saved), "image/jpeg")


def encoded(image: Image.Image, kind: str, **saved) -> bytes:
    """The image as a file of this kind."""
    out = BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def with_places() -> Image.Exif:
    """What a phone says of a photograph: where it was taken, with what, and which side is up."""
    exif = Image.Exif()
    exif[0x010F] = "Acme Phones"
    exif[0x0112] = 6  # the top of the scene is at the right of the file
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 22.0), 3: "E", 4: (139.0, 41.0, 30.0)})
    return exif
