"""Taking the assessment: one question on each page, so that a phone shows it whole and every
answer is kept as soon as it is given."""

from collections.abc import Collection
from datetime import timedelta

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.actor import reachable_sites
from app.access.gate import is_at_rest, requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.refusals import Refused
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.instruments.rules import Item, mark, rules_of, several
from app.training import assessment_words as words
from app.training.forms import OneAnswerForm, SeveralAnswersForm
from app.training.queries import assessment as reads
from app.training.queries import certificates
from app.training.queries.assessment import AttemptRef
from app.training.rules.assessment import Standing, State, standing
from app.training.service import assessment as service
from app.training.views.blueprint import Answer, blueprint


@blueprint.get("/training/assessment")
@requires(Can.TAKE_QUIZ)
def assessment() -> str:
    """How one stands, at each site one belongs to."""
    found, places = reads.newest_quiz(), _sites()
    names = reads.site_names(places)
    stands = _standings(places) if found else {}
    return render_template(
        "training/assessment.html",
        quiz=found[1] if found else None,
        rules=rules_of(found[1]) if found else None,
        stands=[(number, names[number], stands[number]) for number in stands],
        is_at_rest=is_at_rest,
        tries=reads.tries(the_actor().id, places),
        certificates=certificates.of_person(the_actor().id),
        words=words,
        State=State,
    )


@blueprint.post("/training/assessment/start")
@requires(Can.TAKE_QUIZ)
def start_assessment() -> Answer:
    """Begin a try, or go on with the one that runs."""
    site_id = request.form.get("site", type=int) or 0
    if not PortalForm().validate_on_submit() or site_id not in _sites():
        return see("training.assessment")
    if is_at_rest(site_id):
        return _rests()
    try:
        number = service.begin(site_id, the_actor().id)
    except Refused as refused:
        flash(f"{refused}.", "important")
        return see("training.assessment")
    return see("training.question", attempt_id=number, place=1)


@blueprint.get("/training/assessment/<int:attempt_id>/questions/<int:place>")
@requires(Can.TAKE_QUIZ)
def question(attempt_id: int, place: int) -> Answer:
    """One question."""
    found = _found(attempt_id)
    if found.handed_in_at is not None:
        return see("training.attempt", attempt_id=found.id)
    item = _item(found, place)
    given = reads.answers(found.id).get(item.id, ())
    return _question_page(found, place, item, _form(found, item, given))


@blueprint.post("/training/assessment/<int:attempt_id>/questions/<int:place>")
@requires(Can.TAKE_QUIZ)
def answer_question(attempt_id: int, place: int) -> Answer:
    """Keep the answer and go on to the next question, or to the end."""
    found = _found(attempt_id)
    if is_at_rest(found.site_id):
        return _rests()
    item = _item(found, place)
    form = _form(found, item)
    try:
        if form.validate_on_submit() and accepted(
            form, lambda: service.answer(found, item.id, form.given)
        ):
            return _next(found, place)
    except service.HandedIn:
        return see("training.attempt", attempt_id=found.id)
    return _question_page(found, place, item, form), form_status(form)


@blueprint.get("/training/assessment/<int:attempt_id>/check")
@requires(Can.TAKE_QUIZ)
def check_answers(attempt_id: int) -> Answer:
    """All answers once more, before they are handed in."""
    found = _found(attempt_id)
    if found.handed_in_at is not None:
        return see("training.attempt", attempt_id=found.id)
    return _check_page(found)


@blueprint.post("/training/assessment/<int:attempt_id>/hand-in")
@requires(Can.TAKE_QUIZ)
def hand_in(attempt_id: int) -> Answer:
    """End the try."""
    found, form = _found(attempt_id), PortalForm()
    if is_at_rest(found.site_id):
        return _rests()
    try:
        if form.validate_on_submit():
            service.hand_in(found)
            return see("training.attempt", attempt_id=found.id)
    except service.HandedIn:
        return see("training.attempt", attempt_id=found.id)
    except Refused as refused:
        flash(f"{refused}.", "important")
    return see("training.check_answers", attempt_id=found.id)


@blueprint.get("/training/assessment/<int:attempt_id>")
@requires(Can.TAKE_QUIZ)
def attempt(attempt_id: int) -> Answer:
    """What a try came to, with every answer explained."""
    found = _found(attempt_id)
    if found.handed_in_at is None:
        return see("training.check_answers", attempt_id=found.id)
    return _result_page(found)


def _result_page(found: AttemptRef) -> str:
    stands = _standings([found.site_id]).get(found.site_id)
    result = mark(found.instrument(), reads.answers(found.id))
    is_over = bool(found.passed) or (stands is not None and not stands.left)
    return render_template(
        "training/attempt.html",
        found=found,
        sentence=words.result_in_words(found),
        questions=words.feedback(found, result, all_of_it=is_over),
        is_over=is_over,
        stands=stands,
        certificate=certificates.of_attempt(found.id),
        words=words,
        State=State,
    )


def _rests() -> Response:
    """Nothing is taken at a paused or stopped site; no address here names one for the gate."""
    flash("Work rests at your site, so nothing was saved. Go on once it is resumed.", "important")
    return see("training.assessment")


def _sites() -> frozenset[int]:
    """The sites at which this person can take it; only people of an authority can."""
    return reachable_sites(the_actor(), Can.TAKE_QUIZ) or frozenset()


def _standings(places: Collection[int]) -> dict[int, Standing]:
    """How this person stands, by site."""
    found = reads.newest_quiz()
    if found is None:
        return {}
    rules, who = rules_of(found[1]), the_actor().id
    openings, tries = reads.openings(who, places), reads.tries(who, places)
    wait = timedelta(hours=rules.wait_hours)
    return {
        number: standing(
            openings[number], tries[number], most=rules.tries, wait=wait, now=clock.now()
        )
        for number in places
    }


def _found(attempt_id: int) -> AttemptRef:
    return reads.attempt(attempt_id, the_actor().id, _sites()) or abort(404)


def _item(found: AttemptRef, place: int) -> Item:
    asked = words.questions(found)
    return asked[place - 1] if 1 <= place <= len(asked) else abort(404)


def _form(
    found: AttemptRef, item: Item, given: Collection[str] = ()
) -> OneAnswerForm | SeveralAnswersForm:
    kind = SeveralAnswersForm if several(item) else OneAnswerForm
    data = {"chosen": list(given) if several(item) else next(iter(given), None)}
    form = kind(data=data)
    form.offer([(one.id, one.text) for one in words.answers(found, item)], item.text)
    return form


def _next(found: AttemptRef, place: int) -> Response:
    """The next question without an answer after this place; else the page of all answers."""
    given = reads.answers(found.id)
    for number, item in enumerate(words.questions(found), start=1):
        if number > place and item.id not in given:
            return see("training.question", attempt_id=found.id, place=number)
    return see("training.check_answers", attempt_id=found.id)


def _question_page(found: AttemptRef, place: int, item: Item, form: PortalForm) -> str:
    return render_template(
        "training/question.html",
        found=found,
        place=place,
        asked=len(found.instrument().items),
        several=several(item),
        form=form,
    )


def _check_page(found: AttemptRef) -> str:
    given = reads.answers(found.id)
    rows = [
        (place, item.text, [one.text for one in item.choices if one.id in given.get(item.id, ())])
        for place, item in enumerate(words.questions(found), start=1)
    ]
    missing = [place for place, _, some in rows if not some]
    return render_template(
        "training/check_answers.html", found=found, rows=rows, missing=missing, form=PortalForm()
    )
