"""What is hidden in a table of two questions cannot be worked out from what is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belowline.surveys.queries.disclosure import FEWEST, hidden_cells, is_few


def _tables(rows, columns, highest=8):
    line = st.lists(st.integers(0, highest), min_size=columns, max_size=columns)
    return st.lists(line, min_size=rows, max_size=rows)


def _all_that_fit(table, hidden):
    """Every table with the same totals and the same cells shown, by trying all."""
    height, width = len(table), len(table[0])
    cells = sorted(hidden)
    left_in_row = [
        sum(table[i][j] for j in range(width) if (i, j) in hidden) for i in range(height)
    ]
    left_in_column = [
        sum(table[i][j] for i in range(height) if (i, j) in hidden) for j in range(width)
    ]

    def fill(at, found):
        if at == len(cells):
            if not any(left_in_row) and not any(left_in_column):
                yield dict(found)
            return
        i, j = cells[at]
        is_last_of_row = not any(cell[0] == i for cell in cells[at + 1 :])
        most = min(left_in_row[i], left_in_column[j])
        numbers = range(left_in_row[i] if is_last_of_row else 0, most + 1)
        for number in numbers:
            left_in_row[i] -= number
            left_in_column[j] -= number
            yield from fill(at + 1, {**found, cells[at]: number})
            left_in_row[i] += number
            left_in_column[j] += number

    yield from fill(0, {})


def _values(table, hidden):
    """What can stand in each hidden cell, as far as needed: two are enough."""
    found = {cell: set() for cell in hidden}
    for each in _all_that_fit(table, hidden):
        for cell, number in each.items():
            found[cell].add(number)
        if all(len(found[cell]) > 1 for cell in hidden):
            break
    return found


@settings(max_examples=250, deadline=None)
@given(st.one_of(_tables(2, 2), _tables(2, 3), _tables(3, 2), _tables(3, 3, 6)))
def test_no_hidden_cell_of_a_few_can_be_worked_out(table) -> None:
    hidden = hidden_cells(table)
    everything = set(product(range(len(table)), range(len(table[0]))))
    few = {(i, j) for i, j in everything if is_few(table[i][j])}
    assert few <= hidden
    if not few:
        assert hidden == set()
        return
    possible = _values(table, hidden)
    by_totals_alone = _values(table, everything)
    for cell in few:
        assert len(possible[cell]) > 1 or len(by_totals_alone[cell]) == 1


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: _tables(n, 4, 12)))
def test_what_a_line_leaves_is_no_few_people(table) -> None:
    hidden = hidden_cells(table)
    lines = [[(i, j) for j in range(4)] for i in range(len(table))]
    lines += [[(i, j) for i in range(len(table))] for j in range(4)]
    for line in lines:
        rest = sum(table[i][j] for i, j in line if (i, j) in hidden)
        total = sum(table[i][j] for i, j in line)
        assert rest in (0, total) or rest >= FEWEST


@pytest.mark.parametrize(
    ("table", "hidden"),
    [
        ([[9, 9], [9, 9]], set()),
        ([[9, 0], [0, 9]], set()),
        ([[3, 20, 20], [20, 20, 20], [20, 20, 20]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
    ],
)
def test_no_more_is_hidden_than_needed(table, hidden) -> None:
    assert hidden_cells(table) == hidden
