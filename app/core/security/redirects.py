"""Where a person may be sent after signing in: only to a path of this portal."""

from urllib.parse import urlsplit


def safe_next(target: str | None, default: str = "/") -> str:
    """`target` when it is a plain path of our own, else `default`.

    Browsers read `//host`, `/\\host` and paths with tabs or line breaks as other hosts;
    no address of ours holds a space or a character that cannot be seen.
    """
    if not target or len(target) > 2000 or not target.startswith("/"):
        return default
    if target[1:2] in ("/", "\\") or "\\" in target:
        return default
    if any(character == " " or not character.isprintable() for character in target):
        return default
    try:
        parts = urlsplit(target)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else target
