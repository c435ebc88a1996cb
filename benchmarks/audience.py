"""Figures of what readers are told: a comment in a discussion that ten thousand follow."""

from collections.abc import Iterator
from itertools import count
from statistics import median
from threading import Thread as Beside
from time import perf_counter

from django.db import connection

from belowline.accounts.models import Person
from belowline.audience.models import Notification
from belowline.audience.queries.live_readers import told_to_pages
from belowline.audience.services.notifying_followers import notify_followers
from belowline.discussion.models import Follow
from belowline.discussion.services.posts import post_comment
from benchmarks.measuring import Row, milliseconds, timed
from benchmarks.newspaper import Newspaper
from benchmarks.words import comment

_FOLLOWERS = 10_000
_POSTS = 200


def figures() -> Iterator[Row]:
    """One after the other, each as soon as it is known."""
    newspaper = Newspaper.found()
    writer = newspaper.person("bench writer")
    followed = newspaper.thread("followed")
    people = _followers(newspaper, followed)
    text = comment(9 * 10**8)
    comment_id = post_comment(actor=writer, thread_id=followed, text=text)
    other = newspaper.thread("beside")

    def post(number: int) -> None:
        post_comment(actor=writer, thread_id=other, text=comment(9 * 10**8 + 10 + number))

    alone = timed(post, runs=_POSTS)
    telling = Beside(target=_tell, args=(followed, comment_id))
    begun = perf_counter()
    telling.start()
    times: list[float] = []
    for number in count(_POSTS):
        if not telling.is_alive():
            break
        times += timed(lambda _, at=number: post(at), runs=1, warm_up=0)  # type: ignore[misc]
    telling.join()
    took = perf_counter() - begun
    told = Notification.objects.filter(thread_id=followed).count()
    yield Row(
        f"{told:,} who follow a discussion are told of a comment",
        f"{took:.1f} s",
        "500 in a transaction, with rests; a second comment tells nobody anew",
    )
    yield Row(
        "post into another discussion meanwhile",
        milliseconds(times),
        f"without that {median(alone) * 1000:.2f} ms",
    )
    counted = timed(
        lambda at: told_to_pages(person_id=people[at], publication_id=newspaper.publication_id),
        runs=_POSTS,
    )
    yield Row("count what a reader has not seen", milliseconds(counted), "one new, by its comment")


def _followers(newspaper: Newspaper, thread_id: int) -> list[int]:
    people = Person.objects.bulk_create(
        [
            Person(
                email=f"follower{number}@example.org",
                name=f"follower{number}",
                casefold_key=f"follower{number}",
                confusable_key=f"follower{number}",
            )
            for number in range(_FOLLOWERS)
        ],
        batch_size=1_000,
    )
    Follow.objects.bulk_create(
        [
            Follow(
                publication_id=newspaper.publication_id, thread_id=thread_id, person_id=person.id
            )
            for person in people
        ],
        batch_size=1_000,
    )
    return [person.id for person in people]


def _tell(thread_id: int, comment_id: int) -> None:
    try:
        notify_followers(thread_id=thread_id, comment_ids=[comment_id])
    finally:
        connection.close()
