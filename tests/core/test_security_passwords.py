"""Passwords and tokens: what is kept, and what is good enough."""

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from app.core.security.passwords import (
    hash_password,
    needs_rehash,
    verify_password,
    weaknesses,
)
from app.core.security.tokens import digest, new_token

ABOUT = ["lena", "lead", "northmoor", "nspcc", "people", "example"]


def test_hashes_are_argon2id_with_the_parameters_owasp_names() -> None:
    kept = hash_password("plum violin harbour")
    parameters = extract_parameters(kept)
    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)
    assert not needs_rehash(kept)
    assert kept != hash_password("plum violin harbour")


def test_a_password_fits_its_own_hash_only() -> None:
    kept = hash_password("plum violin harbour")
    assert verify_password(kept, "plum violin harbour")
    assert not verify_password(kept, "plum violin harbour ")
    assert not verify_password(kept, "Plum violin harbour")
    assert not verify_password(kept, "")


def test_no_account_and_a_broken_hash_fit_no_password() -> None:
    assert not verify_password(None, "a password nobody has")
    assert not verify_password("not a hash", "whatever")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "password1234",
        "aaaaaaaaaaaaaaaaaaa",
        "qwertyuiop123456",
        "lenaleadnspcc",
        "Lena.Lead@people.example",
        "northmoor-nspcc-1",
        "123456789012",
        "x" * 1001,
    ],
)
def test_weak_passwords_are_refused_with_a_reason(password: str) -> None:
    (reason,) = weaknesses(password, about=ABOUT)
    assert reason.endswith(".")
    assert password not in reason


@pytest.mark.parametrize(
    "password",
    [
        "plum violin harbour",
        "correct lena battery staple",
        "t7#Kp0q!zV9w",
        "коричневый барсук под дождём",
        "w" * 3 + "9zk!Qp" * 30,
    ],
)
def test_good_passwords_of_any_make_are_accepted(password: str) -> None:
    assert weaknesses(password, about=ABOUT) == []


def test_tokens_have_256_bits_and_are_never_kept_themselves() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert min(len(token) for token in tokens) == 43  # 32 bytes in base64
    token = tokens.pop()
    assert digest(token) == digest(token)
    assert token not in digest(token)
