"""The headers every answer carries, whatever its status."""

from flask import Response

# Plotly inserts an empty style element and fills it through CSSOM: this is the hash of nothing.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains; preload"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def content_security_policy(nonce: str) -> str:
    """The policy of a page: our own files, scripts only with this answer's nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            f"style-src 'self' {EMPTY_STYLE}",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def protect(response: Response, *, nonce: str, secure: bool) -> Response:
    """Set the headers; `secure` when people reach the portal over TLS."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_security_policy(nonce))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")
    if secure:
        headers["Strict-Transport-Security"] = TRANSPORT_SECURITY
    return response
