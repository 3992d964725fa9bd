"""Random tokens: what is sent to a person is never what is stored."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token. It is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(secret: str, purpose: str, text: str) -> str:
    """What is stored of something guessable that must be recognised and never read: a hash under
    a key made from the portal's secret for this purpose alone. 64 hexadecimal digits."""
    key = hmac.digest(secret.encode(), purpose.encode(), "sha256")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
