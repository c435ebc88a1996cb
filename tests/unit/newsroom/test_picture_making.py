"""An editor's picture is what it holds: made anew, bounded, upright, and without what it knew."""

import struct
import zlib
from io import BytesIO
from threading import Event, Thread

import pytest
from PIL import Image

from belowline.core.refusals import Invalid, Refusal, TooLarge, TooMany
from belowline.newsroom.pictures import making
from belowline.newsroom.pictures.files import AVIF, JPEG, file_names, widths_up_to
from belowline.newsroom.pictures.judging import LARGEST
from belowline.newsroom.pictures.making import made_picture
from pictures import BLUE, RED, app13, encoded, photograph, with_places, xmp

WHITE = (255, 255, 255)


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def looks_like(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(colour, wanted, strict=False))


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG whose header promises this size; its pixels are missing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), *chunks, chunk(b"IDAT", zlib.compress(b"")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def moving(kind: str, frames: int) -> bytes:
    shades = [Image.new("RGB", (16, 16), (n % 256, n // 256, 0)) for n in range(frames)]
    return encoded(shades[0], kind, save_all=True, append_images=shades[1:])


def profile_with_red_for_blue() -> bytes:
    """A colour profile (ICC.1:2001-04) like sRGB, with two of its primaries changed over."""

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65_536)) for value in values)

    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = {
        b"rXYZ": b"XYZ \0\0\0\0" + fixed(*blue),
        b"gXYZ": b"XYZ \0\0\0\0" + fixed(*green),
        b"bXYZ": b"XYZ \0\0\0\0" + fixed(*red),
        b"wtpt": b"XYZ \0\0\0\0" + fixed(0.9642, 1, 0.8249),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    size = struct.pack(">I", start + len(body))
    kinds = b"\0\0\0\0\x02\x10\0\0mntrRGB XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 28
    head = size + kinds + fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + table + body


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_what_is_allowed_becomes_avif_and_jpeg_in_the_widths_of_the_pages(kind) -> None:
    made = made_picture(photograph(1400, 1000, kind=kind).read())
    assert (made.width, made.height) == (1280, 914)
    assert {width for width, _ in made.files} == {320, 640, 960, 1280}
    for (width, kind_of_file), data in made.files.items():
        image = opened(data)
        assert image.format == kind_of_file.upper()
        assert image.width == width
        assert looks_like(image.getpixel((width // 2, 4)), RED)
        assert looks_like(image.getpixel((width // 2, image.height - 4)), BLUE)


def test_a_picture_is_never_made_larger() -> None:
    made = made_picture(photograph(700, 300).read())
    assert (made.width, sorted({width for width, _ in made.files})) == (640, [320, 640])
    small = made_picture(photograph(90, 60).read())
    assert (small.width, {width for width, _ in small.files}) == (90, {90})


def test_the_same_pixels_have_the_same_digest_and_others_another() -> None:
    first, again = (made_picture(photograph(400, 300, kind="PNG").read()) for _ in range(2))
    other = made_picture(photograph(400, 301, kind="PNG").read())
    assert first.digest == again.digest != other.digest


def test_the_files_of_a_picture_are_named_by_what_it_is_and_how_wide_it_is() -> None:
    assert file_names("ab" * 16, 640) == [
        f"ab/{'ab' * 16}-{width}.{kind}" for width in (320, 640) for kind in (AVIF, JPEG)
    ]
    assert widths_up_to(90) == (90,)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 40,
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"8BPS\0\1" + b"\0" * 60,
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0" + b"\0" * 100,
        b"RIFF\x20\0\0\0WEBPVP8X" + b"\xff" * 20,
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data) -> None:
    with pytest.raises(Invalid) as refused:
        made_picture(data)
    assert refused.value.field == "picture"
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO", "TGA", "PPM"])
def test_other_kinds_of_pictures_are_refused(kind) -> None:
    with pytest.raises(Invalid):
        made_picture(photograph(64, 64, kind=kind).read())


def test_a_heic_is_told_what_to_do() -> None:
    with pytest.raises(Invalid, match="export it as JPEG"):
        made_picture(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_a_file_that_is_cut_off_is_refused(kind, part) -> None:
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    data = encoded(noise, kind)
    with pytest.raises(Invalid):
        made_picture(data[: int(len(data) * part)])


def test_too_many_bytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(TooLarge, match="15 MB"):
        made_picture(b"\xff" * (LARGEST + 1))


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (16_000, 4_000), (4_001, 4_000)])
def test_too_many_pixels_are_refused_by_the_header(width, height) -> None:
    with pytest.raises(Invalid, match="million pixels"):
        made_picture(png(width, height))


def test_a_text_that_inflates_to_a_hundred_megabytes_is_refused() -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 100_000_000, 9))
    with pytest.raises(Invalid):
        made_picture(png(40, 40, bomb))


def test_a_strip_is_refused() -> None:
    with pytest.raises(Invalid, match="too narrow"):
        made_picture(photograph(40, 4_000).read())


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "PNG"])
def test_what_moves_is_refused(kind) -> None:
    with pytest.raises(Invalid, match="animated"):
        made_picture(moving(kind, 60))


def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    behind = b"<script>alert('polyglot')</script>"
    data = photograph(400, 300, comment=behind).read() + b"<html>" + behind
    for made in made_picture(data).files.values():
        assert b"script" not in made


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(orientation) -> None:
    scene = Image.new("RGB", (600, 400), BLUE)
    scene.paste(RED, (0, 0, 600, 200))
    scene.paste(WHITE, (0, 0, 100, 100))
    laid = {
        1: lambda it: it,
        2: lambda it: it.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda it: it.transpose(Image.Transpose.ROTATE_180),
        4: lambda it: it.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda it: it.transpose(Image.Transpose.TRANSPOSE),
        6: lambda it: it.transpose(Image.Transpose.ROTATE_90),
        7: lambda it: it.transpose(Image.Transpose.TRANSVERSE),
        8: lambda it: it.transpose(Image.Transpose.ROTATE_270),
    }[orientation](scene)
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = made_picture(encoded(laid, "JPEG", exif=exif))
    assert (made.width, made.height) == (320, 213)
    image = opened(made.files[320, JPEG])
    assert looks_like(image.getpixel((20, 20)), WHITE)
    assert looks_like(image.getpixel((250, 20)), RED)
    assert looks_like(image.getpixel((250, 190)), BLUE)


def test_where_and_with_what_it_was_taken_is_in_no_file() -> None:
    exif = with_places()
    exif.get_ifd(0x8769)[0x927C] = b"makers-own-notes"
    said = xmp("><dc:title>Secret</dc:title>")
    data = photograph(800, 600, exif=exif, comment=b"at home", xmp=said).read()
    assert b"Acme Phones" in data
    for made in made_picture(data).files.values():
        image = opened(made)
        assert dict(image.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)
        assert not any(word in made for word in (b"Acme", b"makers-own", b"Secret", b"at home"))


def test_colours_of_another_profile_become_srgb() -> None:
    made = made_picture(photograph(400, 300, icc_profile=profile_with_red_for_blue()).read())
    image = opened(made.files[320, JPEG])
    assert looks_like(image.getpixel((160, 20)), BLUE)
    assert looks_like(image.getpixel((160, 230)), RED)


def test_a_damaged_profile_is_left_aside() -> None:
    made = made_picture(photograph(400, 300, icc_profile=b"no profile at all").read())
    assert looks_like(opened(made.files[320, JPEG]).getpixel((160, 20)), RED)


def test_cmyk_sixteen_bits_grey_and_two_colours_are_understood() -> None:
    cmyk = Image.new("RGB", (400, 300), RED).convert("CMYK")
    assert looks_like(pixel(encoded(cmyk, "JPEG")), RED)
    deep = Image.new("I;16", (400, 300), 200 * 256)
    assert looks_like(pixel(encoded(deep, "PNG")), (200, 200, 200))
    assert looks_like(pixel(encoded(Image.new("L", (400, 300), 90), "PNG")), (90, 90, 90))
    assert looks_like(pixel(encoded(Image.new("1", (400, 300), 1), "PNG")), WHITE)


def test_what_is_transparent_lies_on_white() -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    assert looks_like(pixel(encoded(clear, "PNG")), WHITE)
    palette = Image.new("P", (400, 300), 0)
    palette.putpalette([0, 0, 0, 200, 30, 30])
    assert looks_like(pixel(encoded(palette, "PNG", transparency=0)), WHITE)
    assert looks_like(pixel(encoded(Image.new("LA", (400, 300), (0, 0)), "PNG")), WHITE)


def pixel(data: bytes) -> tuple[int, ...]:
    return opened(made_picture(data).files[320, JPEG]).getpixel((160, 120))


def test_the_colour_of_the_place_is_what_most_of_the_picture_has() -> None:
    image = Image.new("RGB", (600, 400), BLUE)
    image.paste(RED, (0, 0, 600, 60))
    made = made_picture(encoded(image, "PNG"))
    assert looks_like(tuple(bytes.fromhex(made.colour)), BLUE)


def test_caption_credit_and_alt_text_are_offered_from_xmp() -> None:
    said = xmp(
        ' photoshop:Credit="Reuters"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
        "A gull on\n the quay.</rdf:li></rdf:Alt></dc:description>"
        "<dc:creator><rdf:Seq><rdf:li>Ada Okafor</rdf:li></rdf:Seq></dc:creator>"
        "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li>A gull.</rdf:li></rdf:Alt>"
        "</Iptc4xmpCore:AltTextAccessibility>"
    )
    for kind in ("JPEG", "WEBP", "AVIF"):
        offered = made_picture(photograph(400, 300, kind=kind, xmp=said).read()).offered
        assert offered.caption == "A gull on the quay."
        assert (offered.credit, offered.alt) == ("Ada Okafor / Reuters", "A gull.")


def test_caption_and_credit_are_offered_from_iptc() -> None:
    extra = app13((120, "Möwe am Kai".encode()), (80, b"Ada"), (110, b"Ada/Reuters"))
    offered = made_picture(photograph(400, 300, extra=extra).read()).offered
    assert (offered.caption, offered.credit) == ("Möwe am Kai", "Ada/Reuters")
    latin = made_picture(photograph(400, 300, extra=app13((116, b"\xa9 M\xf6we"))).read())
    assert latin.offered.credit == "© Möwe"


@pytest.mark.parametrize(
    "said",
    [
        b"no XML at all <",
        b'<!DOCTYPE x [<!ENTITY a "boom">]>' + xmp("><dc:rights>&a;</dc:rights>"),
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + xmp("><dc:rights>&x;</dc:rights>"),
        xmp("><dc:description/>"),
        b"<a>" * 3_000,
    ],
)
def test_notes_that_are_damaged_or_hostile_are_no_notes(said) -> None:
    offered = made_picture(photograph(400, 300, xmp=said).read()).offered
    assert (offered.caption, offered.credit, offered.alt) == ("", "", "")


def test_a_picture_is_refused_while_two_others_are_being_made(monkeypatch) -> None:
    begun, may_end = Event(), Event()

    def slowly(data: bytes) -> None:
        begun.set()
        may_end.wait(20)

    monkeypatch.setattr(making, "_made", slowly)
    others = [Thread(target=made_picture, args=(b"",)) for _ in range(2)]
    for other in others:
        other.start()
    begun.wait(20)
    while making._places._value:
        may_end.wait(0.01)
    with pytest.raises(TooMany) as refused:
        made_picture(b"")
    may_end.set()
    for other in others:
        other.join(20)
    assert isinstance(refused.value, Refusal)
    assert making._places._value == 2
