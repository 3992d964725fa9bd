"""The common password of the demo people, and the table that says who can sign in."""

import os
import secrets
from pathlib import Path

from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.rules import words_about
from app.core import audit
from app.core.db import session
from app.core.security.passwords import verify_password, weaknesses
from app.demo.standing import Refused

ROLES = {
    "admin": "NSPCC administrator",
    "lead": "NSPCC implementation lead",
    "strategic": "Strategic lead",
    "contributor": "Contributor",
    "member": "Community member",
}
_WORDS = (
    "amber anchor apron autumn badger barley basket beacon bramble bridge button candle canyon "
    "carrot castle cedar chalk cherry cinder clover cobalt copper cotton cradle crayon dapple "
    "denim drizzle ember falcon fennel ferry fiddle flannel garnet ginger glacier gravel hammock "
    "harbour hazel heron hickory ivory jigsaw juniper kettle lantern lemon linen lobster maple "
    "marble meadow mitten mustard nettle nutmeg onyx orchard otter paddle parsley pebble pepper "
    "pigeon plum poppy puddle quarry quill raven ribbon rocket saddle saffron satchel sherbet "
    "spindle sparrow tangle teapot thimble thistle toffee trumpet tulip tundra turnip velvet "
    "violin walnut whisker willow windmill yarrow zephyr"
)


def password_file(data_dir: Path) -> Path:
    """Where a made password is kept, readable by its owner only."""
    return data_dir / "demo_password"


def chosen_password() -> str:
    """DEMO_PASSWORD, or one made now. Raises Refused when the given one is too easy to guess."""
    given = os.environ.get("DEMO_PASSWORD", "")
    if not given:
        words = "-".join(secrets.choice(_WORDS.split()) for _ in range(3))
        return f"{words}-{secrets.randbelow(90) + 10}"
    problems = weaknesses(given, about=words_about(*(f"{role} demo example" for role in ROLES)))
    if problems:
        raise Refused(f"DEMO_PASSWORD cannot be used. {problems[0]}")
    return given


def keep_password(data_dir: Path, password: str) -> None:
    """Keep it, so that the next start can print it again."""
    data_dir.mkdir(parents=True, exist_ok=True)
    file = password_file(data_dir)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(password + "\n", encoding="utf-8")


def known_password(data_dir: Path) -> str | None:
    """The password that fits the demo people: kept or given; None when neither does."""
    file = password_file(data_dir)
    kept = file.read_text(encoding="utf-8").strip() if file.exists() else ""
    kept_hash = session().scalar(
        select(Person.password_hash).where(Person.email == address("admin"))
    )
    for word in (os.environ.get("DEMO_PASSWORD", ""), kept):
        if word and verify_password(kept_hash, word):
            return word
    return None


def address(role: str) -> str:
    """The address of the demo person of a role."""
    return f"{role}@demo.example"


def give_password(password_hash: str) -> None:
    """Give every demo person this password."""
    audit.because("password set", summary="The demo people were given a new password.")
    for person in session().scalars(select(Person).where(Person.is_demo.is_(True))):
        person.password_hash = password_hash
    session().flush()


def table(password: str | None) -> str:
    """One line for each role: role, address, password."""
    shown = password or "not known here"
    rows = [("Role", "Address", "Password")]
    rows += [(label, address(role), shown) for role, label in ROLES.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    if password is None:
        lines += [
            "",
            "`flask --app wsgi seed demo --new-password` gives the demo people another one.",
        ]
    return "\n".join(lines)
