"""Reads what news agencies and feeds send, and what may be done with it. Knows no database."""

from belowline.newsroom.wire.evaluation import rights_of
from belowline.newsroom.wire.items import (
    Reading,
    SetAside,
    Signal,
    Status,
    WireFormat,
    WireItem,
    WirePicture,
)
from belowline.newsroom.wire.reading import read_items
from belowline.newsroom.wire.rights import CHANNELS, Hold, WireRights
from belowline.newsroom.wire.statements import RightsStatement
from belowline.newsroom.wire.terms import Contract, Meaning, Terms
from belowline.newsroom.wire.territories import territory_of

__all__ = [
    "CHANNELS",
    "Contract",
    "Hold",
    "Meaning",
    "Reading",
    "RightsStatement",
    "SetAside",
    "Signal",
    "Status",
    "Terms",
    "WireFormat",
    "WireItem",
    "WirePicture",
    "WireRights",
    "read_items",
    "rights_of",
    "territory_of",
]
