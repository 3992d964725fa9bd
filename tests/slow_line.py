"""Lines to a mail server that are slow, or lead to something that is hardly one."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

TICK = 0.05  # seconds


def _listening() -> socket.socket:
    """A socket that holds as little as the system allows, so that the sender feels the pace."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    return listening


def _pump(source: socket.socket, target: socket.socket, pace: int | None) -> None:
    """Carry bytes until either end is gone; `pace` is how many a second, None: all at once."""
    with suppress(OSError):
        while content := source.recv(int(pace * TICK) if pace else 65536):
            target.sendall(content)
            if pace:
                time.sleep(TICK)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow_line(port: int, bytes_per_second: int) -> Iterator[int]:
    """The port of a line to a server's `port` over which what is sent goes so slowly."""
    with _listening() as listening, socket.socket() as far:

        def carry() -> None:
            with suppress(OSError):
                near, _ = listening.accept()
                far.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
                far.connect(("127.0.0.1", port))
                threading.Thread(target=_pump, args=[far, near, None], daemon=True).start()
                _pump(near, far, bytes_per_second)
                near.close()

        carrier = threading.Thread(target=carry, daemon=True)
        carrier.start()
        yield listening.getsockname()[1]
        listening.close()
        carrier.join(10)


@contextmanager
def greeting_only(words: bytes) -> Iterator[int]:
    """The port of a server that says these words, or nothing, and then no more."""
    with _listening() as listening:

        def greet() -> None:
            with suppress(OSError):
                while True:
                    near, _ = listening.accept()
                    kept.append(near)
                    near.sendall(words)

        kept: list[socket.socket] = []
        threading.Thread(target=greet, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        for near in kept:
            near.close()
