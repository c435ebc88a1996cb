"""The tables of people."""

from belowline.accounts.models.erasure import Erasure
from belowline.accounts.models.grant import Grant
from belowline.accounts.models.network_key import NetworkKey
from belowline.accounts.models.person import Person

__all__ = ["Erasure", "Grant", "NetworkKey", "Person"]
