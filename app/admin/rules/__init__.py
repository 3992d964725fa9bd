"""What administrators may do and see, decided on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SHORTEST_REASON = 10  # characters: long enough to say why

ORIGINS = {"web": "In the browser", "worker": "By the worker", "command": "By a command"}
ACTIONS = {"added": "Added", "changed": "Changed", "removed": "Removed"}
ROLES = {
    "admin": "Administrator",
    "lead": "Implementation lead",
    "strategic": "Strategic lead",
    "contributor": "Contributor",
}
STATES = {  # words, and the kind of tag
    "new": ("Waiting", "waiting"),
    "claimed": ("Being sent", "active"),
    "in_data": ("Being handed over", "active"),
    "sent": ("Sent", "plain"),
    "bounced": ("Came back", "error"),
    "captured": ("Kept here", "neutral"),
    "parked": ("Parked", "late"),
    "failed": ("Failed", "error"),
    "cancelled": ("Cancelled", "neutral"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a changed row; `withheld` when the trail keeps only that it changed."""

    name: str
    old: str
    new: str
    withheld: bool = False


def field_changes(action: str, changes: Mapping[str, Any]) -> list[FieldChange]:
    """The fields of an audit change, in the order of the table.

    An added row holds name -> value, a changed one name -> [old, new]; a field whose column is
    labelled personal or sensitive holds the word "withheld" instead.
    """
    found = []
    for name, value in changes.items():
        if value == "withheld":
            found.append(FieldChange(name, "", "", withheld=True))
        elif action == "changed":
            old, new = value
            found.append(FieldChange(name, _words(old), _words(new)))
        else:
            found.append(FieldChange(name, "", _words(value)))
    return found


def _words(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if text.strip() else "empty"


def why_not_closed(actor_id: int, person_id: int, active_admins: frozenset[int]) -> str | None:
    """Why an account cannot be closed, or None when it can.

    Nobody closes their own account by mistake, one administrator always remains, and whoever was
    closed a moment ago closes nobody.
    """
    if person_id == actor_id:
        return "You cannot close your own account. Ask another administrator."
    if active_admins <= {person_id}:
        return (
            "This is the last administrator. Invite another one, and close this account once "
            "they have signed in."
        )
    if actor_id not in active_admins:
        return "Your own account was closed a moment ago. Ask another administrator."
    return None


def why_not_demoted(
    person_id: int | None, new_role: str, active_admins: frozenset[int]
) -> str | None:
    """Why a person cannot be offered another role, or None: accepting it ends the present one."""
    if new_role != "admin" and active_admins == {person_id}:
        return "This is the last administrator. Invite another administrator first."
    return None


def why_not_moved(actor_id: int, person_id: int) -> str | None:
    """Why an administrator cannot change this person's e-mail address, or None."""
    if person_id == actor_id:
        return "Change your own e-mail address in your account, where a link proves it is yours."
    return None


def may_read_text(*, confidential: bool, is_production: bool, server_is_set: bool) -> bool:
    """Whether the text of a mail is shown to administrators.

    A confidential text holds a link that lets whoever has it be somebody else. It is shown only
    where nothing is real and mail is kept in the portal to be read there.
    """
    return not confidential or not (is_production or server_is_set)


def why_not_erased(
    actor_id: int, person_id: int, active_admins: frozenset[int], sites_led: int
) -> str | None:
    """Why a person cannot be erased, or None: as for closing the account, and nobody who still
    leads or deputises for sites."""
    if sites_led:
        return "This person still leads or deputises for sites. Hand these over first."
    return why_not_closed(actor_id, person_id, active_admins)
