"""The API does what its OpenAPI document says, whatever is sent to it."""

import json
from dataclasses import dataclass

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)

from belowline.config.wsgi import application
from belowline.core.ids import encode
from belowline.web.api.v1 import api

# What a schema cannot say (the thread is closed, the comment is one's own) is refused as well.
CHECKS = ChecksConfig(positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False))
PLAIN = {"Accept-Encoding": "identity"}
SUPPRESSED = settings(suppress_health_check=list(HealthCheck), deadline=None)


@dataclass(frozen=True, slots=True)
class Trial:
    """Headers of somebody who is logged in, and ids of a comment that stands in a thread."""

    headers: dict[str, str]
    ids: dict[str, str]


@pytest.fixture
def _one_connection():
    """Requests stay in the test's transaction, as those of Django's own test client do."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def trial(newspaper, client_of, _one_connection) -> Trial:
    """A thread with a comment by somebody else, and an answer to it."""
    thread = newspaper.thread()
    first = newspaper.comment(thread, "The boat is late again, as it was all of last week.")
    newspaper.comment(thread, "It always is.", to=first)
    session = client_of(newspaper.person()).cookies["session"].value
    return Trial(
        {**PLAIN, "Cookie": f"session={session}", "Sec-Fetch-Site": "same-origin"},
        {
            "thread": thread.ref,
            "comment": encode(first),
            "person": encode(newspaper.person().id),
        },
    )


def _document(modes: list[GenerationMode]):
    generation = GenerationConfig(max_examples=20, deterministic=True, modes=modes)
    projects = ProjectsConfig(default=ProjectConfig(generation=generation, checks=CHECKS))
    # Not asked of the application: while tests are gathered there is no database.
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig(projects=projects))
    schema.app, schema.location = application, "/api/v1/openapi.json"
    return schema


anything = _document([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
sensible = _document([GenerationMode.POSITIVE])


def _without_host(case):
    """A made-up Host leads to no site (test_security.py), whose document this is."""
    case.headers = {name: it for name, it in case.headers.items() if name.lower() != "host"}
    return case


@anything.parametrize()
@SUPPRESSED
def test_a_stranger_gets_what_the_document_says(case, trial) -> None:
    _without_host(case).call_and_validate(headers=PLAIN)


@anything.parametrize()
@SUPPRESSED
def test_a_reader_gets_what_the_document_says(case, trial) -> None:
    _without_host(case).call_and_validate(headers=trial.headers)


@sensible.parametrize()
@SUPPRESSED
def test_a_reader_of_what_is_there_gets_what_the_document_says(case, trial) -> None:
    case.path_parameters = {name: trial.ids[name] for name in case.path_parameters or {}}
    _without_host(case).call_and_validate(headers=trial.headers)
