"""Connects to one address; no wait on such a connection goes beyond the deadline."""

import socket
import ssl
from collections.abc import Sequence
from typing import Any

from belowline.core.fetching.deadline import Deadline
from belowline.core.fetching.faults import CertificateRefused, NotReached
from belowline.core.fetching.networks import IPAddress
from belowline.core.fetching.target import Target

_SHORTEST_TRY = 1.0


class _Timed(socket.socket):
    """A socket on which each wait is for what is left, so that slow bytes do not add up."""

    deadline: Deadline

    def recv_into(self, *arguments: Any, **named: Any) -> int:
        self.settimeout(self.deadline.left())
        return super().recv_into(*arguments, **named)

    def sendall(self, *arguments: Any, **named: Any) -> None:
        self.settimeout(self.deadline.left())
        super().sendall(*arguments, **named)


class _TimedTLS(_Timed, ssl.SSLSocket):
    """The same over TLS."""


def trusting(context: ssl.SSLContext | None = None) -> ssl.SSLContext:
    """A context that asks for a certificate of the name by an authority this machine trusts."""
    context = context or ssl.create_default_context()
    context.sslsocket_class = _TimedTLS
    return context


def connected(
    target: Target, addresses: Sequence[IPAddress], *, deadline: Deadline, tls: ssl.SSLContext
) -> socket.socket:
    """A connection to the first of these addresses that answers, by TLS where the scheme says so.

    Raises NotReached, CertificateRefused or TooSlow.
    """
    plain = _first_that_answers(target, addresses, deadline)
    return plain if target.scheme == "http" else _protected(plain, target, deadline, tls)


def _first_that_answers(
    target: Target, addresses: Sequence[IPAddress], deadline: Deadline
) -> _Timed:
    fault: OSError | None = None
    for place, address in enumerate(addresses):
        left = deadline.left()
        share = max(left / (len(addresses) - place), _SHORTEST_TRY)
        try:
            return _open(address, target.port, deadline, min(left, share))
        except OSError as why:
            fault = why
    deadline.left()
    raise NotReached(f"Nothing answers at {target.authority}.") from fault


def _open(address: IPAddress, port: int, deadline: Deadline, seconds: float) -> _Timed:
    opened = _Timed(socket.AF_INET if address.version == 4 else socket.AF_INET6)
    opened.deadline = deadline
    try:
        opened.settimeout(seconds)
        opened.connect((str(address), port))
    except BaseException:
        opened.close()
        raise
    return opened


def _protected(
    plain: _Timed, target: Target, deadline: Deadline, tls: ssl.SSLContext
) -> socket.socket:
    line: socket.socket = plain
    try:
        line = tls.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False)
        line.deadline = deadline  # type: ignore[attr-defined]
        line.settimeout(deadline.left())
        line.do_handshake()
    except BaseException as fault:
        line.close()
        raise _unprotected(fault, target, deadline) from fault
    return line


def _unprotected(fault: BaseException, target: Target, deadline: Deadline) -> BaseException:
    """What to raise where no protected connection came about."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return CertificateRefused(
            f"{target.host} has no certificate that can be trusted: {fault.verify_message}."
        )
    if isinstance(fault, TimeoutError):
        return deadline.passed()
    if isinstance(fault, OSError):
        return NotReached(f"No protected connection to {target.authority} can be made.")
    return fault
