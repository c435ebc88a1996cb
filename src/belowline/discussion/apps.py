"""Tells Django of this room."""

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    """The `discussion` room."""

    name = "belowline.discussion"
    label = "discussion"
