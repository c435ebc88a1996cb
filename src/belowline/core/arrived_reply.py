"""Reads a mail that somebody has sent us: who, to whom, and the text of it."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from hashlib import sha256

from belowline.core.mail_addresses import one_spelling

LARGEST_REPLY = 1_000_000
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_BY_PROGRAMS = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Reply")
_ABSENT = re.compile(
    r"\s*(?:auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|自動応答|自動返信|不在)",
    re.IGNORECASE,
)
"""Subjects of programs that say nothing else of themselves."""
_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply"})


@dataclass(frozen=True, slots=True)
class ArrivedReply:
    """`author` is in its one spelling; `key` is the same for the same mail. `text` is the plain
    text, None where there is only a page or something else. A program wrote what `is_automatic`.
    """

    author: str
    recipients: tuple[str, ...]
    key: str
    text: str | None
    has_files: bool
    is_automatic: bool


def read_arrived(raw: bytes) -> ArrivedReply:
    """Reads the first LARGEST_REPLY bytes of a mail, whatever is broken in it."""
    try:
        message = message_from_bytes(raw[:LARGEST_REPLY], policy=policy.compat32)
    except RecursionError:  # parts in parts, by the thousand: nobody's mail program does that
        return ArrivedReply(
            "", (), sha256(raw).hexdigest(), None, has_files=False, is_automatic=True
        )
    told = [str(value) for name in _TO for value in message.get_all(name, [])]
    parts = [it for it in message.walk() if not it.is_multipart()]
    plain = [it for it in parts if it.get_content_type() == "text/plain" and not _is_file(it)]
    return ArrivedReply(
        author=one_spelling(parseaddr(str(message["From"] or ""))[1]),
        recipients=tuple(one_spelling(address) for _, address in getaddresses(told)),
        key=str(message["Message-ID"] or "").strip() or sha256(raw).hexdigest(),
        text=_text(plain[0]) if plain else None,
        has_files=any(map(_is_file, parts)),
        is_automatic=_is_automatic(message),
    )


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _is_automatic(message: Message) -> bool:
    """Whether a program wrote it: an absence, a bounce, a list (RFC 3834, RFC 3464)."""
    said = str(message["Auto-Submitted"] or "no").partition(";")[0].strip().lower()
    return (
        said != "no"
        or str(message["Precedence"] or "").strip().lower() in _PRECEDENCE
        or str(message["Return-Path"] or "<x>").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or _ABSENT.match(_decoded(message["Subject"])) is not None
        or any(message[name] is not None for name in _BY_PROGRAMS)
    )


def _decoded(header: object) -> str:
    try:
        return str(make_header(decode_header(str(header or ""))))
    except (ValueError, LookupError):
        return ""


def _text(part: Message) -> str:
    body = part.get_payload(decode=True)
    raw = body if isinstance(body, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = raw.decode("utf-8", "replace")
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        is_spaced = str(part.get_param("delsp", "no")).lower() == "yes"
        text = _unflowed(text.split("\n"), is_spaced=is_spaced)
    return text


def _unflowed(lines: list[str], *, is_spaced: bool) -> str:
    """Lines that the program broke are put together (RFC 3676); quoted ones stay as they are."""
    told: list[str] = []
    is_open = False
    for line in lines:
        is_quoted = line.startswith(">")
        words = line.removeprefix(" ")
        if is_open and not is_quoted:
            told[-1] += words
        else:
            told.append(words)
        is_open = words.endswith(" ") and words != "-- " and not is_quoted
        if is_open and is_spaced:
            told[-1] = told[-1][:-1]
    return "\n".join(told)
