"""What stands behind the pages of an uploaded file, and what it would do of itself."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from app.core.files import Contents, Refused, examine, keep, read
from app.core.files.kinds import BY_SUFFIX, PDF
from app.core.files.store import FolderStore
from app.core.guard import look
from app.core.guard.numbers import nhs_check_fits
from tests.factories import files

NUMBER = "4505577104"  # fits its check digit
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HERE = Path(__file__).parents[2]


def _read(suffix: str, content: bytes) -> Contents:
    return read(examine(f"a.{suffix}", content), content)


def _cells(said: str, more: str = "") -> str:
    return f"<worksheet><sheetData><row>{said}</row></sheetData>{more}</worksheet>"


# Where a number may stand, in parts of their own; NHS is put for it.
WITHIN: dict[str, dict[str, str]] = {
    "docx": {
        f"word/{name}.xml": f'<w:x xmlns:w="{_W}"><w:p><w:t>NHS</w:t></w:p></w:x>'
        for name in ("header1", "footer2", "comments", "endnotes", "footnotes", "document2")
    }
    | {
        "word/document.xml": f'<w:x xmlns:w="{_W}"><w:p><w:delText>NHS</w:delText></w:p></w:x>',
        "docProps/core.xml": "<x xmlns:d='c'><d:title>NHS</d:title></x>",
    },
    "xlsx": {
        "xl/worksheets/sheet1.xml": _cells("<c><v>NHS</v></c>"),
        "xl/worksheets/sheet2.xml": _cells("<c><v>123456</v></c><c><v>NHS.0</v></c>"),
        "xl/worksheets/sheet3.xml": _cells('<c t="inlineStr"><is><t>NHS</t></is></c>'),
        "xl/worksheets/sheet4.xml": _cells('<c t="str"><f>A1</f><v>NHS</v></c>'),
        "xl/worksheets/sheet5.xml": _cells(
            "", "<headerFooter><oddHeader>&amp;LNHS</oddHeader></headerFooter>"
        ),
        "xl/sharedStrings.xml": "<sst><si><t>NHS</t></si></sst>",
        "xl/workbook.xml": '<workbook><sheets><sheet name="NHS"/></sheets></workbook>',
        "xl/comments1.xml": "<x><text><t>NHS</t></text></x>",
        "xl/pivotCache/pivotCacheRecords1.xml": '<r><n v="NHS"/></r>',
    },
    "pptx": {
        "ppt/notesSlides/notesSlide1.xml": "<x xmlns:a='a'><a:p><a:t>NHS</a:t></a:p></x>",
        "ppt/comments/comment1.xml": "<x><text>NHS</text></x>",
    },
    "odt": {"styles.xml": "<x xmlns:t='t'><t:p>NHS</t:p></x>"},
    "ods": {
        "content.xml": "<x xmlns:t='t'><t:table t:name='NHS'><t:table-cell t:value='12'/>"
        "</t:table></x>",
        "styles.xml": "<x xmlns:t='t'><t:table-cell t:value='NHS'/></x>",
    },
}


def _numbers() -> Iterator[str]:
    return (str(n) for n in range(9434765919, 9434769999) if nhs_check_fits(str(n)))


@pytest.mark.parametrize("suffix", WITHIN)
def test_an_identifying_number_is_found_wherever_it_stands(suffix: str) -> None:
    stands = dict(zip(WITHIN[suffix], _numbers(), strict=False))
    parts: dict[str, str | bytes] = {
        name: content.replace("NHS", stands[name]) for name, content in WITHIN[suffix].items()
    }
    if suffix == "docx":
        stands["carried"] = NUMBER
        held = {"xl/sharedStrings.xml": f"<x><si><t>{NUMBER}</t></si></x>"}
        parts["word/embeddings/Sheet.xlsx"] = files.office("xlsx", held)
    make = files.open_document if suffix in ("odt", "ods") else files.office
    found = _read(suffix, make(suffix, parts))
    seen = {one.excerpt for one in look(found.text) if one.certain}
    assert [where for where, number in stands.items() if number not in seen] == [], found.text
    assert not found.is_partial


def test_a_sheet_is_read_row_by_row_and_its_short_figures_are_not_words() -> None:
    strings = "".join(f"<si><t>{said}</t></si>" for said in ("Team", "Child", "Never used"))
    cells = '<c t="s"><v>1</v></c><c><v>12.5</v></c><c t="s"><v>0</v></c><c t="b"><v>1</v></c>'
    parts = {"xl/sharedStrings.xml": f"<x>{strings}</x>", "xl/worksheets/sheet1.xml": _cells(cells)}
    assert _read("xlsx", files.office("xlsx", parts)).text.split() == [
        "Child", "Team", "Never", "used",
    ]  # fmt: skip


def test_who_reads_is_told_that_there_is_more() -> None:
    assert not _read("txt", b"a " * 29_999).is_partial
    assert _read("txt", b"a " * 30_001).is_partial
    long = files.office(
        "docx", {"word/document.xml": f'<w:x xmlns:w="{_W}"><w:t>{"a " * 40_000}</w:t></w:x>'}
    )
    assert (_read("docx", long).is_partial, len(_read("docx", long).text)) == (True, 60_000)
    assert _read("pdf", _pdf(pages=201)).is_partial


def _pdf(catalog: dict[str, Any] | None = None, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    for key, value in (catalog or {}).items():
        writer.root_object[NameObject(key)] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _action(kind: str, **more: str) -> DictionaryObject:
    made = DictionaryObject({NameObject("/S"): NameObject(kind)})
    for key, said in more.items():
        made[NameObject(f"/{key}")] = TextStringObject(said)
    return made


def _attached() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("list.csv", b"a,b")
    writer.write(out := io.BytesIO())
    return out.getvalue()


def _told(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(PDF, content)
    return str(refused.value)


def test_a_pdf_that_does_something_of_itself_is_refused_with_what_to_do(tmp_path: Path) -> None:
    script = _pdf({"/OpenAction": _action("/JavaScript", JS="app.alert(1)")})
    assert "holds a script" in _told(script)
    assert "starts a program" in _told(_pdf({"/OpenAction": _action("/Launch", F="cmd.exe")}))
    assert "carries other files" in _told(_attached())
    assert "print it to PDF" in _told(script)
    broken = script.replace(b"/Root", b"/Rood")  # readers may mend what ours does not read
    assert _told(broken)
    with pytest.raises(Refused):
        keep(FolderStore(tmp_path), "a.pdf", io.BytesIO(script), largest=10_000)
    assert not list(tmp_path.iterdir())


def test_a_pdf_that_only_leads_somewhere_is_taken() -> None:
    link = _action("/URI", URI="https://example.org/JavaScript")
    none = DictionaryObject(
        {NameObject("/EmbeddedFiles"): DictionaryObject({NameObject("/Names"): ArrayObject()})}
    )
    content = _pdf({"/OpenAction": link, "/Names": none})
    assert _read("pdf", content).problem == ""


def _relation(kind: str, target: str, mode: str = "External") -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    )


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx"])
@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        (
            "word/_rels/settings.xml.rels",
            _relation("attachedTemplate", "https://a.example/t.dotm"),
            "template",
        ),
        ("x/_rels/a.xml.rels", _relation("oleObject", "file:///a.xls"), "object"),
        ("x/_rels/a.xml.rels", _relation("oleObject", "../o.bin", "Internal"), "object"),
        ("x/_rels/a.xml.rels", _relation("frame", "https://a.example/"), "frame"),
        ("word/embeddings/oleObject1.bin", "x", "object"),
        ("word/embeddings/sheet.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "object"),
        ("anywhere/A.BIN", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "object"),
    ],
)
def test_a_document_that_fetches_or_carries_what_acts_is_refused_with_what_to_do(
    suffix: str, part: str, content: str | bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refused:
        examine(f"a.{suffix}", files.office(suffix, {part: content}))
    assert f"Save it as {suffix.upper()} without" in str(refused.value)


def test_an_open_document_with_an_object_of_another_program_is_refused() -> None:
    manifest = '<m:x xmlns:m="m"><m:file-entry m:media-type="application/vnd.sun.star.oleobject"/>'
    parts = {"META-INF/manifest.xml": f"{manifest}</m:x>"}
    with pytest.raises(Refused, match="object"):
        examine("a.odt", files.open_document("odt", parts))


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx"])
def test_links_charts_and_settings_of_printers_are_ordinary(suffix: str) -> None:
    chart = files.office("xlsx")
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": _relation("hyperlink", "https://example.org/"),
        "xl/printerSettings/printerSettings1.bin": b"\x00\x01",
        "word/embeddings/Microsoft_Excel_Worksheet.xlsx": chart,
    }
    assert examine(f"a.{suffix}", files.office(suffix, parts)) is BY_SUFFIX[suffix]
    nested = files.office("xlsx", {"xl/vbaProject.bin": "x"})
    with pytest.raises(Refused, match="macros"):
        examine("a.docx", files.office("docx", {"word/embeddings/Sheet.xlsx": nested}))


def test_the_documents_of_the_demo_pass_and_are_read() -> None:
    for path in sorted((HERE / "seeds" / "demo" / "files").iterdir()):
        if path.suffix[1:] in BY_SUFFIX:
            found = _read(path.suffix[1:], path.read_bytes())
            assert (found.problem, found.is_partial) == ("", False), path.name
