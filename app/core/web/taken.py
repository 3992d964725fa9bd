"""What a service refuses, shown where it was typed; the same for the forms and buttons of rooms."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import flash

from app.core.refusals import ChangedMeanwhile, Refused
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm

Fault = Sequence[Any]  # (field, what to do); a room's own may say more after these


def beside(form: PortalForm, fault: Fault) -> str:
    """The field that a fault names; the first of the form for what belongs to none of it."""
    return str(fault[0] if fault[0] in form else next(iter(form)).name)


@dataclass(frozen=True)
class Taking:
    """How what services refuse is shown. `refused` has `faults`; a room whose faults say more has
    its own. `place` finds the field of a fault; "" puts it on top of the form."""

    refused: type[Exception] = Refused
    place: Callable[[PortalForm, Fault], str] = beside

    def accepted(self, form: PortalForm, write: Callable[[], object]) -> bool:
        """Whether the service took it; what it refuses is shown beside the fields."""
        faults = self._faults(write)
        self.show(form, faults or ())
        return faults is None

    def show(self, form: PortalForm, faults: Iterable[Fault]) -> None:
        """Put each fault in its place."""
        for fault in faults:
            field, message = self.place(form, fault), fault[1]
            if field:
                form.refuse(field, message)
            else:
                form.form_errors.append(message)

    def done(self, write: Callable[[], object], said: str) -> bool:
        """Do what a single button asks, and say so; what stands in the way is said instead."""
        faults = self._faults(write)
        for fault in faults or ():
            flash(f"{fault[1]}.", "error")
        if faults is None:
            flash(said, "success")
        return faults is None

    def _faults(self, write: Callable[[], object]) -> list[Fault] | None:
        """What was refused; None where nothing was. Raises Conflict."""
        try:
            write()
        except self.refused as refused:
            return list(cast(Any, refused).faults)
        except ChangedMeanwhile as changed:
            raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
        return None


TAKING = Taking()
accepted, done, show = TAKING.accepted, TAKING.done, TAKING.show
