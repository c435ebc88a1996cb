"""Figures of rules: what they add to a post, and how long one is tried on past comments."""

from collections.abc import Iterator
from itertools import count
from random import Random
from time import process_time

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.core.kept import hear, stop_hearing
from belowline.discussion.models import Comment
from belowline.discussion.services.posts import post_comment
from belowline.moderation.models import Rule
from belowline.moderation.queries.active_rules import active_rules
from belowline.moderation.queries.history import History, newest_ids
from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.languages import language_of
from belowline.moderation.screening.screen import Screen
from belowline.moderation.services.decisions import keep_comment
from belowline.moderation.services.rule_trials import PERIOD
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.moderation.services.trial_tally import Tally
from benchmarks.measuring import Row, milliseconds, timed
from benchmarks.newspaper import Newspaper
from benchmarks.words import comment

RULES, WORDS = 200, 5_000
PAST = 100_000
_POSTS = 300
_AT_ONCE = 2_000
_EVERY_PATTERN, _EVERY_CIRCUMSTANCE = 10, 5
"""One rule in so many has a pattern; one in so many a condition about who writes."""


def figures() -> Iterator[Row]:
    """A post against all rules, posting with and without them, and a trial."""
    rules = _rules()
    screen = Screen(dict(enumerate(rules)))
    texts = [comment(number) for number in range(1_000)]
    moment = now()

    def judge(number: int) -> object:
        return screen.judge(Facts(text=texts[number % 1_000], moment=moment, stood=5))

    what = f"{RULES} rules, {WORDS:,} words"
    yield Row("rules: judging a comment", milliseconds(timed(judge, runs=3_000)), what)
    yield Row(
        "rules: the language of a comment, where one asks",
        milliseconds(timed(lambda number: language_of(texts[number % 1_000]), runs=3_000)),
        f"{sum(map(len, texts)) // len(texts)} characters on average",
    )
    newspaper = Newspaper.found()
    editor = _editor(newspaper)
    hear()
    yield Row(
        "rules: posting without any",
        milliseconds(_posting(newspaper, editor, texts, "one")),
        "durable",
    )
    for rule in rules:
        _save(editor, rule)
    active_rules(newspaper.publication_id)
    yield Row(
        "rules: posting with them", milliseconds(_posting(newspaper, editor, texts, "two")), what
    )
    stop_hearing()
    Rule.objects.all().delete()
    yield _trial(newspaper, rules[1])


def _rules() -> list[Definition]:
    """Made-up words that no comment has, as most comments have none of a list's."""
    random = Random(7)  # noqa: S311 - the same rules at every run are what is wanted
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(random.choices(letters, k=random.randint(6, 11))) for _ in range(WORDS)]
    each = WORDS // RULES
    found = []
    for number in range(RULES):
        conditions = [Condition(Kind.WORDS, tuple(words[number * each : (number + 1) * each]))]
        if number % _EVERY_PATTERN == 0:
            pattern = rf"\b{words[number][:5]}\w+ \d{{2,6}}\b"
            conditions.append(Condition(Kind.PATTERNS, (pattern,)))
        if number % _EVERY_CIRCUMSTANCE == 0:
            conditions.append(Condition(Kind.FIRST_COMMENTS, (), 1))
        found.append(Definition(tuple(conditions), takes_all=False, action=Action.HOLD))
    return found


def _editor(newspaper: Newspaper) -> Actor:
    person = newspaper.person("rules editor")
    grant(person_id=person.id, publication_id=newspaper.publication_id, role="editor")
    found = actor(person_id=person.id, publication_id=newspaper.publication_id)
    if found is None:
        raise RuntimeError("the editor is gone")
    return found


def _save(editor: Actor, rule: Definition) -> None:
    typed = {"takes": "any", "action": "label", "label": "tip"}
    for it in rule.conditions:
        typed[it.kind.value] = "\n".join(it.entries) or str(it.number)
    rule_id = save_rule(actor=editor, rule_id=None, name="bench", why="", typed=typed, chosen={})
    switch_rule(actor=editor, rule_id=rule_id, mode="live")


def _posting(newspaper: Newspaper, editor: Actor, texts: list[str], name: str) -> list[float]:
    thread_id = newspaper.thread(f"rules-{name}")
    writer = newspaper.person(f"rules writer {name}")
    first = post_comment(actor=writer, thread_id=thread_id, text="A comment that is kept.")
    keep_comment(actor=editor, comment_id=first, version=1)
    at = count()

    def post(_: int) -> object:
        return post_comment(actor=writer, thread_id=thread_id, text=texts[next(at) % 1_000])

    return timed(post, runs=_POSTS)


def _trial(newspaper: Newspaper, rule: Definition) -> Row:
    thread_id = newspaper.thread("rules-past")
    authors = [newspaper.person(f"rules past {number}").id for number in range(100)]
    moment = now()
    for start in range(0, PAST, _AT_ONCE):
        rows = [(new_id(), number) for number in range(start, start + _AT_ONCE)]
        Comment.objects.bulk_create(
            Comment(
                id=key,
                root_id=key,
                publication_id=newspaper.publication_id,
                thread_id=thread_id,
                author_id=authors[number % 100],
                posted_at=moment,
                text=(text := comment(number % 5_000)),
                html=f"<p>{text}</p>",
            )
            for key, number in rows
        )
    here = newspaper.publication_id
    begun = process_time()
    ids = newest_ids(publication_id=here, period=PERIOD, most=PAST)
    screen, tally = Screen({0: rule}), Tally()
    for piece in History(rule, publication_id=here).read(ids):
        tally.add(piece, screen)
    seconds = process_time() - begun
    return Row(
        "rules: one tried on past comments", f"{seconds:.1f} s of a core", f"{tally.looked_at:,}"
    )
