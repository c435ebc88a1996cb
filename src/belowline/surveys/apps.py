"""Tells Django of this room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The `surveys` room."""

    name = "belowline.surveys"
    label = "surveys"
