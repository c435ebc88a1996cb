"""The tables of people."""

from belowline.accounts.models.departure import Departure
from belowline.accounts.models.erasure import Erasure
from belowline.accounts.models.grant import Grant
from belowline.accounts.models.network_key import NetworkKey
from belowline.accounts.models.person import Person
from belowline.accounts.models.personal_export import PersonalExport
from belowline.accounts.models.picture import Picture, PictureAttempt
from belowline.accounts.models.regard import Block, Mute

__all__ = [
    "Block",
    "Departure",
    "Erasure",
    "Grant",
    "Mute",
    "NetworkKey",
    "Person",
    "PersonalExport",
    "Picture",
    "PictureAttempt",
]
