"""Pictures are what they hold, are made anew, and take nothing along."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from belowline.accounts.avatars import LARGE, LARGEST, SMALL, portraits
from belowline.core.refusals import Invalid, TooLarge
from pictures import BLUE, RED, encoded, photograph, with_places


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def looks_like(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(colour, wanted, strict=False))


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header promises this size; its few bytes would be inflated to it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\0" + bytes((width + 7) // 8)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_is_allowed_becomes_two_square_webp_pictures(kind) -> None:
    small, large = portraits(photograph(400, 300, kind=kind).read())
    for data, width in ((small, SMALL), (large, LARGE)):
        image = opened(data)
        assert (image.format, image.size) == ("WEBP", (width, width))
        assert looks_like(image.convert("RGB").getpixel((width // 2, 4)), RED)
        assert looks_like(image.convert("RGB").getpixel((width // 2, width - 4)), BLUE)


def test_the_middle_is_kept_whatever_the_shape() -> None:
    wide = Image.new("RGB", (900, 300), BLUE)
    wide.paste(RED, (300, 0, 600, 300))
    image = opened(portraits(encoded(wide, "PNG"))[1]).convert("RGB")
    assert all(looks_like(image.getpixel((x, 128)), RED) for x in (6, 128, 250))


def test_a_photograph_is_turned_and_says_nothing_of_where_it_was_taken() -> None:
    data = photograph(600, 600, exif=with_places(), comment=b"at home").read()
    assert b"Acme Phones" in data
    for made in portraits(data):
        assert not any(word in made for word in (b"Acme", b"at home", b"EXIF", b"XMP ", b"ICCP"))
        image = opened(made)
        assert len(image.getexif()) == 0
        assert not {"exif", "xmp", "icc_profile"} & {k for k, v in image.info.items() if v}
        middle = image.height // 2
        assert looks_like(image.convert("RGB").getpixel((image.width - 4, middle)), RED)
        assert looks_like(image.convert("RGB").getpixel((4, middle)), BLUE)


def test_what_is_seen_through_stays_so() -> None:
    image = opened(portraits(encoded(Image.new("RGBA", (64, 64), (255, 0, 0, 0)), "PNG"))[0])
    assert image.convert("RGBA").getpixel((10, 10))[3] == 0


def test_of_what_moves_the_first_picture_is_taken() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in (RED, BLUE)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    image = opened(portraits(data)[0])
    assert getattr(image, "n_frames", 1) == 1
    assert looks_like(image.convert("RGB").getpixel((40, 40)), RED)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7 ...",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0" + b"a" * 200,
        b"BM" + b"\0" * 60,
        encoded(Image.new("RGB", (50, 50)), "BMP"),
        encoded(Image.new("RGB", (50, 50)), "TIFF"),
        encoded(Image.new("RGB", (50, 50)), "ICO"),
        encoded(Image.new("RGB", (50, 50)), "PPM"),
    ],
    ids=["svg", "html", "pdf", "gif-html", "jpeg-start", "bmp-start", "bmp", "tiff", "ico", "ppm"],
)
def test_what_is_no_picture_of_these_kinds_is_refused_whatever_its_name(data) -> None:
    with pytest.raises(Invalid, match="can’t be read as a photo"):
        portraits(data)


def test_what_hides_behind_a_picture_is_left_behind() -> None:
    data = photograph().read() + b"<script>alert(document.domain)</script>"
    assert all(b"script" not in made for made in portraits(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(kind) -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    data = encoded(noise, kind)
    with pytest.raises(Invalid):
        portraits(data[: len(data) // 2])


@pytest.mark.parametrize("size", [(30_000, 30_000), (4_200, 4_000)])
def test_a_bomb_is_refused_by_its_header(size, monkeypatch) -> None:
    bomb = png_of(*size)
    assert len(bomb) < 1_000_000
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("was decoded"))
    with pytest.raises(Invalid):
        portraits(bomb)


def test_a_phones_largest_photograph_is_taken_and_a_larger_one_is_not() -> None:
    assert portraits(photograph(8_000, 5_000, quality=20).read())
    with pytest.raises(Invalid, match="more than 40 million pixels"):
        portraits(photograph(8_001, 5_000, quality=20).read())
    with pytest.raises(Invalid, match="more than 16 million pixels"):
        portraits(photograph(5_000, 4_000, quality=20, progressive=True).read())


def test_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(TooLarge):
        portraits(bytes(LARGEST + 1))


def test_nothing_is_no_picture() -> None:
    with pytest.raises(Invalid, match="choose a photo"):
        portraits(b"")
