"""What is put in place of somebody's name and address."""

import re
from dataclasses import dataclass
from typing import Any

FORMER = "Former member"
_BETWEEN = r"(?:\s+|[._+-]|%20)"  # what stands between two parts of a name in a text or an address


@dataclass(frozen=True)
class Gone:
    """A person to be erased, as texts call them. `is_shared`: somebody else has the same name."""

    person_id: int
    name: str
    email: str
    handle: str
    is_shared: bool

    @property
    def address(self) -> str:
        """What stands in place of the e-mail address: one that reaches nobody, and theirs alone."""
        return f"erased-{self.person_id}@former.invalid"

    @property
    def is_vague(self) -> bool:
        """Whether the name in a text may mean somebody or something else."""
        return self.is_shared or len(self.name.split()) < 2

    @property
    def words(self) -> tuple[str, ...]:
        """What is looked for in every text."""
        return (self.email, self.handle) if self.is_vague else (self.email, self.handle, self.name)


def replaced(value: Any, gone: Gone, *, is_theirs: bool) -> Any:
    """A text, or what a JSON column holds, without the person; `is_theirs` in rows about them."""
    if isinstance(value, str):
        return _replaced(value, gone, is_theirs=is_theirs)
    if isinstance(value, list):
        return [replaced(one, gone, is_theirs=is_theirs) for one in value]
    if isinstance(value, dict):
        return {
            _replaced(str(key), gone, is_theirs=is_theirs): replaced(one, gone, is_theirs=is_theirs)
            for key, one in value.items()
        }
    return value


def holds(content: bytes, gone: Gone) -> bool:
    """Whether a file, such as an invitation to a calendar with its folded lines, holds a word."""
    text = content.decode("utf-8", "ignore").replace("\r\n ", "").casefold()
    return any(word.casefold() in text for word in gone.words)


def _replaced(text: str, gone: Gone, *, is_theirs: bool) -> str:
    text = re.sub(rf"(?<![\w.+-]){re.escape(gone.email)}(?![\w-])", gone.address, text, flags=re.I)
    text = re.sub(rf"{re.escape(gone.handle)}(?![\w-])", FORMER, text, flags=re.I)
    if gone.is_vague and not is_theirs:
        return text
    return _unnamed(text, _BETWEEN.join(map(re.escape, gone.name.split())))


def renamed(file_name: str, gone: Gone, *, is_theirs: bool) -> str:
    """The name of a file without the person, however their name is written in it: parted by a sign
    or by nothing, the last name first or last."""
    found = replaced(file_name, gone, is_theirs=is_theirs)
    if gone.is_vague and not is_theirs:
        return str(found)
    parts = list(map(re.escape, gone.name.split()))
    for order in (parts, [*parts[-1:], *parts[:-1]]):
        found = _unnamed(found, r"[\W_]*".join(order))
    return str(found)


def _unnamed(text: str, name: str) -> str:
    """A text without what a pattern finds, where it is no part of a longer word, nor of the handle
    of somebody who is called the same."""
    pattern = rf"(?<![^\W\d_])(?!(?<=@)[a-z-]+-[0-9]){name}(?![^\W\d_])"
    return re.sub(pattern, FORMER, text, flags=re.I) if name else text
