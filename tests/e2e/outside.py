"""Somebody outside, whom no program may reach: hears of every connection and every packet."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Outside:
    """A TCP and a UDP port of this machine; ``heard`` lists what arrived there."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", 0))
        self.tcp_port: int = self._tcp.getsockname()[1]
        self.udp_port: int = self._udp.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.tcp_port}/"
        for listen in (self._accept, self._receive):
            threading.Thread(target=listen, daemon=True).start()

    def _accept(self) -> None:
        try:
            while True:
                connection, _ = self._tcp.accept()
                self.heard.append("a TCP connection")
                connection.close()
        except OSError:
            return  # closed

    def _receive(self) -> None:
        try:
            while True:
                data, _ = self._udp.recvfrom(2000)
                self.heard.append(f"a UDP packet of {len(data)} bytes")
        except OSError:
            return

    def close(self) -> None:
        self._tcp.close()
        self._udp.close()


@contextmanager
def outside() -> Iterator[Outside]:
    listening = Outside()
    yield listening
    listening.close()
