"""Asking hosts whether a page is still there: whom, where, and what counts as an answer.

The pages are those of a real server on loopback. The network of these tests has a name service of
its own, and its public addresses lead to that server; everything else is as in production.
"""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from app.core import links
from app.core.links import answers
from tests.core.test_outbox_smtp import certificate, server_tls

__all__ = ["certificate"]
HOST = "pages.example"
HOSTS = frozenset({HOST, "127.0.0.1"})
PUBLIC, PUBLIC_6 = "8.8.4.4", "2a00:1450::1"
NOBODY = "1.1.1.1"  # a public address at which nobody answers


@dataclass
class Site:
    """A small site: /status/N answers N; `asked` is what it was asked for, `heads` the headers."""

    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    port: int = 0


@dataclass
class Network:
    """`names`: the addresses of each host; `reached`: where lines were opened to."""

    names: dict[str, list[str]] = field(default_factory=dict)
    reached: list[tuple[str, int]] = field(default_factory=list)


class Server(ThreadingHTTPServer):
    """Answers over TLS and keeps what it was asked."""

    def __init__(self, site: Site, tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.site = site
        self.socket = tls.wrap_socket(self.socket, server_side=True)
        site.port = self.server_address[1]

    def handle_error(self, *_: Any) -> None:
        """Lines that are cut are part of the tests."""


class Pages(BaseHTTPRequestHandler):
    """The pages of the site."""

    server: Server

    def do_HEAD(self) -> None:
        self.server.site.asked.append(f"{self.command} {self.path}")
        self.server.site.heads.append(dict(self.headers))
        kind, _, word = self.path.strip("/").partition("/")
        if kind == "drip":
            self._drip()
        else:
            refuses = kind == "get-only" and self.command == "HEAD"
            self._answer(int(word) if refuses or kind == "status" else 200)

    def do_GET(self) -> None:
        self.do_HEAD()

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"https://{HOST}/moved")
        self.end_headers()

    def _drip(self) -> None:
        with suppress(OSError):
            for letter in b"HTTP/1.1 200 OK" + b"." * 200:
                self.wfile.write(bytes([letter]))
                time.sleep(0.02)

    def log_message(self, *_: Any) -> None:
        """Nothing is written to the screen."""


@pytest.fixture(scope="module")
def site(certificate: Path) -> Iterator[Site]:
    made = Site()
    with Server(made, server_tls(certificate)) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def network(site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    made = Network({HOST: [PUBLIC], "127.0.0.1": ["127.0.0.1"]})

    def find(host: str, port: int, **_: Any) -> list[Any]:
        host.encode("idna")  # as the real one does, which raises
        if host not in made.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(0, 0, 0, "", (address, port)) for address in made.names[host]]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        made.reached.append(address)
        if address[0] == NOBODY:
            raise ConnectionRefusedError
        line = socket.socket()
        line.settimeout(timeout)
        line.connect(("127.0.0.1", site.port))
        return line

    site.asked.clear()
    site.heads.clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
    monkeypatch.setattr(socket, "getaddrinfo", find)
    monkeypatch.setattr(socket, "create_connection", connect)
    return made


def test_all_but_gone_and_broken_counts_as_there(network: Network, site: Site) -> None:
    there = {200: True, 204: True, 302: True, 401: True, 403: True, 429: True}
    not_there = {404: False, 410: False, 500: False, 503: False}
    for status, expected in (there | not_there).items():
        assert answers(f"https://{HOST}/status/{status}", HOSTS) is expected, status
        assert all(one.endswith(f" /status/{status}") for one in site.asked)  # none is followed
        site.asked.clear()


def test_what_refuses_head_is_asked_as_a_browser_asks(network: Network, site: Site) -> None:
    for status in (400, 403, 404, 405, 500, 501):
        assert answers(f"https://{HOST}/get-only/{status}", HOSTS) is True, status
        assert site.asked == [f"HEAD /get-only/{status}", f"GET /get-only/{status}"]
        site.asked.clear()


