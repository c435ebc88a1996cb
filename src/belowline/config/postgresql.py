"""What the front needs on PostgreSQL. Read only there: psycopg takes its memory."""

from importlib import import_module

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from belowline.core.notify import CHANNEL
from belowline.core.subscribers.gaps import Gaps
from belowline.delivery.postgresql_listener import postgresql_listener
from belowline.delivery.postgresql_outbox import PostgreSQLOutbox
from belowline.delivery.postgresql_trial_write import PostgreSQLTrialWrite
from belowline.delivery.wakeup_listener import WakeupListener


def open_postgresql_outbox() -> PostgreSQLOutbox:
    """The outbox, and what wakes whoever watches it."""
    address = _address()
    broker = settings.ENVIRONMENT.broker_url
    if broker:
        listening = import_module("belowline.delivery.broker_listener")
        return PostgreSQLOutbox(
            address, WakeupListener(listening.broker_listener(broker, CHANNEL)), Gaps
        )
    direct = settings.ENVIRONMENT.database_direct_url or address
    return PostgreSQLOutbox(address, WakeupListener(postgresql_listener(direct, CHANNEL)), Gaps)


def postgresql_trial_write() -> PostgreSQLTrialWrite:
    """What tries whether the database can be written."""
    return PostgreSQLTrialWrite(_address())


def _address() -> str:
    asked = connection.get_connection_params()
    plain = {name: str(value) for name, value in asked.items() if isinstance(value, str | int)}
    return make_conninfo(**plain)
