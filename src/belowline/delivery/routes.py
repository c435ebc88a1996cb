"""Which paths have answers that are the same for everybody, and which parameters count there."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

_KNOWN = 4096
_FIELDS = 200


class Routes:
    """Patterns of paths (regular expressions without groups), each with its parameters' names."""

    def __init__(self, routes: Iterable[tuple[str, frozenset[str]]]) -> None:
        known = list(routes)
        self._parameters = {f"r{at}": parameters for at, (_, parameters) in enumerate(known)}
        named = (f"(?P<r{at}>{pattern})" for at, (pattern, _) in enumerate(known))
        self._paths = re.compile("|".join(named))
        self.asked = lru_cache(maxsize=_KNOWN)(self._asked)

    def _asked(self, path: str, query: bytes) -> bytes | None:
        """What of the query makes a difference at this path; None where answers are not shared.

        A query of very many fields is nobody's but Django's, which refuses it.
        """
        found = self._paths.fullmatch(path)
        if found is None:
            return None
        parameters = self._parameters[found.lastgroup or ""]
        if not query or not parameters:
            return b""
        try:
            pairs = parse_qsl(query.decode("latin-1"), True, max_num_fields=_FIELDS)  # noqa: FBT003
        except ValueError:
            return None
        return urlencode([pair for pair in pairs if pair[0] in parameters]).encode()
