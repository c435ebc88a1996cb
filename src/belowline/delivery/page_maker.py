"""Has pages made: the same for everybody, whoever asked."""

from time import monotonic

from belowline.delivery.making_gate import MakingGate
from belowline.delivery.page_cache import Key
from belowline.delivery.passing_on import PassingOn
from belowline.delivery.revalidation import Made, cacheable
from belowline.delivery.wsgi_bridge import Answer, Scope, environ_of

FOR_EVERYBODY = "belowline.for-everybody"
"""In the environment of a request that is nobody's in particular: no header can say it."""
_PERSONAL = frozenset(
    {b"cookie", b"authorization", b"origin", b"if-none-match", b"accept-encoding"}
)


class PageMaker:
    """Asks the application for pages, as many at once as `gate` lets through."""

    def __init__(self, passing_on: PassingOn, gate: MakingGate) -> None:
        self._passing_on = passing_on
        self._gate = gate

    async def make(self, scope: Scope, key: Key, coding: bytes, *, is_kept: bool) -> Made:
        """Has the page made; one that others were reading before one that nobody has asked for."""
        _, _, query, choice, _ = key
        plain = {**scope, "method": "GET", "query_string": query}
        environ = environ_of(plain, b"", without=_PERSONAL)
        environ[FOR_EVERYBODY] = True
        if choice:
            environ["HTTP_COOKIE"] = choice.decode("latin-1")
        async with self._gate.turn(first=is_kept):
            began = monotonic()

            def finish(answer: Answer) -> Made:
                # Where it is made, so that the event loop need not wait for the interpreter's lock.
                made = cacheable(answer, began)
                if made is not None:
                    made.answer(coding)
                return made or answer

            return await self._passing_on.make(scope, environ, finish)
