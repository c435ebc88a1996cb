"""Makes the signing key of an installation once and keeps it in the data folder."""

import os
import secrets
from pathlib import Path


def kept_secret(folder: Path) -> str:
    """The key in `folder`/secret-key, made on the first call and readable by its owner only."""
    path = folder / "secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()
