"""The guide to wires: what becomes of each format's fields, and of each of the sample files."""

import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from belowline.newsroom.services.wire_pictures import MOST_BYTES, MOST_PICTURES
from belowline.newsroom.wire import Contract, Reading, SetAside, Terms, read_items
from docs.reference.tables import table

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "wire"
_TERMS = Terms(contract=Contract())
_FIELDS = [
    ("embargo", "`embargoed`, `embargoedUntil`", "`itemMeta/embargoed`", "`date.release`",
     "`dcterms:available`, start of `dcterms:valid`"),
    ("end of the licence", "rights expression", "rights expression",
     "`date.expire`, `doc.rights` `enddate`", "end of `dcterms:valid`"),
    ("end of interest (never the licence’s)", "`expires`", "`itemMeta/expires`", "", ""),
    ("rights expression (ODRL)", "`rightsinfo` with `encodedrights`",
     "`rightsExpressionXML`, `rightsExpressionData`", "", ""),
    ("usage terms: each phrase has to be known", "`usageterms`", "`rightsInfo/usageTerms`",
     "`doc.rights` `limitations`, `type`, `geography` …; `rights`",
     "`rights`, `dc:rights`, `copyright` unless it begins with ©; licences"),
    ("always held", "`linkedrights`; `rightsinfo` in another language",
     "`rightsInfo` for a part, a time or a place; a link to rights", "",
     "`media:restriction`, `media:license`, `media:rights`, `media:price`"),
    ("copyright line", "`copyrightnotice`", "`copyrightNotice`", "`doc.copyright`",
     "`rights`, `dc:rights`, `copyright`, `media:copyright` that begin with ©"),
    ("rights holder", "`copyrightholder`", "`copyrightHolder`", "`doc.rights` `owner`, `doc.copyright` `holder`",
     "`dcterms:rightsHolder`"),
    ("status", "`pubstatus`", "`pubStatus`", "`management-status`", "`at:deleted-entry`"),
    ("correction, kill", "`canceled`", "`signal`; `canceled`", "`ed-msg` `msg-type`; `canceled`",
     "`at:deleted-entry`"),
    ("note to editors: never for readers", "`ednote`; texts with the role of a note",
     "`edNote`; sections of the class `notepad`", "`ed-msg`, `note`", ""),
]  # fmt: skip
_PICTURES = [
    ("which", "`associations` of the type `picture` or `graphic`: the rendition `main`, `original` or `full`, else the first",
     "`remoteContent` of a picture item; pictures of NITF inside", "`media` of the type `image`",
     "`media:content` of the medium `image`, else `media:thumbnail`; enclosures (Atom)"),
    ("caption", "`description_…`, `descriptions`, `headline`", "`description`, `headline`", "`media-caption`",
     "`media:description`, `media:title`; `title` of an enclosure"),
    ("credit", "`byline`, `by`, `copyrightholder`", "`creditline`", "`media-producer`", "`media:credit`"),
    ("alt text", "", "", "`alternate-text`", ""),
]  # fmt: skip
_HEADS = ["what", "ninjs 1 to 3", "NewsML-G2", "NITF", "RSS 2.0, Atom"]
HELD = [
    ("nothing-grants", "neither contract, phrase nor rights expression allows it"),
    ("unknown-phrase", "a phrase of its usage terms is not in the provider’s table"),
    ("note-restricts", "its note to editors seems to restrict its use"),
    ("rights-expression", "its rights expression says what is not read here, or is for others"),
    ("rights-unreadable", "its rights expression is broken, elsewhere, or in another language"),
    ("terms-too-long", "its usage terms or its note to editors are too long to be judged"),
    ("media-terms", "it has terms in fields of Media RSS"),
    ("embargo-unreadable", "it is embargoed, but not said until when"),
    ("begin-unreadable", "its rights begin, but not said when"),
    ("end-unreadable", "its rights end, but not said when"),
    ("no-date", "the days of its licence cannot be counted, since it has no date"),
    ("empty-window", "its rights end before they begin"),
    ("no-territory", "its rights leave no country"),
    ("no-channel", "its rights leave no way in which it may be shown"),
    ("withheld", "its provider withholds it"),
    ("killed", "its provider has withdrawn it"),
    ("kill-advisory", "its headline seems to say that something is withdrawn"),
    ("unknown-status", "its status is none of the standard’s"),
    ("not-a-story", "it is a picture, a film, an event or the like"),
    ("no-text", "it has no text"),
    ("other-content", "its text is in a format that is not read"),
    ("note-in-text", "its note to editors stands in its text as well"),
    ("repaired", "its document is no valid XML, and something may be missing"),
]
SET_ASIDE = [
    ("unknown-format", "the document is none of these formats"),
    ("malformed", "the document or a field is not as its format wants it"),
    ("entities", "the document defines entities of its own"),
    ("too-large", "the document is too large"),
    ("too-deep", "it is nested too deeply"),
    ("too-many", "the document has too many items; the first are read"),
    ("empty", "the document has no item"),
    ("no-id", "it has no id"),
    ("id-too-long", "its id is too long"),
    ("no-headline", "it has no headline"),
    ("headline-too-long", "its headline is too long"),
    ("body-too-long", "its text is too long"),
    ("package", "it lists other items"),
    ("not-news", "it describes people, events or plans for newsrooms"),
]
_PAGE = """# Wires: what is read, and what becomes of rights

Belowline reads IPTC ninjs (1.x to 3.x), NewsML-G2 (news items, also in news messages), NITF, RSS 2.0 and Atom, the latter two with Media RSS and Dublin Core. The format is recognised by the document itself.

An item is *clear* if something says that it may be published and nothing is unknown. What says so is the contract with the provider, a phrase of its usage terms that an editor has given a meaning, or a permission in a rights expression. In every other case it is *held*, with its reasons, until an editor decides. Of several limits the narrowest counts.

## Fields of rights

{fields}

An embargo that is there and empty, or without a date, a time and a time zone, holds. So does an end that cannot be read. A picture inside an article that has terms of its own is left out.

Of rights expressions these parts are read: permissions and prohibitions of use, distribution, presentation and display, a prohibition of archiving, the assignee (who has to be named in the contract), `spatial` (`eq`, `neq`, `isAnyOf`, `isNoneOf`, countries by ISO 3166-1), and `dateTime` (`lt`, `lteq`, `gt`, `gteq`, with a time zone). Everything else holds, several permissions too.

A note to editors is searched for the provider’s phrases as well (JAPAN OUT), and holds if it seems to restrict in other words.

## Pictures

{pictures}

Up to {most_pictures} pictures of an item are fetched, with up to {most_bytes} MB in all, by the guarded fetcher and after the item has come; the item waits for none of them. In a folder, a plain file name leads to the file beside the item; links and other folders are not followed. A picture that is not there yet is tried again after 1, 5 and 30 minutes. It is judged and made anew like an uploaded one, has the item’s rights (from when, until when, countries, ways), and waits for an editor, who is offered what the item says of it.

An article can be published with such a picture only if it is limited in the same way. A kill ends the item’s pictures in every article; those that no article has are deleted.

## Reasons

Why an item is held:

{held}

Why something is set aside. It can be tried again:

{aside}

## What was done with the samples

These files are the examples and tests of the IPTC and of two projects that read such formats. They do not come with Belowline. Each was read under a contract without limits and with an empty table of phrases, so that an unknown phrase holds. A file with several items lists each outcome once, with its number.

{files}

## The archive of feeds

The tests of a feed reader, {count} documents: most try one field of an entry without id or headline, or are in older formats.

{archive}
"""


