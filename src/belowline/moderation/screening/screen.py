"""All rules of a publication, ready to judge comments: made once for each set of their versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from belowline.moderation.screening.conditions import holds
from belowline.moderation.screening.definition import Definition, Kind
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.patterns import PatternRefusedError, Patterns, compiled
from belowline.moderation.screening.words import WordLists

Span = tuple[int, int]
_TEXTUAL = frozenset({Kind.WORDS, Kind.PATTERNS})
_BYTES_A_RULE = 2_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that speaks of a comment, by its number, and where what matched stands in the text."""

    rule: int
    spans: tuple[Span, ...]


class Screen:
    """Rules by number, in their order.

    `broken` says of each rule that cannot be used why; the others do their work without it.
    `weight` is about how many bytes it takes.
    """

    def __init__(self, rules: Mapping[int, Definition]) -> None:
        self.broken: dict[int, str] = {}
        usable = {number: rule for number, rule in rules.items() if self._is_usable(number, rule)}
        self.kinds = frozenset(kind for rule in usable.values() for kind in rule.kinds)
        self._rules = usable
        lists = [
            (number, at, it)
            for number, rule in usable.items()
            for at, it in enumerate(rule.conditions)
            if it.kind in _TEXTUAL
        ]
        self._words = [(number, at) for number, at, it in lists if it.kind is Kind.WORDS]
        self._patterns = [(number, at) for number, at, it in lists if it.kind is Kind.PATTERNS]
        self._word_lists = WordLists([it.entries for _, _, it in lists if it.kind is Kind.WORDS])
        self._pattern_lists = Patterns(
            [it.entries for _, _, it in lists if it.kind is Kind.PATTERNS]
        )
        self._always = [number for number, rule in usable.items() if not _waits_for_words(rule)]
        self._order = {number: place for place, number in enumerate(usable)}
        self.weight = (
            self._word_lists.weight + self._pattern_lists.weight + _BYTES_A_RULE * len(usable)
        )

    def judge(self, facts: Facts) -> list[Hit]:
        """The rules that speak of this comment, in their order; one that breaks is `broken`."""
        found = self._found(facts)
        asked = {*self._always, *(number for number, _ in found)} if found else self._always
        in_order = sorted(asked, key=self._order.__getitem__) if found else asked
        tried = [self._tried(it, facts, found) for it in in_order if it not in self.broken]
        return [hit for hit in tried if hit is not None]

    def _found(self, facts: Facts) -> dict[tuple[int, int], list[Span]]:
        """Where words and patterns stand, by the rule and the place of its condition."""
        found = {}
        if self._words:
            for at, spans in self._word_lists.find(facts.folded).items():
                found[self._words[at]] = spans
        if self._patterns:
            for at, spans in self._pattern_lists.find(facts.text).items():
                found[self._patterns[at]] = spans
        return found

    def _tried(
        self, number: int, facts: Facts, found: Mapping[tuple[int, int], list[Span]]
    ) -> Hit | None:
        try:
            spans = _spans(number, self._rules[number], facts, found)
        except Exception as fault:  # noqa: BLE001 - whatever breaks, no rule keeps others from posting
            self.broken[number] = f"{type(fault).__name__}: {fault}"[:300]
            return None
        return None if spans is None else Hit(number, spans)

    def _is_usable(self, number: int, rule: Definition) -> bool:
        try:
            for it in rule.conditions:
                if it.kind is Kind.PATTERNS:
                    for pattern in it.entries:
                        compiled(pattern)
        except PatternRefusedError as refused:
            self.broken[number] = f"{refused or 'This pattern cannot be used.'}"[:300]
            return False
        return True


def _spans(
    number: int,
    rule: Definition,
    facts: Facts,
    found: Mapping[tuple[int, int], list[Span]],
) -> tuple[Span, ...] | None:
    """Where what matched stands; None where the rule does not speak of the comment."""
    spans: list[Span] = []
    is_met = False
    for at, condition in enumerate(rule.conditions):
        if condition.kind in _TEXTUAL:
            met: Sequence[Span] | None = found.get((number, at))
        else:
            met = holds(condition, facts)
        if met is None and rule.takes_all:
            return None
        if met is not None:
            is_met = True
            spans += met
    return tuple(_merged(spans)) if is_met else None


def _waits_for_words(rule: Definition) -> bool:
    """Whether it can only speak of a comment that has some of its words or patterns."""
    if rule.takes_all:
        return any(it.kind in _TEXTUAL for it in rule.conditions)
    return all(it.kind in _TEXTUAL for it in rule.conditions)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The places in their order, those that touch or overlap as one."""
    kept: Span | None = None
    for start, end in sorted(spans):
        if kept is not None and start <= kept[1]:
            kept = (kept[0], max(kept[1], end))
            continue
        if kept is not None:
            yield kept
        kept = (start, end)
    if kept is not None:
        yield kept
