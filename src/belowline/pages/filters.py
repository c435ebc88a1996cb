"""Filters of the templates: what one value looks like."""

import re
from hashlib import blake2b

from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from belowline.core.markup import own_words, plain_text
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.threads import ThreadView
from belowline.moderation.queries.labels import labels_for_readers
from belowline.moderation.queries.reasons import reason_title
from belowline.pages import citations

_HUES = 12
_FIRST_WORDS = 90
_LONGEST_QUOTATION = 280
_LINK = re.compile(r'<a [^>]*?href="(?P<where>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_MINUS = "\N{MINUS SIGN}"


def initials(name: str) -> str:
    """One or two letters for the drawn avatar."""
    words = [word for word in name.replace("_", " ").replace("-", " ").split() if word[0].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return name[:2].upper()


def hue(name: str) -> int:
    """The number of the avatar's colour, the same for the same name everywhere."""
    return blake2b(name.encode(), digest_size=2).digest()[0] % _HUES


def figure(number: int) -> str:
    """The number with its thousands apart, as the language does it."""
    return str(number) if -1000 < number < 1000 else number_format(number, force_grouping=True)


def signed(number: int) -> str:
    """A score with its sign, a true minus among them: +17, 0, −1."""
    if number == 0:
        return "0"
    return f"+{figure(number)}" if number > 0 else f"{_MINUS}{figure(-number)}"


def paragraphs(text: str) -> SafeString:
    """What somebody typed, with its paragraphs and lines as they were typed."""
    return SafeString(linebreaks(text, autoescape=True))


def cited(html: str) -> SafeString:
    """A comment's HTML, with the words that say whom it quotes."""
    return SafeString(citations.cited(html))


def unlinked(html: str) -> SafeString:
    """A comment's HTML with its links as text, the address beside the words that hide it: at the
    desk nobody follows a link by a slip of the finger.
    """

    def told(link: re.Match[str]) -> str:
        words, where = link["words"], link["where"]
        is_plain = where.startswith(("/", "#")) or plain_text(words).strip() in escaped(where)
        return f"<u>{words}</u>" if is_plain else f"<u>{words}</u> <code>{where}</code>"

    def escaped(where: str) -> set[str]:
        bare = where.removeprefix("https://").removeprefix("http://")
        return {where, bare, bare.rstrip("/")}

    return SafeString(_LINK.sub(told, html))


def reason(comment: CommentView) -> str:
    """Why a comment was removed, for the middle of a sentence, and what a moderator wrote."""
    words = _inside(reason_title(comment.reason, publication_id=comment.publication_id))
    return f"{words}: {comment.explanation}" if comment.explanation else words


def closing_reason(thread: ThreadView) -> str:
    """Why moderators have closed a discussion, for the middle of a sentence."""
    return _inside(reason_title(thread.closed_for, publication_id=thread.publication_id))


def labels_line(comment: CommentView) -> str:
    """Which labels moderators have put on a comment, as readers are told; empty for none."""
    found = labels_for_readers(comment)
    if not found:
        return ""
    names = gettext(", ").join(_inside(it.name) for it in found)
    return gettext("Labelled by the moderators: %(labels)s") % {"labels": names}


def _inside(title: str) -> str:
    """A title as it stands inside a sentence; “AI-written text” stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def first_words(html: str, most: int = _FIRST_WORDS) -> str:
    """The first words of a comment, up to `most` characters, without what it quotes."""
    text = own_words(html) or " ".join(plain_text(html).split())
    return shortened(text, most)


def shortened(words: str, most: int = _LONGEST_QUOTATION) -> str:
    """The words up to `most` characters, cut between two of them."""
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def code_spans(text: str) -> SafeString:
    """The text, escaped, with what stands between backticks as code."""
    return SafeString(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))


def without_placeholder(field: BoundField) -> SafeString:
    """A form's field without the placeholder that repeats its label."""
    field.field.widget.attrs.pop("placeholder", None)
    return SafeString(field.as_widget())
