"""What the charts of scale-up say, in a sentence each."""

from collections.abc import Callable, Sequence

from app.core.charts import cut, joined
from app.core.statistics.survival import FEWEST_AT_RISK, Curve
from app.core.words import count
from app.indicators.rules.lasting import FEWEST, Came
from app.indicators.rules.paths import Time
from app.indicators.rules.ways import Now, Tally, Way

_WAYS = {
    Way.ORIGINAL: "in original form",
    Way.ADAPTED: "adapted",
    Way.TOOLKIT: "as a toolkit",
    Way.SPORADIC: "now and then",
}
_NOW = {
    Now.IN_USE: ("is in use", "are in use"),
    Now.AGAIN: ("is in use again after a stop", "are in use again after a stop"),
    Now.PAUSED: ("pauses", "pause"),
    Now.SILENT: ("has fallen silent", "have fallen silent"),
    Now.STOPPED: ("stopped", "stopped"),
}


def ways_sentence(found: Tally) -> str:
    """How the framework is used, by how many, and where they stand."""
    if not found.total:
        if found.not_begun:
            return f"No site has started a case yet; {count(found.not_begun, 'site')} may."
        return "No site is judged yet. Sites are judged every night, and soon after a fact changes."
    ways = [f"{number:,} {_WAYS[way]}" for way in Way if (number := found.way(way))]
    standing = [f"{number:,} {_NOW[now][number > 1]}" for now in Now if (number := found.now(now))]
    text = (
        f"Of {count(found.total, 'site')} that began to use it: {joined(ways)}. Today "
        f"{joined(standing)}."
    )
    if found.never:
        text += f" {count(found.never, 'site').capitalize()} stopped before the first case."
    return text


def times_sentence(found: Sequence[Time]) -> str:
    """How long the middle site takes to each stage."""
    known = [one for one in found if one.median is not None]
    if not known:
        most = max((one.reached for one in found), default=0)
        return (
            f"Not enough data: a stage needs {FEWEST} sites that reached it, and the most that "
            f"reached one {'is' if most == 1 else 'are'} {most}."
            if most
            else "Not enough data: no site has reached a further stage yet."
        )
    parts = [f"{one.stage.label} after {_months(one.median)}" for one in known]
    return f"Half of the sites reach {joined(parts)} from the contract."


def _months(number: float | None) -> str:
    return count(int(number), "month") if number else "less than a month"


def lasting_sentence(curve: Curve, trusted: Curve, ended: int) -> str:
    """How long use lasts."""
    if not curve.count:
        return (
            "No case has been started anywhere yet, so nothing can be said of how long use lasts."
        )
    if not trusted.count:
        return (
            f"Not enough data: {count(curve.count, 'site')} began to use the framework, and a curve"
            f" needs {FEWEST_AT_RISK}."
        )
    began = f"Of {count(curve.count, 'site')} that began to use the framework, {_ended(ended)}"
    until = int(trusted.until or 0)
    if trusted.median is not None:
        return f"{began}; half of them go on for {_months(trusted.median)} or longer."
    share = cut(100 * trusted.share(until), 0)
    return f"{began}; after {count(until, 'month')}, {share}% go on, as far as it can be followed."


def _ended(ended: int) -> str:
    if not ended:
        return "none stopped"
    return f"use ended at {ended:,}"


def came_sentence(found: Sequence[Came], turns: int, what: str, label: Callable[[str], str]) -> str:
    """What came before use faltered most often; `what` names it, such as "barrier"."""
    if turns < FEWEST:
        where = f"use faltered at {count(turns, 'site')}" if turns else "use faltered nowhere"
        return f"Not enough data: {where}, and {FEWEST} are needed to say what came before."
    if not found:
        return f"In the year before use faltered at {count(turns, 'site')}, no {what} was named."
    first = found[0]
    early = (
        f", in the middle {count(int(first.days), 'day')} before" if first.days is not None else ""
    )
    return (
        f"In the year before use faltered, “{label(first.code)}” was there most often: at "
        f"{first.count:,} of {count(turns, 'site')}{early}."
    )


def support_sentence(
    back: Sequence[Came], gone: Sequence[Came], turns: tuple[int, int], label: Callable[[str], str]
) -> str:
    """Which support was given before use came back, and before it faltered; `turns` counts how
    often it came back and faltered."""
    if max(turns) < FEWEST:
        return (
            f"Not enough data: use came back {_times(turns[0])} and faltered {_times(turns[1])}; "
            f"{FEWEST} of either are needed to compare."
        )
    return (
        f"{_given('came back', back, turns[0], label)} {_given('faltered', gone, turns[1], label)}"
    )


def _times(number: int) -> str:
    return "never" if not number else "once" if number == 1 else f"{number:,} times"


def _given(how: str, found: Sequence[Came], turns: int, label: Callable[[str], str]) -> str:
    if not turns:
        return f"Use never {how}."
    if not found:
        return f"In the year before use {how} ({_times(turns)}), no support was given."
    first = found[0]
    return (
        f"In the year before use {how} ({_times(turns)}), the support given most often was "
        f"“{label(first.code)}”, before {first.count:,}."
    )
