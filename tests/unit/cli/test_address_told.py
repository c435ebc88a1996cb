"""The address is told once somebody takes connections there, which is after a worker came up."""

import socket
from contextlib import closing
from threading import Thread

import pytest

from belowline.cli.listen_options import accepts_connections
from belowline.cli.serve import _announce


@pytest.fixture
def silent() -> socket.socket:
    """A place where nobody listens yet."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        yield found


def test_a_place_takes_connections_once_somebody_listens(silent) -> None:
    host, port = silent.getsockname()
    assert not accepts_connections(host, port)

    silent.listen()

    assert accepts_connections(host, port)


def test_so_does_a_socket_of_the_file_system(tmp_path) -> None:
    place = tmp_path / "belowline.sock"
    assert not accepts_connections("", 0, place)

    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(place))
        listening.listen()

        assert accepts_connections("", 0, place)


def test_a_worker_that_has_come_up_but_does_not_listen_is_waited_for(
    silent, tmp_path, capsys
) -> None:
    host, port = silent.getsockname()
    came_up = tmp_path / "came-up"
    came_up.touch()
    site_url = f"http://{host}:{port}"
    telling = Thread(target=_announce, args=(came_up, host, port, None, site_url), daemon=True)
    telling.start()
    telling.join(timeout=0.2)
    early = capsys.readouterr().out

    silent.listen()
    telling.join(timeout=10)

    assert early == ""
    assert capsys.readouterr().out == f"Belowline answers at {site_url}\n"
