"""Tells Django of this room."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The `moderation` room."""

    name = "belowline.moderation"
    label = "moderation"
