"""The assessment at a site: counts for everyone who sees its training; names in the authority."""

from dataclasses import asdict
from typing import Any

from flask import abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core.web.asked import page_number, seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.core.words import count, day
from app.sites.queries import people_of
from app.training import assessment_words as words
from app.training.columns import sortable
from app.training.forms import InviteForm, WithdrawCertificateForm
from app.training.queries import certificates as reads
from app.training.queries import sessions
from app.training.queries.certificates import CertificateRow, Counts, Wanted
from app.training.queries.sessions import SessionRow
from app.training.rules.sessions import SessionStatus
from app.training.service import assessment as service
from app.training.service import certificates
from app.training.views.blueprint import Answer, blueprint
from app.training.views.certificates import pdf_answer

MOST_SESSIONS = 50  # that can be chosen in the form
_COLUMNS = (
    ("name", "Name", "text", True),
    ("state", "Assessment", "text", False),
    ("tries", "Tries", "number", False),
    ("last", "Last try", "date", True),
    ("certificate", "Certificate", "text", False),
)


@blueprint.get("/sites/<site>/training/assessment")
@requires(Can.SEE_TRAINING)
def assessment_counts() -> str:
    """How many tried and passed, by session."""
    site = the_site()
    held = sessions.sessions(site.id, _HELD, page_number())
    by_session = reads.counts_by_session(site.id)
    return render_template(
        "training/assessment_counts.html",
        sentence=words.site_sentence(reads.counts(site.id)),
        listed=held,
        rows=[_count_row(one, by_session.get(one.id, Counts())) for one in held.rows],
        others=words.share(by_session[None]) if None in by_session else "",
        page_href=lambda number: url_for("training.assessment_counts", site=site.slug, page=number),
    )


@blueprint.get("/sites/<site>/training/assessment/invite")
@requires(Can.INVITE_TO_QUIZ)
def invite() -> str:
    """Choose who is invited."""
    return _invite_page(_offering(InviteForm()))


@blueprint.post("/sites/<site>/training/assessment/invite")
@requires(Can.INVITE_TO_QUIZ)
def send_invitations() -> Answer:
    """Invite them by mail."""
    form, site = _offering(InviteForm()), the_site()
    where = service.SiteNamed(site.id, site.slug, site.name)
    if form.validate_on_submit() and accepted(
        form, lambda: service.invite(where, form.people.data or (), form.session.data)
    ):
        sent = count(len(set(form.people.data or ())), "person is", "people are")
        flash(f"{sent.capitalize()} invited to the assessment.", "success")
        return see("training.results", site=site.slug)
    return _invite_page(form), form_status(form)


@blueprint.get("/sites/<site>/training/certificates")
@requires(Can.SEE_QUIZ_RESULTS)
def results() -> str:
    """Who was invited, who tried, who passed."""
    site, wanted = the_site(), _wanted()
    listed = reads.results(site.id, wanted, page_number())
    named = words.named_filters(wanted)
    return render_template(
        "training/results.html",
        listed=listed,
        sentence=words.site_sentence(reads.counts(site.id)),
        wanted=wanted,
        words=words,
        rows=words.result_rows(listed.rows, _certificate_address),
        columns=sortable(_COLUMNS, wanted.sort, _address),
        chips=[{"text": text, "href": _address(**{name: ""})} for name, text in named],
        chosen_words=", ".join(text for _, text in named),
        page_href=lambda number: _address(page=number),
    )


@blueprint.get("/sites/<site>/training/certificates/<int:certificate_id>")
@requires(Can.SEE_QUIZ_RESULTS)
def certificate(certificate_id: int) -> str:
    """One certificate."""
    return _page(_found(certificate_id))


@blueprint.get("/sites/<site>/training/certificates/<int:certificate_id>.pdf")
@requires(Can.SEE_QUIZ_RESULTS)
def certificate_pdf(certificate_id: int) -> Response:
    """The certificate to print."""
    return pdf_answer(_found(certificate_id))


@blueprint.post("/sites/<site>/training/certificates/<int:certificate_id>/withdraw")
@requires(Can.WITHDRAW_CERTIFICATES)
def withdraw_certificate(certificate_id: int) -> Answer:
    """Withdraw it."""
    found, form, site = _found(certificate_id), WithdrawCertificateForm(), the_site()
    version, reason = seen_version(found.version), form.reason.data or ""
    if form.validate_on_submit() and accepted(
        form, lambda: certificates.withdraw(site.id, found.id, reason, version)
    ):
        flash("The certificate is withdrawn. Its public page says so.", "success")
        return see("training.certificate", site=site.slug, certificate_id=found.id)
    return _page(found, form), form_status(form)


_HELD = sessions.Wanted(status=SessionStatus.HELD.value)


def _count_row(one: SessionRow, found: Counts) -> dict[str, Any]:
    site = the_site().slug
    return {
        "session": {
            "text": f"{one.course.label} on {day(one.held_on)}",
            "href": url_for("training.session", site=site, session_id=one.id),
        },
        "came": one.attended,
        "tried": found.tried,
        "tries": found.tries,
        "passed": words.share(found),
    }


def _offering(form: InviteForm) -> InviteForm:
    site = the_site()
    held = sessions.sessions(site.id, _HELD).rows[:MOST_SESSIONS]
    form.offer(
        ((one.person_id, one.name) for one in people_of(site.id)),
        ((one.id, f"{one.course.label} on {day(one.held_on)}") for one in held),
    )
    return form


def _invite_page(form: PortalForm) -> str:
    return render_template("training/invite.html", form=form)


def _found(certificate_id: int) -> CertificateRow:
    return reads.at_site(the_site().id, certificate_id) or abort(404)


def _page(found: CertificateRow, form: PortalForm | None = None) -> str:
    return render_template(
        "training/certificate.html",
        found=found,
        form=form,
        withdraw_form=form or WithdrawCertificateForm(formdata=None),
        version=seen_version(found.version) if form else found.version,
    )


def _wanted() -> Wanted:
    state, sort = request.args.get("state", ""), request.args.get("sort", "name")
    return Wanted(
        q=request.args.get("q", "").strip()[:100],
        state=state if state in words.RESULT_STATES else "",
        sort=sort if sort.removeprefix("-") in reads.SORTS else "name",
    )


def _address(**changes: Any) -> str:
    gone = (("page", 1), ("sort", "name"))
    asked = asdict(_wanted()) | changes
    held = {name: value for name, value in asked.items() if value and (name, value) not in gone}
    return url_for("training.results", site=the_site().slug, **held)


def _certificate_address(number: int) -> str:
    return url_for("training.certificate", site=the_site().slug, certificate_id=number)
