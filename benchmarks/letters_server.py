"""The mail server of the letters' figures, run by aiosmtpd in a process of its own."""

from argparse import ArgumentParser
from pathlib import Path

from aiosmtpd.smtp import Envelope


class Counting:
    """What aiosmtpd hands mails to: takes everything, and keeps to whom each one went."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @classmethod
    def from_cli(cls, parser: ArgumentParser, *words: str) -> "Counting":
        """As aiosmtpd makes it, with the name of the file."""
        if len(words) != 1:
            parser.error("one file's name")
        return cls(Path(words[0]))

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: object, session: object, envelope: Envelope
    ) -> str:
        """Takes a mail."""
        del server, session
        with self._file.open("a") as file:
            file.write("".join(f"{address}\n" for address in envelope.rcpt_tos))
        return "250 Taken"
