"""Everything that is looked at, one after the other, as receivers of mail look at it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address

from belowline.cli.mail_check.arrived_letter import ArrivedLetter
from belowline.cli.mail_check.dkim_keys import Signature, key_fault, signatures
from belowline.cli.mail_check.dmarc import Record, are_aligned, record_for
from belowline.cli.mail_check.findings import Finding, mend, well
from belowline.cli.mail_check.list_headers import LEAVING
from belowline.cli.mail_check.lookups import IPAddress, Lookups, NoReplyError
from belowline.cli.mail_check.sending_host import reverse_name
from belowline.cli.mail_check.spf import SPF, BrokenRecordError
from belowline.cli.mail_check.spf_macros import Sender


@dataclass(frozen=True, slots=True)
class SetUp:
    """How mail is sent. `author` is the address that readers see, `hosts` those from which it is
    said to leave; otherwise `server`, which takes it from us. `selector` names the DKIM key if that
    is set; `letter` is one that has arrived.
    """

    author: str
    hosts: tuple[str, ...]
    server: str = ""
    selector: str = ""
    letter: ArrivedLetter | None = None

    @property
    def envelope(self) -> str:
        """The mailbox to which mail is returned."""
        return (self.letter.envelope if self.letter else "") or self.author


class Check:
    """One look at a set-up, by its records in the domain name system."""

    def __init__(self, set_up: SetUp, lookups: Lookups) -> None:
        self._set_up, self._lookups = set_up, lookups
        self._author = _domain(set_up.author)
        self._envelope = _domain(set_up.envelope)

    @cached_property
    def _signatures(self) -> list[Signature]:
        letter = self._set_up.letter
        return signatures(letter.raw, self._lookups) if letter else []

    def findings(self) -> Iterator[Finding]:
        """Each as soon as it is known."""
        yield from self._asked("MX", self._mail_hosts)
        addresses = list(self._sending())
        if not addresses:
            yield mend(
                "Sending host",
                "It is not known from which public address mail leaves: name it with --sends-from.",
            )
        for address in addresses:
            yield from self._asked("SPF", lambda at=address: self._spf(at))  # type: ignore[misc]
            yield from self._asked(
                "Reverse name",
                lambda at=address: iter([reverse_name(at, self._lookups)]),  # type: ignore[misc]
            )
        yield from self._asked("DKIM", self._dkim)
        yield from self._asked("DMARC", self._dmarc)

    def _asked(self, topic: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
        try:
            yield from look()
        except NoReplyError as fault:
            yield mend(topic, str(fault))

    def _mail_hosts(self) -> Iterator[Finding]:
        hosts = self._lookups.mail_hosts(self._author)
        if hosts == [""]:
            yield mend("MX", f"{self._author} says that it takes no mail (RFC 7505).")
        elif not hosts:
            yield mend("MX", f"{self._author} has no MX record: replies and bounces go nowhere.")
        elif not any(self._lookups.addresses(host) for host in hosts):
            yield mend("MX", f"{hosts[0]}, which takes mail for {self._author}, has no address.")
        else:
            yield well("MX", f"{hosts[0]} takes mail for {self._author}.")

    def _sending(self) -> Iterator[IPAddress]:
        """Of what is only taken for the host that sends, a private address proves nothing."""
        if self._set_up.letter and self._set_up.letter.sent_from:
            yield self._set_up.letter.sent_from
        elif self._set_up.hosts:
            for host in self._set_up.hosts:
                yield from self._addresses(host)
        elif self._set_up.server:
            yield from (it for it in self._addresses(self._set_up.server) if it.is_global)

    def _addresses(self, host: str) -> list[IPAddress]:
        with suppress(ValueError):
            return [ip_address(host)]
        with suppress(NoReplyError):
            return self._lookups.addresses(host)
        return []

    def _spf(self, address: IPAddress) -> Iterator[Finding]:
        spf = SPF(self._lookups, Sender(address, self._set_up.envelope))
        try:
            result = spf.result(self._envelope)
        except BrokenRecordError as fault:
            yield mend("SPF", f"Receivers cannot use the record of {self._envelope}. {fault}")
            return
        if result == "none":
            yield mend("SPF", f"{self._envelope} has no SPF record (TXT, v=spf1).")
        elif result == "pass":
            asked = f"{spf.asked} of 10 look-ups"
            yield well("SPF", f"{self._envelope} lets {address} send for it ({asked}).")
        else:
            yield mend(
                "SPF",
                f"{self._envelope} does not let {address} send for it ({result}): add what your "
                "mail server or provider names to the record.",
            )

    def _dkim(self) -> Iterator[Finding]:
        if self._set_up.letter:
            yield from self._signed(self._signatures)
        elif not self._set_up.selector:
            yield mend(
                "DKIM",
                "It is not known by which key mail is signed: send a test mail to a mailbox of "
                "yours, save it with all its headers, and give it to --letter; or set "
                "BELOWLINE_DKIM_SELECTOR.",
            )
        else:
            selector = self._set_up.selector
            yield self._key(selector, self._author)

    def _signed(self, found: list[Signature]) -> Iterator[Finding]:
        if not found:
            yield mend("DKIM", "The letter is not signed.")
        for it in found:
            yield self._key(it.selector, it.domain)
            if not it.is_right:
                yield mend("DKIM", f"The signature of {it.domain} does not fit the letter.")
        if not any(self._is_of_author(it) for it in found if it.is_right):
            yield mend("DKIM", f"No signature that fits the letter is of {self._author}.")
        elif not any(set(LEAVING) <= it.headers for it in found if it.is_right):
            yield mend(
                "DKIM",
                "List-Unsubscribe and List-Unsubscribe-Post are not signed: without that, mail "
                "programs offer no one-click unsubscribing.",
            )

    def _key(self, selector: str, domain: str) -> Finding:
        fault = key_fault(self._lookups, selector=selector, domain=domain)
        return mend("DKIM", fault) if fault else well("DKIM", f"{domain} has the key {selector}.")

    def _is_of_author(self, it: Signature) -> bool:
        record = record_for(self._lookups, self._author)
        strict = record is not None and record.is_strict("adkim")
        return are_aligned(self._lookups, it.domain, self._author, is_strict=strict)

    def _dmarc(self) -> Iterator[Finding]:
        record = record_for(self._lookups, self._author)
        if record is None:
            yield mend(
                "DMARC", f"{self._author} has no record: add v=DMARC1; p=none at _dmarc, at least."
            )
            return
        if record.policy not in ("none", "quarantine", "reject"):
            yield mend("DMARC", f"The record of {record.domain} has no policy that exists (p=).")
            return
        yield well("DMARC", f"{record.domain} asks for {record.policy} where a mail fails.")
        yield from self._alignment(record)

    def _alignment(self, record: Record) -> Iterator[Finding]:
        strict = record.is_strict("aspf")
        if are_aligned(self._lookups, self._envelope, self._author, is_strict=strict):
            yield well("DMARC", f"Mail is returned to {self._envelope}, as DMARC wants it.")
        elif not any(self._is_of_author(it) for it in self._signatures if it.is_right):
            yield mend(
                "DMARC",
                f"Mail is returned to {self._envelope}, which does not count as {self._author}, "
                "and no signature makes up for it.",
            )


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