def page() -> str:
    """The guide. Reads the samples, which have to be there."""
    rows = [
        (f"`{file.relative_to(SAMPLES)}`", _told(_read(file.read_bytes()))) for file in _files()
    ]
    feeds = [each for readings in _archived() for each in [_told(readings)]]
    return _PAGE.format(
        fields=table(_HEADS, _FIELDS),
        pictures=table(_HEADS, _PICTURES),
        most_pictures=MOST_PICTURES,
        most_bytes=MOST_BYTES // 1_000_000,
        held=table(["code", "why"], _coded(HELD)),
        aside=table(["code", "why"], _coded(SET_ASIDE)),
        files=table(["file", "what was done"], rows),
        count=len(feeds),
        archive=table(
            ["documents", "what was done"],
            [(str(number), told) for told, number in sorted(Counter(feeds).items(), key=_order)],
        ),
    )


def _coded(reasons: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"`{code}`", why) for code, why in reasons]


def _files() -> list[Path]:
    return sorted(file for file in SAMPLES.rglob("*") if file.is_file() and file.suffix != ".gz")


def _archived() -> Iterator[list[Reading]]:
    for archive in sorted(SAMPLES.glob("*.tar.gz")):
        with tarfile.open(archive) as members:
            for member in members:
                content = members.extractfile(member) if member.isfile() else None
                if content is not None:
                    yield _read(content.read())


def _read(document: bytes) -> list[Reading]:
    return read_items(document, terms=_TERMS)


def _told(readings: list[Reading]) -> str:
    outcomes = Counter(_outcome(each) for each in readings)
    return "; ".join(
        told if number == 1 else f"{number} × {told}" for told, number in outcomes.items()
    )


def _outcome(reading: Reading) -> str:
    if isinstance(reading, SetAside):
        return f"set aside: `{reading.code}`"
    codes = dict.fromkeys(hold.code for hold in reading.rights.holds)
    held = f"held, {', '.join(f'`{code}`' for code in codes)}" if codes else "clear"
    number = len(reading.pictures)
    pictures = f"; {number} picture{'s' if number > 1 else ''}" if number else ""
    return f"{reading.format}: {held}{pictures}"


def _order(entry: tuple[str, int]) -> tuple[int, str]:
    return (-entry[1], entry[0])
