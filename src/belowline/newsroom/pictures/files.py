"""The files of a picture: their kinds, their widths as the pages use them, and their names."""

AVIF, JPEG = "avif", "jpeg"
KINDS = (AVIF, JPEG)
WIDTHS = (320, 640, 960, 1280)
"""Pixels. The text's column has 640, and teasers 320, on a screen with one for each."""
LARGEST_WIDTH = WIDTHS[-1]


def widths_up_to(width: int) -> tuple[int, ...]:
    """Those in which a picture is kept that is so wide; a smaller one as it is."""
    return tuple(each for each in WIDTHS if each <= width) or (width,)


def file_name(digest: str, width: int, kind: str) -> str:
    """Where a file is kept, in one of 256 folders."""
    return f"{digest[:2]}/{digest}-{width}.{kind}"


def file_names(digest: str, width: int) -> list[str]:
    """All files of a picture whose largest has this width."""
    return [file_name(digest, each, kind) for each in widths_up_to(width) for kind in KINDS]