def test_a_page_is_asked_for_once_by_its_name_and_whole_address(
    network: Network, site: Site
) -> None:
    link = f"https://{HOST.upper()}.:443/a b/%C3%A9é?q=1 2&x=ü#part"
    assert answers(link, HOSTS) is True
    assert site.asked == ["HEAD /a%20b/%C3%A9%C3%A9?q=1%202&x=%C3%BC"]
    assert site.heads[0]["Host"] == HOST
    assert network.reached == [(PUBLIC, 443)]
    assert answers(f"https://{HOST}", HOSTS) is True
    assert answers(f"https://{HOST}?q", HOSTS) is True
    assert site.asked[1:] == ["HEAD /", "HEAD /?q"]


def test_what_may_not_be_asked_for_is_not(network: Network) -> None:
    schemes = ["http://", "ftp://", "//", ""]
    others = [f"sub.{HOST}", f"{HOST}.evil.example", f"{HOST}@evil.example", ""]
    users = [f"{user}@{HOST}" for user in ("somebody", "a:secret", ":secret", "", "evil.example\\")]
    ports = [f"{HOST}:{port}" for port in ("8443", "80", "0", "99999", "port")]
    refused = [f"{scheme}{HOST}/" for scheme in schemes]
    refused += [f"https://{place}/path" for place in (*others, *users, *ports, "[::1")]
    for link in refused:
        assert answers(link, HOSTS) is None, link
    assert network.reached == []


def test_without_a_list_of_hosts_nobody_is_asked(network: Network) -> None:
    assert answers(f"https://{HOST}/", frozenset()) is None


def test_no_address_within_somebodys_network_is_reached(network: Network) -> None:
    within = "127.0.0.1 10.0.0.8 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0"
    special = "224.0.1.1 255.255.255.255 ::1 :: fe80::1%eth0 fd00::1 fec0::1 ff0e::1"
    with_one_in_it = (
        "::ffff:10.0.0.8 2002:a00:8:: 64:ff9b::a00:8 64:ff9b:1::1 ::ffff:0:a00:8 ::a00:8"
    )
    for address in f"{within} {special} {with_one_in_it}".split():
        for found in ([address], [PUBLIC, address]):
            network.names[HOST] = found
            assert answers(f"https://{HOST}/", HOSTS) is None, address
    assert network.reached == []


def test_an_allowed_host_that_is_an_address_within_is_not_reached(network: Network) -> None:
    assert answers("https://127.0.0.1/", HOSTS) is None
    assert network.reached == []


def test_a_name_that_leads_nowhere_is_not_there(network: Network, site: Site) -> None:
    network.names.clear()
    assert answers(f"https://{HOST}/", HOSTS) is False
    long = "a" * 70 + ".example"
    assert answers(f"https://{long}/", {long}) is False
    assert site.asked == []


def test_a_host_is_tried_at_each_of_its_addresses_in_their_order(network: Network) -> None:
    network.names[HOST] = [PUBLIC_6, PUBLIC]
    assert answers(f"https://{HOST}/", HOSTS) is True
    network.names[HOST] = [NOBODY, PUBLIC]
    assert answers(f"https://{HOST}/", HOSTS) is True
    assert network.reached == [(PUBLIC_6, 443), (NOBODY, 443), (PUBLIC, 443)]
    network.names[HOST] = [NOBODY]
    assert answers(f"https://{HOST}/", HOSTS) is False


def test_a_certificate_for_another_name_is_no_answer(network: Network, site: Site) -> None:
    network.names["other.example"] = [PUBLIC]
    assert answers("https://other.example/", {"other.example"}) is False
    assert site.asked == []


def test_a_certificate_nobody_vouches_for_is_no_answer(
    network: Network, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert answers(f"https://{HOST}/", HOSTS) is False
    assert site.asked == []


def test_an_answer_that_does_not_end_is_cut_off(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "SECONDS", 0.2)
    began = time.monotonic()
    assert answers(f"https://{HOST}/drip", HOSTS) is False
    assert time.monotonic() - began < 2
