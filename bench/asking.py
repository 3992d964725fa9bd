"""Plain HTTP over asyncio: one connection a request, as gunicorn's sync workers answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

PATIENCE = 10.0  # seconds for one answer, as the page's script waits


@dataclass(frozen=True)
class Answer:
    """Status and body of an answer."""

    status: int
    body: bytes


class NoAnswer(Exception):
    """The connection was refused, cut or silent."""


@dataclass(frozen=True)
class Browser:
    """Whoever asks: a port on loopback, the cookie of a sign-in and a form token that fits it."""

    port: int
    cookie: str
    token: str

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Open an address. Raises NoAnswer."""
        return await self._ask("GET", path, dict(headers or {}), b"")

    async def post(
        self, path: str, fields: Mapping[str, str], *, cut: bool = False, script: bool = False
    ) -> Answer:
        """Send a form; `cut`: go away before the answer comes. `script`: as fetch does."""
        body = urlencode({"csrf_token": self.token, **fields}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if script:
            headers |= {"X-Requested-With": "fetch", "X-CSRFToken": self.token}
        return await self._ask("POST", path, headers, body, cut=cut)

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes, *, cut: bool = False
    ) -> Answer:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Cookie: {self.cookie}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        sent = "\r\n".join([*lines, "", ""]).encode() + body
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._exchange(sent, cut=cut)
        except (OSError, TimeoutError, EOFError, ValueError, IndexError) as error:
            raise NoAnswer from error

    async def _exchange(self, sent: bytes, *, cut: bool) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(sent)
            await writer.drain()
            if cut:
                raise NoAnswer
            whole = await reader.read()
        finally:
            writer.close()
        head, _, body = whole.partition(b"\r\n\r\n")
        length = _length(head)
        if length is not None and len(body) < length:
            raise EOFError("The answer was cut.")
        return Answer(int(head.split(b" ", 2)[1]), body)


def _length(head: bytes) -> int | None:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return None
