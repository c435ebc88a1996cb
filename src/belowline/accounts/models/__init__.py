"""The tables of people."""

from belowline.accounts.models.grant import Grant
from belowline.accounts.models.person import Person
from belowline.accounts.models.picture import Picture, PictureAttempt
from belowline.accounts.models.regard import Block, Mute

__all__ = ["Block", "Grant", "Mute", "Person", "Picture", "PictureAttempt"]
