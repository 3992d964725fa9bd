"""Passwords: argon2id with the parameters OWASP names first (19 MiB, two passes, one lane)."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 1000
GUESSES_TO_WITHSTAND = 10**8
UNRELATED = 6  # letters and digits that must not come from words about the person

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots = BoundedSemaphore(2)  # hashing is heavy: more at once would only make everybody wait
_decoy = _hasher.hash("a password nobody has")


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    with _slots:
        return _hasher.hash(password)


def verify_password(kept: str | None, password: str) -> bool:
    """Whether the password fits; takes the same time when there is no such account."""
    with _slots:
        try:
            _hasher.verify(kept or _decoy, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def needs_rehash(kept: str) -> bool:
    """Whether the hash was made with older parameters."""
    return _hasher.check_needs_rehash(kept)


def weaknesses(password: str, *, about: list[str]) -> list[str]:
    """Why a new password is not good enough, in words for its owner; empty when it is.

    `about` holds words an attacker would try first: name, e-mail, authority. No rules of
    composition: length, and resistance to guessing as zxcvbn (Wheeler 2016) estimates it.
    """
    if len(password) < SHORTEST:
        return [f"Use at least {SHORTEST} characters. Three random words work well."]
    if len(password) > LONGEST:
        return [f"Use at most {LONGEST} characters."]
    from zxcvbn import zxcvbn  # its word lists take a while to load and few requests need them

    guesses = zxcvbn(password[:72], user_inputs=about)["guesses"]
    if guesses < GUESSES_TO_WITHSTAND or _says_little_else(password, about):
        return [
            "This password is easy to guess. Use three random words that have nothing to do "
            "with you or your work."
        ]
    return []


def _says_little_else(password: str, about: list[str]) -> bool:
    """Whether fewer than six letters or digits are left without the words of `about`: the
    estimate takes any three words for a good password, even one's own name and employer."""
    left = password.lower()
    for word in sorted({word.lower() for word in about if len(word) > 2}, key=len, reverse=True):
        left = left.replace(word, " ")
    return sum(character.isalnum() for character in left) < UNRELATED
