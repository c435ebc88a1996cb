"""To which countries and ways of publishing a licence is limited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LicenceLimits:
    """Countries are ISO 3166-1 codes of two letters, ways are those of `newsroom.wire.CHANNELS`.

    Without any in `only_in`, every country is good that is not in `not_in`; every way is good that
    is not in `without`.
    """

    only_in: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    @property
    def are_territorial(self) -> bool:
        """Whether it depends on the reader's country what may be shown."""
        return bool(self.only_in or self.not_in)

    def cover(self, country: str) -> bool:
        """Whether the text may be shown there; a country that is not known is outside."""
        if not self.are_territorial:
            return True
        is_named = not self.only_in or country in self.only_in
        return bool(country) and is_named and country not in self.not_in

    def allow(self, channel: str) -> bool:
        """Whether the text may go out in this way."""
        return channel not in self.without

    def are_within(self, others: "LicenceLimits") -> bool:
        """Whether whatever these allow is allowed by the others as well."""
        if not others.without <= self.without:
            return False
        shown = self.only_in - self.not_in
        if others.only_in and not (shown and shown <= others.only_in):
            return False
        return others.not_in <= self.not_in or bool(shown and not shown & others.not_in)


NO_LIMITS = LicenceLimits()


def limits_of(kept: Mapping[str, Sequence[str]]) -> LicenceLimits:
    """The limits that were kept so."""
    if not kept:
        return NO_LIMITS
    return LicenceLimits(
        frozenset(kept.get("only_in", ())),
        frozenset(kept.get("not_in", ())),
        frozenset(kept.get("without", ())),
    )


def kept_limits(limits: LicenceLimits) -> dict[str, list[str]]:
    """The limits as they are kept: only those that there are."""
    parts = {
        "only_in": sorted(limits.only_in),
        "not_in": sorted(limits.not_in),
        "without": sorted(limits.without),
    }
    return {name: values for name, values in parts.items() if values}


def words_of_limits(limits: LicenceLimits) -> dict[str, str]:
    """The limits as an article's form has them."""
    return {
        "only_in": ", ".join(sorted(limits.only_in)),
        "not_in": ", ".join(sorted(limits.not_in)),
        "without": " ".join(sorted(limits.without)),
    }
