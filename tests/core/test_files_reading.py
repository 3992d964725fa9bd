"""Reading uploaded files in a process of its own: what is found, and what attackers send."""

import io
import time
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from app.core.files import Contents, Refused, examine, read
from app.core.files.kinds import BY_SUFFIX
from app.core.files.reading import SECONDS
from tests.factories import files

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _read(name: str, content: bytes) -> Contents:
    return read(examine(name, content), content)


def document(text: str) -> bytes:
    """A Word document of one paragraph."""
    words = f'<w:document xmlns:w="{_W}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>'
    return files.office("docx", {"word/document.xml": words})


def written_pdf(stream: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page that shows what a stream of its language says."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources"
        b" << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), more, stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 5 /Root 1 0 R >>\n"
    return out + end + b"startxref\n%d\n%%%%EOF\n" % len(out)


def picture(how: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    """A true picture with a comment in it."""
    out = io.BytesIO()
    Image.new("RGB", size, (10, 120, 90)).save(out, how, **{"comment": b"secret place"})
    return out.getvalue()


def test_the_words_of_documents_are_found_in_their_order() -> None:
    slides = {
        f"ppt/slides/slide{n}.xml": f'<p xmlns:a="{_A}"><a:p><a:t>Slide {n}</a:t></a:p></p>'
        for n in (10, 2)
    }
    text = '<d xmlns:t="x"><t:p>One <t:span>two</t:span> three</t:p></d>'
    page = written_pdf(b"BT /F1 12 Tf 20 200 Td (Risk classification) Tj ET")
    assert _read("a.docx", document("Trusted adult")).text.strip() == "Trusted adult"
    shown = _read("a.pptx", files.office("pptx", slides))
    assert (shown.text.split("\n\n")[0].strip(), shown.pages) == ("Slide 2", 2)
    assert _read("a.odt", files.open_document("odt", {"content.xml": text})).text == (
        "One two three\n"
    )
    assert (_read("a.pdf", page).text.strip(), _read("a.pdf", page).pages) == (
        "Risk classification",
        1,
    )


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_picture_is_made_anew_and_leaves_behind_what_else_the_file_held(suffix: str) -> None:
    content = picture("PNG" if suffix == "png" else "JPEG", (1800, 40))
    made = _read(f"a.{suffix}", content).picture
    shown = Image.open(io.BytesIO(made))
    assert (shown.format, shown.size, dict(shown.info)) == ("PNG", (900, 20), {})
    assert b"secret place" not in made


def _zip_bomb() -> bytes:
    return document("0" * 60_000_000)


def _elements() -> bytes:
    rows = "<w:p/>" * 2_000_000
    return files.office("docx", {"word/document.xml": f'<d xmlns:w="{_W}">{rows}</d>'})


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    words = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d><t>&l11;</t></d>'
    return files.office("docx", {"word/document.xml": words})


def _outside() -> bytes:
    words = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d><t>&x;</t></d>'
    return files.office("docx", {"word/document.xml": words})


def _pdf_bomb() -> bytes:
    packed = zlib.compress(b"0" * 150_000_000, 1)
    return written_pdf(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")


def _pdf_loop() -> bytes:
    return written_pdf(b"BT ET").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def _huge_sheet() -> bytes:
    cell = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return files.office("xlsx", {"xl/worksheets/sheet1.xml": f"<worksheet>{cell}</worksheet>"})


def _picture_bomb() -> bytes:
    rows = b"\x00" + b"\x00" * 10_000
    body = files.chunk(b"IDAT", zlib.compress(rows * 10_000, 9))
    header = files.chunk(b"IHDR", b"\x00\x00\x27\x10" * 2 + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + header + body + files.chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("bomb.docx", _zip_bomb),
        ("elements.docx", _elements),
        ("entities.docx", _entities),
        ("outside.docx", _outside),
        ("bomb.pdf", _pdf_bomb),
        ("loop.pdf", _pdf_loop),
        ("huge.xlsx", _huge_sheet),
        ("bomb.png", _picture_bomb),
        ("empty.pdf", files.pdf),
    ],
)
def test_what_attackers_send_is_given_up_in_time_and_gives_nothing(
    name: str, make: Callable[[], bytes]
) -> None:
    content = make()
    kind = BY_SUFFIX[name.rpartition(".")[2]]
    examine(name, content)  # not refused for its shape: it is the reader that has to bear it
    began = time.monotonic()
    found = read(kind, content)
    assert time.monotonic() - began < SECONDS + 2
    assert len(found.text) <= 60_000
    assert found.picture == b""
    assert not found.text.strip("0\n")


def _polyglot(start: bytes) -> bytes:
    return start + b"/*\x00\x00*/=1;alert(document.domain)//"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"%PDF-1.4\n<script>alert(1)</script>\n" + files.pdf()[9:]),
        ("late.pdf", files.pdf() + b"<html><script>alert(1)</script></html>"),
        ("code.png", _polyglot(b"GIF89a")),
        ("code.gif", _polyglot(b"GIF89a")),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("slip.docx", files.office("docx", {"../../etc/cron.d/x": "x"})),
        ("slip.pptx", files.office("pptx", {"C:\\Windows\\x": "x"})),
        ("macro.docx", files.office("docx", {"word/vbaProject.bin": "x"})),
        ("macro.docm", files.office("docx", {"word/vbaProject.bin": "x"})),
        ("both.pdf", files.pdf() + files.office("docx")),
        ("archive.zip", files.package({"a.txt": "a"})),
    ],
)
def test_what_is_two_things_or_reaches_out_of_its_place_is_refused(
    name: str, content: bytes
) -> None:
    with pytest.raises(Refused):
        examine(name, content)


def test_an_archive_that_lies_about_its_size_gives_nothing() -> None:
    content = bytearray(_zip_bomb())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    found = read(BY_SUFFIX["docx"], bytes(content))
    assert len(found.text) <= 60_000
