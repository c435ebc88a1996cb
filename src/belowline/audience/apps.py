"""Tells Django of this room."""

from django.apps import AppConfig


class AudienceConfig(AppConfig):
    """The `audience` room."""

    name = "belowline.audience"
    label = "audience"
