"""What the authority does: ask, change, ask for something else, withdraw, say whether it helped."""

from flask import flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.sites import queries as sites
from app.support import queries, service
from app.support.forms import AgainForm, CloseForm, NeedForm, PhoneForm, WithdrawForm
from app.support.queries import RequestRow
from app.support.rules.states import Move
from app.support.views.blueprint import Answer, back, blueprint, my_request, speaker, to_request


@blueprint.get("/sites/<site>/support/new")
@requires(Can.ASK_SUPPORT)
def new() -> str:
    """An empty form."""
    return _new_page(_new_form())


@blueprint.post("/sites/<site>/support/new")
@requires(Can.ASK_SUPPORT)
def add() -> Answer:
    """Ask the NSPCC, or enter what somebody asked on the phone."""
    site, form, made = the_site(), _new_form(), list[int]()
    asker = form.asked_by() if isinstance(form, PhoneForm) else None
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.ask(site.id, form.said(), speaker(), asker))
    ):
        flash("The NSPCC is told. You get a mail when there is an answer.", "success")
        return see("support.one", site=site.slug, support_id=made[0])
    return _new_page(form), form_status(form)


@blueprint.get("/sites/<site>/support/<int:support_id>/change")
@requires(Can.ASK_SUPPORT)
def change(support_id: int) -> Answer:
    """The request in a form, while it is not answered."""
    found = my_request(support_id)
    return back(found, Move.CHANGE) or render_template(
        "support/change.html", found=found, form=_filled(found), version=found.version
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/change")
@requires(Can.ASK_SUPPORT)
def save(support_id: int) -> Answer:
    """Put it right."""
    found, form, seen = my_request(support_id), NeedForm(), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.change(found.site_id, found.id, form.said(), seen)
    ):
        flash("The request is changed.", "success")
        return to_request(found)
    return again("support/change.html", form, found=found, version=seen)


@blueprint.get("/sites/<site>/support/<int:support_id>/ask-again")
@requires(Can.ASK_SUPPORT)
def ask_again(support_id: int) -> Answer:
    """What would help instead?"""
    found = my_request(support_id)
    return back(found, Move.ASK_AGAIN) or render_template(
        "support/ask_again.html", found=found, form=AgainForm(), version=found.version
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/ask-again")
@requires(Can.ASK_SUPPORT)
def send_again(support_id: int) -> Answer:
    """Ask for something else."""
    found, form, seen = my_request(support_id), AgainForm(), seen_version()
    words = str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.ask_again(found.site_id, found.id, words, seen, speaker())
    ):
        flash("The NSPCC is told. You get a mail when there is an answer.", "success")
        return to_request(found)
    return again("support/ask_again.html", form, found=found, version=seen)


@blueprint.get("/sites/<site>/support/<int:support_id>/withdraw")
@requires(Can.ASK_SUPPORT)
def withdraw(support_id: int) -> Answer:
    """Why is it not needed any longer?"""
    found = my_request(support_id)
    return back(found, Move.WITHDRAW) or render_template(
        "support/withdraw.html", found=found, form=WithdrawForm(), version=found.version
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/withdraw")
@requires(Can.ASK_SUPPORT)
def take_back(support_id: int) -> Answer:
    """Withdraw it."""
    found, form, seen = my_request(support_id), WithdrawForm(), seen_version()
    words = str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.withdraw(found.site_id, found.id, words, seen, speaker())
    ):
        flash("The request is withdrawn. The NSPCC is told.", "success")
        return to_request(found)
    return again("support/withdraw.html", form, found=found, version=seen)


@blueprint.get("/sites/<site>/support/<int:support_id>/close")
@requires(Can.ASK_SUPPORT)
def close(support_id: int) -> Answer:
    """Did it help?"""
    found = my_request(support_id)
    return back(found, Move.CLOSE) or render_template(
        "support/close.html", found=found, form=CloseForm(), version=found.version
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/close")
@requires(Can.ASK_SUPPORT)
def say(support_id: int) -> Answer:
    """Say whether it helped."""
    found, form, seen = my_request(support_id), CloseForm(), seen_version()
    said = str(form.helped.data or ""), str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.close(found.site_id, found.id, *said, seen, speaker())
    ):
        flash("Thank you. The request is closed.", "success")
        return to_request(found)
    return again("support/close.html", form, found=found, version=seen)


def _new_form() -> NeedForm:
    """The NSPCC names who asked, and when."""
    if not the_actor().is_nspcc:
        return NeedForm()
    people = sites.people_of(the_site().id)
    form = PhoneForm(data={"asked_on": clock.today()})
    return form.offer((one.person_id, f"{one.name}, {one.role.label}") for one in people)


def _new_page(form: NeedForm) -> str:
    days = queries.targets().answer_days
    on_phone = isinstance(form, PhoneForm)
    return render_template("support/new.html", form=form, on_phone=on_phone, days=days)


def _filled(found: RequestRow) -> NeedForm:
    return NeedForm(
        formdata=None,
        data={
            "title": found.title,
            "detail": found.detail,
            "kind": found.kind.value,
            "for_whom": found.for_whom,
            "people": found.people,
            "needed_by": found.needed_by,
            "urgency": found.urgency,
            "barrier": found.barrier.value if found.barrier else "",
        },
    )
