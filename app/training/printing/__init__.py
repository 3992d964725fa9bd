"""Certificates as PDF: tagged, after PDF/UA-1 (ISO 14289-1), the same bytes for the same facts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.words import day

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATE = Path(__file__).with_name("certificate.typ")
STANDARDS: "list[PDFStandard]" = ["ua-1"]


@dataclass(frozen=True)
class Printed:
    """What stands on a certificate. `address` is that of the public page with its number."""

    holder: str
    authority: str
    course: str
    issued_on: date
    quiz_version: int
    pass_mark: str
    number: str
    address: str
    product: str


def certificate_pdf(what: Printed) -> bytes:
    """The certificate as PDF; some 20 ms, so to be called outside any write.

    Letters that the fonts within typst lack are looked for in those of the machine; where it has
    none either, a page that misses the standard is better than no page.
    """
    from typst import Compiler, TypstError  # a compiler and fonts, which few pages need

    for alone, standards in ((True, STANDARDS), (False, STANDARDS), (False, [])):
        compiler = Compiler(TEMPLATE, ignore_system_fonts=alone, sys_inputs=_inputs(what))
        stamp = datetime.combine(what.issued_on, time(0), UTC)
        try:
            made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=stamp)
        except TypstError:
            if not standards:
                raise
        else:
            return b"".join(made) if isinstance(made, list) else made or b""
    raise AssertionError  # the last of the three returned or raised


def _inputs(what: Printed) -> dict[str, str]:
    on = what.issued_on
    return {
        "title": f"Certificate {what.number}",
        "author": what.product,
        "product": what.product,
        "holder": what.holder,
        "authority": what.authority,
        "course": what.course,
        "year": str(on.year),
        "month": str(on.month),
        "day": str(on.day),
        "day_in_words": day(on),
        "pass_mark": what.pass_mark,
        "version_in_words": f"Version {what.quiz_version}",
        "number": what.number,
        "address": what.address,
        "address_shown": what.address.split("://", 1)[-1].removesuffix(f"/{what.number}"),
    }
