"""Passwords that cost tests little."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """The same kind of hash for a thousandth of the work; servers that run for real know it."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
