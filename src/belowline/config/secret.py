"""Makes the signing key of an installation once and keeps it in the data folder."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from belowline.config.environment import EnvironmentFault

_SHORTEST = 40


def kept_secret(folder: Path) -> str:
    """The key in `folder`/secret-key, made on the first call and readable by its owner only.

    Raises EnvironmentFault for a file that holds no key: with another one every session and every
    mail that waits would be lost, so nobody makes one unasked.
    """
    path = folder / "secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    try:
        path.chmod(0o600)
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise EnvironmentFault(f"{path} cannot be read: {fault}. {_WHAT_TO_DO}") from None
    if len(secret) < _SHORTEST:
        raise EnvironmentFault(f"{path} holds no whole key. {_WHAT_TO_DO}")
    return secret


_WHAT_TO_DO = (
    "Put it back from a backup; or delete it, and a new one is made: everybody is logged out then, "
    "and mails that wait are lost."
)


def _make(path: Path) -> None:
    """Writes a key; whole or not at all, and only one of those who start at once."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(unfinished, path)
    unfinished.unlink()
