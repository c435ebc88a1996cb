"""Prepared SQL does the same by the driver as by Django's cursor."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from belowline.core import statements
from belowline.core.models import SubscriberPlace
from belowline.core.statements import fetch, write_each

pytestmark = pytest.mark.django_db
_NAMES = "SELECT name FROM subscriber_place WHERE name LIKE '%%-tried' AND position > %s ORDER BY 1"
_MOVE = "UPDATE subscriber_place SET position = position + %s WHERE name = %s"


@pytest.fixture(params=["watched", "plain"])
def _way(request, monkeypatch, newspaper) -> None:
    """With Django's cursor, since somebody watches; and without."""
    if request.param == "plain":
        monkeypatch.setattr(statements, "_is_plain", lambda it: it.vendor == "sqlite")
    for number in range(3):
        SubscriberPlace.objects.create(name=f"{number}-tried", position=number)


@pytest.mark.usefixtures("_way")
def test_rows_are_found_and_written() -> None:
    assert fetch(connection, _NAMES, [0]) == [("1-tried",), ("2-tried",)]
    write_each(connection, _MOVE, [(5, "0-tried"), (-5, "2-tried"), (1, "nobody")])
    assert fetch(connection, _NAMES, [0]) == [("0-tried",), ("1-tried",)]


@pytest.mark.usefixtures("_way")
def test_a_fault_is_djangos() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        fetch(connection, "SELECT nothing FROM nowhere WHERE at = %s", [1])
    with pytest.raises(IntegrityError), transaction.atomic():
        write_each(
            connection,
            "UPDATE subscriber_place SET name = %s WHERE name = %s",
            [("1-tried", "2-tried")],
        )


@pytest.mark.usefixtures("_way")
def test_nothing_is_asked_in_a_transaction_that_is_broken() -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            fetch(connection, _NAMES, [0])
        with pytest.raises(TransactionManagementError):
            write_each(connection, _MOVE, [(1, "0-tried")])
