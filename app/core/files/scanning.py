"""Asking a virus scanner (clamd) about a file, by its own protocol: INSTREAM.

Where no scanner is set, files are taken as the structure of each allows. Where one is set and does
not answer, a file is kept back until it has.
"""

import socket
import struct
from enum import StrEnum

PART = 64_000  # bytes sent at once
# With the time that reading a file may take, less than a web worker is given (30 s).
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 10.0
LONGEST_ANSWER = 4_096


class Verdict(StrEnum):
    """What is known of a file."""

    UNSCANNED = "unscanned"  # no scanner is set
    CLEAN = "clean"
    WAITING = "waiting"  # the scanner does not answer
    INFECTED = "infected"

    @property
    def lets_out(self) -> bool:
        """Whether people may have the file."""
        return self in (Verdict.UNSCANNED, Verdict.CLEAN)


def scan(address: str, content: bytes) -> Verdict:
    """What the scanner at `address` says: "host:port", "unix:/path", or "" for none."""
    if not address:
        return Verdict.UNSCANNED
    try:
        with _line_to(address) as line:
            line.settimeout(ANSWER_SECONDS)
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PART):
                part = content[start : start + PART]
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            return _verdict(_answer(line))
    except OSError:
        return Verdict.WAITING


def _line_to(address: str) -> socket.socket:
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS)


def _answer(line: socket.socket) -> bytes:
    found = b""
    while not found.endswith(b"\0") and len(found) < LONGEST_ANSWER:
        part = line.recv(1024)
        if not part:
            break
        found += part
    return found


def _verdict(answer: bytes) -> Verdict:
    said = answer.rstrip(b"\0\n").decode("ascii", "replace")
    if said == "stream: OK":
        return Verdict.CLEAN
    # an error, such as a size limit of the scanner, is no verdict
    return Verdict.INFECTED if said.endswith(" FOUND") else Verdict.WAITING
