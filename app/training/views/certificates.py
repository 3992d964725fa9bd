"""Certificates: one's own as PDF, and the public pages on which anyone verifies a number."""

from datetime import timedelta

from flask import abort, current_app, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import public, requires, the_actor
from app.access.policy import Can
from app.accounts.rules import network_of
from app.core.files import download
from app.core.security.limits import Limit, count_attempt
from app.core.web.returned import see
from app.training.forms import NumberForm
from app.training.printing import Printed, certificate_pdf
from app.training.queries import certificates as reads
from app.training.queries.certificates import CertificateRow
from app.training.rules.numbers import read_number
from app.training.views.blueprint import Answer, blueprint
from config import Settings

LOOK_UPS = Limit("certificate", 60, timedelta(hours=1))  # from one place


@blueprint.get("/training/certificates/<int:certificate_id>.pdf")
@requires(Can.TAKE_QUIZ)
def own_certificate(certificate_id: int) -> Response:
    """One's own certificate to print."""
    mine = {found.id: found for found in reads.of_person(the_actor().id)}
    return pdf_answer(mine.get(certificate_id) or abort(404))


@blueprint.get("/certificates")
@public
def verify() -> Answer:
    """Enter a number; it becomes part of the address, so that a page can be kept."""
    asked = request.args.get("number", "")
    if not asked:
        return _form_page(NumberForm(formdata=None))
    number = read_number(asked)
    if number is not None:
        return see("training.verified", certificate_number=number)
    return _form_page(_refused(asked)), 404


@blueprint.get("/certificates/<certificate_number>")
@public
def verified(certificate_number: str) -> Answer:
    """What the certificate with this number says; nothing where there is none.

    Every look-up counts, so that nobody finds names by trying numbers.
    """
    count_attempt(LOOK_UPS, network_of(request.remote_addr))
    kept = read_number(certificate_number)
    found = reads.by_number(kept) if kept else None
    if found is None:
        return _form_page(_refused(certificate_number)), 404
    return render_template("training/verified.html", found=found)


def pdf_answer(found: CertificateRow) -> Response:
    """The certificate as a file. It is made while nothing is being written."""
    settings: Settings = current_app.config["SETTINGS"]
    made = certificate_pdf(
        Printed(
            holder=found.holder,
            authority=found.authority,
            course=found.course,
            issued_on=found.issued_on,
            quiz_version=found.quiz_version,
            pass_mark=found.pass_mark,
            number=found.number,
            address=f"{settings.public_base_url}/certificates/{found.number}",
            product=settings.product_name,
        )
    )
    return download(made, f"certificate-{found.number}.pdf", "application/pdf")


def _refused(typed: str) -> NumberForm:
    form = NumberForm(formdata=None, data={"number": typed.strip()[:40]})
    form.number.errors = ["No certificate has this number. Check it against the certificate"]
    return form


def _form_page(form: NumberForm) -> str:
    return render_template("training/verify.html", form=form)
