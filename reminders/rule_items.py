"""What a rule found, as a point of a letter: read anew when the letter is written, as its reader may read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from commands import message
from commands.call import Call
from commands.meetings import dossier, rhythms
from commands.meetings.bodies import name_of, typed
from commands.meetings.meetings import undated_item
from commands.message import Button
from commands.newcomers import newcomers
from commands.newcomers import texts as newcomer_texts
from commands.newcomers.journeys import step
from reminders import rule_texts as texts
from reminders import rules
from reminders.items import Item
from storage import deadlines, planned_meetings, rounds
from storage import newcomers as journeys
from storage.deadlines import ACTION, Deadline
from storage.letter_items import DueItem
from storage.planned_meetings import Body, body_of
from storage.quiet import Quiet
from storage.recipients import Recipients

# Deadlines named one by one.
_NAMED = 3
# After what was said by somebody, which asks an answer; by rule.
_RANK = 100
_ORDER = (
    rules.INITIAL,
    rules.MEETING,
    "past-due-3d",
    "past-due-10d",
    "deadline-1d",
    "deadline-7d",
    "deadline-15d",
    "deadline-30d",
    rules.NO_LEAD,
    rules.ASK,
    rules.MINUTES,
    rules.UNDATED,
    newcomers.RULE,
)
# Days ahead of which leads are asked on Friday.
_ASKED_AHEAD = timedelta(days=30)


class RuleItems:
    """Composes the points of rules; the deadlines of a letter are read at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, call: Call, item: DueItem, quiets: Sequence[Quiet]) -> Item | None:
        """The point; None where nothing is left to tell: done, told of since, moved, or not theirs to read."""
        if item.rule == rules.INITIAL:
            return self._initial(call, item)
        if item.rule == rules.ASK:
            return _asked(call, item, quiets)
        if item.rule in (rules.MEETING, rules.MINUTES):
            return _meeting(call, item)
        if item.rule == newcomers.RULE:
            return _newcomer(call, item)
        if item.rule == rules.UNDATED:
            return _undated(call, item)
        return self._deadlines(call, item, quiets)

    def _deadlines(self, call: Call, item: DueItem, quiets: Sequence[Quiet]) -> Item | None:
        keys = [(str(kind), str(code)) for kind, code in item.detail["of"]]
        still = deadlines.still_due(self._session, keys=keys)
        due_on = date.fromisoformat(item.detail["due_on"]) if "due_on" in item.detail else None
        left = [
            still[key]
            for key in keys
            if key in still
            and call.reader.may_read(still[key].circle)
            and due_on in (None, still[key].due_on)
            and not _told_of(still[key], call)
            and not any(each.covers(still[key].subject) for each in quiets)
        ]
        if not left:
            return None
        write = _WRITTEN.get(item.rule, _coming)
        line = write(left, due_on or left[0].due_on, call.today)
        shown = [
            texts.due(each, call.today) if item.rule == rules.NO_LEAD else texts.named(each) for each in left[:_NAMED]
        ]
        details = [*shown, *([texts.and_more(len(left) - _NAMED)] if len(left) > _NAMED else [])]
        if item.rule == "past-due-3d":
            details.append((texts.WHAT_NEXT,))
        codes = [each for each in left if each.kind in ("key_result", "milestone")]
        code = codes[0].subject[1] if codes else left[0].code if left[0].kind == "project" else ""
        return Item(
            message.Item(line, tuple(details)),
            _buttons(item.rule, left),
            _rank(item),
            code,
            bool(not codes and code),
        )

    def _initial(self, call: Call, item: DueItem) -> Item:
        everything = [each for each in deadlines.all_open(self._session) if call.reader.may_read(each.circle)]
        past_due = [each for each in everything if each.due_on < call.today]
        leaderless = Recipients(self._session).without_lead([each.subject for each in everything])
        details = [texts.due(each, call.today) for each in past_due[:_NAMED]]
        if len(past_due) > _NAMED:
            details.append(texts.and_more(len(past_due) - _NAMED))
        line = texts.initial(len(everything), len(past_due), len(leaderless))
        buttons = (
            Button(texts.PAST_DUE, says="objectif liste échéance dépassée"),
            Button(texts.WITHOUT_LEAD, says="objectif liste sans chef de file"),
        )
        return Item(message.Item(line, tuple(details)), buttons, _rank(item), "", project=False)


