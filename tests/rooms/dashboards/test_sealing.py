"""What a round came to is sealed when it is closed, and only then."""

from sqlalchemy import select

from app.core import audit
from app.core.db import session, transaction
from app.quality.models import SealedPart, SealedResult
from app.quality.service import audits as service
from tests.factories.audits import make_audited_round
from tests.factories.instruments import publish_seeds
from tests.worlds import World


def test_a_closed_round_is_sealed_with_its_components(world: World) -> None:
    with transaction():
        audit.because("audited", summary="Made for a test.")
        publish_seeds()
        number = make_audited_round(world.home, world.contributor, world.strategic)
        assert session().scalar(select(SealedResult)) is None
        service.close_round(world.home.id, number, "")
        sealed = session().scalars(select(SealedResult)).one()
        parts = {one.code: one for one in session().scalars(select(SealedPart))}
    assert (sealed.site_id, sealed.number, sealed.cases) == (world.home.id, number, 6)
    assert sealed.median is not None
    assert 0 <= sealed.median <= 100
    assert len(parts) == 12
    assert all(0 <= one.present <= one.cases <= 6 for one in parts.values())
