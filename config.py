"""Settings, read once from the environment and checked before anything starts.

Every variable is listed in the README; a test compares that list with `VARIABLES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
UNSAFE_SECRETS = frozenset({"", "secret", "changeme", "change-me", "dev", "development", "test"})
SHORTEST_SECRET = 32
LARGEST_UPLOAD_MB = 15  # what a request may hold in all is 16 MB

VARIABLES: dict[str, str] = {
    "PORTAL_ENV": "development, production or test",
    "SECRET_KEY": "signs cookies and keys hashes; at least 32 characters, required in production",
    "DATA_DIR": "folder for the embedded database and what is stored in files",
    "DATABASE_URL": "postgresql+psycopg://... or sqlite:///...; embedded SQLite if unset",
    "PUBLIC_BASE_URL": "address people use, such as https://portal.example.org; for links in mail",
    "TRUSTED_HOSTS": "comma-separated host names the portal answers to",
    "PROXY_HOPS": "number of proxies in front whose X-Forwarded-* headers are believed",
    "PRODUCT_NAME": "the name shown on every page",
    "SMTP_HOST": "mail server; mail is only captured when unset",
    "SMTP_PORT": "its port (587)",
    "SMTP_USER": "user name, if it wants one",
    "SMTP_PASSWORD": "password, if it wants one",
    "SMTP_SECURITY": "starttls, tls or none",
    "MAIL_FROM": "address mail comes from and replies to calendar invitations go to",
    "MAIL_BOUNCES": "address undeliverable mail comes back to, see Mail; MAIL_FROM if unset",
    "FILES_URL": "where uploaded files are kept: a folder, or s3://bucket/prefix; DATA_DIR/files",
    "FILES_ENDPOINT": "address of the S3-compatible store, if it is not Amazon's",
    "FILES_REGION": "its region, if it wants one",
    "FILES_KEY": "access key of the store; the machine's own role if unset",
    "FILES_SECRET": "secret of the access key",
    "MAX_UPLOAD_MB": "the largest file one may upload, in megabytes, 1 to 15 (10)",
    "VIRUS_SCANNER": "address of clamd, host:port or unix:/path; files are not scanned if unset",
    "LINK_HOSTS": "comma-separated hosts whose links a job may look up; none if unset",
    "LOG_FORMAT": "json or text",
    "DEMO_PASSWORD": "common password of the demo people; made and printed if unset",
    "HOST": "address `make run` listens on",
    "PORT": "port `make run` listens on",
}


@dataclass(frozen=True)
class FileSettings:
    """Where uploaded files are kept: `url` is a folder's path or s3://bucket/prefix."""

    url: str
    endpoint: str | None = None
    region: str | None = None
    key: str | None = None
    secret: str | None = field(default=None, repr=False)
    largest: int = 10_000_000
    scanner: str = ""  # where clamd listens; "" where there is none

    @property
    def is_local(self) -> bool:
        """True for a folder of this machine."""
        return not self.url.startswith("s3://")


class ConfigurationError(Exception):
    """A setting is missing or unsafe; the message says which and what to set."""


@dataclass(frozen=True)
class Settings:
    """All settings, checked."""

    env: str
    secret_key: str
    data_dir: Path
    database_url: str
    public_base_url: str
    trusted_hosts: tuple[str, ...]
    proxy_hops: int
    product_name: str
    smtp_host: str | None
    smtp_port: int
    smtp_user: str | None
    smtp_password: str | None
    smtp_security: str
    mail_from: str
    mail_bounces: str
    log_format: str
    files: FileSettings
    link_hosts: frozenset[str] = frozenset()

    @property
    def is_production(self) -> bool:
        """True where real people's data is."""
        return self.env == "production"

    @property
    def is_secure(self) -> bool:
        """True when people reach the portal over TLS."""
        return self.public_base_url.startswith("https://")


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name, "")
    if not raw:
        return default
    if not raw.isdigit():
        raise ConfigurationError(f"{name} must be a whole number, not {raw!r}.")
    return int(raw)


