"""From the plain data of seeds/programme to the programme's rules, or a clear refusal."""

import re
from collections.abc import Mapping

from app.instruments.rules.reading import FormatError, Node
from app.journey.rules.stages import GateCriterion, StageGuide, TimeBand
from app.journey.rules.template import (
    Anchor,
    CompletedBy,
    EvidenceRule,
    MilestoneTemplate,
    Programme,
)
from app.sites.rules import Stage

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ProgrammeError(FormatError):
    """A file of the programme does not follow its format; the message names the place."""


def parse_programme(raw: Mapping[str, object]) -> Programme:
    """Read and check the milestones; raise `ProgrammeError` naming the place of the first fault."""
    root = Node(raw, "", ProgrammeError)
    root.only("code", "version", "milestones")
    milestones = tuple(_milestone(node) for node in root.each("milestones"))
    _check_codes("milestones", [milestone.code for milestone in milestones])
    _check_requires(milestones)
    return Programme(root.text("code"), root.whole("version"), milestones)


def parse_stages(raw: Mapping[str, object]) -> dict[Stage, StageGuide]:
    """Read and check what each stage is for and its gate; all five must be there, in order."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "stages")
    guides = [_stage(node) for node in root.each("stages")]
    if [guide.stage for guide in guides] != list(Stage):
        raise root.child("stages").fault(f"must be, in this order: {', '.join(Stage)}")
    return {guide.stage: guide for guide in guides}


def _milestone(node: Node) -> MilestoneTemplate:
    node.only(
        *("code", "name", "hint", "band", "stage", "anchor", "offset_days"),
        *("critical", "evidence", "completed_by", "requires"),
    )
    return MilestoneTemplate(
        code=node.text("code"),
        name=node.text("name"),
        hint=node.text("hint"),
        band=node.choice("band", TimeBand),
        stage=node.choice("stage", Stage),
        anchor=node.choice("anchor", Anchor, Anchor.CONTRACT),
        offset_days=node.whole("offset_days"),
        critical=node.flag("critical"),
        evidence=node.choice("evidence", EvidenceRule, EvidenceRule.DATE),
        completed_by=(
            node.choice("completed_by", CompletedBy) if node.has("completed_by") else None
        ),
        requires=node.texts("requires"),
    )


def _stage(node: Node) -> StageGuide:
    node.only("code", "label", "purpose", "gate")
    gate = tuple(_criterion(entry) for entry in node.each("gate"))
    _check_codes(f"{node.path}.gate", [criterion.code for criterion in gate])
    stage = node.choice("code", Stage)
    return StageGuide(stage, node.text("label"), node.text("purpose"), gate)


def _criterion(node: Node) -> GateCriterion:
    node.only("code", "label", "milestone")
    milestone = node.text("milestone") if node.has("milestone") else None
    return GateCriterion(node.text("code"), node.text("label"), milestone)


def _check_codes(path: str, codes: list[str]) -> None:
    for index, code in enumerate(codes):
        if not SLUG.fullmatch(code):
            raise ProgrammeError(
                f"{path}[{index}].code is '{code}'; use small letters, digits and hyphens"
            )
        if code in codes[:index]:
            raise ProgrammeError(f"{path}[{index}].code is used twice: '{code}'")


def _check_requires(milestones: tuple[MilestoneTemplate, ...]) -> None:
    """What a milestone builds on must stand above it, so that no two can wait for each other."""
    above: set[str] = set()
    for index, milestone in enumerate(milestones):
        for code in milestone.requires:
            if code not in above:
                raise ProgrammeError(
                    f"milestones[{index}].requires names '{code}',"
                    " which is not the code of a milestone above it"
                )
        above.add(milestone.code)
