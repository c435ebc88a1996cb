"""All scenes, by name. Read only where the demo is set up: Pillow takes its memory."""

from belowline.cli.demo.drawings import harbour, town

_SCENES = {**harbour.SCENES, **town.SCENES}


def scene(name: str) -> bytes:
    """A JPEG of the scene with this name. Raises KeyError where there is none."""
    return _SCENES[name]()
