"""All rules of a publication, ready to judge comments: made once for each set of their versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from belowline.moderation.screening.conditions import Found, holds
from belowline.moderation.screening.definition import Condition, Definition, Kind
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.patterns import PatternRefusedError, Patterns, compiled
from belowline.moderation.screening.spans import Span, merged
from belowline.moderation.screening.words import WordLists

Place = tuple[int, int]
"""A rule's number, and which of its conditions."""
_TEXTUAL = frozenset({Kind.WORDS, Kind.PATTERNS})
_BYTES_A_RULE = 2_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that speaks of a comment, by its number, and where what matched stands in the text."""

    rule: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, prepared: the place of each condition, and which question it asks of the facts; None
    where it is a matter of words. One that `waits_for_words` says nothing without them.
    """

    parts: tuple[tuple[Place, int | None], ...]
    takes_all: bool
    waits_for_words: bool


class Screen:
    """Rules by number, in their order.

    `broken` says of each rule that cannot be used why; the others do their work without it.
    `weight` is about how many bytes it takes.
    """

    def __init__(self, rules: Mapping[int, Definition]) -> None:
        self.broken: dict[int, str] = {}
        self._asked: list[Condition] = []
        self._rules = {
            number: self._prepared(number, rule)
            for number, rule in rules.items()
            if self._is_usable(number, rule)
        }
        words, patterns = (
            {
                (number, at): it.entries
                for number in self._rules
                for at, it in enumerate(rules[number].conditions)
                if it.kind is kind
            }
            for kind in (Kind.WORDS, Kind.PATTERNS)
        )
        self._words, self._word_lists = list(words), WordLists(list(words.values()))
        self._patterns, self._pattern_lists = list(patterns), Patterns(list(patterns.values()))
        self._always = [number for number, it in self._rules.items() if not it.waits_for_words]
        self._order = {number: place for place, number in enumerate(self._rules)}
        self.weight = (
            self._word_lists.weight + self._pattern_lists.weight + _BYTES_A_RULE * len(rules)
        )

    def judge(self, facts: Facts) -> list[Hit]:
        """The rules that speak of this comment, in their order; one that breaks is `broken`."""
        found = self._found(facts)
        asked = self._always
        if found:
            together = {*asked, *(number for number, _ in found)}
            asked = sorted(together, key=self._order.__getitem__)
        answers: dict[int, Found | None] = {}
        hits = []
        for number in asked:
            try:
                spans = self._spans(self._rules[number], facts, found, answers)
            except Exception as fault:  # noqa: BLE001 - whatever breaks, no rule stops posting
                self.broken[number] = f"{type(fault).__name__}: {fault}"[:300]
                continue
            if spans is not None and number not in self.broken:
                hits.append(Hit(number, tuple(merged(spans))))
        return hits

    def _found(self, facts: Facts) -> dict[Place, Found]:
        """Where words and patterns stand, by the rule and the place of its condition."""
        found: dict[Place, Found] = {}
        if self._words:
            for at, spans in self._word_lists.find(facts.folded).items():
                found[self._words[at]] = spans
        if self._patterns:
            for at, spans in self._pattern_lists.find(facts.text).items():
                found[self._patterns[at]] = spans
        return found

    def _spans(
        self,
        rule: _Rule,
        facts: Facts,
        found: Mapping[Place, Found],
        answers: dict[int, Found | None],
    ) -> list[Span] | None:
        """Where what matched stands; None where the rule does not speak of the comment.

        What several rules ask is answered once.
        """
        spans: list[Span] = []
        is_met = False
        for place, question in rule.parts:
            if question is None:
                met = found.get(place)
            elif question in answers:
                met = answers[question]
            else:
                met = answers[question] = holds(self._asked[question], facts)
            if met is not None:
                is_met = True
                spans.extend(met)
            elif rule.takes_all:
                return None
        return spans if is_met else None

    def _prepared(self, number: int, rule: Definition) -> _Rule:
        parts = []
        for at, it in enumerate(rule.conditions):
            if it.kind not in _TEXTUAL and it not in self._asked:
                self._asked.append(it)
            question = None if it.kind in _TEXTUAL else self._asked.index(it)
            parts.append(((number, at), question))
        return _Rule(tuple(parts), rule.takes_all, _waits_for_words(rule))

    def _is_usable(self, number: int, rule: Definition) -> bool:
        try:
            for it in rule.conditions:
                if it.kind is Kind.PATTERNS:
                    for pattern in it.entries:
                        compiled(pattern)
        except PatternRefusedError as refused:
            self.broken[number] = f"{refused or 'a pattern that is too large'}"[:300]
            return False
        return True


def _waits_for_words(rule: Definition) -> bool:
    """Whether it can only speak of a comment that has some of its words or patterns."""
    if rule.takes_all:
        return any(it.kind in _TEXTUAL for it in rule.conditions)
    return all(it.kind in _TEXTUAL for it in rule.conditions)
