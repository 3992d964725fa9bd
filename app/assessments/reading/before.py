"""What the round before came to for one item, said beside it in the consensus room."""

from app.assessments.queries import RoundRef
from app.assessments.queries.results import history, versions_between
from app.assessments.rules import answers_by_item
from app.assessments.rules.comparing import Sealed, comparable
from app.instruments.rules import AnswerKind, ItemAnswers, shown_score


def said_before(found: RoundRef, item_id: str) -> str:
    """A sentence such as "Last round you agreed 1."; empty in the first round and for an item that
    is new or asks something else now."""
    earlier = [kept for kept in history(found, 0) if kept.content is not None]
    if not earlier:
        return ""
    last = earlier[-1]
    between = versions_between(found.instrument, last.instrument)
    now, then = Sealed(found.instrument, {}), Sealed(last.instrument, {})
    same = comparable(now, then, between).get(item_id, "")
    answers = answers_by_item(last.content or {}).get(same)
    return _words(answers) if answers else ""


def _words(answers: ItemAnswers) -> str:
    if answers.outcome is AnswerKind.NOT_KNOWN:
        return "Last round nobody knew yet."
    if answers.score is None:
        return "Last round it did not apply."
    said = "you agreed" if answers.settled else "it came to"
    return f"Last round {said} {shown_score(answers.score)}."
