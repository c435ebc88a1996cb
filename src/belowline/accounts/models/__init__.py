"""The tables of people."""

from belowline.accounts.models.badge import Badge
from belowline.accounts.models.data_export import DataExport
from belowline.accounts.models.deletion_receipt import DeletionReceipt
from belowline.accounts.models.deletion_request import DeletionRequest
from belowline.accounts.models.former_name import FormerName
from belowline.accounts.models.grant import Grant
from belowline.accounts.models.network_key import NetworkKey
from belowline.accounts.models.person import Person
from belowline.accounts.models.picture import Picture
from belowline.accounts.models.publisher_account import PublisherAccount, UsedToken
from belowline.accounts.models.relationship import Block, Mute, ReaderFollow
from belowline.accounts.models.remote_session import HandoverCode, RemoteSession
from belowline.accounts.models.restriction import Restriction
from belowline.accounts.models.staff_invitation import StaffInvitation

__all__ = [
    "Badge",
    "Block",
    "DataExport",
    "DeletionReceipt",
    "DeletionRequest",
    "FormerName",
    "Grant",
    "HandoverCode",
    "Mute",
    "NetworkKey",
    "Person",
    "Picture",
    "PublisherAccount",
    "ReaderFollow",
    "RemoteSession",
    "Restriction",
    "StaffInvitation",
    "UsedToken",
]
