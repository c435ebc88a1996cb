"""A real DNS server on loopback, which knows what a test tells it and nothing else."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from dns.flags import AA, QR
from dns.message import Message, from_wire, make_response
from dns.rcode import NXDOMAIN, SERVFAIL
from dns.rdatatype import from_text as type_named
from dns.rrset import from_text


class Zone:
    """Records by name and type; names in `broken` get a fault for an answer, `silent` ones none."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[str]] = {}
        self.broken: set[str] = set()
        self.silent: set[str] = set()
        self.asked: list[str] = []
        self.address = ""

    def add(self, name: str, kind: str, *values: str) -> None:
        """Adds records; the values of TXT are the text itself."""
        quoted = [_quoted(it) for it in values] if kind == "TXT" else list(values)
        self.records[name, kind] = quoted

    def answer(self, query: Message) -> Message | None:
        """What is said to a question."""
        [asked] = query.question
        name = asked.name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        if name in self.silent:
            return None
        response = make_response(query)
        response.flags |= AA | QR
        kind = next(kind for kind in _KINDS if type_named(kind) == asked.rdtype)
        if name in self.broken:
            response.set_rcode(SERVFAIL)
        elif values := self.records.get((name, kind)):
            response.answer.append(from_text(asked.name, 60, "IN", kind, *values))
        elif not any(known == name for known, _ in self.records):
            response.set_rcode(NXDOMAIN)
        return response


_KINDS = ("A", "AAAA", "MX", "PTR", "TXT")


@contextmanager
def dns_server() -> Iterator[Zone]:
    """Runs one; `address` of the zone says where."""
    zone = Zone()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        zone.address = f"127.0.0.1:{server.getsockname()[1]}"
        serving = Thread(target=_serve, args=(server, zone))
        serving.start()
        try:
            yield zone
        finally:
            server.sendto(b"", server.getsockname())
            serving.join()


def _serve(server: socket.socket, zone: Zone) -> None:
    while True:
        wire, sender = server.recvfrom(4096)
        if not wire:
            return
        response = zone.answer(from_wire(wire))
        if response is not None:
            server.sendto(response.to_wire(max_size=4096), sender)


def _quoted(text: str) -> str:
    parts = [text[at : at + 200] for at in range(0, len(text), 200)]
    return " ".join(f'"{part}"' for part in parts)
