"""Text as it is kept."""


def one_line(text: str) -> str:
    """Text without breaks and doubled blanks."""
    return " ".join(text.split())
