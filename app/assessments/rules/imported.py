"""Section scores of a self assessment that was held before a site came to the portal."""

from decimal import Decimal, InvalidOperation

from app.instruments.rules import Instrument

_STEP = Decimal("0.01")


def read_score(instrument: Instrument, text: str) -> Decimal:
    """A section's score as it was written down, to two decimals. Raises ValueError with what to
    do when it is no number of the instrument's scale."""
    lowest, highest = instrument.scale.lowest, instrument.scale.highest
    try:
        score = Decimal(text.replace(",", ".")).quantize(_STEP)
    except InvalidOperation:
        score = Decimal("NaN")
    if score.is_nan() or not lowest <= score <= highest:
        raise ValueError(f"use a number from {lowest} to {highest}")
    return score
