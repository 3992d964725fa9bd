"""SU1 and SU2: is it in use, and month by month."""

from app.indicators.rules.components.colouring import at_least, at_most, known, not_yet, unknown
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Component
from app.indicators.rules.say import counted, number
from app.indicators.rules.signals.use import COUNTED_WITHIN, silence
from app.sites.rules import Stage

MONTH = 365 / 12
FEWEST_MONTHS = 9


def recency(facts: SiteFacts) -> Component:
    """SU1: months since the last case, as far as months are counted."""
    use = facts.use
    if use.quiet is None or use.as_of is None:
        return _not_used("SU1", facts)
    if (facts.on - use.as_of).days > COUNTED_WITHIN and not silence(facts).grade:
        return unknown("SU1", "No month is counted within the last three months.", use.as_of)
    quiet = round(use.quiet / MONTH)
    least = "" if use.exact else "at least "
    shown = f"{least}{counted(quiet, 'month')}" if quiet else "this month"
    words = (
        f"The last case began {shown} before the latest count."
        if quiet
        else ("Cases began in the latest month counted.")
    )
    return known(
        "SU1", at_most("SU1", quiet), shown, words, use.as_of, len(use.known_months), quiet
    )


def _not_used(code: str, facts: SiteFacts) -> Component:
    if facts.use.as_of is not None or facts.is_in(Stage.EXPLORATION, Stage.INSTALLATION):
        return not_yet(code, "No case has been started yet.")
    return unknown(code, "No month is counted yet.")


def continuity(facts: SiteFacts) -> Component:
    """SU2: months with a case, of the months counted."""
    use = facts.use
    if use.first_on is None:
        return _not_used("SU2", facts)
    if (facts.on - use.first_on).days < 365:
        return not_yet("SU2", "The first case is less than a year old.")
    counts = use.known_months
    if use.as_of is not None and (facts.on - use.as_of).days > COUNTED_WITHIN:
        return unknown("SU2", "No month is counted within the last three months.", use.as_of)
    if len(counts) < FEWEST_MONTHS:
        words = f"Only {len(counts)} of the last 12 months are counted."
        return unknown("SU2", words, use.as_of, len(counts))
    used = sum(one > 0 for one in counts)
    share = used / len(counts)
    words = f"Cases began in {used} of the {len(counts)} months counted, of the last 12."
    shown = f"{number(100 * share)} %"
    return known("SU2", at_least("SU2", share), shown, words, use.as_of, len(counts), share)
