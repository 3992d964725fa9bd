"""Settings: what is missing or unsafe is said before anything starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT, ConfigurationError, load_settings

PRODUCTION = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "a-secret-of-more-than-thirty-two-characters",
    "PUBLIC_BASE_URL": "https://portal.example",
    "SMTP_HOST": "127.0.0.1",
}


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"PUBLIC_BASE_URL": ""}, "PUBLIC_BASE_URL"),
        ({"PUBLIC_BASE_URL": "http://portal.example"}, "PUBLIC_BASE_URL"),
        ({"PUBLIC_BASE_URL": "https://"}, "PUBLIC_BASE_URL"),
        ({"PORTAL_ENV": "prod"}, "PORTAL_ENV"),
        ({"SMTP_HOST": ""}, "SMTP_HOST"),
        ({"SMTP_PORT": "submission"}, "SMTP_PORT"),
        ({"SMTP_SECURITY": "ssl"}, "SMTP_SECURITY"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(
    tmp_path: Path, changed: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        load_settings({**PRODUCTION, "DATA_DIR": str(tmp_path), **changed})


def test_production_is_secure_and_trusts_its_public_host_only(tmp_path: Path) -> None:
    settings = load_settings({**PRODUCTION, "DATA_DIR": str(tmp_path)})
    assert settings.is_production
    assert settings.is_secure
    assert settings.trusted_hosts == ("portal.example",)
    assert settings.log_format == "json"


def test_development_makes_a_secret_once_and_keeps_it_to_its_owner(tmp_path: Path) -> None:
    first = load_settings({"DATA_DIR": str(tmp_path)})
    again = load_settings({"DATA_DIR": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_server_says_in_one_sentence_why_it_cannot_start(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PORTAL_ENV": "production", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "The portal cannot start. PUBLIC_BASE_URL must be set" in done.stderr
    assert "Traceback" not in done.stderr