def _told_of(deadline: Deadline, call: Call) -> bool:
    return deadline.told_at is not None and call.now - deadline.told_at < rules.FRESH


def _rank(item: DueItem) -> tuple[int, int]:
    return _RANK + _ORDER.index(item.rule), item.id


def _coming(some: Sequence[Deadline], due_on: date, today: date) -> message.Line:
    return texts.coming(some, due_on, today) if due_on >= today else texts.past(some, due_on, today)


def _leaderless(some: Sequence[Deadline], due_on: date, today: date) -> message.Line:
    del due_on, today
    return texts.without_lead(some)


_WRITTEN: Mapping[str, Callable[[Sequence[Deadline], date, date], message.Line]] = {
    "past-due-3d": texts.past,
    "past-due-10d": texts.past_in_unit,
    rules.NO_LEAD: _leaderless,
}


def _buttons(rule: str, left: Sequence[Deadline]) -> tuple[Button, ...]:
    if rule == rules.NO_LEAD:
        return (Button(texts.WITHOUT_LEAD, says="objectif liste sans chef de file"),)
    if rule == "past-due-10d":
        return (Button(texts.PAST_DUE, says="objectif liste échéance dépassée"),)
    if all(each.kind == ACTION for each in left):
        return (Button(texts.ACTIONS, says="action liste"),)
    return (Button(texts.UPDATE, says="maj"),)


def _asked(call: Call, item: DueItem, quiets: Sequence[Quiet]) -> Item | None:
    """What the person leads, open, due soon or past due, and of which nothing was said this week."""
    points = [
        each
        for each in rounds.open_points(call.session, person_id=item.person_id, today=call.today, reader=call.reader)
        if each.due_on is not None
        and each.due_on <= call.today + _ASKED_AHEAD
        and (each.told_at is None or call.now - each.told_at >= rules.FRESH)
        and not any(quiet.covers(each.subject) for quiet in quiets)
    ]
    if not points:
        return None
    line = texts.asked(len(points), sum(each.past_due(call.today) for each in points))
    return Item(message.Item(line), (Button(texts.UPDATE, says="maj"),), _rank(item), "", project=False)


def _meeting(call: Call, item: DueItem) -> Item | None:
    meeting = planned_meetings.meeting(call.session, number=int(item.detail["meeting"]), reader=call.reader)
    if meeting is None or meeting.cancelled:
        return None
    body = body_of(meeting)
    name = meeting.title or name_of(call, body)
    code = body.project_key or ""
    starts_at = meeting.starts_at.astimezone(call.options.zone)
    if item.rule == rules.MINUTES:
        whose = name_of(call, Body(body.community_key))
        line = texts.minutes_wanted(name, starts_at.date(), body=whose, project=body.project_key)
        return Item(message.Item(line), (), _rank(item), code, project=bool(code))
    if starts_at <= call.now:
        return None
    details = (texts.agenda(meeting.agenda), dossier.in_figures(call, body))
    button = Button(f"{texts.DOSSIER} : {name}", says=f"instance dossier {typed(body)}")
    line = texts.meeting_soon(name, starts_at, call.today, all_day=meeting.all_day, place=meeting.place)
    return Item(message.Item(line, details), (button,), _rank(item), code, project=bool(code))


def _undated(call: Call, item: DueItem) -> Item | None:
    """What has still no date when the letter is written."""
    first = date.fromisoformat(item.detail["from"])
    missing = rhythms.undated_from(call.session, first=first, zone=call.options.zone)
    if not missing:
        return None
    details = tuple(undated_item(call, each).line for each in missing)
    button = Button(texts.CALENDAR, says="instance calendrier")
    return Item(message.Item(texts.undated(len(missing)), details), (button,), _rank(item), "", project=False)


def _newcomer(call: Call, item: DueItem) -> Item | None:
    """A point of the journey that the person asked for; None once they have ended it, or begun it anew."""
    journey, which = str(item.detail["journey"]), int(item.detail["step"])
    began_on = journeys.journeys(call.session, person_id=item.person_id).get(journey)
    if began_on is None or began_on.isoformat() != item.detail["began_on"]:
        return None
    point = step(call, journey, which)
    line = newcomer_texts.heading(journey, which)
    return Item(message.Item(line, tuple(point.lines)), tuple(point.buttons), _rank(item), "", project=False)
