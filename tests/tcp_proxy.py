"""A network between a server and its database, which a test makes silent or takes away."""

import selectors
import socket
import threading
from contextlib import suppress


class Proxy:
    """Passes bytes on to a port of this machine, until it `is_silent` or is `cut`."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._server.getsockname()[1])
        self._pairs: dict[socket.socket, socket.socket] = {}
        self.is_silent = False
        self.is_cut = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Ends every connection, and takes none until `mend`."""
        self.is_cut = True

    def mend(self) -> None:
        """Passes on again."""
        self.is_cut = self.is_silent = False

    def close(self) -> None:
        self._ended = True
        self._thread.join()
        self._end_all()
        self._server.close()

    def _run(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._server, selectors.EVENT_READ)
        while not self._ended:
            if self.is_cut:
                self._end_all()
            if self.is_silent:
                threading.Event().wait(0.01)
                continue
            for key, _ in self._selector.select(timeout=0.02):
                if key.fileobj is self._server:
                    self._accept()
                elif key.fileobj in self._pairs and not self.is_silent:
                    self._pass_on(key.fileobj)

    def _accept(self) -> None:
        near, _ = self._server.accept()
        if self.is_cut:
            near.close()
            return
        far = socket.create_connection(("127.0.0.1", self._to))
        for one, other in ((near, far), (far, near)):
            self._pairs[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _pass_on(self, one: socket.socket) -> None:
        data = b""
        with suppress(OSError):
            data = one.recv(65536)
            if data:
                self._pairs[one].sendall(data)
        if not data:
            self._end(one)

    def _end(self, one: socket.socket) -> None:
        other = self._pairs.pop(one)
        self._pairs.pop(other)
        for each in (one, other):
            self._selector.unregister(each)
            each.close()

    def _end_all(self) -> None:
        while self._pairs:
            self._end(next(iter(self._pairs)))
