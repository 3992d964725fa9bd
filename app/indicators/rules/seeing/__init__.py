"""From dated rows to what is known on a day; whatever happened later is left out."""

from datetime import date

from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.known import Known
from app.indicators.rules.seeing.people import (
    active_on,
    contact_on,
    people_on,
    restructure_on,
    steering_on,
)
from app.indicators.rules.seeing.quality import changes_on, embedded_on, quality_on, supply_on
from app.indicators.rules.seeing.training import training_on
from app.indicators.rules.seeing.use import use_on
from app.indicators.rules.seeing.work import contract_end_on, overdue_on
from app.sites.rules import Stage


def facts_on(known: Known, on: date) -> SiteFacts:
    """What is known of the site on a day."""
    basics = known.basics
    use = use_on(known, on)
    return SiteFacts(
        site_id=basics.site_id,
        on=on,
        stage=basics.stage(on),
        status=basics.status(on),
        training_on=basics.training_on,
        full_on=basics.reached(Stage.FULL, on),
        initial_on=basics.reached(Stage.INITIAL, on),
        contact=contact_on(known, on),
        people=people_on(known, on),
        restructure=restructure_on(known, on),
        steering=steering_on(known, on),
        training=training_on(known, on),
        use=use,
        overdue=overdue_on(known, on),
        contract_ends_on=contract_end_on(known, on),
        quality=quality_on(known, use, on),
        changes=changes_on(known, on),
        supply=supply_on(known, on),
        embedded=embedded_on(known, on),
        community=active_on(known, on),
        resumed_on=basics.resumed(on),
    )


__all__ = ["facts_on"]
