"""Watches that SQLite, asked for rows by their ids, looks them up by these."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_BY_IDS = re.compile(r'"(\w+)"\."id" IN \(%s')
_LIST = re.compile(r"IN \([^()]*\)")
_MANY = ", ".join(str(number) for number in range(40))
"""The more ids, the better any other index looks."""


@contextmanager
def ids_are_looked_up() -> Iterator[None]:
    """Fails after the block where a query in it read more of a table than the ids that it named.

    Without statistics SQLite takes an index on whatever is compared with `=` for better than the
    primary key with a list: it looks for five ids among all articles of a publication.
    """
    seen: set[str] = set()
    slow: list[str] = []

    def watch(execute, sql, params, many, context):
        shape = _LIST.sub("IN ()", sql)
        if connection.vendor == "sqlite" and not many and shape not in seen:
            seen.add(shape)
            if sql.startswith(("SELECT", "UPDATE", "DELETE")):
                slow.extend(_read_whole(sql, params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert not slow, "\n".join(slow)


def _read_whole(sql: str, params) -> Iterator[str]:
    """What is wrong with the plan of a query, a line for each table."""
    asked = set(_BY_IDS.findall(sql))
    if not asked:
        return
    longer = _BY_IDS.sub(rf'"\1"."id" IN ({_MANY}, %s', sql)
    plain = longer.replace("%s", "?").replace("%%", "%")
    plan = [row[3] for row in connection.connection.execute(f"EXPLAIN QUERY PLAN {plain}", params)]
    for table in asked:
        steps = [step for step in plan if re.match(rf"(SEARCH|SCAN) {table}\b", step)]
        if steps and not any(re.search(r"\b(id|rowid)=\?", step) for step in steps):
            yield f"{steps} for {sql}"
