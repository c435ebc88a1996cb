"""Which paths have answers that are the same for everybody, and which parameters count there."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

_SHORT, _KNOWN_SHORT = 300, 4096
_LONG, _KNOWN_LONG = 6_000, 256
"""Bytes of a path with its query up to which it is remembered what counts of it, and of how many:
the counts of fifty articles are one long query, and take 0.2 ms to read.
"""
_FIELDS = 200


class Routes:
    """Patterns of paths (regular expressions without groups), each with its parameters' names.

    `choices` are the values that a parameter can have, where there are only some.
    """

    def __init__(
        self,
        routes: Iterable[tuple[str, frozenset[str]]],
        choices: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        self._choices = choices
        known = list(routes)
        self._parameters = {f"r{at}": parameters for at, (_, parameters) in enumerate(known)}
        named = (f"(?P<r{at}>{pattern})" for at, (pattern, _) in enumerate(known))
        self._paths = re.compile("|".join(named))
        self._short = lru_cache(maxsize=_KNOWN_SHORT)(self._asked)
        self._long = lru_cache(maxsize=_KNOWN_LONG)(self._asked)

    def asked(self, path: str, query: bytes) -> bytes | None:
        """What of the query makes a difference at this path; None where answers are not shared."""
        length = len(path) + len(query)
        if length <= _SHORT:
            return self._short(path, query)
        return self._long(path, query) if length <= _LONG else self._asked(path, query)

    def _asked(self, path: str, query: bytes) -> bytes | None:
        """A query of very many fields, or with a value that there is not, is nobody's but Django's,
        which refuses it.
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
        counting = [pair for pair in pairs if pair[0] in parameters]
        if any(value not in self._choices.get(name, (value,)) for name, value in counting):
            return None
        return urlencode(counting).encode()
