"""Reads Dublin Core's `available` and `valid`, by which feeds say from when and until when."""

from lxml import etree

from belowline.newsroom.wire.elements import texts
from belowline.newsroom.wire.found import Found
from belowline.newsroom.wire.media import N, valid_end
from belowline.newsroom.wire.moments import exact_moment
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import sentence as _


def add_validity(into: Found, entry: etree._Element) -> None:
    """The window in which an entry is valid. What cannot be read is a reason to hold it."""
    for name in ("dcterms:valid", "dcterms:available"):
        for said in texts(entry, name, N):
            begin, end = valid_end(said)
            if not begin and not end:
                begin, end = (said, "") if name == "dcterms:available" else ("", said)
            if begin:
                into.embargo = begin
            if end:
                into.not_after = exact_moment(end)
            if end and into.not_after is None:
                into.faults.append(
                    Hold("end-unreadable", _("It has an end, but it cannot be read."))
                )
