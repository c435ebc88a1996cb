"""Makes an item of what a format's reader found: cleaned, bounded, its rights judged."""

import re
from collections.abc import Iterator

from belowline.newsroom.wire import lines
from belowline.newsroom.wire.evaluation import rights_of
from belowline.newsroom.wire.faults import Unreadable
from belowline.newsroom.wire.found import Found
from belowline.newsroom.wire.items import Signal, Status, WireFormat, WireItem, WirePicture
from belowline.newsroom.wire.markdown import markdown_of_html, markdown_of_text
from belowline.newsroom.wire.moments import exact_moment, moment
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.statements import RightsStatement
from belowline.newsroom.wire.terms import Terms

_LINE, _ALT, _LINES, _NOTE = 200, 1_000, 2_000, 10_000
_MOST_SUBJECTS, _MOST_PICTURES, _MOST_TERMS = 50, 20, 20
_STATUSES = {"cancelled": Status.CANCELED, **{status.value: status for status in Status}}
_STORIES = frozenset({"", "text", "composite"})
_KILLS = re.compile(r"(?:bc-?\S*\s+)?(?:mandatory |bulletin )?(?:kill|withdrawn?|retract)\b", re.I)
_SHORTEST_REPEATED = 20


def finished(found: Found, *, format: WireFormat, terms: Terms) -> WireItem:  # noqa: A002 - its name
    """The item. Raises Unreadable if there is nothing to know it by, or nothing to show."""
    guid = lines.guid(found.guid)
    if not guid:
        raise Unreadable("no-id", _("It has no id, so that its versions cannot be told apart."))
    status = _STATUSES.get((found.status if found.status is not None else "usable").lower())
    is_over = status is Status.CANCELED or found.signal is Signal.KILL
    headline, body = _shortened(found) if is_over else _texts(found, guid)
    editor_note = lines.note("\n\n".join(found.editor_notes), _NOTE)
    standfirst = lines.line(lines.without_tags(found.standfirst), _LINES)
    doubts = list(_doubts(found, status, headline, [body, headline, standfirst], editor_note))
    statement = _statement(found, guid, editor_note, doubts)
    return WireItem(
        format=format,
        guid=guid,
        rights=rights_of(statement, terms),
        statement=statement,
        version=lines.line(found.version, 60),
        kind=lines.line(found.kind, 40) or "text",
        status=status or Status.WITHHELD,
        signal=Signal.KILL if is_over else found.signal,
        provider=lines.line(found.provider, _LINE),
        source=lines.line(found.source, _LINE),
        rights_holder=lines.line(found.rights_holder, _LINE),
        headline=headline,
        standfirst=standfirst if standfirst != headline else "",
        byline=lines.line(lines.without_tags(found.byline), _LINE),
        body=body,
        language=lines.line(found.language, 35),
        subjects=tuple(dict.fromkeys(_named(found.subjects))),
        url=lines.web_address(found.url),
        credit=lines.line(found.credit, _LINE),
        copyright_line=lines.line(lines.without_tags(found.copyright_line), _LINES),
        usage_terms=lines.note("\n".join(statement.usage_terms), _NOTE),
        published_at=moment(found.published),
        version_created_at=moment(found.version_created),
        expires_at=moment(found.expires),
        pictures=tuple(_pictures(found)),
        editor_note=editor_note,
    )


def _texts(found: Found, guid: str) -> tuple[str, str]:
    """Headline and body. Raises Unreadable without a headline, or if either is too long."""
    text = markdown_of_html(found.body_html) or markdown_of_text(found.body_text)
    headline = lines.headline(lines.without_tags(found.headline), of=guid)
    if not headline:
        raise Unreadable("no-headline", _("It has no headline."), guid=guid)
    return headline, lines.body(text, of=guid)


def _shortened(found: Found) -> tuple[str, str]:
    """The headline of what is withdrawn, whatever is wrong with it: a kill has to get through."""
    return lines.line(lines.without_tags(found.headline), lines.LONGEST_HEADLINE), ""


def _statement(found: Found, guid: str, editor_note: str, doubts: list[Hold]) -> RightsStatement:
    terms = [lines.without_tags(each).strip() for each in found.usage_terms]
    begins = [exact_moment(found.embargo or ""), found.not_before]
    made = moment(found.version_created) or moment(found.published)
    return RightsStatement(
        guid=guid,
        made_at=made,
        not_before=max((it for it in begins if it is not None), default=None),
        not_after=found.not_after,
        usage_terms=tuple(lines.note(each, _LINES) for each in terms if each)[:_MOST_TERMS],
        rules=found.rules,
        editor_note=editor_note,
        faults=tuple(doubts),
    )


def _doubts(
    found: Found, status: Status | None, headline: str, shown: list[str], editor_note: str
) -> Iterator[Hold]:
    """Why an editor has to look, beside its rights; `shown` begins with the body."""
    is_over = status is Status.CANCELED or found.signal is Signal.KILL
    yield from found.faults
    yield from _standing(found, status)
    if found.embargo is not None and exact_moment(found.embargo) is None:
        yield Hold("embargo-unreadable", _EMBARGO)
    if _KILLS.match(headline):
        yield Hold("kill-advisory", _("It seems to say that something is recalled."))
    if found.kind not in _STORIES:
        yield Hold(
            "not-a-story",
            _("It is no article but of the kind “%(kind)s”.", kind=lines.line(found.kind, 40)),
        )
    elif not (shown[0] or found.is_short or is_over):
        yield Hold("no-text", _("It has no text."))
    if _is_cut(found):
        yield Hold("terms-too-long", _("What it says of its use is too long to be judged."))
    if len(editor_note) >= _SHORTEST_REPEATED and any(editor_note in each for each in shown):
        yield Hold("note-in-text", _("The agency’s note to editors stands in the text."))


def _is_cut(found: Found) -> bool:
    """Whether something that could restrict its use is kept in part only."""
    lengths = [len(each) for each in found.usage_terms]
    is_long = max(lengths, default=0) > _LINES or len(lengths) > _MOST_TERMS
    return is_long or sum(len(each) + 2 for each in found.editor_notes) > _NOTE


def _standing(found: Found, status: Status | None) -> Iterator[Hold]:
    """What its provider says of whether it may be used at all."""
    if status is None:
        said = lines.line(str(found.status), 60)
        yield Hold(
            "unknown-status", _("Its status is “%(status)s”, which is not known.", status=said)
        )
    elif status is Status.WITHHELD:
        yield Hold("withheld", _("Its provider withholds it."))
    elif status is Status.CANCELED or found.signal is Signal.KILL:
        yield Hold("killed", _("Its provider has recalled it."))


_EMBARGO = _("It is embargoed, but until when is missing or cannot be read.")


def _named(subjects: list[str]) -> list[str]:
    named = (lines.line(each, 100) for each in subjects[:_MOST_SUBJECTS])
    return [each for each in named if each]


def _pictures(found: Found) -> list[WirePicture]:
    by_url = {_place(each.url): each for each in found.pictures}
    by_url.pop("", None)
    return [
        WirePicture(
            url=url,
            alt=lines.line(lines.without_tags(each.alt), _ALT),
            credit=lines.line(lines.without_tags(each.credit), _LINE),
            caption=lines.line(lines.without_tags(each.caption), _LINES),
        )
        for url, each in list(by_url.items())[:_MOST_PICTURES]
    ]


def _place(url: str) -> str:
    return lines.web_address(url) or lines.file_name(url)
