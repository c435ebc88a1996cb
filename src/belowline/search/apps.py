"""Tells Django of this room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The `search` room."""

    name = "belowline.search"
    label = "search"