def _choice(environ: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = environ.get(name) or default
    if value not in allowed:
        raise ConfigurationError(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _kept_secret(data_dir: Path) -> str:
    """A secret made once for development and kept beside the embedded database."""
    import secrets

    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _secret(environ: Mapping[str, str], env: str, data_dir: Path) -> str:
    secret = environ.get("SECRET_KEY", "")
    if env != "production":
        return secret or _kept_secret(data_dir)
    if secret.lower() in UNSAFE_SECRETS or len(secret) < SHORTEST_SECRET:
        raise ConfigurationError(
            "SECRET_KEY is missing, a default or shorter than 32 characters. "
            "Set it to a random string that only this portal has, for example from "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`."
        )
    return secret


def _public_base_url(environ: Mapping[str, str], env: str) -> str:
    url = environ.get("PUBLIC_BASE_URL", "").rstrip("/")
    if env == "production" and not url.startswith("https://"):
        raise ConfigurationError(
            "PUBLIC_BASE_URL must be set to the https:// address people use: "
            "links in mail are made from it."
        )
    if url and not urlsplit(url).hostname:
        raise ConfigurationError(f"PUBLIC_BASE_URL is not an address: {url!r}.")
    host, port = environ.get("HOST") or "127.0.0.1", environ.get("PORT") or "5000"
    return url or f"http://{host}:{port}"


def _smtp_host(environ: Mapping[str, str], env: str) -> str | None:
    host = environ.get("SMTP_HOST") or None
    if env == "production" and host is None:
        raise ConfigurationError(
            "SMTP_HOST must be set to the mail server: without it nobody would get an invitation."
        )
    return host


def _files(environ: Mapping[str, str], data_dir: Path) -> FileSettings:
    url = environ.get("FILES_URL") or str(data_dir / "files")
    scheme, marked, rest = url.partition("://")
    if marked and (scheme != "s3" or not rest.strip("/")):
        raise ConfigurationError(
            f"FILES_URL must be the path of a folder or s3://bucket/prefix, not {url!r}."
        )
    key, secret = environ.get("FILES_KEY") or None, environ.get("FILES_SECRET") or None
    if (key is None) != (secret is None):
        raise ConfigurationError("FILES_KEY and FILES_SECRET belong together: set both or neither.")
    megabytes = _number(environ, "MAX_UPLOAD_MB", 10)
    if not 1 <= megabytes <= LARGEST_UPLOAD_MB:
        raise ConfigurationError(f"MAX_UPLOAD_MB must be from 1 to {LARGEST_UPLOAD_MB}.")
    return FileSettings(
        url=url if marked else str(Path(url).resolve()),
        endpoint=environ.get("FILES_ENDPOINT") or None,
        region=environ.get("FILES_REGION") or None,
        key=key,
        secret=secret,
        largest=megabytes * 1_000_000,
        scanner=_scanner(environ),
    )


def _scanner(environ: Mapping[str, str]) -> str:
    address = environ.get("VIRUS_SCANNER", "")
    host, _, port = address.rpartition(":")
    if address and not (address.startswith("unix:/") or (host and port.isdigit())):
        raise ConfigurationError(
            f"VIRUS_SCANNER must be host:port or unix:/path of its socket, not {address!r}."
        )
    return address


def _trusted_hosts(environ: Mapping[str, str], public_base_url: str) -> tuple[str, ...]:
    named = tuple(h.strip() for h in environ.get("TRUSTED_HOSTS", "").split(",") if h.strip())
    if named:
        return named
    public = urlsplit(public_base_url).hostname or ""
    return (public,) if environ.get("PUBLIC_BASE_URL") else (public, "localhost", "127.0.0.1")


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables; raises ConfigurationError, saying what to set."""
    env = _choice(environ, "PORTAL_ENV", ("development", "production", "test"), "development")
    data_dir = Path(environ.get("DATA_DIR") or ROOT / "instance").resolve()
    public_base_url = _public_base_url(environ, env)
    mail_from = environ.get("MAIL_FROM") or "portal@portal.example"
    return Settings(
        env=env,
        secret_key=_secret(environ, env, data_dir),
        data_dir=data_dir,
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'portal.sqlite3'}",
        public_base_url=public_base_url,
        trusted_hosts=_trusted_hosts(environ, public_base_url),
        proxy_hops=_number(environ, "PROXY_HOPS", 0),
        product_name=environ.get("PRODUCT_NAME") or "Reunification implementation portal",
        smtp_host=_smtp_host(environ, env),
        smtp_port=_number(environ, "SMTP_PORT", 587),
        smtp_user=environ.get("SMTP_USER") or None,
        smtp_password=environ.get("SMTP_PASSWORD") or None,
        smtp_security=_choice(environ, "SMTP_SECURITY", ("starttls", "tls", "none"), "starttls"),
        mail_from=mail_from,
        mail_bounces=environ.get("MAIL_BOUNCES") or mail_from,
        log_format=_choice(
            environ, "LOG_FORMAT", ("json", "text"), "json" if env == "production" else "text"
        ),
        files=_files(environ, data_dir),
        link_hosts=frozenset(
            host.strip().lower()
            for host in environ.get("LINK_HOSTS", "").split(",")
            if host.strip()
        ),
    )
