"""DMARC: a domain's record, and which domains count as one (RFC 9989)."""

from collections.abc import Iterator
from dataclasses import dataclass

from belowline.cli.mail_check.lookups import Lookups

_MOST_ABOVE = 7


@dataclass(frozen=True, slots=True)
class Record:
    """A DMARC record: the domain where it stands, and its tags."""

    domain: str
    tags: dict[str, str]

    @property
    def policy(self) -> str:
        """What becomes of mails that fail: `none`, `quarantine`, `reject`; none without a tag."""
        return self.tags.get("p", "none").lower()

    def is_strict(self, tag: str) -> bool:
        """Whether domains have to be the very same by `adkim` or `aspf`."""
        return self.tags.get(tag, "r").lower() == "s"


def record_for(lookups: Lookups, domain: str) -> Record | None:
    """The record that holds for mails from the domain: its own, or the one found above it."""
    records = list(_walk(lookups, domain))
    if records and records[0].domain == domain:
        return records[0]
    organisation = _organisation(records, domain)
    return next((it for it in records if it.domain == organisation), None)


def are_aligned(lookups: Lookups, one: str, other: str, *, is_strict: bool) -> bool:
    """Whether the two domains count as one: the same, or of one organisation if not `is_strict`."""
    if one == other:
        return True
    if is_strict:
        return False
    first, second = (_organisation(list(_walk(lookups, it)), it) for it in (one, other))
    return first == second


def tags_of(record: str) -> dict[str, str]:
    """The tags of a record as DKIM and DMARC write it, `name=value` between semicolons."""
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, equals, value in pairs if equals}


def _walk(lookups: Lookups, domain: str) -> Iterator[Record]:
    """Records from the domain up to the top, eight questions at most (4.10)."""
    labels = domain.lower().rstrip(".").split(".")
    starts = [0, *range(max(1, len(labels) - _MOST_ABOVE), len(labels))]
    for start in starts:
        name = ".".join(labels[start:])
        texts = [it for it in lookups.texts(f"_dmarc.{name}") if _is_dmarc(it)]
        if len(texts) == 1:
            record = Record(name, tags_of(texts[0]))
            yield record
            if record.tags.get("psd", "u").lower() in ("y", "n"):
                return


def _organisation(records: list[Record], domain: str) -> str:
    """The domain of the organisation (4.10.2): said by `psd`, or the highest that has a record."""
    if not records:
        return domain
    highest = records[-1]
    if highest.tags.get("psd", "u").lower() == "y" and highest.domain != domain:
        below = domain.removesuffix(f".{highest.domain}").rpartition(".")[2]
        return f"{below}.{highest.domain}"
    return highest.domain


def _is_dmarc(text: str) -> bool:
    return text.replace(" ", "").upper().startswith("V=DMARC1")
