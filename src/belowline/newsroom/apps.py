"""Tells Django of this room."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The `newsroom` room."""

    name = "belowline.newsroom"
    label = "newsroom"
