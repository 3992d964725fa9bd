"""Static files: fingerprinted and precompressed by the front-end build, cached for a year."""

import json
import re
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from app.core.security.headers import TRANSPORT_SECURITY

BUILT = Path(__file__).resolve().parents[2] / "static" / "built"
_FINGERPRINTED = re.compile(r"[.-][0-9a-f]{8,}\.")


def _add_headers(headers: dict[str, str], secure: bool) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Referrer-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if secure:
        headers["Strict-Transport-Security"] = TRANSPORT_SECURITY


def _is_immutable(_path: str, url: str) -> bool:
    return bool(_FINGERPRINTED.search(url))


def install(app: Flask, *, secure: bool) -> None:
    """Serve what the build made and offer `static_url(name)` to templates."""
    manifest_file = BUILT / "manifest.json"
    manifest: dict[str, str] = (
        json.loads(manifest_file.read_text()) if manifest_file.exists() else {}
    )

    def static_url(name: str) -> str:
        if name not in manifest:
            raise LookupError(
                f"{name} is not in the front-end build: run `make run` or `make test`."
            )
        return f"/static/{manifest[name]}"

    app.jinja_env.globals["static_url"] = static_url
    if BUILT.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # how Flask documents middleware
            app.wsgi_app,
            root=str(BUILT),
            prefix="static/",
            max_age=3600,
            immutable_file_test=_is_immutable,
            add_headers_function=lambda headers, _path, _url: _add_headers(headers, secure),
        )
