"""What goes on beside the answers: subscribers follow the outbox, tasks are done."""

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.subscribers.worker import SubscriberWorker, follow_all
from belowline.core.tasks.running import run_due
from belowline.core.tasks.worker import TaskWorker


class BackgroundWork:
    """The threads of a process that do it, until they are closed."""

    def __init__(self) -> None:
        self._subscribers = SubscriberWorker(SUBSCRIBERS)
        self._tasks = TaskWorker()

    def close(self) -> None:
        """Lets what has begun come to its end, for a few seconds."""
        self._tasks.close()
        self._subscribers.close()


def work_once() -> int:
    """Hands over what stands in the outbox, and does what is due, until nothing is left to do.

    Returns how many tasks were done.
    """
    done = 0
    while follow_all(SUBSCRIBERS) + (ran := run_due()):
        done += ran
    return done
