"""From an update that was proposed to the draft that says the same, so that accepting it asks what saying it would."""

from __future__ import annotations

from datetime import date

from commands.numbers import Unit
from commands.periods import read_period
from commands.topics import Topic
from commands.updates.draft import Draft
from storage.ledger.update import DeadlineSaid, Update
from storage.rows.plan import TargetKind


def draft_of(update: Update, about: Topic, *, today: date) -> Draft:
    """The draft; a text that retention took away is missing from it, and will be asked for."""
    support, measure, done, deadline = update.support, update.measure, update.completion, update.deadline
    draft = Draft(
        status=update.status,
        progress=update.progress,
        weather=update.weather,
        comment=update.comment,
        evaluation=update.evaluation,
        lessons=done.lessons if done is not None else update.lessons,
        unchanged=update.unchanged,
    )
    if support is not None:
        asked_of = support.body or (f"@{support.person}" if support.person else None)
        asked = Draft(blocker=support.blocker, need=support.need, asked_of=asked_of, needed_by=support.needed_by)
        draft = draft.with_parts(asked)
    if measure is not None:
        ranks = {target.position: rank for rank, target in enumerate(about.targets, start=1)}
        kinds = {target.position: target.kind for target in about.targets}
        value = Draft(
            value=measure.value,
            value_unit=Unit.PERCENT if kinds.get(measure.target) is TargetKind.PERCENT else None,
            as_of=measure.as_of,
            source=measure.source,
            method=measure.method,
            baseline=measure.baseline,
            target=ranks.get(measure.target) if len(ranks) > 1 else None,
        )
        draft = draft.with_parts(value)
    if done is not None:
        reached = Draft(done_on=done.on, evidence=done.evidence, expected=done.expected, obtained=done.obtained)
        draft = draft.with_parts(reached)
    if deadline is not None:
        revised = Draft(due_on=deadline.due_on, due_label=_label(deadline, today), reason=deadline.reason)
        draft = draft.with_parts(revised)
    return draft


def _label(deadline: DeadlineSaid, today: date) -> str | None:
    """The deadline as it was typed, unless it would now mean another day: « dans trois mois »."""
    period = read_period(deadline.label, today=today)
    return deadline.label if period is not None and period.last == deadline.due_on else None
