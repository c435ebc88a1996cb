"""What was found of one thing that receivers of mail look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about one thing (`SPF`, `DMARC` …), and whether it is well as it is."""

    topic: str
    is_well: bool
    sentence: str


def well(topic: str, sentence: str) -> Finding:
    """What may stay as it is."""
    return Finding(topic, is_well=True, sentence=sentence)


def mend(topic: str, sentence: str) -> Finding:
    """What has to be mended, and how."""
    return Finding(topic, is_well=False, sentence=sentence)
