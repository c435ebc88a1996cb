"""Gathers what a publication's rules ask of comments that are about to be posted, and no more."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from belowline.accounts.models import Person
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.markup import own_words, plain_text
from belowline.discussion.models import Comment, Fingerprint
from belowline.discussion.queries.fingerprint_lookup import digests
from belowline.discussion.queries.submission import Submission
from belowline.discussion.quotation import fingerprints
from belowline.moderation.queries.duty import is_somebody_on_duty
from belowline.moderation.queries.heat import heat_above
from belowline.moderation.queries.passed_comments import passed_comments
from belowline.moderation.screening.definition import Definition, Kind
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.folding import fold
from belowline.moderation.screening.languages import language_of
from belowline.newsroom.models import Article
from belowline.newsroom.queries.publications import zone_of

_DAY = timedelta(days=1)
_MOST_TEXTS = 30
"""As many of somebody's comments of the last day are compared with what they post."""


def facts_of(
    submissions: Sequence[Submission],
    definitions: Collection[Definition],
    *,
    publication_id: int,
) -> dict[int, Facts]:
    """What is known of each of these comments of one publication, by id."""
    kinds = frozenset(kind for it in definitions for kind in it.kinds)
    people = {it.actor.id for it in submissions}
    moment = now().astimezone(zone_of(publication_id)) if Kind.HOURS in kinds else now()
    joined = _joined(people) if Kind.NEW_ACCOUNT in kinds else {}
    sections = _sections(submissions) if Kind.SECTIONS in kinds else {}
    lately = _lately(people, publication_id, window_of(definitions))
    stood: Mapping[int, int] = {}
    if Kind.FIRST_COMMENTS in kinds:
        most = most_first(definitions)
        stood = passed_comments(people, publication_id=publication_id, most=most)
    is_attended = Kind.UNATTENDED not in kinds or is_somebody_on_duty(
        publication_id=publication_id, moment=moment
    )
    repeated = _repeated(submissions, publication_id) if Kind.REPEATED in kinds else {}
    return {
        it.comment_id: Facts(
            text=it.text,
            moment=moment,
            author=encode(it.actor.id),
            age=moment - joined[it.actor.id] if it.actor.id in joined else None,
            stood=stood.get(it.actor.id),
            lately=lately.get(it.actor.id, ()),
            repeated=repeated.get(it.comment_id, 0.0),
            quoted=quoted_share(it.parsed.html) if Kind.QUOTED in kinds else 0.0,
            language=language_of(own_words(it.parsed.html)) if Kind.LANGUAGES in kinds else "",
            section=sections.get(it.thread.article_id, ""),
            story=encode(it.thread.article_id),
            heat=heat_above(it.parent_id, publication_id=publication_id)
            if Kind.HEAT in kinds
            else 0,
            is_attended=is_attended,
        )
        for it in submissions
    }


def window_of(definitions: Iterable[Definition]) -> timedelta:
    """How far back rules look at somebody's comments."""
    paces = (it.other for rule in definitions for it in rule.conditions if it.kind is Kind.PACE)
    return timedelta(minutes=max((*paces, *(it.minutes for it in definitions)), default=0))


def most_first(definitions: Iterable[Definition]) -> int:
    """How many first comments a rule asks about at the most."""
    return max(
        it.number
        for rule in definitions
        for it in rule.conditions
        if it.kind is Kind.FIRST_COMMENTS
    )


def quoted_share(html: str) -> float:
    """Which part of what a reader reads is quoted, 0 to 1."""
    whole = " ".join(plain_text(html).split())
    return 1 - len(own_words(html)) / len(whole) if whole else 0.0


def share_of(numbers: frozenset[int], others: Collection[int]) -> float:
    """Which part of these fingerprints is among the others, 0 to 1."""
    return len(numbers.intersection(others)) / len(numbers) if numbers else 0.0


def _joined(people: Collection[int]) -> dict[int, datetime]:
    return dict(select_rows(Person, ["id", "joined_at"], id=people))


def _sections(submissions: Sequence[Submission]) -> dict[int, str]:
    articles = {it.thread.article_id for it in submissions}
    rows = select_rows(Article, ["id", "section_id"], id=articles)
    return {key: encode(section_id) for key, section_id in rows}


def _lately(
    people: Collection[int], publication_id: int, window: timedelta
) -> dict[int, list[datetime]]:
    if not window:
        return {}
    rows = Comment.objects.filter(author__in=people, posted_at__gt=now() - window)
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for author_id, at, posted_at in rows.values_list("author_id", "publication_id", "posted_at"):
        if at == publication_id and author_id is not None and posted_at is not None:
            found[author_id].append(posted_at)
    return found


def _repeated(submissions: Sequence[Submission], publication_id: int) -> dict[int, float]:
    """How much of each was said before: by the same person in the last day, or by whoever in the
    same thread.
    """
    return {
        it.comment_id: max(_said_in_thread(it), _said_by_author(it, _texts_of(it, publication_id)))
        for it in submissions
    }


def _texts_of(submission: Submission, publication_id: int) -> list[str]:
    rows = Comment.objects.filter(author=submission.actor.id, posted_at__gt=now() - _DAY)
    told = rows.order_by("-posted_at").values_list("id", "publication_id", "text")[:_MOST_TEXTS]
    return [text for key, at, text in told if at == publication_id and key != submission.comment_id]


def _said_by_author(submission: Submission, texts: Sequence[str]) -> float:
    own = submission.parsed.fingerprints
    if own:
        return max((share_of(own, fingerprints(text)) for text in texts), default=0.0)
    spelled = fold(submission.text).text
    return float(any(fold(text).text == spelled for text in texts))


def _said_in_thread(submission: Submission) -> float:
    own = submission.parsed.fingerprints
    asked = digests(submission.thread.id, own)
    rows = select_rows(Fingerprint, ["digest", "comment_id"], digest=asked)
    numbers = Counter(key for _, key in rows if key != submission.comment_id)
    return max(numbers.values(), default=0) / len(own) if own else 0.0
