"""Whether people may post in threads now, asked for many of them at once."""

from collections.abc import Collection

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.restrictions import NONE, Restrictions, restrictions_among
from belowline.accounts.queries.subscribers import subscribers_among
from belowline.core.clock import now
from belowline.discussion.models import Thread
from belowline.discussion.policies import check_may_post, check_may_post_again
from belowline.discussion.queries.recent_acts import posting_pace, slowed_pace
from belowline.discussion.queries.slow_mode import last_posts


class Admission:
    """What stands against posting: the thread's rules, the person's restrictions, and the paces."""

    def __init__(self, people: Collection[int], threads: Collection[Thread]) -> None:
        """Asks the database for all of them."""
        here = {it.publication_id for it in threads}
        self._pace = posting_pace(people)
        self._last_posts = last_posts(people, threads)
        self._restrictions = restrictions_among(people, here)
        slowed = {person_id for (person_id, _), it in self._restrictions.items() if it.is_slowed}
        self._slowed = slowed_pace(slowed) if slowed else None
        self._subscribers = {
            publication_id: subscribers_among(people, publication_id)
            for publication_id in {it.publication_id for it in threads if it.subscribers_only}
        }

    def check(self, actor: Actor, thread: Thread) -> None:
        """Raises NotAllowed or TooMany."""
        subscribers = self._subscribers.get(thread.publication_id, frozenset())
        restrictions = self._of(actor, thread)
        check_may_post(actor, thread, self._pace, subscribers, restrictions)
        if restrictions.is_slowed and self._slowed is not None:
            self._slowed.check(actor.id, times=1)
        check_may_post_again(actor, thread, self._last_posts.get((actor.id, thread.id)))

    def add(self, actor: Actor, thread: Thread) -> None:
        """Counts a comment that is about to be written."""
        self._pace.add(actor.id)
        self._last_posts[actor.id, thread.id] = now()
        if self._slowed is not None:
            self._slowed.add(actor.id)

    def is_held(self, actor: Actor, thread: Thread) -> bool:
        """Whether a moderator reads what this person posts there before others do."""
        is_checked = thread.is_premoderated or self._of(actor, thread).is_checked
        return is_checked and not actor.is_staff

    def _of(self, actor: Actor, thread: Thread) -> Restrictions:
        return self._restrictions.get((actor.id, thread.publication_id), NONE)
