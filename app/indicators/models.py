"""What was judged of each site, when it changed, and what people said to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class SiteIndicators(Base):
    """What is judged of a site at present; derived from facts, so not in the trail.

    `pointed` is what the signals point to, `held` what weeks of them agree on, from the Monday
    `week` and the `latest` weeks. `signals` and `components` have one letter each (`marks`);
    `content` holds every reading in words, as `rules.readings` packs them.
    """

    __tablename__ = "site_indicators"
    __audited__ = False

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    on: Mapped[date] = mapped_column(index=True)
    judged_at: Mapped[datetime]
    held: Mapped[str] = mapped_column(String(20))
    pointed: Mapped[str] = mapped_column(String(20))
    week: Mapped[date]
    latest: Mapped[str] = mapped_column(String(60))
    points: Mapped[int]
    not_known: Mapped[int]
    signals: Mapped[str] = mapped_column(String(20))
    components: Mapped[str] = mapped_column(String(40))
    adherence: Mapped[float | None]
    reach: Mapped[float | None]
    index: Mapped[float | None]
    index_known: Mapped[float]
    weights: Mapped[int]
    status: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    content: Mapped[dict[str, Any]] = mapped_column(JSON, info=FREE_TEXT)


class IndicatorSnapshot(Base):
    """How a site stood from a day on, until the day of its next row; the last of a day stands.

    A row is written when something else than the number of days has changed, so that the history
    of thousands of sites stays small. `level` is the one the site carried, by hand or not.
    """

    __tablename__ = "indicator_snapshots"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("site_id", "on"),
        Index("ix_indicator_snapshots_on", "on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    on: Mapped[date]
    judged_at: Mapped[datetime]
    level: Mapped[str] = mapped_column(String(20))
    pointed: Mapped[str] = mapped_column(String(20))
    points: Mapped[int]
    not_known: Mapped[int]
    signals: Mapped[str] = mapped_column(String(20))
    components: Mapped[str] = mapped_column(String(40))
    adherence: Mapped[float | None]
    reach: Mapped[float | None]
    index: Mapped[float | None]
    status: Mapped[str | None] = mapped_column(String(20))


class SiteSums(Base):
    """What dashboards of many sites add up, one row a site, worked out when it is judged.

    `quadrant`, `percent` and `pace` are of its preparation (None without a journey, or without
    anything done); `pace_field` and `percent_field` are the small field of the plane they lie in.
    Milestones are counted by time band: `done_*`, all that count, `late_*`. `called_on` is the
    day of the last call held; `waits`: longer ago than its rhythm allows. `practitioners` and
    `managers` are words of Extent. `way` and `now` say how it is used; use `lasted` whole months
    (None before the first case) and ended first on `ended_on`; `came_back` are ISO days, the
    earliest first. `to_*` are the months to a stage, or so far; `in_*`: it was reached.
    """

    __tablename__ = "site_sums"
    __audited__ = False

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    on: Mapped[date]
    summed_at: Mapped[datetime]
    quadrant: Mapped[str | None] = mapped_column(String(20))
    percent: Mapped[int | None]
    pace: Mapped[float | None]
    percent_field: Mapped[int | None]
    pace_field: Mapped[float | None]
    done_pre_contract: Mapped[int]
    done_months_0_3: Mapped[int]
    done_months_3_6: Mapped[int]
    done_months_6_12: Mapped[int]
    done_months_12_on: Mapped[int]
    counted_pre_contract: Mapped[int]
    counted_months_0_3: Mapped[int]
    counted_months_3_6: Mapped[int]
    counted_months_6_12: Mapped[int]
    counted_months_12_on: Mapped[int]
    late_pre_contract: Mapped[int]
    late_months_0_3: Mapped[int]
    late_months_3_6: Mapped[int]
    late_months_6_12: Mapped[int]
    late_months_12_on: Mapped[int]
    called_on: Mapped[date | None]
    waits: Mapped[bool]
    practitioners: Mapped[str] = mapped_column(String(10))
    managers: Mapped[str] = mapped_column(String(10))
    way: Mapped[str | None] = mapped_column(String(20))
    now: Mapped[str | None] = mapped_column(String(20))
    lasted: Mapped[int | None]
    has_ended: Mapped[bool]
    ended_on: Mapped[date | None] = mapped_column(index=True)
    came_back: Mapped[list[str]] = mapped_column(JSON)
    came_back_on: Mapped[date | None] = mapped_column(index=True)
    to_installation: Mapped[int | None]
    in_installation: Mapped[bool]
    to_initial: Mapped[int | None]
    in_initial: Mapped[bool]
    to_full: Mapped[int | None]
    in_full: Mapped[bool]
    to_sustainability: Mapped[int | None]
    in_sustainability: Mapped[bool]


class PreparationNorm(Base):
    """What sites of a template (the oldest of its versions) needed to prepare, as of a day: `days`
    in the middle, None where too few have ended."""

    __tablename__ = "preparation_norms"
    __audited__ = False

    template: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[date]
    days: Mapped[int | None]
    closed: Mapped[int]
    running: Mapped[int]


class MonthStanding(Base):
    """How many sites had a status at the end of a month that is over ("" for not known), and the
    sum of their indexes, over the `with_index` that have one."""

    __tablename__ = "month_standings"
    __audited__ = False

    on: Mapped[date] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20), primary_key=True)
    sites: Mapped[int]
    with_index: Mapped[int]
    index_sum: Mapped[float]


class LevelChange(Base):
    """The level of a site changed: from which ("" for the first) to which, why, and the signals of
    that day, one letter each. `by_hand` where somebody set it."""

    __tablename__ = "level_changes"
    __audited__ = False  # the trail has the event itself
    __table_args__ = (Index("ix_level_changes_site_id_on", "site_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    on: Mapped[date]
    at: Mapped[datetime]
    before: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    by_hand: Mapped[bool]
    signals: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, info=FREE_TEXT)


class IndicatorOverride(Base):
    """Somebody of the NSPCC sets a level or a sustainment status by hand, until a day.

    `what` is a word of Overridden. A newer one ends the one before.
    """

    __tablename__ = "indicator_overrides"
    __table_args__ = (Index("ix_indicator_overrides_site_id_until", "site_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    what: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    since: Mapped[date]
    until: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class SignalAnswer(Base):
    """What somebody of the NSPCC said to a signal, which had this grade then; it holds until a day,
    until the signal grows, or until it is answered anew."""

    __tablename__ = "signal_answers"
    __table_args__ = (Index("ix_signal_answers_site_id_until", "site_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    code: Mapped[str] = mapped_column(String(4))
    grade: Mapped[int]
    answer: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    until: Mapped[date]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PolicyEmbedding(Base):
    """Which of its own papers hold the framework, as the authority said it on a day; `places` are
    words of Place, `ticked` how many. The latest row holds, none is changed."""

    __tablename__ = "policy_embeddings"
    __table_args__ = (Index("ix_policy_embeddings_site_id_id", "site_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    on: Mapped[date]
    places: Mapped[list[str]] = mapped_column(JSON)
    ticked: Mapped[int]
    reviewed_on: Mapped[date | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]


class TrailReader(Base):
    """How far the worker has read the audit trail: everything up to `until_id`, and above it the
    `recent` numbers, since a transaction that began earlier may end later."""

    __tablename__ = "trail_readers"
    __audited__ = False

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    until_id: Mapped[int]
    recent: Mapped[list[int]] = mapped_column(JSON)
