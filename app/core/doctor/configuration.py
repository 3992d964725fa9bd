"""Settings: the secret, the addresses, and encryption on the way to people."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from app.core import clock
from app.core.doctor.findings import Finding, ok, problem, warning
from config import SHORTEST_SECRET, UNSAFE_SECRETS, Settings

CERTIFICATE_WARNS = timedelta(days=14)
SECONDS = 5.0


def secret(settings: Settings) -> Iterator[Finding]:
    """The secret is our own and long enough."""
    if settings.secret_key.lower() in UNSAFE_SECRETS or len(settings.secret_key) < SHORTEST_SECRET:
        yield problem(
            "Secret",
            "SECRET_KEY is a default, or shorter than 32 characters",
            "Set it to a random string that only this portal has.",
        )
    else:
        yield ok("Secret", "long enough, and no default")


def hosts(settings: Settings) -> Iterator[Finding]:
    """Links in mail lead to a host the portal answers to."""
    host = urlsplit(settings.public_base_url).hostname or ""
    if "*" in "".join(settings.trusted_hosts):
        yield problem(
            "Hosts", "TRUSTED_HOSTS has a wildcard", "Name the hosts, separated by commas."
        )
    elif host not in settings.trusted_hosts:
        yield problem(
            "Hosts",
            f"links in mail lead to {host}, which TRUSTED_HOSTS does not name",
            "Add it to TRUSTED_HOSTS, or correct PUBLIC_BASE_URL.",
        )
    else:
        yield ok("Hosts", f"answers to {', '.join(settings.trusted_hosts)}")


def encryption(settings: Settings) -> Iterator[Finding]:
    """People reach the portal over TLS, behind a proxy that says so, with a certificate in date."""
    if not settings.is_secure:
        say = problem if settings.is_production else warning
        yield say(
            "Encryption",
            "people reach the portal without TLS",
            "That is right on your own machine only. Set PUBLIC_BASE_URL to an https:// address.",
        )
        return
    if not settings.proxy_hops:
        yield warning(
            "Encryption",
            "PROXY_HOPS is 0, so the proxy that ends TLS is not believed",
            "Set it to the number of proxies in front, or limits count everybody as one.",
        )
    yield certificate(settings.public_base_url)


def certificate(url: str, ca_file: str | None = None) -> Finding:
    """How long the certificate of an https address is still good for."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    try:
        context = ssl.create_default_context(cafile=ca_file)
        with (
            socket.create_connection((host, port), timeout=SECONDS) as line,
            context.wrap_socket(line, server_hostname=host) as encrypted,
        ):
            ends = dict(encrypted.getpeercert() or {}).get("notAfter", "")
    except ssl.SSLCertVerificationError as error:
        return problem(
            "Certificate", f"refused: {error.verify_message}", "Renew or correct it at the proxy."
        )
    except OSError as error:
        return warning(
            "Certificate",
            f"{host} could not be reached from here ({type(error).__name__})",
            "Open the address in a browser to see whether it answers.",
        )
    left = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), UTC) - clock.now()
    if left < CERTIFICATE_WARNS:
        return warning("Certificate", f"ends in {left.days} days", "Renew it at the proxy.")
    return ok("Certificate", f"good for {left.days} days")
