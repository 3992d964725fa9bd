"""From the plain data of a YAML file (or a JSON column) to an `Instrument`, or a clear refusal."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from app.instruments.rules.choices import read_choices, read_quiz
from app.instruments.rules.format import (
    DecisionOption,
    Driver,
    Fact,
    FactKind,
    Indicator,
    Instrument,
    InstrumentError,
    Item,
    ItemMap,
    Kind,
    Point,
    Quorum,
    Respondent,
    Scale,
    Section,
    Suggestion,
)
from app.instruments.rules.parsing_scoring import read_scoring
from app.instruments.rules.reading import Node

CODE = re.compile(r"[a-z][a-z0-9-]*")
ITEM_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")

# What the NSPCC decides after a self-assessment that names no decisions of its own.
USUAL_DECISIONS = (
    DecisionOption("proceed", "Proceed", "Agree the contract and the first dates"),
    DecisionOption("defer", "Defer", "Work on what is missing first, then look again together"),
    DecisionOption("decline", "Decline", "The framework is not right for this authority now"),
)


def parse_instrument(raw: Mapping[str, object]) -> Instrument:
    """Read and check an instrument; raise `InstrumentError` naming the place of the first fault."""
    root = Node(raw, "", InstrumentError)
    root.only(
        *("code", "version", "title", "short_title", "purpose", "for_whom", "minutes"),
        *("respondents", "quorum", "scale", "sections", "scoring", "facts"),
        *("kind", "decisions", "after", "comparable", "quiz"),
    )
    kind = root.choice("kind", Kind, Kind.SELF_ASSESSMENT)
    scale = _scale(root.child("scale"), kind)
    sections = tuple(_section(node, scale, kind) for node in root.each("sections"))
    _unique_items(sections)
    title = root.text("title")
    return Instrument(
        code=_code(root, "code", CODE),
        version=_at_least_one(root, "version"),
        title=title,
        short_title=root.text("short_title", title),
        purpose=root.text("purpose"),
        for_whom=root.text("for_whom"),
        minutes=_at_least_one(root, "minutes"),
        respondents=_respondents(root),
        quorum=_quorum(root),
        scale=scale,
        sections=sections,
        scoring=read_scoring(root.child("scoring"), scale),
        facts=_facts(root),
        kind=kind,
        decisions=_decisions(root, kind),
        after=_after(root),
        comparable=_comparable(root, sections),
        quiz=read_quiz(root, is_quiz=kind is Kind.QUIZ),
    )


def content_hash(raw: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON of an instrument's data, as 64 hexadecimal digits.

    The order of keys, comments, and the way from YAML through a JSON column do not change it;
    any change of content does.
    """
    text = json.dumps(
        _canonical(raw), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _canonical(value: object, path: str = "") -> object:
    if isinstance(value, Mapping):
        return {str(key): _canonical(inner, f"{path}.{key}") for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(inner, f"{path}[{i}]") for i, inner in enumerate(value)]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # a JSON column may give 3 back for 3.0
    if value is None or isinstance(value, str | int | float):
        return value
    raise InstrumentError(
        f"{path.lstrip('.')} is a {type(value).__name__}; put it in quotation marks"
    )


def _scale(node: Node, kind: Kind) -> Scale:
    node.only("points", "not_known", "not_applicable", "consensus_spread")
    points = tuple(_point(entry) for entry in node.each("points"))
    values = [point.value for point in points]
    if len(values) < 2 or values != list(range(values[0], values[0] + len(values))):
        raise node.child("points").fault("must rise by one from each point to the next")
    if kind is Kind.QUIZ and values != [0, 1]:
        raise node.child("points").fault("must be 0 (not right) and 1 (right) in a quiz")
    return Scale(
        points=points,
        not_known=node.flag("not_known"),
        not_applicable=node.flag("not_applicable"),
        consensus_spread=node.whole_or_none("consensus_spread"),
    )


def _point(node: Node) -> Point:
    node.only("value", "label")
    return Point(node.whole("value"), node.text("label"))


def _section(node: Node, scale: Scale, kind: Kind) -> Section:
    node.only("id", "title", "intro", "driver", "items")
    return Section(
        id=_code(node, "id", ITEM_ID),
        title=node.text("title"),
        intro=node.text("intro", ""),
        driver=node.choice("driver", Driver) if node.has("driver") else None,
        items=tuple(_item(entry, scale, kind) for entry in node.each("items")),
    )


def _item(node: Node, scale: Scale, kind: Kind) -> Item:
    node.only(
        *("id", "text", "hint", "evidence", "critical", "anchors"),
        *("hexagon", "components", "suggestion", "auto_filled", "choices"),
    )
    return Item(
        id=_code(node, "id", ITEM_ID),
        text=node.text("text"),
        hint=node.text("hint", ""),
        evidence=node.text("evidence", ""),
        critical=node.flag("critical"),
        anchors=_anchors(node, scale),
        hexagon=tuple(n.as_choice(Indicator) for n in node.each("hexagon", optional=True)),
        components=node.texts("components"),
        suggestion=_suggestion(node.child("suggestion")) if node.has("suggestion") else None,
        auto_filled=node.text("auto_filled") if node.has("auto_filled") else None,
        choices=read_choices(node, is_quiz=kind is Kind.QUIZ),
    )


def _anchors(item: Node, scale: Scale) -> tuple[tuple[int, str], ...]:
    if not item.has("anchors"):
        return ()
    node = item.child("anchors")
    expected = [str(point.value) for point in scale.points]
    if sorted(node.mapping()) != sorted(expected):
        raise node.fault(f"must have words for each of the points {', '.join(expected)}")
    return tuple((int(value), node.text(value)) for value in expected)


def _suggestion(node: Node) -> Suggestion:
    node.only("text", "days")
    return Suggestion(node.text("text"), _at_least_one(node, "days"))


def _respondents(root: Node) -> tuple[Respondent, ...]:
    respondents = []
    for node in root.each("respondents", optional=True):
        node.only("code", "label", "optional")
        code = _code(node, "code", CODE)
        respondents.append(Respondent(code, node.text("label"), node.flag("optional")))
    _unique("respondents", ".code", [respondent.code for respondent in respondents])
    return tuple(respondents)


def _quorum(root: Node) -> Quorum:
    if not root.has("quorum"):
        return Quorum(raters=1, roles=1)
    node = root.child("quorum")
    node.only("raters", "roles")
    quorum = Quorum(_at_least_one(node, "raters"), _at_least_one(node, "roles"))
    if quorum.roles > quorum.raters:
        raise node.fault("asks for more roles than raters")
    return quorum


def _facts(root: Node) -> tuple[Fact, ...]:
    facts = tuple(_fact(node) for node in root.each("facts", optional=True))
    _unique("facts", ".id", [fact.id for fact in facts])
    return facts


def _fact(node: Node) -> Fact:
    node.only("id", "text", "kind", "hint", "choices")
    fact = Fact(
        id=_code(node, "id", CODE),
        text=node.text("text"),
        kind=node.choice("kind", FactKind),
        hint=node.text("hint", ""),
        choices=node.texts("choices"),
    )
    if (fact.kind is FactKind.CHOICE) != bool(fact.choices):
        raise node.fault("needs 'choices' where its kind is 'choice', and only there")
    return fact


def _decisions(root: Node, kind: Kind) -> tuple[DecisionOption, ...]:
    """The instrument's own decisions; nothing is decided on a survey, an audit or a quiz."""
    if not root.has("decisions"):
        return USUAL_DECISIONS if kind is Kind.SELF_ASSESSMENT else ()
    decisions = []
    for node in root.each("decisions"):
        node.only("code", "label", "meaning", "asks_date")
        code, label = _code(node, "code", CODE), node.text("label")
        decisions.append(DecisionOption(code, label, node.text("meaning"), node.flag("asks_date")))
    _unique("decisions", ".code", [decision.code for decision in decisions])
    return tuple(decisions)


def _after(root: Node) -> tuple[str, ...]:
    codes = []
    for node in root.each("after", optional=True):
        codes.append(_as_code(node, CODE))
        if codes[-1] == root.text("code"):
            raise node.fault("is this instrument itself")
    _unique("after", "", codes)
    return tuple(codes)


def _comparable(root: Node, sections: tuple[Section, ...]) -> ItemMap | None:
    """The map to an earlier version. Whether the old ids exist there only that version knows."""
    if not root.has("comparable"):
        return None
    node = root.child("comparable")
    node.only("version", "items")
    version = _at_least_one(node, "version")
    if version >= root.whole("version"):
        raise node.child("version").fault("must be a version before this one")
    items, ids = node.child("items"), [i.id for section in sections for i in section.items]
    items.only(*ids)
    pairs: dict[str, str] = {}
    for new in filter(items.has, ids):
        old = _code(items, new, ITEM_ID)
        if old in pairs.values():
            raise items.child(new).fault(f"is '{old}', which another item is mapped to already")
        pairs[new] = old
    return ItemMap(version, tuple(pairs.items()))


def _code(node: Node, key: str, pattern: re.Pattern[str]) -> str:
    return _as_code(node.child(key), pattern)


def _as_code(node: Node, pattern: re.Pattern[str]) -> str:
    value = node.as_text()
    if not pattern.fullmatch(value):
        raise node.fault(f"is '{value}'; use letters, digits and hyphens, beginning with a letter")
    return value


def _at_least_one(node: Node, key: str) -> int:
    value = node.whole(key)
    if value < 1:
        raise node.child(key).fault("must be 1 or more")
    return value


def _unique_items(sections: tuple[Section, ...]) -> None:
    _unique("sections", ".id", [section.id for section in sections])
    seen: set[str] = set()
    for s, section in enumerate(sections):
        for i, item in enumerate(section.items):
            if item.id in seen:
                raise InstrumentError(f"sections[{s}].items[{i}].id is used twice: '{item.id}'")
            seen.add(item.id)


def _unique(path: str, key: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            raise InstrumentError(f"{path}[{index}]{key} is used twice: '{value}'")
        seen.add(value)
