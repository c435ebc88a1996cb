"""What a saved page holds once it has been read, and the refusal of a file that is not one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedComment:
    """One comment: its paragraphs as saved, and its votes for, against, and the balance shown.

    `author` and `stamp` are the name and the time that the page prints above it, if it does.
    """

    text: str
    up: int
    down: int
    net: int
    author: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class LineCount:
    """Where the lines of the file went, but for the empty ones; together they are `read`."""

    read: int
    story: int
    texts: int
    scores: int
    headers: int
    furniture: int
    unrecognised: int


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A news page with its discussion; `comments` stand in the order of the page.

    `expired_notice` is the sentence that stands in place of the article, or None where `body`
    holds the article's paragraphs. `copyright_lines` are the agency's and the site's, as printed.
    `declared_count` is the number of comments that the page claims. `boilerplate` are the lines
    that belong to the page and not to the story, `lines` counts all there were. `warnings` are
    sentences for whoever imports.
    """

    headline: str | None
    section: str | None
    byline: str | None
    copyright_lines: tuple[str, ...]
    expired_notice: str | None
    body: tuple[str, ...]
    declared_count: int | None
    comments: tuple[SavedComment, ...]
    boilerplate: tuple[str, ...]
    warnings: tuple[str, ...]
    lines: LineCount


class NotASavedPage(Exception):  # noqa: N818 - a refusal, named for what it says
    """The file is not a saved discussion page; `reason` is a sentence for a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
