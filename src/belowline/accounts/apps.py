"""Tells Django of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The `accounts` room."""

    name = "belowline.accounts"
    label = "accounts"
