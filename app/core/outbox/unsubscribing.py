"""The way out of one kind of mail: an address that is good without signing in, as long as the
secret key is. It says who and of what, signed; whoever holds it can stop that mail and no more.
"""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from config import Settings

PATH = "/mail/stop/"
_PURPOSE = "stop mail of a kind"


def path_of(person_id: int, kind: str) -> str:
    """Where somebody stops mail of a kind."""
    return f"{PATH}{_signer().dumps([person_id, kind])}"


def read(token: str) -> tuple[int, str] | None:
    """(person, kind) of such an address, or None when it is none of ours."""
    try:
        person_id, kind = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(person_id), str(kind)


def _signer() -> URLSafeSerializer:
    settings: Settings = current_app.config["SETTINGS"]
    return URLSafeSerializer(settings.secret_key, salt=_PURPOSE)
