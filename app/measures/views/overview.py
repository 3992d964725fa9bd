"""The page of a site's measures: what is missing, and the way to everything else."""

from flask import render_template

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.measures import return_words, use_words
from app.measures.queries import returns
from app.measures.queries import use as queries
from app.measures.views.blueprint import blueprint

SHOWN = 4  # quarters


@blueprint.get("/sites/<site>/measures")
@requires(Can.SEE_MEASURES)
def index() -> str:
    """What is missing, how often the framework is used, and the newest returns."""
    today, site_id = clock.today(), the_site().id
    months, span = queries.months_of(site_id), queries.span_of(site_id)
    entered = {one.month for one in months}
    missing = [one for one in span.asked_for(today) if one not in entered]
    quarters = return_words.quarter_rows(returns.quarters_of(site_id), span, today, all_open=False)
    return render_template(
        "measures/index.html",
        missing=use_words.missing_rows(missing, today),
        sentence=use_words.sentence(months),
        quarters=quarters[:SHOWN],
        today=today,
    )
