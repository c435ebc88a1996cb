"""Gives the demo's articles their pictures, by the way that every editor's picture takes."""

from importlib import import_module
from typing import Protocol, cast

from belowline.accounts.queries.people import Actor
from belowline.cli.demo.script import Drawing
from belowline.newsroom.services.pictures import describe_picture, upload_picture


class _Scenes(Protocol):
    def scene(self, name: str) -> bytes: ...


def drawn(drawing: Drawing, editor: Actor) -> int:
    """Draws and uploads the picture in the editor's name, and returns its id."""
    picture_id = upload_picture(actor=editor, data=scene(drawing.scene))
    words = {
        "alt": drawing.alt,
        "decorative": "",
        "caption": drawing.caption,
        "credit": drawing.credit,
        "usable_from": "",
        "usable_until": "",
        "only_in": "",
        "not_in": "",
    }
    describe_picture(actor=editor, picture_id=picture_id, words=words)
    return picture_id


def scene(name: str) -> bytes:
    """The drawing with this name, as a file."""
    scenes = cast("_Scenes", import_module("belowline.cli.demo.drawings.scenes"))
    return scenes.scene(name)
