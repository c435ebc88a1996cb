"""Which numbers of a table may be told, so that nothing is told of a few people.

Source for tables of two questions: complementary cell suppression as in L. Willenborg and T. de
Waal, *Elements of Statistical Disclosure Control* (2001), chapter 6, in the form of whole blocks:
what is hidden is each of some rows in each of some columns. That hides more cells than needed, and
needs no solver to see that none of them can be worked out.
"""

from collections.abc import Callable, Sequence
from itertools import product

FEWEST = 5
"""People in a cell from which on it is told how many they are."""
_Table = Sequence[Sequence[int]]


def is_few(number: int) -> bool:
    """Whether it is of somebody, but of too few to be told."""
    return 0 < number < FEWEST


def told(numbers: Sequence[int]) -> list[int | None]:
    """The numbers of one question's cells; None for what is hidden. Where one is, the next smallest
    is as well, until the hidden ones are several and five or more together: the total is told.
    """
    hidden = {at for at, number in enumerate(numbers) if is_few(number)}
    while (hidden and sum(numbers[at] for at in hidden) < FEWEST) or len(hidden) == 1:
        rest = [(n, at) for at, n in enumerate(numbers) if at not in hidden and n]
        if not rest:
            break
        hidden.add(min(rest)[1])
    return [None if at in hidden else number for at, number in enumerate(numbers)]


def hidden_cells(table: _Table) -> set[tuple[int, int]]:
    """The cells (row, column) of a table of two questions that are hidden, where the totals of all
    rows and columns are told.

    Of every hidden cell of a few there is another table with the same totals and the same cells
    shown, in which it has another number; and what is hidden in a row or column is five or more
    people together, or all there are in it. Where the totals alone say what stands in a cell, no
    hiding helps.
    """
    few = {(i, j) for i, row in enumerate(table) for j, n in enumerate(row) if is_few(n)}
    if not few:
        return set()
    rows, columns = {i for i, _ in few}, {j for _, j in few}
    while (is_open := _what_is_open(table, few, rows, columns)) is not None:
        if not _widened(table, rows, columns, is_open):
            break
    return set(product(rows, columns))


def _what_is_open(
    table: _Table, few: set[tuple[int, int]], rows: set[int], columns: set[int]
) -> str | None:
    """What more has to be hidden: columns, rows, or either; None where enough is."""
    across = [[table[i][j] for j in range(len(table[0]))] for i in rows]
    down = [[table[i][j] for i in range(len(table))] for j in columns]
    if any(_tells_of_few(line, columns) for line in across):
        return "columns"
    if any(_tells_of_few(line, rows) for line in down):
        return "rows"
    if not all(_may_be_another(table, cell, rows, columns) for cell in few):
        return "either"
    return None


def _tells_of_few(line: Sequence[int], hidden: set[int]) -> bool:
    """Whether the total less what is shown is a few people, and not all of the line."""
    rest = sum(line[at] for at in hidden)
    return is_few(rest) and rest != sum(line)


def _may_be_another(
    table: _Table, cell: tuple[int, int], rows: set[int], columns: set[int]
) -> bool:
    """Whether one person more or less could stand there: moved along a rectangle of hidden cells,
    which leaves every total as it is.
    """
    i, j = cell
    corners = product(rows - {i}, columns - {j})
    return any((table[i][j] and table[k][m]) or (table[i][m] and table[k][j]) for k, m in corners)


def _widened(table: _Table, rows: set[int], columns: set[int], which: str) -> bool:
    """Hides one row or column more, the one with the fewest people of those that have any."""
    by_row: Callable[[int], int] = lambda i: sum(table[i][j] for j in columns)  # noqa: E731
    by_column: Callable[[int], int] = lambda j: sum(table[i][j] for i in rows)  # noqa: E731
    more_rows = sorted((by_row(i), i) for i in set(range(len(table))) - rows)
    more_columns = sorted((by_column(j), j) for j in set(range(len(table[0]))) - columns)
    for kind, more, chosen in (("columns", more_columns, columns), ("rows", more_rows, rows)):
        found = [(n, at) for n, at in more if n] or more
        if which in (kind, "either") and found:
            chosen.add(found[0][1])
            return True
    return _widened(table, rows, columns, "either") if which != "either" else False
