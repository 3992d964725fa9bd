"""Which items of two versions of an instrument ask the same, so that their scores may be compared.

A version compares with itself item by item, and with an earlier one only through the maps that the
versions carry: each says which of its items ask the same as items of an earlier version.
"""

from collections.abc import Sequence

from app.instruments.rules.format import Instrument


def comparable_items(
    newer: Instrument, older: Instrument, between: Sequence[Instrument] = ()
) -> dict[str, str]:
    """Items of `newer` -> the same items of `older`, in the order of `newer`.

    The same version gives every item. Otherwise the maps are followed down, through the versions
    `between` (in any order) where `newer` does not map to `older` directly; an item that one map
    leaves out is not comparable. Empty where the chain breaks, and for two different instruments.
    Given the wrong way round, the maps are read backwards.
    """
    if newer.code != older.code:
        return {}
    if newer.version < older.version:
        return _backwards(newer, comparable_items(older, newer, between))
    same = {item.id: item.id for item in newer.items}
    for step in _maps(newer, older, between):
        same = {id: step[there] for id, there in same.items() if there in step}
    return {id: there for id, there in same.items() if there in older.by_id}


def _backwards(first: Instrument, items: dict[str, str]) -> dict[str, str]:
    turned = {there: id for id, there in items.items()}
    return {item.id: turned[item.id] for item in first.items if item.id in turned}


def _maps(
    newer: Instrument, older: Instrument, between: Sequence[Instrument]
) -> list[dict[str, str]]:
    """The maps from one version down to the other; one empty map where no chain leads there."""
    known = {one.version: one for one in (*between, older) if one.code == newer.code}
    maps, at = [], newer
    while at.version > older.version:
        step = at.comparable
        if step is None or step.version not in known:
            return [{}]
        maps.append(dict(step.items))
        at = known[step.version]
    return maps if at.version == older.version else [{}]
