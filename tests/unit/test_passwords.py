"""Passwords are kept as Argon2 keeps them, at its full cost; only the tests make it cheap."""

from django.utils.module_loading import import_string

from belowline.config import settings


def test_passwords_are_kept_by_argon2_and_nothing_else() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_its_cost_is_not_below_what_owasp_asks_for() -> None:
    [path] = settings.PASSWORD_HASHERS
    cost = import_string(path)().params()
    assert cost.memory_cost >= 19_456  # KiB
    assert cost.time_cost >= 2
