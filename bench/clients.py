"""Asking pages again and again, interleaved, and summing up what it took."""

import http.client
import re
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A page of one server, with the cookie of whoever asks."""

    name: str
    port: int
    path: str
    cookie: str = ""


@dataclass(frozen=True)
class Times:
    """Milliseconds of many requests."""

    p50: float
    p99: float
    sent: int


def ask(target: Target, *, compressed: bool = False) -> tuple[float, bytes]:
    """One request on a connection of its own: milliseconds and body. Raises unless answered 200."""
    headers = {"Cookie": target.cookie} if target.cookie else {}
    if compressed:
        headers["Accept-Encoding"] = "gzip"
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=30)
    connection.request("GET", target.path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - start) * 1000
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{target.name} answered {answer.status}")
    return took, body


def summed(samples: Sequence[float], sent: int = 0) -> Times:
    """Median and 99th percentile."""
    ordered = sorted(samples)
    return Times(
        statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], sent
    )


def interleaved(targets: Sequence[Target], rounds: int) -> dict[str, Times]:
    """Each target once a round, so that the machine's mood meets all alike."""
    for target in targets:
        for _ in range(5):
            ask(target)
    samples: dict[str, list[float]] = {target.name: [] for target in targets}
    for _ in range(rounds):
        for target in targets:
            samples[target.name].append(ask(target)[0])
    return {name: summed(found) for name, found in samples.items()}


def at_once(target: Target, connections: int, seconds: float) -> tuple[float, Times]:
    """Requests per second, and their times, with so many connections for so long."""
    ends = time.perf_counter() + seconds
    samples: list[float] = []

    def run() -> None:
        while time.perf_counter() < ends:
            samples.append(ask(target)[0])

    threads = [threading.Thread(target=run) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(samples) / (time.perf_counter() - start), summed(samples, len(samples))


def sign_in(port: int, email: str, password: str) -> str:
    """Sign in through the page; returns the cookie."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), _cookie(answer)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if token is None:
        raise RuntimeError("The sign-in page has no form token.")
    from urllib.parse import urlencode

    body = urlencode({"csrf_token": token[1], "email": email, "password": password})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/sign-in", body, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:
        raise RuntimeError(f"Signing in answered {answer.status}")
    return _cookie(answer)


def _cookie(answer: http.client.HTTPResponse) -> str:
    return (answer.getheader("Set-Cookie") or "").split(";")[0]
