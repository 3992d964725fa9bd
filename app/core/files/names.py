"""File names as they are kept and given back: readable, and harmless wherever they land."""

import re
import unicodedata

LONGEST = 200
LONGEST_SUFFIX = 20
# Characters that Windows forbids, or that shells and headers give a meaning.
_AWKWARD = re.compile(r'[<>:"|?*%;]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ACTIVE = (
    "app|bat|bin|cmd|com|cpl|dll|dmg|exe|hta|htm|html|iso|jar|jnlp|js|jse|jsp|lnk|msi|php|pif|"
    "ps1|py|reg|scr|sh|svg|url|vbe|vbs|wsf|wsh|xhtml|xml"
)
_ACTIVE_INSIDE = re.compile(rf"\.(?=(?:{_ACTIVE})(?:\.|$))", re.IGNORECASE)


def clean_name(raw: str) -> str:
    """The last part of a path, without what could mislead or harm; at most 200 characters.

    Removed: folders, control characters and invisible ones, such as those that turn the direction
    of writing. Replaced by an underscore: awkward characters, and the dot before a second ending
    that machines would run ("minutes.exe.pdf"). The ending stays when the name is shortened.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem, dot, suffix = _AWKWARD.sub("_", " ".join(shown.split())).rpartition(".")
    stem = _ACTIVE_INSIDE.sub("_", stem).strip(" .") or "file"
    if not dot:
        return suffix[:LONGEST] or "file"
    suffix = suffix[:LONGEST_SUFFIX]
    if _DEVICES.fullmatch(stem):
        stem = f"file-{stem}"
    return f"{stem[: LONGEST - len(suffix) - 1].rstrip(' .')}.{suffix}"


def suffix_of(name: str) -> str:
    """The ending of a name in small letters, without its dot; empty when it has none."""
    stem, _, suffix = name.rpartition(".")
    return suffix.lower() if stem else ""
