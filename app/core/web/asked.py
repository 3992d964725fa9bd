"""What an address or a form says beside its fields: the page of a list, the version seen."""

from flask import request

MOST_FIGURES = 9  # what the databases can hold


def page_number(name: str = "page") -> int:
    """The page of a list the address asks for; the first where it asks for nothing sensible."""
    return _whole(request.args.get(name, ""), 5, 1)


def seen_version(present: int = 0) -> int:
    """The version a form was filled in over, kept when it is shown once more; `present` where it
    names none."""
    return _whole(request.form.get("version", ""), MOST_FIGURES, present)


def _whole(typed: str, figures: int, otherwise: int) -> int:
    is_whole = typed.isascii() and typed.isdigit() and len(typed) <= figures
    return int(typed) if is_whole else otherwise
