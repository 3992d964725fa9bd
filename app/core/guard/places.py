"""Home addresses, and ways to reach a family."""

import re
from collections.abc import Iterator

from app.core.guard.findings import BETWEEN_SENTENCES, Kind, Sight
from app.core.guard.vocabulary import POSTCODE_AREAS, SINGULAR_KIN

_POSTCODE = r"(?-i:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
_STREET = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Close|Drive|Way|Court|Crescent|Cres|Terrace|Gardens"
    r"|Grove|Place|Square|Hill|Walk|Mews|Row|Rise|View|Parade|Green|Park)"
)
_HOUSE = r"(?<![\w/.,£-])(?:(?i:flat|unit) \d{1,4}[a-z]?,? )?\d{1,4}[a-zA-Z]?,? "
_ROAD = rf"(?:[A-Z][A-Za-z'-]{{1,20}} ){{1,3}}{_STREET}\b"
_ADDRESS = re.compile(rf"{_HOUSE}{_ROAD}")
_FULL = re.compile(rf"{_HOUSE}[A-Z][^\n]{{3,60}}?{_POSTCODE}")
_AT_HOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing) at|address|moved (?:in )?to|home (?:is|at)|stay(?:s|ing) at"
    r"|resid(?:es|ing) at|return(?:ed)? to|home visit|went (?:home )?to"
    r"|placed at|visit(?:ed)?(?: (?:at|to))?)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    rf"\b(?:{'|'.join(sorted(SINGULAR_KIN))}|child|boy|girl|family|parent|carer"
    r"|her|his|their)(?:'s)?\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:centre|hall|offices?|council|building|room|hub|library|church|school|college|hotel"
    r"|court|venue|training|meeting|team|service|clinic|surgery|base)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<![\w-])([A-Za-z]{1,2})(\d[A-Za-z\d]? ?\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?!\w)"
)
_AT_CODE = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|moved|placed|stay(?:s|ed|ing)?|home visit|returned|back"
    r"|(?:his|her|their|the family's|the child's|mum's|dad's) (?:home|house|address|postcode))\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,/£-])(?:(?:\+44 ?(?:\(0\) ?)?|0)\d(?:[ -]?\d){8,9}|\+[1-9]\d{0,2}(?:[ -]?\d){8,11})"
    r"(?![\w.,]?\d)"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_PRIVATE_MAIL = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|yahoo|ymail|icloud|me|aol|msn|btinternet|sky|proton"
    r"mail|proton|gmx|talktalk|virginmedia)\.",
    re.IGNORECASE,
)
_ONES_OWN = re.compile(r"\b(?:me|my|mine|us|our)\b[^.!?]{0,25}$", re.IGNORECASE)
_KIN = re.compile(
    rf"\b(?:{'|'.join(sorted(SINGULAR_KIN))}|the famil(?:y|ies)|the child|parents|grandparents"
    r"|(?:foster )?carer|(?:the|this|that) (?:boy|girl|lad|young person|teenager))(?:s'|'s)?(?!\w)",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:team|office|helpline|switchboard|duty|EDT|MASH|service|school|surgery|clinic|council"
    r"|police|nspcc|my|our|colleague|lead|training|webinar|conference|dial|copy)\b",
    re.IGNORECASE,
)
_WHOEVER = re.compile(
    r"\b(?:can|may|could|should) (?:write|ring|call|phone|mail|text)\b", re.IGNORECASE
)
_NEAR = 40  # characters before it in which a word for home or family counts
_FAR = 70  # the same for numbers and mail, and after it


def addresses(text: str) -> Iterator[Sight]:
    """A house with its postcode, and a house in a street where somebody is said to live."""
    for found in _FULL.finditer(text):
        if not _OFFICE.search(_before(text, found.start())):
            yield Sight(Kind.ADDRESS, *found.span())
    for found in _ADDRESS.finditer(text):
        before = _before(text, found.start())
        if max(_last(_AT_HOME, before), _last(_FAMILY, before)) > _last(_OFFICE, before):
            yield Sight(Kind.ADDRESS, *found.span())


def postcodes(text: str) -> Iterator[Sight]:
    """A full postcode where somebody is said to live; a service's passes."""
    for found in _CODE.finditer(text):
        if found[1].upper() not in POSTCODE_AREAS or not (found[0].isupper() or found[0].islower()):
            continue
        before = _before(text, found.start(), _FAR)
        home = max(_last(_AT_CODE, before), _last(_KIN, before), _last(_FAMILY, before))
        if home > _last(_OFFICE, before):
            yield Sight(Kind.ADDRESS, *found.span())


def contacts(text: str) -> Iterator[Sight]:
    """A telephone number or e-mail address beside a word for a relative, and mail of the kind that
    people have at home, unless somebody gives their own."""
    for pattern in (_PHONE, _MAIL):
        for found in pattern.finditer(text):
            before = _before(text, found.start(), _FAR)
            if _reaches_family(before, _after(text, found.end())) or (
                _PRIVATE_MAIL.search(found[0]) and not _ONES_OWN.search(before)
            ):
                yield Sight(Kind.CONTACT, *found.span())


def _reaches_family(before: str, after: str) -> bool:
    """Whether a relative is the nearest whom a number may belong to."""
    kin = _last(_KIN, before)
    service = max(_last(_SERVICE, before), _last(_WHOEVER, before))
    return kin > service or (service < 0 and bool(_KIN.search(after)))


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last word of a sort stands; -1 for nowhere."""
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _before(text: str, start: int, far: int = _NEAR) -> str:
    """What stands shortly before, in the same sentence."""
    return BETWEEN_SENTENCES.split(text[max(0, start - far) : start])[-1]


def _after(text: str, end: int) -> str:
    return BETWEEN_SENTENCES.split(text[end : end + _NEAR])[0]
