"""What the server runs: begins with the server, answers, ends with it."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager

from belowline.delivery.came_up import say_that_it_came_up
from belowline.delivery.page_server import PageServer
from belowline.delivery.stop_signal import STOP_SIGNAL
from belowline.delivery.wsgi_bridge import Receive, Scope, Send

_GARBAGE = 10_000
"""Objects more than were let go of, after which young ones are looked through: a page makes some
thousands, nearly all of which go by themselves."""


class Application:
    """An ASGI application. `open_page_server` makes the front when the worker starts."""

    def __init__(self, open_page_server: Callable[[], AbstractContextManager[PageServer]]) -> None:
        self._open_front = open_page_server
        self._front: PageServer | None = None

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Coroutine[None, None, None]:
        """Answers one request, or lives through the server's life."""
        if self._front is None:
            return self._live(receive, send)
        return self._front(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        with self._open_front() as front:
            self._front = front
            await front.begin()
            _leave_alone_what_stays()
            watching = asyncio.create_task(front.watch())
            asyncio.get_running_loop().add_signal_handler(STOP_SIGNAL, front.stop)
            await send({"type": "lifespan.startup.complete"})
            say_that_it_came_up()
            await receive()
            front.stop()
            watching.cancel()
            front.close()
        await send({"type": "lifespan.shutdown.complete"})


def _leave_alone_what_stays() -> None:
    """What is loaded by now lives as long as the process. Looking through all of it for garbage
    stops every thread for some 50 ms, again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, 20, 20)
