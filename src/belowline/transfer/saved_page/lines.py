"""Recognises single lines of a saved page: scores, counts, bylines, copyright, boilerplate."""

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:[,.'\u2019\u00a0\u202f ]\d{3})+|\d+"
_SIGN = r"[-+\u2212\u2013]?"
_SCORE = re.compile(
    rf"(?P<net>{_SIGN}\s?(?:{_NUMBER}))\s*\(\s*\+?\s?(?P<up>{_NUMBER})\s*/"
    rf"\s*{_SIGN}\s?(?P<down>{_NUMBER})\s*\)"
)
_TALK = r"comments?|replies|reply|responses?|kommentare?|commentaires?|comentarios?|commenti"
_COUNT = re.compile(
    rf"(?:(?P<before>{_NUMBER})\s(?:reader\s)?(?:{_TALK})|(?:{_TALK})\s\((?P<inside>{_NUMBER})\)"
    rf"|コメント\s?[:(]?\s?(?P<ja>{_NUMBER})\s?件?\)?|(?P<ja2>{_NUMBER})\s?件のコメント)",
    re.I,
)
_BYLINE = re.compile(r"(?:by|von|par|por|di)\s+(?P<name>\S.{0,80})", re.I)
_COPYRIGHT = re.compile(
    r".{0,80}©|\W{0,5}(?:\(c\)|copyright\b).{0,150}\b(?:19|20)\d\d\b|.{0,150}all rights reserved",
    re.I,
)
_EXPIRED = re.compile(
    r"(?:(?:we(?: are|['\u2019]re) )?sorry[,.:;!]? ?(?:but )?)?"
    r"(?:the|this|that|your) (?:\w+ ){0,2}?(?:article|story|page|item|content|text|document|report)"
    r"(?: (?:that )?you (?:have )?(?:requested|(?:a|we)re looking for|wanted))?"
    r" (?:has|have|had|is|was|could|can|may)\b.{0,40}?"
    r"\b(?:expired|no longer (?:available|online|there)|removed|withdrawn|archived|deleted"
    r"|not (?:be )?(?:available|found)|unavailable)\b",
    re.I,
)
_INTO = r"(?:logg?(?:ed)?[ -]?(?:in|on)|sign(?:ed)?[ -]?(?:in|up|on)|register|join)"
_LOGIN = re.compile(
    rf"(?:please |you (?:must|need to|have to) )?(?:be )?{_INTO}(?: (?:or|/) {_INTO})?"
    r"(?:|[ ,]{1,2}(?:here |now |first )?(?:to|or|with|using|in order to)\b(?:.{0,40}\b)?"
    r"(?:comment|repl(?:y|ies)|post|vote|participate|discuss(?:ion)?|conversation|account|respond"
    r"|contribute|rate|join)\b.{0,20}?)[.:\u2026]?",
    re.I,
)
_FURNITURE = re.compile(
    r"\bsurvey\b|facebook|twitter|google\+?|\bregistration\b|\bregister\b|\boffers?\b|trending"
    r"|newsletter|advertisement|sponsored|most (?:read|popular)|share (?:this|on)|subscribe"
    r"|cookies?\b|privacy policy|terms of (?:use|service)|leave a (?:comment|reply)|skip to",
    re.I,
)
_LONGEST_FURNITURE = 250


@dataclass(frozen=True, slots=True)
class Score:
    """The line that closes a comment: `-1 ( +0 / -1 )`; `up` and `down` count from zero up."""

    net: int
    up: int
    down: int


def score(line: str) -> Score | None:
    """Read a score line, with any minus sign, thousands separators, and spaces or none."""
    match = _SCORE.fullmatch(line.strip())
    if not match:
        return None
    negative = match["net"][0] in "-\u2212\u2013"
    net = _number(match["net"])
    return Score(-net if negative else net, _number(match["up"]), _number(match["down"]))


def count(line: str) -> int | None:
    """Read a line that is nothing but a number of comments, such as `41 Comments`."""
    match = _COUNT.fullmatch(line.strip())
    return _number(next(filter(None, match.groups()))) if match else None


def byline(line: str) -> str | None:
    """Read the names out of `By Some Body`."""
    match = _BYLINE.fullmatch(line.strip())
    return match["name"].strip() if match and not line.rstrip().endswith((".", "?", "!")) else None


def is_copyright(line: str) -> bool:
    """Tell whether a line says whose rights a text or a site is."""
    return len(line) <= _LONGEST_FURNITURE and bool(_COPYRIGHT.match(line))


def is_expired_notice(line: str) -> bool:
    """Tell whether a line says that the article is not there any more."""
    return bool(_EXPIRED.match(line.strip()))


def is_login(line: str) -> bool:
    """Tell whether a line does nothing but ask to log in."""
    return bool(_LOGIN.fullmatch(line.strip()))


def is_furniture(line: str) -> bool:
    """Tell whether a line outside the discussion belongs to the page, not to the story."""
    short = len(line) <= _LONGEST_FURNITURE
    return short and (is_login(line) or bool(_FURNITURE.search(line)))


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))
