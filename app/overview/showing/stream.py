"""How the stream of a site reads: days with their entries, filters in words, lines of a file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from app.core.clock import in_london
from app.core.stream import Entry
from app.core.words import clock_time, day, iso, moment
from app.overview.rules.stream import ENTRY_KINDS, KIND_OF, StreamWish

HEADINGS = ("Day", "Time", "Kind", "What happened", "More", "Who", "Who may read it")
Item = dict[str, Any]


def days(entries: Iterable[Entry], people: Mapping[int, str]) -> list[Item]:
    """Entries under the London day they happened on, in the order given."""
    return [
        {"iso": on.isoformat(), "words": day(on), "entries": [_item(one, people) for one in found]}
        for on, found in groupby(entries, key=lambda one: in_london(one.at).date())
    ]


def recent(entries: Iterable[Entry]) -> list[Item]:
    """Entries without their days around them, each with its own, and without names."""
    return [
        _item(one, {}) | {"when": day(one.at) if one.whole_day else moment(one.at)}
        for one in entries
    ]


def _item(entry: Entry, people: Mapping[int, str]) -> Item:
    """An entry as `timeline` takes it. Who came or went is named in its title already."""
    who = "" if entry.who_id is None or entry.kind == "people" else people.get(entry.who_id, "")
    return {
        "title": entry.title,
        "detail": entry.detail,
        "href": entry.path,
        "kind": KIND_OF[entry.kind].one,
        "when": "" if entry.whole_day else clock_time(entry.at),
        "iso": iso(in_london(entry.at).date() if entry.whole_day else entry.at),
        "who": who,
        "nspcc_only": entry.nspcc_only,
    }


def lines(entries: Iterable[Entry], people: Mapping[int, str]) -> Iterator[Sequence[object]]:
    """Entries as lines of a file, under HEADINGS."""
    for entry in entries:
        item = _item(entry, people)
        yield (
            in_london(entry.at).date(),
            item["when"],
            item["kind"],
            entry.title,
            entry.detail,
            item["who"],
            "NSPCC only" if entry.nspcc_only else "NSPCC and authority",
        )


def kinds(readable: Collection[str]) -> list[tuple[str, str]]:
    """The kinds that the filter offers to somebody who may read these."""
    return [(kind.code, kind.label) for kind in ENTRY_KINDS if kind.code in readable]


def query(wish: StreamWish) -> dict[str, Any]:
    """The filters as the address carries them."""
    asked = {
        "kind": [kind.code for kind in ENTRY_KINDS if kind.code in wish.kinds],
        "who": wish.who,
        "since": wish.first.isoformat() if wish.first else None,
        "until": wish.last.isoformat() if wish.last else None,
    }
    return {name: value for name, value in asked.items() if value}


def narrowing(
    wish: StreamWish, people: Mapping[int, str], address: Callable[[StreamWish], str]
) -> dict[str, Any]:
    """The filters in use, each with the stream without it, and their sum in words."""
    chosen = [(KIND_OF[code].label, wish.without_kind(code)) for code in _in_order(wish.kinds)]
    if wish.who is not None:
        name = people.get(wish.who, "somebody who is not here")
        chosen.append((f"By {name}", replace(wish, who=None)))
    if wish.first:
        chosen.append((f"From {day(wish.first)}", replace(wish, first=None)))
    if wish.last:
        chosen.append((f"To {day(wish.last)}", replace(wish, last=None)))
    said = "; ".join(text for text, _ in chosen)
    return {
        "chips": [{"text": text, "href": address(without)} for text, without in chosen],
        "sum": f"Only: {said}" if said else "Everything, newest first",
    }


def _in_order(codes: Collection[str]) -> list[str]:
    return [kind.code for kind in ENTRY_KINDS if kind.code in codes]
