"""Pictures that people send: photographs, and what is none."""

import struct
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from belowline.accounts.queries.people import Actor
from belowline.newsroom.queries.desk_pictures import PICTURE_FIELDS
from belowline.newsroom.services.pictures import describe_picture, upload_picture

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


def app13(*fields: tuple[int, bytes]) -> bytes:
    """A marker of a JPEG with these data sets of IPTC-IIM's second record."""
    sets = b"".join(struct.pack(">BBBH", 0x1C, 2, n, len(said)) + said for n, said in fields)
    sets += b"\0" * (len(sets) % 2)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(sets)) + sets
    body = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def xmp(inside: str) -> bytes:
    """A packet of XMP with these attributes and elements."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        f"{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def uploaded_picture(editor: Actor, data: bytes, **words: str) -> int:
    """Uploads a picture for articles and says what is on it; returns its id."""
    picture_id = upload_picture(actor=editor, data=data)
    describe(editor, picture_id, **{"alt": "Half red, half blue.", **words})
    return picture_id


def describe(editor: Actor, picture_id: int, **words: str) -> None:
    """Says these words of a picture, and nothing in its other fields."""
    typed = {**dict.fromkeys(PICTURE_FIELDS, ""), **words}
    describe_picture(actor=editor, picture_id=picture_id, words=typed)
