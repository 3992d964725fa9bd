"""Numbers of certificates: short to copy, hard to guess, and a slip of the pen shows.

Twelve characters in three groups, such as `7KMD-P4XR-WJ3C`: eleven drawn at random (19^11, about
10^14) and a check character. The alphabet has no vowels, so that no word appears, and of each pair
that people mix up neither (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V).

The check is a weighted sum modulo 19, the number of characters. As 19 is a prime and the weights
are 1 to 12, one wrong character and two that changed places are always found (Verhoeff, 1969).
"""

from collections.abc import Callable

ALPHABET = "3479CDFHJKMNPQRTWXY"
_DRAWN, _GROUP = 11, 4


def new_number(draw: Callable[[int], int]) -> str:
    """A number; `draw(n)` gives a random whole number below n (secrets.randbelow)."""
    drawn = [draw(len(ALPHABET)) for _ in range(_DRAWN)]
    total = sum(weight * value for weight, value in enumerate(drawn, start=1))
    # the check c is what makes the whole sum, with weight 12 for c, a multiple of 19
    check = -total * pow(_DRAWN + 1, -1, len(ALPHABET)) % len(ALPHABET)
    return _grouped("".join(ALPHABET[value] for value in (*drawn, check)))


def read_number(typed: str) -> str | None:
    """The number as it is kept, from what somebody typed; None when it cannot be one."""
    found = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(found) != _DRAWN + 1 or not set(found) <= set(ALPHABET):
        return None
    values = [ALPHABET.index(sign) for sign in found]
    total = sum(weight * value for weight, value in enumerate(values, start=1))
    return None if total % len(ALPHABET) else _grouped(found)


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
