"""Asking a page of another host whether it is still there, and nothing more.

Only hosts that an operator named are asked, over https, at addresses that are public; a redirect is
followed to nowhere: it is an answer. Nothing of what a page says is read.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Collection, Sequence
from contextlib import suppress
from threading import Timer
from urllib.parse import quote, urlsplit

SECONDS = 8.0
MOST_TRIED = 3  # addresses of one host
_AGENT = "reunification-portal-link-check"
_GONE = frozenset({404, 410})
_SINGLE_HOSTS = ipaddress.IPv6Network("2000::/3")


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
        addresses = _addresses(host)
    except (OSError, UnicodeError):  # the latter of names that no name service can be asked for
        return False
    if not addresses or not all(_is_public(address) for address in addresses):
        return None
    try:
        status = _status(host, addresses, path)
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
    if "@" in parts.netloc:
        return None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=-._~?")
    return host, f"{path}?{query}" if query else path


def _addresses(host: str) -> list[str]:
    """The addresses of a host, in the order in which to try them. Raises OSError, UnicodeError."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _is_public(address: str) -> bool:
    """Whether an address lies in nobody's own network; a name can be made to lead anywhere.

    Of IPv6 only what is given out for single hosts, and none that leads on to an address of IPv4.
    """
    it = ipaddress.ip_address(address)
    if isinstance(it, ipaddress.IPv6Address) and (it not in _SINGLE_HOSTS or it.sixtofour):
        return False
    return it.is_global and not it.is_multicast


def _status(host: str, addresses: Sequence[str], path: str) -> int:
    """The status of an answer to HEAD, or to GET where HEAD finds fault: not every server knows it.
    At the addresses that were looked at, not at what the name means a moment later."""
    status = _ask(host, addresses, "HEAD", path)
    return _ask(host, addresses, "GET", path) if status >= 400 else status


def _ask(host: str, addresses: Sequence[str], method: str, path: str) -> int:
    line = _Line(host, addresses)
    too_long = Timer(SECONDS, line.cut)  # a timeout of the socket begins anew with each byte
    too_long.start()
    try:
        line.request(method, path, headers={"User-Agent": _AGENT, "Accept": "*/*"})
        return line.getresponse().status
    finally:
        too_long.cancel()
        line.close()


class _Line(http.client.HTTPSConnection):
    """A connection to known addresses under the name of their host."""

    def __init__(self, host: str, addresses: Sequence[str]) -> None:
        self._safe = ssl.create_default_context()
        super().__init__(host, 443, timeout=SECONDS, context=self._safe)
        self._addresses = addresses

    def connect(self) -> None:
        """To the first of the addresses at which somebody answers."""
        self.sock = self._safe.wrap_socket(
            self._opened(), server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()

    def _opened(self) -> socket.socket:
        *others, last = self._addresses[:MOST_TRIED]
        for address in others:
            with suppress(OSError):
                return socket.create_connection((address, 443), timeout=SECONDS / 2)
        return socket.create_connection((last, 443), timeout=SECONDS)

    def cut(self) -> None:
        """End it from another thread; whoever waits for an answer gets none."""
        with suppress(OSError, AttributeError):  # not there yet, or gone already
            self.sock.shutdown(socket.SHUT_RDWR)
