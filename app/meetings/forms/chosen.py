"""Numbers chosen in lists."""


def number_of(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nothing."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
