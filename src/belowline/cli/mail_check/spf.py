"""Sender Policy Framework: whether a domain lets an address send for it (RFC 7208)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from typing import TypeVar

from belowline.cli.mail_check.lookups import IPAddress, Lookups
from belowline.cli.mail_check.spf_macros import Sender, expanded

MOST_LOOKUPS = 10
"""Terms of a record, with those that it includes, that ask further names (4.6.4)."""
_MOST_VOID, _MOST_HOSTS = 2, 10
_RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
_MECHANISM = re.compile(
    r"([+\-~?])?([a-z][a-z0-9]*)(?::(.*?))?(?:/(\d{1,3}))?(?://(\d{1,3}))?", re.IGNORECASE
)
Found = TypeVar("Found")
_ASKING = frozenset({"include", "a", "mx", "ptr", "exists"})


class BrokenRecordError(Exception):
    """Receivers cannot use the record (permerror); the text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A mechanism: its result if it matches, and what stands behind its name."""

    result: str
    name: str
    domain: str
    lengths: tuple[int, ...]


class SPF:
    """One evaluation for one sender: what it counts is counted over all records that it reads."""

    def __init__(self, lookups: Lookups, sender: Sender) -> None:
        self._lookups, self._sender = lookups, sender
        self.asked = self._void = 0

    def result(self, domain: str) -> str:
        """`pass`, `fail`, `softfail`, `neutral`, or `none` where there is no record.

        Raises BrokenRecordError and NoReplyError.
        """
        record = self._record(domain)
        if record is None:
            return "none"
        redirect = ""
        for word in record.split()[1:]:
            if word.lower().startswith("redirect="):
                redirect = word[len("redirect=") :]
            elif "=" not in word.partition(":")[0].partition("/")[0]:
                term = self._term(word, domain)
                if self._matches(term):
                    return term.result
        if not redirect:
            return "neutral"
        self._count()
        target = expanded(redirect, self._sender, domain)
        found = self.result(target)
        if found == "none":
            raise BrokenRecordError(f"The record of {domain} leads to {target}, which has none.")
        return found

    def _record(self, domain: str) -> str | None:
        texts = [it for it in self._lookups.texts(domain) if it.lower().split()[:1] == ["v=spf1"]]
        if len(texts) > 1:
            raise BrokenRecordError(f"{domain} has {len(texts)} records that begin with v=spf1.")
        return texts[0] if texts else None

    def _term(self, word: str, domain: str) -> _Term:
        found = _MECHANISM.fullmatch(word)
        if found is None:
            raise BrokenRecordError(f"{word} in the record of {domain} is not understood.")
        sign, name, value, four, six = found.groups()
        result, name = _RESULTS[sign or "+"], name.lower()
        if name in ("ip4", "ip6"):
            return _Term(result, name, f"{value}/{four}" if four else value or "", ())
        target = expanded(value, self._sender, domain) if value else domain
        return _Term(result, name, target, (int(four or 32), int(six or 128)))

    def _matches(self, term: _Term) -> bool:
        if term.name == "all":
            return True
        if term.name in ("ip4", "ip6"):
            return _is_within(self._sender.address, term.domain)
        if term.name not in _ASKING:
            raise BrokenRecordError(f"There is no mechanism {term.name} (in an SPF record).")
        self._count()
        if term.name == "include":
            return self._includes(term.domain)
        if term.name == "exists":
            return bool(self._noted(self._lookups.addresses(term.domain, 4)))
        length = term.lengths[self._sender.address.version == 6]
        return any(
            _is_within(self._sender.address, f"{found}/{length}") for found in self._found(term)
        )

    def _includes(self, domain: str) -> bool:
        found = self.result(domain)
        if found == "none":
            raise BrokenRecordError(f"{domain} is included and has no SPF record.")
        return found == "pass"

    def _found(self, term: _Term) -> Iterator[IPAddress]:
        version = self._sender.address.version
        hosts = [term.domain]
        if term.name == "mx":
            hosts = self._noted(self._lookups.mail_hosts(term.domain))
            if len(hosts) > _MOST_HOSTS:
                raise BrokenRecordError(f"{term.domain} has more than {_MOST_HOSTS} mail hosts.")
        if term.name == "ptr":
            names = self._noted(self._lookups.names(self._sender.address))[:_MOST_HOSTS]
            hosts = [it for it in names if f".{it}".endswith(f".{term.domain.lower()}")]
        for host in hosts:
            yield from (
                it
                for it in self._noted(self._lookups.addresses(host, version))
                if term.name != "ptr" or it == self._sender.address
            )

    def _noted(self, found: list[Found]) -> list[Found]:
        self._void += not found
        if self._void > _MOST_VOID:
            raise BrokenRecordError(f"More than {_MOST_VOID} names in the records lead nowhere.")
        return found

    def _count(self) -> None:
        self.asked += 1
        if self.asked > MOST_LOOKUPS:
            raise BrokenRecordError(f"The record asks more than {MOST_LOOKUPS} further names.")


def _is_within(address: IPAddress, network: str) -> bool:
    try:
        return address in ip_network(network, strict=False)
    except ValueError:
        raise BrokenRecordError(f"{network} in an SPF record is no network.") from None
