"""Asking a page of another host whether it is still there, and nothing more.

Only hosts that an operator named are asked, over https, at addresses that are public; a redirect is
followed to nowhere: it is an answer. Nothing of what a page says is read.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Collection
from urllib.parse import quote, urlsplit

SECONDS = 8.0
_AGENT = "reunification-portal-link-check"
_GONE = frozenset({404, 410})


def answers(link: str, hosts: Collection[str]) -> bool | None:
    """Whether a page is there; None when it may not be asked for.

    An answer of any kind but 404, 410 and those of a broken server counts: a page may want a
    sign-in, or send on.
    """
    parts = _allowed(link, hosts)
    if parts is None:
        return None
    host, path = parts
    try:
        address = _public_address(host)
    except OSError:
        return False
    if address is None:
        return None
    try:
        status = _status(host, address, path)
    except (OSError, http.client.HTTPException):
        return False
    return status not in _GONE and status < 500


def _allowed(link: str, hosts: Collection[str]) -> tuple[str, str] | None:
    """Host and path of a link that may be asked for."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.scheme != "https" or host not in hosts or port not in (None, 443):
        return None
    if parts.username or parts.password:
        return None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=-._~?")
    return host, f"{path}?{query}" if query else path


def _public_address(host: str) -> str | None:
    """One address of a host; None when any of them is not public, since names can be made to lead
    anywhere. Raises OSError."""
    found = {str(info[4][0]) for info in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    if not found or not all(ipaddress.ip_address(one).is_global for one in found):
        return None
    return sorted(found)[0]


def _status(host: str, address: str, path: str) -> int:
    """The status of an answer to HEAD, or to GET where HEAD is not known; at the address that was
    looked at, not at what the name means a moment later."""
    status = _ask(host, address, "HEAD", path)
    return _ask(host, address, "GET", path) if status in (403, 405, 501) else status


def _ask(host: str, address: str, method: str, path: str) -> int:
    line = _Line(host, address)
    try:
        line.request(method, path, headers={"User-Agent": _AGENT, "Accept": "*/*"})
        return line.getresponse().status
    finally:
        line.close()


class _Line(http.client.HTTPSConnection):
    """A connection to a known address under the name of its host."""

    def __init__(self, host: str, address: str) -> None:
        self._safe = ssl.create_default_context()
        super().__init__(host, 443, timeout=SECONDS, context=self._safe)
        self._address = address

    def connect(self) -> None:
        """To the address that was looked at."""
        line = socket.create_connection((self._address, 443), timeout=SECONDS)
        self.sock = self._safe.wrap_socket(line, server_hostname=self.host)
