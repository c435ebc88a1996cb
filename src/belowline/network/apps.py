"""Tells Django of this room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The `network` room."""

    name = "belowline.network"
    label = "network"
