"""Certificates: as PDF, verified by anyone, withdrawn with a reason."""

import re
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core import audit, db
from app.training.printing import Printed, certificate_pdf
from app.training.queries import certificates as reads
from app.training.queries.certificates import CertificateRow
from app.training.views import certificates as views
from app.training.views.certificates import LOOK_UPS
from config import ROOT
from tests.factories.instruments import publish_seeds
from tests.factories.training import (
    hold_session,
    make_attempt,
    make_entry,
    make_session,
    make_team,
    make_trainer,
)
from tests.page_client import PageClient
from tests.worlds import World

SITE = "/sites/northmoor/training/certificates"


@pytest.fixture
def passed(world: World) -> CertificateRow:
    """The contributor passed."""
    with db.transaction():
        audit.because("programme loaded", summary="Made for a test.")
        publish_seeds()
        entry = make_entry(world.home, make_team(world.home), world.contributor.name)
        session = make_session(world.home, [make_trainer(world.home)])
        hold_session(world.home, session, [entry])
        number = make_attempt(world.home, world.contributor)
    with db.reading():
        found = reads.of_attempt(number)
    assert found is not None
    return found


def test_anyone_verifies_a_number_and_sees_what_is_printed_and_no_more(
    client: PageClient, world: World, passed: CertificateRow
) -> None:
    page = client.get("/certificates")
    client.submit(page.form("Look it up"), 303, number=passed.number.lower().replace("-", " "))
    page = client.follow()
    assert page.h1 == f"Certificate {passed.number}"
    assert "This certificate is valid." in page.text
    for printed in ("Cora Contributor", "Northmoor", passed.course, "75% (9 of 12 questions)"):
        assert printed in page.text
    assert world.contributor.email not in client.response.get_data(as_text=True)
    wrong = passed.number[:-1] + ("3" if passed.number[-1] != "3" else "4")
    for typed in (wrong, "hello", "0" * 300):
        page = client.get("/certificates", 404, query_string={"number": typed})
        assert "No certificate has this number." in page.text
    page = client.get("/certificates/3333-3333-333Y", 404)
    assert "No certificate has this number." in page.text
    assert "Cora" not in page.text


def test_numbers_cannot_be_tried_out(
    client: PageClient, passed: CertificateRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (LOOK_UPS.times, LOOK_UPS.per) == (60, timedelta(hours=1))
    monkeypatch.setattr(views, "LOOK_UPS", replace(LOOK_UPS, times=2))
    for _ in range(2):
        client.get("/certificates/3333-3333-3333", 404)
    client.get(f"/certificates/{passed.number}", 429)


def test_a_certificate_is_withdrawn_with_a_reason_that_stays_in_the_authority(
    client: PageClient, world: World, passed: CertificateRow
) -> None:
    path = f"{SITE}/{passed.id}"
    page = client.sign_in(world.strategic).get(path)
    form = page.form("Withdraw the certificate")
    assert "Enter why the certificate is withdrawn" in client.submit(form, 400, reason=" ").text
    client.submit(form, reason="Somebody else answered.")
    assert "Its public page says so." in client.follow().text
    page = client.submit(form, 409, reason="Again.")  # a second window
    assert "Somebody else answered." in page.text
    assert "Somebody else answered." in client.get(path).text
    page = client.get(f"/certificates/{passed.number}")
    assert "It is no longer valid." in page.text
    assert "Somebody else answered." not in page.text
    row = client.get(SITE).table("Assessment results")[1]
    assert row[:2] == ["Cora Contributor", "Certificate withdrawn"]
    page = client.sign_in(world.contributor).get("/training/assessment")
    assert "withdrawn on" in page.text
    assert "(PDF)" not in page.text
    client.sign_in(world.foreign_strategic).get(
        f"/sites/farfield/training/certificates/{passed.id}", 404
    )
    client.get(f"/training/certificates/{passed.id}.pdf", 404)
    assert (
        "A certificate was withdrawn."
        in client.sign_in(world.lead).get("/sites/northmoor/history/changes").text
    )


def test_the_authority_and_the_holder_print_the_same(
    client: PageClient, world: World, passed: CertificateRow
) -> None:
    client.sign_in(world.strategic).get(f"{SITE}/{passed.id}.pdf")
    theirs = client.response.get_data()
    name = client.response.headers["Content-Disposition"]
    assert name.startswith(f'attachment; filename="certificate-{passed.number}.pdf"')
    client.sign_in(world.contributor).get(f"/training/certificates/{passed.id}.pdf")
    assert client.response.get_data() == theirs


@pytest.mark.parametrize(
    "holder",
    [
        "Siân ap Rhŷs-Gŵydd",
        "Maximiliane Wilhelmina Theodora Featherstonehaugh-Cholmondeley",
        "W" * 100,
        '#panic("x") $a$ \\ <b> _z_',
        "李小龍",
    ],
)
def test_any_name_fits_on_one_page(holder: str) -> None:
    made = certificate_pdf(
        Printed(
            holder=holder,
            authority="Northmoor and the Isles",
            course="Reunification Practice Framework: assessment after training",
            issued_on=date(2027, 3, 27),
            quiz_version=1,
            pass_mark="75% (9 of 12 questions)",
            number="7KMD-P4XR-WJ3C",
            address="https://portal.example/certificates/7KMD-P4XR-WJ3C",
            product="Portal",
        )
    )
    assert made.startswith(b"%PDF-1.7")
    inside = unpacked(made)
    assert re.findall(rb"/Type ?/Page\b", inside) == [b"/Type/Page"]
    assert b"/StructTreeRoot" in inside
    if holder != "李小龍":  # letters no font has break the standard, not the certificate
        assert b"pdfuaid:part" in inside


def unpacked(pdf: bytes) -> bytes:
    """A PDF with what is compressed in it added in plain."""
    plain = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            plain.append(zlib.decompress(packed))
    return b"\n".join(plain)


def test_nothing_is_loaded_for_certificates_and_workbooks_before_they_are_made() -> None:
    at_the_start = re.compile(r"^(from|import) (typst|openpyxl)\b", re.MULTILINE)
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "app").rglob("*.py")
        if at_the_start.search(path.read_text("utf-8"))
    ]
    assert not found, f"Import these where they are used, so that the portal starts fast: {found}"
