"""The doctor: looks at everything the portal needs, and says what to do about what is wrong."""

from collections.abc import Callable, Iterable

from app.core.doctor import configuration, database, machine, running, storage
from app.core.doctor.findings import Finding, Level, ok, problem, warning
from config import Settings

__all__ = ["Finding", "Level", "examine", "ok", "problem", "warning"]

CHECKS: tuple[Callable[[Settings], Iterable[Finding]], ...] = (
    configuration.secret,
    configuration.hosts,
    configuration.encryption,
    machine.disk,
    machine.filesystem,
    machine.python,
    machine.mail_headers,
    storage.files,
    database.engine,
    database.soundness,
    database.schema,
    running.clocks,
    running.worker,
    running.mail_server,
    running.waiting_mail,
)


def examine(settings: Settings) -> list[Finding]:
    """What every check finds, in order; a check that cannot be made is itself a problem."""
    found: list[Finding] = []
    for check in CHECKS:
        try:
            found += check(settings)
        except Exception as error:  # noqa: BLE001 whatever it is, the other checks must go on
            about = check.__name__.replace("_", " ").capitalize()
            found.append(
                problem(about, f"could not be checked ({type(error).__name__})", "See the others.")
            )
    return found
