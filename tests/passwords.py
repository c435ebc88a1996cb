"""Passwords that cost tests little."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """The same kind of hash for a thousandth of the work.

    Not for tests in a browser: a server that runs for real would make such a hash anew at the
    next login, which ends sessions.
    """

    time_cost = 1
    memory_cost = 8
    parallelism = 1
