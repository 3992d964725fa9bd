"""What an uploaded file must be: ending and structure agree, and nothing hides in it."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.files import BY_SUFFIX, Kind, Refused, examine
from app.core.files import packages as limits
from app.core.files.names import LONGEST, clean_name
from tests.factories import files

GOOD = files.one_of_each()
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


def refusal(name: str, content: bytes) -> str:
    """What is said of a file that must be refused."""
    with pytest.raises(Refused) as refused:
        examine(name, content)
    return str(refused.value)


def verdict(name: str, content: bytes) -> Kind | None:
    """The kind of a file, or None when it is refused; anything else that happens is a fault."""
    try:
        return examine(name, content)
    except Refused:
        return None


def test_each_ending_that_is_offered_has_a_file_that_is_tried_here() -> None:
    assert set(GOOD) == set(BY_SUFFIX)


@pytest.mark.parametrize("suffix", GOOD)
def test_a_true_file_is_taken_under_its_ending_in_any_case(suffix: str) -> None:
    assert examine(f"Minutes.{suffix.upper()}", GOOD[suffix]) is BY_SUFFIX[suffix]


@pytest.mark.parametrize("named", GOOD)
@pytest.mark.parametrize("content", GOOD)
def test_a_file_under_the_ending_of_another_kind_is_refused(named: str, content: str) -> None:
    same = BY_SUFFIX[named] is BY_SUFFIX[content]
    both_text = {named, content} == {"csv", "txt"}
    if same or both_text:
        examine(f"a.{named}", GOOD[content])
    else:
        assert refusal(f"a.{named}", GOOD[content])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("run.exe", "ends in PDF, DOCX"),
        ("minutes.pdf.exe", "ends in PDF, DOCX"),
        ("page.html", "ends in PDF, DOCX"),
        ("drawing.svg", "ends in PDF, DOCX"),
        ("archive.zip", "ends in PDF, DOCX"),
        ("pdf", "ends in PDF, DOCX"),
        ("minutes.pdf.", "ends in PDF, DOCX"),
        ("minutes\u202efdp.exe", "ends in PDF, DOCX"),
        ("minutes.doc", "Save it as DOCX or PDF"),
        ("figures.xlsm", "Save it as XLSX or PDF"),
        ("photo.heic", "Save it as JPG or PDF"),
    ],
)
def test_an_ending_we_do_not_take_is_refused_with_what_to_do(name: str, said: str) -> None:
    assert said in refusal(name, files.pdf())


@pytest.mark.parametrize("suffix", GOOD)
@pytest.mark.parametrize("content", [b"", b"\x00" * 40, b" \r\n\t"])
def test_an_empty_file_is_refused(suffix: str, content: bytes) -> None:
    assert "empty" in refusal(f"a.{suffix}", content)


@pytest.mark.parametrize("suffix", [s for s in GOOD if s not in ("csv", "txt")])
def test_a_file_that_was_cut_off_is_refused(suffix: str) -> None:
    half = GOOD[suffix][: len(GOOD[suffix]) // 2]
    assert f"save it again as {BY_SUFFIX[suffix].suffix.upper()}" in refusal(f"a.{suffix}", half)


@pytest.mark.parametrize("suffix", ["pdf", "png", "jpg"])
def test_a_file_with_an_archive_behind_it_is_refused(suffix: str) -> None:
    assert refusal(f"a.{suffix}", GOOD[suffix] + files.office("docx"))


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("jpg", files.jpg()[:-2]),
        ("png", files.png().replace(files.chunk(b"IDAT", zlib.compress(b"\x00\x80")), b"")),
        ("pdf", files.pdf().replace(b"startxref", b"startxxxx")),
        ("pdf", files.pdf().replace(b"%%EOF", b"")),
        ("odt", files.package({"mimetype": BY_SUFFIX["odt"].media_type}, stored=("mimetype",))),
    ],
    ids=["scan without end", "no pixels", "no table", "no end", "no content"],
)
def test_a_file_without_one_of_its_parts_is_refused(suffix: str, content: bytes) -> None:
    assert "not a complete" in refusal(f"a.{suffix}", content)


def test_an_open_document_without_contents_is_refused() -> None:
    parts = _parts_of(files.open_document("odt"))
    del parts["content.xml"]
    assert refusal("a.odt", files.package(parts, stored=("mimetype",)))


def test_a_camera_may_write_more_behind_the_end_of_a_picture() -> None:
    assert examine("a.jpg", files.jpg() + files.jpg()).suffix == "jpg"


def test_a_png_that_goes_on_after_its_end_is_refused() -> None:
    assert refusal("a.png", files.png() + b"more")


@pytest.mark.parametrize("page", [b"<script>alert(1)</script>", b"<HTML>", b"<svg onload=x>"])
def test_a_web_page_behind_the_start_of_a_pdf_is_refused(page: bytes) -> None:
    start, rest = files.pdf().split(b"\n", 1)
    assert "another file inside" in refusal("a.pdf", start + b"\n%" + page + b"\n" + rest)


def test_a_pdf_inside_the_start_of_a_document_is_refused() -> None:
    held = files.package({"a": files.pdf()}, stored=("a",))
    with zipfile.ZipFile(stream := io.BytesIO(held), "a") as archive:
        for name, content in _parts_of(files.office("docx")).items():
            archive.writestr(name, content)
    assert "not a complete Word document" in refusal("a.docx", stream.getvalue())
    assert refusal("a.docx", files.pdf() + files.office("docx"))
    assert refusal("a.docx", b"PK\x03\x04 anything" + files.office("docx"))


def _parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx"])
@pytest.mark.parametrize(
    "more", [{"word/vbaProject.bin": "x"}, {"xl/VBAPROJECT.BIN": "x"}, {"ppt/activeX/a1.bin": "x"}]
)
def test_a_document_with_macros_is_refused(suffix: str, more: dict[str, str]) -> None:
    assert "without macros" in refusal(f"a.{suffix}", files.office(suffix, more))


def test_a_document_of_the_type_with_macros_is_refused_under_the_ending_without() -> None:
    assert "without macros" in refusal("a.docx", files.office("docx", main=MACRO_TYPE))


@pytest.mark.parametrize("folder", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_an_open_document_with_macros_is_refused(folder: str) -> None:
    assert "without macros" in refusal("a.odt", files.open_document("odt", {folder: "x"}))


def test_a_document_whose_main_part_is_only_named_is_refused() -> None:
    only_listed = {"[Content_Types].xml": _parts_of(files.office("docx"))["[Content_Types].xml"]}
    assert refusal("a.docx", files.package(only_listed))


def test_an_open_document_must_say_its_kind_first_and_in_plain() -> None:
    parts = _parts_of(files.open_document("odt"))
    late = {name: parts[name] for name in ("content.xml", "META-INF/manifest.xml", "mimetype")}
    assert refusal("a.odt", files.package(late, stored=("mimetype",)))
    assert refusal("a.odt", files.package(parts))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "word/../../x", "/etc/passwd", "C:/x", "word\\..\\x"]
)
def test_a_document_whose_parts_climb_out_of_it_is_refused(name: str) -> None:
    assert refusal("a.docx", files.office("docx", {name: "x"}))


def test_a_document_with_one_name_twice_is_refused() -> None:
    with (
        zipfile.ZipFile(held := io.BytesIO(files.office("docx")), "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("word/document.xml", "<other/>")
    assert refusal("a.docx", held.getvalue())


def test_a_document_with_too_many_parts_is_refused() -> None:
    many = {f"word/part{number}.xml": "x" for number in range(limits.MOST_PARTS)}
    assert "far more than a document needs" in refusal("a.docx", files.office("docx", many))


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_UNPACKED", 100_000)
    bomb = files.office("docx", {"word/media/a.bin": b"\x00" * 100_000})
    assert len(bomb) < 2_000
    assert "far more than a document needs" in refusal("a.docx", bomb)


def test_a_document_whose_parts_share_their_bytes_is_refused() -> None:
    """Parts that overlap unpack to much more than their sum seems to allow."""
    packed = bytearray(files.office("docx", {"a": "x" * 50, "b": "y" * 50}))
    at = packed.index(b"PK\x01\x02")
    packed[at + 20 : at + 24] = len(packed).to_bytes(4, "little")
    assert "far more than a document needs" in refusal("a.docx", bytes(packed))


def test_a_list_of_types_that_is_a_bomb_is_refused() -> None:
    entities = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Types>&b;</Types>'
    assert refusal("a.docx", files.office("docx", {"[Content_Types].xml": entities}))
    types = _parts_of(files.office("docx"))["[Content_Types].xml"].decode()
    assert examine("a.docx", files.office("docx", {"[Content_Types].xml": types}))
    leading_out = types.replace("<Types", '<!DOCTYPE Types SYSTEM "http://evil.example/"><Types')
    assert refusal("a.docx", files.office("docx", {"[Content_Types].xml": leading_out}))
    long = types + " " * limits.LARGEST_LIST
    assert refusal("a.docx", files.office("docx", {"[Content_Types].xml": long}))


def test_a_locked_document_is_refused_with_what_to_do() -> None:
    assert "without a password" in refusal(
        "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99
    )
    locked = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    assert "without a password" in refusal("a.odt", files.open_document("odt", locked))
    flagged = bytearray(files.office("docx"))
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    assert "without a password" in refusal("a.docx", bytes(flagged))


@pytest.mark.parametrize("make", [files.png, files.jpg], ids=["png", "jpg"])
@pytest.mark.parametrize(("width", "height"), [(40_000, 1), (1, 40_000), (20_000, 20_000)])
def test_a_picture_of_far_too_many_pixels_is_refused(make: object, width: int, height: int) -> None:
    suffix = "png" if make is files.png else "jpg"
    content = files.png(width, height) if make is files.png else files.jpg(width, height)
    assert "too many pixels" in refusal(f"a.{suffix}", content)


def test_a_picture_without_size_is_refused() -> None:
    assert refusal("a.png", files.png(0, 5))
    assert refusal("a.jpg", files.jpg(0, 5))


def test_a_picture_with_a_changed_byte_is_refused() -> None:
    spoilt = bytearray(files.png())
    spoilt[-20] ^= 1
    assert refusal("a.png", bytes(spoilt))


@pytest.mark.parametrize(
    "content",
    [b"a,b\x00c", b"MZ\x90\x00", b"a\x1bb", b"\xff\xfea\x00", b"caf\x81", b"%PDF-1.7 trap"],
)
@pytest.mark.parametrize("suffix", ["csv", "txt"])
def test_what_is_not_text_is_refused_as_text(content: bytes, suffix: str) -> None:
    assert refusal(f"a.{suffix}", content)


@pytest.mark.parametrize("text", ["\ufeffName,Ort\nKöln,3", "naïve £5 “quoted”\f\n", "日本"])
def test_text_with_marks_and_accents_is_taken(text: str) -> None:
    assert examine("a.csv", text.encode()).suffix == "csv"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Minutes, May 2027 (v2).pdf", "Minutes, May 2027 (v2).pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.docx", "plan.docx"),
        ("plan\u202excod.pdf", "planxcod.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ('say "hello"; rm.pdf', "say _hello__ rm.pdf"),
        ("minutes.exe.pdf", "minutes_exe.pdf"),
        ("minutes.v2.pdf", "minutes.v2.pdf"),
        ("CON.pdf", "file-CON.pdf"),
        (".pdf", "file.pdf"),
        ("  spaced   out .pdf ", "spaced out.pdf"),
        ("a.pdf:evil.exe", "a.pdf_evil.exe"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("", "file"),
    ],
)
def test_a_name_is_made_harmless_and_stays_readable(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


def test_a_very_long_name_is_shortened_and_keeps_its_ending() -> None:
    name = clean_name("é" * 500 + ".docx")
    assert len(name) == LONGEST
    assert name.endswith("é.docx")


@given(st.text(max_size=400))
def test_any_name_comes_out_short_printable_and_without_folders(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name) <= LONGEST
    assert name.isprintable()
    assert not set(name) & set('/\\<>:"|?*\r\n')
    assert clean_name(name) == name


@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=6)), max_size=5),
)
def test_a_spoilt_file_is_taken_or_refused_and_breaks_nothing(
    suffix: str, spoilt: list[tuple[int, bytes]]
) -> None:
    content = bytearray(GOOD[suffix])
    for at, new in spoilt:
        content[at % (len(content) + 1) : at % (len(content) + 1) + len(new)] = new
    assert verdict(f"a.{suffix}", bytes(content)) in (BY_SUFFIX[suffix], None)


@given(st.sampled_from(sorted(GOOD)), st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused_and_break_nothing(suffix: str, content: bytes) -> None:
    assert verdict(f"a.{suffix}", content) in (BY_SUFFIX[suffix], None)
