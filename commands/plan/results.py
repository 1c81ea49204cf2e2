"""A key result as lines: how it stands by what was said, else by what the document prints."""

from __future__ import annotations

from commands import standing_lines as lines
from commands.french import typeset
from commands.message import Item, Line
from commands.plan import texts
from commands.standing_lines import Deadline, Standings
from commands.state_words import period_of
from storage.history import Subject
from storage.ledger.state import State
from storage.rows.plan import KeyResult, Status


def subject_of(result: KeyResult) -> Subject:
    """The key result, as the history names it."""
    return "key_result", result.code


def full_item(result: KeyResult, stands: Standings) -> Item:
    """A key result under its letter, with all that stands below."""
    state = stands.of(subject_of(result))
    below = (*_standing(result, state, stands), *_targets(result, state, stands), *texts.below(result))
    return Item((result.statement,), (*below, *lines.details(stands, state)), mark=f"{result.letter}.")


def listed_item(result: KeyResult, stands: Standings) -> Item:
    """A key result in a list, with its state in two lines at most."""
    state = stands.of(subject_of(result))
    return Item(texts.listed(result), _standing(result, state, stands, named=False))


def status_of(result: KeyResult, state: State) -> Status:
    """The status that stands."""
    return state.status or result.status


def _standing(result: KeyResult, state: State, stands: Standings, *, named: bool = True) -> tuple[Line, ...]:
    today = stands.call.today
    if state.told is None:
        return ((typeset(texts.state(result, today=today)),),)
    status = status_of(result, state)
    unrevised = texts.printed_deadline(result) if status in lines.OVER else texts.deadlines(result, today=today)
    recorded = Deadline(result.due_on, texts.printed_dates(result), unrevised)
    period = period_of(result.recurrence_rule)
    source = texts.PRINTED_DONE if result.printed_done else ""
    said = lines.summary(state, status, today=today, targets=result.targets, period=period, source=source)
    deadline = lines.deadline(stands, state, status, recorded)
    return lines.together(said), lines.together(deadline, lines.last_told(stands, state, named=named))


def _targets(result: KeyResult, state: State, stands: Standings) -> tuple[Line, ...]:
    """The targets of which no value was given, and the values where there are several."""
    period, today = period_of(result.recurrence_rule), stands.call.today
    shown: list[Line] = []
    if len(result.targets) > 1:
        for each in result.targets:
            shown += [
                (typeset(texts.of_target(each, said)),)
                for said in lines.measures(state, [each], period=period, today=today)
            ]
    unknown = [each for each in result.targets if each.position not in state.measures]
    if unknown:
        shown.append(texts.target_line(unknown, state.baselines))
    return tuple(shown)
