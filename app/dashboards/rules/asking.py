"""What a reader asks of a dashboard of many sites through its address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.overview.rules.asking import one_of, whole_number
from app.sites.rules import Nation, Stage
from app.sites.rules.levels import Level

MINE, EVERYBODY = "mine", "everybody"
NO_LEVEL = "none"
LEVEL_WORDS = {**{one.value: one.label for one in Level}, NO_LEVEL: "No level known"}


@dataclass(frozen=True)
class Wish:
    """Which sites, and the page of their list; None and "" do not narrow. `whose` is MINE or
    EVERYBODY, `level` one of LEVEL_WORDS."""

    whose: str = MINE
    lead: int | None = None
    stage: Stage | None = None
    nation: Nation | None = None
    region: str = ""
    level: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wish":
        """From an address. What cannot be understood is passed over, so that old links open."""
        level = asked.get("level", "")
        return cls(
            whose=EVERYBODY if asked.get("whose") == EVERYBODY else MINE,
            lead=whole_number(asked.get("lead", "")),
            stage=one_of(Stage, asked.get("stage")),
            nation=one_of(Nation, asked.get("nation")),
            region=asked.get("region", "").strip()[:80],
            level=level if level in LEVEL_WORDS else "",
            page=max(1, whole_number(asked.get("page", "")) or 1),
        )

    @property
    def filters(self) -> dict[str, str]:
        """The filters in use, as the address carries them."""
        held = {
            "lead": self.lead,
            "stage": self.stage,
            "nation": self.nation,
            "region": self.region,
            "level": self.level,
        }
        return {name: str(value) for name, value in held.items() if value}

    def query(self, **changes: Any) -> dict[str, Any]:
        """What the address carries with some of it changed. Whose sites always stands there, so
        that an address without anything can mean the reader's own first view."""
        new = replace(self, **changes)
        page = {"page": str(new.page)} if new.page > 1 else {}
        return {"whose": new.whose, **new.filters, **page}

    def without(self, name: str) -> dict[str, Any]:
        """The address without one filter, back on the first page."""
        kept = self.query(page=1)
        kept.pop(name, None)
        return kept
