"""The hook of the virus scanner, against a small server that speaks clamd's protocol."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.core.files import Verdict, scan

# The test file of the anti-virus industry, in two halves so that no scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(threading.Thread):
    """Takes INSTREAM sessions one after the other; finds what holds the test file."""

    def __init__(self, says: bytes = b"") -> None:
        super().__init__(daemon=True)
        self.says = says
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.taken: list[bytes] = []

    def run(self) -> None:
        """Until the listener is closed."""
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line:
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        with line.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            content = b""
            while (size := struct.unpack("!I", said.read(4))[0]) > 0:
                content += said.read(size)
        self.taken.append(content)
        verdict = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        line.sendall((self.says or verdict) + b"\0")


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    """A scanner that listens."""
    server = Clamd()
    server.start()
    with closing(server.listener):
        yield server


def test_the_scanner_gets_the_whole_file_and_its_verdict_counts(clamd: Clamd) -> None:
    large = bytes(range(256)) * 1_000
    assert scan(clamd.address, large) is Verdict.CLEAN
    assert scan(clamd.address, EICAR) is Verdict.INFECTED
    assert clamd.taken == [large, EICAR]


def test_where_none_is_set_files_go_unscanned_and_where_it_is_down_they_wait() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as closed:
        nobody = f"127.0.0.1:{closed.getsockname()[1]}"
    assert scan("", EICAR) is Verdict.UNSCANNED
    assert scan(nobody, EICAR) is Verdict.WAITING
    assert scan("unix:/nowhere/clamd.sock", EICAR) is Verdict.WAITING
    assert not Verdict.WAITING.lets_out


def test_an_error_of_the_scanner_is_no_verdict() -> None:
    server = Clamd(b"INSTREAM size limit exceeded. ERROR")
    server.start()
    with closing(server.listener):
        assert scan(server.address, b"a") is Verdict.WAITING
