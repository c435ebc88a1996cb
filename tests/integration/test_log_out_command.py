"""`belowline log-out` ends sessions from the command line."""

import pytest
from click.testing import CliRunner

from belowline.cli.command import belowline


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(belowline, ["log-out", *words])


def test_one_persons_sessions_are_ended_and_nobody_elses(newspaper, client_of, run) -> None:
    first, second = newspaper.person("first"), newspaper.person("second")
    theirs, others = client_of(first), client_of(second)
    answer = run("first@example.org")
    assert answer.output == "Ended 1 sessions.\n"
    assert theirs.get("/me").status_code == 302
    assert others.get("/me").status_code == 200


def test_everybodys_sessions_are_ended(newspaper, client_of, run) -> None:
    clients = [client_of(newspaper.person()) for _ in range(2)]
    assert run("--everybody").output == "Ended 2 sessions.\n"
    assert [client.get("/me").status_code for client in clients] == [302, 302]


@pytest.mark.parametrize("words", [(), ("first@example.org", "--everybody")])
def test_it_has_to_be_said_whose(newspaper, run, words) -> None:
    answer = run(*words)
    assert answer.exit_code == 2
    assert "Give one address, or --everybody." in answer.output


def test_an_unknown_address_is_said_to_be_one(newspaper, run) -> None:
    answer = run("nobody@example.org")
    assert answer.exit_code == 1
    assert "There is no account with the address nobody@example.org." in answer.output
