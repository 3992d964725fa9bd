"""Giving a file back: always as a download, never shown by the browser as part of the portal."""

from urllib.parse import quote

from flask import Response

_NO_RIGHTS = "sandbox; default-src 'none'"


def download(content: bytes, name: str, media_type: str) -> Response:
    """The answer that hands over a file under its own name (RFC 6266, RFC 8187).

    `media_type` comes from our own list, never from the person who uploaded the file.
    """
    response = Response(content, content_type=media_type)
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_")
    quoted = plain.replace("\\", "_").replace('"', "_")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{quoted}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Content-Security-Policy"] = _NO_RIGHTS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def picture(content: bytes) -> Response:
    """A PNG that we made ourselves (`reading`), shown in a page: the one thing that is no download,
    because nothing in it comes from the file but its points."""
    response = Response(content, content_type="image/png")
    response.headers["Content-Security-Policy"] = _NO_RIGHTS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
