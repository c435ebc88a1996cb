"""Writes what a comment's list item holds: header, text and actions.

Python and no template: a page holds fifty of them, and what templates do for each value takes four
times as long (docs/decisions/0036). Names, reasons and all else from people is escaped here.
"""

from collections.abc import Container

from markupsafe import escape

from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.authors import author_markup, badges_markup
from belowline.pages.comment_phrases import Phrases, phrases, replies_to
from belowline.pages.dates import time_markup
from belowline.pages.filters import figure
from belowline.pages.functions import writing_attrs


def comment_markup(
    comment: CommentView,
    publication: PublicationView,
    html: str,
    here: Container[str],
    *,
    flat: bool,
    language: str,
    is_before: bool,
    why: str = "",
    labels: str = "",
) -> str:
    """The comment with its text (`html`, clean), in an element that is left open.

    `why` says for which reason it was removed, `labels` what moderators have labelled it. Links
    to refs in `here` stay on the page.
    """
    words = phrases(language)
    level = "h4" if comment.parent and not flat else "h3"
    ref = comment.ref
    article = f'<article class="comment" id="c{ref}" aria-labelledby="h{ref}">'
    opens = f'{article}<header><{level} id="h{ref}">'
    closes = f"{_when(comment, ref, publication, words, language)}</{level}>"
    if not (comment.is_published or comment.is_held):
        return f"{opens}{_gone(comment, words, closes, why)}"
    remarks = _remarks(comment, words, is_before=is_before)
    header = f"{_author(comment, words, language)}{closes}{remarks}"
    to = _parent(comment, words, here, flat=flat)
    attrs = writing_attrs(publication.language, language)
    actions = _actions(comment, ref, words, flat=flat) if comment.is_published else ""
    below = f'<p class="labels">{escape(labels)}</p>{actions}' if labels else actions
    return f'{opens}{header}{to}</header><div class="body"{attrs}>{html}</div>{below}'


def _when(
    comment: CommentView, ref: str, publication: PublicationView, words: Phrases, language: str
) -> str:
    moment = comment.posted_at
    told = time_markup(moment, publication.time_zone, language) if moment else words.time_unknown
    return f'<a href="/c/{ref}">{told}</a>'


def _gone(comment: CommentView, words: Phrases, closes: str, why: str) -> str:
    if comment.status != "removed":
        return f'{words.withdrawn}{closes}</header><div class="body gone"></div>'
    told = {"reason": escape(why)}
    removed = f"<p>{words.removed_by % told}</p>"
    return f'{words.removed}{closes}</header><div class="body gone">{removed}</div>'


def _author(comment: CommentView, words: Phrases, language: str) -> str:
    named = (
        author_markup(comment.author, comment.picture, comment.author_ref)
        if comment.author
        else words.unnamed
    )
    beside = badges_markup(comment.badges, language) if comment.badges else ""
    marks = (
        f"{words.picked if comment.is_picked else ''}{words.pinned if comment.is_pinned else ''}"
    )
    return f"{named}{beside}{marks}{words.recovered if comment.is_recovered else ''}"


def _remarks(comment: CommentView, words: Phrases, *, is_before: bool) -> str:
    told = f"{words.edited if comment.edited_at else ''}{words.held if comment.is_held else ''}"
    return f"{told}{words.before_correction}" if is_before else told


def _parent(comment: CommentView, words: Phrases, here: Container[str], *, flat: bool) -> str:
    """Whom it answers, where its place does not say so."""
    parent = comment.parent
    if parent is None or not (flat or parent.id != comment.root_id):
        return ""
    address = f"#c{parent.ref}" if parent.ref in here else f"/c/{parent.ref}"
    name = f"<bdi>{escape(parent.author)}</bdi>" if parent.author else words.a_reader
    return f'<a class="to" href="{address}">{name}</a>'


def _actions(comment: CommentView, ref: str, words: Phrases, *, flat: bool) -> str:
    name = escape(comment.author) if comment.author else words.a_reader
    filled = {
        "ref": ref,
        "name": name,
        "up": figure(comment.up),
        "down": figure(comment.down),
    }
    answers = ""
    if comment.answers and (comment.parent or flat):
        told = replies_to(str(name), comment.answers)
        answers = f'<a href="/c/{ref}/answers">{told}</a>'
    acts = (words.votes_and_reply if comment.has_votes else words.reply) % filled
    return f'<div class="actions">{acts}{answers}{words.more % filled}</div>'
