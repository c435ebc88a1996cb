"""Reads a saved page: the story above, the comments, and what the page has around them."""

from collections import Counter
from collections.abc import Iterable

from belowline.transfer.saved_page.article import Story, story
from belowline.transfer.saved_page.blocks import Block, told_apart
from belowline.transfer.saved_page.decoding import decoded
from belowline.transfer.saved_page.html import html_text, is_html
from belowline.transfer.saved_page.lines import count, is_furniture, is_login, score
from belowline.transfer.saved_page.page import (
    LineCount,
    NotASavedPage,
    SavedComment,
    SavedPage,
)


def read(data: bytes) -> SavedPage:
    """Read a page that was saved as text or as HTML.

    A comment ends at its score line (`-1 ( +0 / -1 )`); the first begins below the last line that
    counts the comments, or below the login prompt. Whatever looks wrong becomes a warning, and no
    line is lost. Raises NotASavedPage where the file is something else.
    """
    text, guessed = decoded(data)
    lines = (html_text(text) if is_html(text) else text).split("\n")
    scores = [place for place, line in enumerate(lines) if score(line)]
    if not scores:
        raise NotASavedPage(
            "Comments that end with a score line such as `-1 ( +0 / -1 )` were looked for, but "
            "none was found. Save the page with its comments unfolded, or choose another importer."
        )
    start, unsure = _start(lines[: scores[0]])
    blocks = told_apart(_between(lines, start, scores))
    comments = _comments(blocks, [lines[place] for place in scores])
    top = story(lines[:start])
    thread = tuple(line.strip() for line in lines[scores[-1] + 1 :] if line.strip())
    furniture = tuple(line for block in blocks for line in block.furniture)
    strange = _strange(thread, furniture)
    aside = _filled("\n".join(top.boilerplate).split("\n"))
    warnings = (
        *filter(None, (guessed, unsure)),
        *_doubts(top, comments),
        *_doubts_of_furniture(furniture),
        *(f"This line below the last comment was left aside: {it}" for it in strange),
    )
    return SavedPage(
        headline=top.headline,
        section=top.section,
        byline=top.byline,
        copyright_lines=top.copyright_lines,
        expired_notice=top.expired_notice,
        body=top.body,
        declared_count=top.counts[0] if top.counts else None,
        comments=comments,
        boilerplate=top.boilerplate + furniture + thread,
        warnings=warnings,
        lines=LineCount(
            read=_filled(lines),
            story=_filled(lines[:start]) - aside,
            texts=sum(len(block.filled()) for block in blocks),
            scores=len(scores),
            headers=sum(block.headers for block in blocks),
            furniture=aside + len(furniture) + len(thread) - len(strange),
            unrecognised=len(strange),
        ),
    )


def _start(lines: list[str]) -> tuple[int, str | None]:
    """Return the line on which the first comment begins, and a warning where that is a guess."""
    told = [(place, number) for place, line in enumerate(lines) if (number := count(line))]
    # A comment may have a count of its own (`3 replies`); the page tells the same one twice.
    repeated = [place for place, number in told if number == told[0][1]]
    counts = repeated if len(repeated) > 1 else [place for place, _ in told]
    logins = [place for place, line in enumerate(lines) if is_login(line)]
    if len(counts) > 1 or (counts and logins and logins[-1] > counts[-1]):
        place = counts[-1] + 1
        while place < len(lines) and (not lines[place].strip() or is_login(lines[place])):
            place += 1
        prompt = next((at for at in logins if at >= place), None)
        return (prompt + 1 if len(counts) == 1 and prompt is not None else place), None
    if logins:
        return logins[-1] + 1, None
    filled = [place for place, line in enumerate(lines) if line.strip()]
    guess = filled[-1] if filled else 0
    return guess, (
        "Nothing on the page shows where the first comment begins. Only its last paragraph was "
        "taken for it; compare it with the page."
    )


def _between(lines: list[str], start: int, scores: list[int]) -> list[list[str]]:
    """The lines of each comment, which end at its score."""
    starts = [start, *(place + 1 for place in scores[:-1])]
    return [
        [line.rstrip() for line in lines[begin:end]]
        for begin, end in zip(starts, scores, strict=True)
    ]


def _comments(blocks: list[Block], scores: list[str]) -> tuple[SavedComment, ...]:
    return tuple(
        SavedComment(block.text, found.up, found.down, found.net, block.author, block.stamp)
        for block, line in zip(blocks, scores, strict=True)
        if (found := score(line))
    )


def _filled(lines: Iterable[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _doubts_of_furniture(furniture: tuple[str, ...]) -> list[str]:
    """What was taken for the page's own at nearly every comment, for somebody to look at."""
    return [
        f"“{line}” stands at {number} comments, so it was taken for the page’s own words."
        for line, number in Counter(furniture).most_common(5)
    ]


def _doubts(top: Story, comments: tuple[SavedComment, ...]) -> list[str]:
    doubts: list[str] = []
    if top.headline is None:
        doubts.append("No headline was found above the comments.")
    if not top.counts:
        doubts.append("The page does not say how many comments it has, so none can be missed.")
    doubts += [
        f"The page says that it has {declared} comments, but {len(comments)} were found."
        for declared in sorted(set(top.counts))
        if declared != len(comments)
    ]
    for number, comment in enumerate(comments, start=1):
        if comment.net != comment.up - comment.down:
            doubts.append(
                f"Comment {number} on the page shows a balance of {comment.net}, but has "
                f"{comment.up} votes for and {comment.down} against."
            )
        if not comment.text.strip():
            doubts.append(f"Comment {number} on the page has no text.")
    return doubts


def _strange(thread: tuple[str, ...], furniture: tuple[str, ...]) -> list[str]:
    known = (is_furniture(line) or count(line) is not None or line in furniture for line in thread)
    return [line for line, fine in zip(thread, known, strict=True) if not fine]
