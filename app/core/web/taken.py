"""What a service refuses, shown where it was typed; the same for the forms and buttons of rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from flask import flash

from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm


@dataclass(frozen=True)
class Taking:
    """How a room's services say no: `refused` has `faults`, pairs of (field, what to do); `changed`
    has `mine` and `theirs`, both texts, where somebody else saved first."""

    refused: type[Exception]
    changed: type[Exception]

    def accepted(self, form: PortalForm, write: Callable[[], object]) -> bool:
        """Whether the service took it; what it refuses is shown beside the fields."""
        faults = self._faults(write)
        first = next(iter(form)).name  # what belongs to no field of this form
        for field, message in faults or ():
            form.refuse(field if field in form else first, message)
        return faults is None

    def done(self, write: Callable[[], object], said: str) -> bool:
        """Do what a single button asks, and say so; what stands in the way is said instead."""
        faults = self._faults(write)
        for _, message in faults or ():
            flash(f"{message}.", "error")
        if faults is None:
            flash(said, "success")
        return faults is None

    def _faults(self, write: Callable[[], object]) -> list[tuple[str, str]] | None:
        """What was refused; None where nothing was. Raises Conflict."""
        try:
            write()
        except self.refused as refused:
            return list(cast(Any, refused).faults)
        except self.changed as changed:
            both = cast(Any, changed)
            raise Conflict(mine=both.mine, theirs=both.theirs) from changed
        return None
