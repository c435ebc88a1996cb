"""The index in the database: what is put in, what is taken out, and who has all of some terms.

In SQLite the tables of FTS5 hold each number as a word of hexadecimal digits; to take a text out
again they have to be told what was put in, which is why it is kept.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db import connection

from belowline.search.models import IndexedArticle, IndexedComment

Table = type[IndexedComment] | type[IndexedArticle]
_LAST = 2**63 - 1
_BITS = 2**32 - 1


def replace(
    table: Table, texts: Mapping[int, Collection[int]]
) -> dict[int, tuple[Collection[int], Collection[int]]]:
    """Puts these texts in with their terms in place of what was there; without terms they go.

    Returns the terms before and now of those that have changed. Call it inside a transaction.
    """
    before = dict(table.objects.filter(pk__in=texts).values_list("id", "terms"))
    changed = {key: terms for key, terms in texts.items() if set(before.get(key, ())) != set(terms)}
    gone = {key: before[key] for key in changed if key in before}
    table.objects.filter(pk__in=gone).delete()
    present = {key: terms for key, terms in changed.items() if terms}
    rows = [table(id=key, terms=terms) for key, terms in present.items()]
    table.objects.bulk_create(rows)  # type: ignore[arg-type]  # of one table each time
    if connection.vendor == "sqlite":
        name = f"{table._meta.db_table}_fts"
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {name}({name}, rowid, terms) VALUES ('delete', %s, %s)",  # noqa: S608 - our own name
                [(key, _words(terms)) for key, terms in gone.items()],
            )
            cursor.executemany(
                f"INSERT INTO {name}(rowid, terms) VALUES (%s, %s)",  # noqa: S608
                [(key, _words(terms)) for key, terms in present.items()],
            )
    return {key: (before.get(key, ()), terms) for key, terms in changed.items()}


def clear() -> None:
    """Takes everything out."""
    for table in (IndexedComment, IndexedArticle):
        table.objects.all().delete()
        if connection.vendor == "sqlite":
            name = f"{table._meta.db_table}_fts"
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {name}({name}) VALUES ('delete-all')")  # noqa: S608


def newest(
    table: Table,
    *,
    having: Collection[int],
    one_of: Sequence[Collection[int]] = (),
    without: Sequence[Collection[int]] = (),
    after: int = 0,
    before: int,
    limit: int,
) -> list[int]:
    """The ids of the texts that have all of these terms, the largest first.

    They have all terms of at least one of `one_of`, unless it is empty, and of none of `without`.
    The ids are larger than `after` and smaller than `before`.
    """
    look = _in_postgresql if connection.vendor == "postgresql" else _in_sqlite
    return look(table, having, one_of, without, (after, before, limit))


def having_terms(table: Table, terms: Collection[int], *, limit: int) -> list[int]:
    """The ids of up to `limit` texts that have all of these terms, the largest first."""
    return newest(table, having=terms, before=_LAST, limit=limit)


def number_having(table: Table, one: int) -> int:
    """How many texts have this term."""
    name = table._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT count(*) FROM {name} WHERE terms @> %s::integer[]",  # noqa: S608 - our own name
                [[one]],
            )
        else:
            cursor.execute(
                f"SELECT count(*) FROM {name}_fts WHERE {name}_fts MATCH %s",  # noqa: S608
                [_word(one)],
            )
        return int(cursor.fetchone()[0])


def _in_sqlite(
    table: Table,
    having: Collection[int],
    one_of: Sequence[Collection[int]],
    without: Sequence[Collection[int]],
    window: tuple[int, int, int],
) -> list[int]:
    name = f"{table._meta.db_table}_fts"
    asked = _all(having)
    if one_of:
        asked += f" AND ({' OR '.join(f'({_all(terms)})' for terms in one_of)})"
    for terms in without:
        asked = f"({asked}) NOT ({_all(terms)})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {name} WHERE {name} MATCH %s AND rowid > %s AND rowid < %s"  # noqa: S608
            " ORDER BY rowid DESC LIMIT %s",
            [asked, *window],
        )
        return [key for (key,) in cursor.fetchall()]


def _in_postgresql(
    table: Table,
    having: Collection[int],
    one_of: Sequence[Collection[int]],
    without: Sequence[Collection[int]],
    window: tuple[int, int, int],
) -> list[int]:
    where, given = ["terms @> %s::integer[]"], [sorted(having)]
    if one_of:
        where.append(f"({' OR '.join(['terms @> %s::integer[]'] * len(one_of))})")
        given += [sorted(terms) for terms in one_of]
    for terms in without:
        where.append("NOT terms @> %s::integer[]")
        given.append(sorted(terms))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table._meta.db_table} WHERE {' AND '.join(where)}"  # noqa: S608
            " AND id > %s AND id < %s ORDER BY id DESC LIMIT %s",
            [*given, *window],
        )
        return [key for (key,) in cursor.fetchall()]


def _all(terms: Collection[int]) -> str:
    return " AND ".join(_word(each) for each in sorted(terms))


def _words(terms: Collection[int]) -> str:
    """As `_word` writes each, all in one go: a comment has hundreds."""
    return ("x%x " * len(terms) % tuple([each & _BITS for each in sorted(terms)]))[:-1]


def _word(number: int) -> str:
    """As FTS5 takes it; never one of its own words, since it begins with a letter of none."""
    return f"x{number & _BITS:x}"
