"""What is to be said of a site's people where lists have room for a sentence or two."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.overview.rules.rounds import day
from app.sites.rules.posts import AT_RISK, Vacancy, leads_warning, vacancy_words


def people_words(
    vacant: Sequence[Vacancy], leaving: Iterable[tuple[str, date]], today: date
) -> tuple[str, ...]:
    """Sentences: who is to leave and did not hand over (name, last day), that fewer than two lead,
    for how long the strategic lead or the sponsor has been missing."""
    words = [
        f"{name} {_leaves(last_day, today)} on {day(last_day)}: not handed over yet."
        for name, last_day in leaving
    ]
    warning = leads_warning(vacant)
    if warning:
        words.append(warning)
    words += [
        f"{one.post.label}: {vacancy_words(one)}."
        for one in vacant
        if one.post in AT_RISK and one.was_held
    ]
    return tuple(words)


def _leaves(last_day: date, today: date) -> str:
    return "leaves" if last_day >= today else "left"
