"""The words around a comment in one language, with the markup that they stand in."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.translation import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Phrases:
    """Markup, made once for each language. What stands as `%(…)s` is filled in escaped: `ref`,
    `name` (the author's), `up`, `down`, `reason`.
    """

    unnamed: str
    a_reader: str
    recovered: str
    time_unknown: str
    edited: str
    held: str
    picked: str
    pinned: str
    before_correction: str
    removed: str
    removed_by: str
    withdrawn: str
    votes_and_reply: str
    reply: str
    more: str


@cache
def phrases(language: str) -> Phrases:
    """Those of this language, which must be the one that is spoken."""
    del language  # only told apart here
    return Phrases(
        unnamed=_in_a_names_place(gettext("A reader")),
        a_reader=gettext("a reader"),
        recovered=_recovered(),
        time_unknown=gettext("Time unknown"),
        edited=_remark(gettext("edited")),
        held=_remark(gettext("held")),
        picked=_mark(gettext("Editors’ pick")),
        pinned=_mark(gettext("Pinned")),
        before_correction=_remark(gettext("written before the correction")),
        removed=_in_a_names_place(gettext("Comment removed")),
        removed_by=gettext("Removed by a moderator: %(reason)s."),
        withdrawn=_in_a_names_place(gettext("Comment deleted by its author")),
        votes_and_reply=_votes() + _reply(),
        reply=_reply(),
        more=_more(),
    )


def replies_to(name: str, number: int) -> str:
    """How many replies somebody (`name`, escaped) has got, as the text of a link."""
    words = ngettext("%(n)s reply<u> to %(name)s</u>", "%(n)s replies<u> to %(name)s</u>", number)
    return words % {"n": number, "name": name}


@lru_cache(maxsize=1024)
def replies_below(number: int, language: str) -> str:
    """How many replies stand below a comment, in the language that is spoken."""
    del language  # only told apart here
    return ngettext("%(n)s reply", "%(n)s replies", number) % {"n": number}


def _in_a_names_place(words: str) -> str:
    return f'<i data-i="–">{words}</i>'


def _remark(words: str) -> str:
    return f"<small>{words}</small>"


def _mark(words: str) -> str:
    return f'<span class="badge pick">{words}</span>'


def _recovered() -> str:
    words = gettext("Recovered")
    why = gettext(
        "The original name was lost. It was worked out from other readers’ quotes of this comment."
    )
    return f'<span class="badge recovered" title="{why}">{words}</span>'


def _votes() -> str:
    agree, disagree = gettext("Agree with %(name)s"), gettext("Disagree with %(name)s")
    return (
        f'<button form="vote" name="up" value="%(ref)s"><u>{agree}</u> %(up)s</button>'
        f'<button form="vote" name="down" value="%(ref)s"><u>{disagree}</u> %(down)s</button>'
    )


def _reply() -> str:
    reply = gettext("Reply<u> to %(name)s</u>")
    return f'<a href="/c/%(ref)s/reply">{reply}</a>'


def _more() -> str:
    words = gettext("More about %(name)s’s comment")
    return f'<a class="more" href="/c/%(ref)s/more"><u>{words}</u></a>'
