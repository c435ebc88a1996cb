"""The tables of people."""

from belowline.accounts.models.grant import Grant
from belowline.accounts.models.network_key import NetworkKey
from belowline.accounts.models.person import Person

__all__ = ["Grant", "NetworkKey", "Person"]
