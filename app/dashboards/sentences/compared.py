"""How an authority stands beside similar ones, in sentences that rank nobody."""

from collections.abc import Mapping, Sequence

from app.core.charts import cut, joined
from app.core.words import count
from app.dashboards.rules.similar import Group
from app.dashboards.sharing import Share
from app.quality.rules.components import Component

NOT_ENOUGH = "There are not enough similar authorities yet."
_ALIKE = {
    "nation": "in the same nation",
    "type": "of the same type",
    "stage": "at the same stage",
}
CLOSE = 5
"""Points within which two shares are called about the same."""


def group_sentence(group: Group, number: int) -> str:
    """Who the others are, without naming any."""
    alike = joined([_ALIKE[one] for one in group.alike])
    chosen = f" {alike}" if alike else ", of any nation, type and stage"
    return f"{count(number, 'other authority', 'other authorities').capitalize()}{chosen}."


def headlines_sentence(
    own: Mapping[str, float | None], others: Mapping[str, Share], names: Mapping[str, str]
) -> str:
    """Each number beside the mean of the others."""
    parts = [
        f"{name.lower()} was {cut(own[key] or 0, 0)}{_unit(key)} here and "
        f"{others[key].value}{_unit(key)} in the mean of {others[key].sites} others"
        for key, name in names.items()
        if own[key] is not None and others[key].value is not None
    ]
    if not parts:
        return "Not enough data: no number is known both here and at five of the others."
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _unit(key: str) -> str:
    return "" if key == "index" else "%"


def components_sentence(own: Mapping[str, float | None], others: Mapping[str, Share]) -> str:
    """In which components it differs from the others."""
    apart = {
        one: (own[one.value] or 0.0) - (others[one.value].value or 0)
        for one in Component
        if own[one.value] is not None and others[one.value].value is not None
    }
    if not apart:
        return (
            "Not enough data: there is no component that both you and five of the others audited."
        )
    more = [one.label for one, by in apart.items() if by >= CLOSE]
    less = [one.label for one, by in apart.items() if by <= -CLOSE]
    if not more and not less:
        return f"In all of {count(len(apart), 'component')} it is about where the others are."
    parts = [_named("more", more)] if more else []
    parts += [_named("less", less)] if less else []
    return f"{'; '.join(parts)}. In {_rest(len(apart) - len(more) - len(less))} about as often."


def _named(how: str, names: Sequence[str]) -> str:
    said = joined([f"“{name}”" for name in names[:3]])
    further = f" and {len(names) - 3} more" if len(names) > 3 else ""
    often = "There more often than at the others" if how == "more" else "There less often"
    return f"{often}: {said}{further}"


def _rest(number: int) -> str:
    return "no other" if not number else "one other" if number == 1 else f"{number} others"
