"""Tells Django of this room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The `core` room."""

    name = "belowline.core"
    label = "core"
