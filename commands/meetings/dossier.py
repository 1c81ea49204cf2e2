"""What a body will have before it: late, at risk, due before its next meeting, supports and actions awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commands.call import Call
from commands.meetings import texts
from commands.message import About, Audience, Block, Bullets, Item, Line, Message, paragraph
from commands.references import Reference
from storage import communities, deadlines, matters, plan, planned_meetings, portfolio
from storage.deadlines import Deadline
from storage.filters import PortfolioFilter, Wanted
from storage.matters import Found
from storage.rows.following import Weather

# Lines of each part of a dossier.
MOST_LINES = 10
# Where no next meeting is known, a month.
_USUAL = timedelta(days=31)
_AT_RISK = frozenset({Weather.NEEDS_SUPPORT, Weather.COMPROMISED})


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the asker may read of it."""

    late: Sequence[Deadline]
    coming: Sequence[Deadline]
    at_risk: int
    supports: Sequence[Found]
    actions: Sequence[Found]


def dossier_of(call: Call, community_key: str) -> Dossier:
    """The dossier of the next meeting of a body; what is due until the one after, else for a month."""
    everything = [each for each in deadlines.all_open(call.session) if call.reader.may_read(each.circle)]
    meetings = planned_meetings.coming(call.session, since=call.now, community_key=community_key)
    after = [each.starts_at.astimezone(call.options.zone).date() for each in meetings[1:2]]
    horizon = after[0] if after else call.today + _USUAL
    progress = plan.progress(call.session, today=call.today)
    risky = PortfolioFilter(weathers=Wanted(_AT_RISK))
    projects = portfolio.count_projects(call.session, where=risky, reader=call.reader, today=call.today)
    return Dossier(
        late=[each for each in everything if each.due_on < call.today],
        coming=[each for each in everything if call.today <= each.due_on <= horizon],
        at_risk=sum(each.needs_support + each.compromised for each in progress) + projects,
        supports=matters.open_supports(call.session, bodies=[community_key], handle=None, reader=call.reader),
        actions=matters.actions(call.session, body=community_key, reader=call.reader),
    )


def in_figures(call: Call, community_key: str) -> Line:
    """The dossier in one line."""
    found = dossier_of(call, community_key)
    return texts.in_figures(len(found.late), found.at_risk, len(found.coming), len(found.supports), len(found.actions))


def show(call: Call, entry: Reference) -> Message:
    """The dossier, part by part."""
    community = communities.community(call.session, entry.code)
    if community is None:
        raise LookupError(entry.code)
    found = dossier_of(call, entry.code)
    meetings = planned_meetings.coming(call.session, since=call.now, community_key=entry.code)
    starts_at = meetings[0].starts_at.astimezone(call.options.zone) if meetings else None
    blocks: list[Block] = [
        paragraph(texts.dossier(community.name, starts_at, call.today), in_figures(call, entry.code))
    ]
    for title, some in ((texts.LATE, found.late), (texts.COMING, found.coming)):
        blocks += _part(title, [_due(each, call.today) for each in some])
    supports = [
        texts.support(each.number, each.project or each.subject[1], str(each.detail.get("need") or ""))
        for each in found.supports
    ]
    blocks += _part(texts.AT_RISK, supports)
    actions = [
        texts.support(each.number, each.project or each.subject[1], str(each.detail.get("text") or ""))
        for each in found.actions
    ]
    blocks += _part(texts.ACTIONS, actions)
    codes = tuple(each.code for each in (*found.late, *found.coming) if each.kind == "key_result")[:MOST_LINES]
    return Message(tuple(blocks), Audience.QUIET, About("dossier", codes=codes))


def _part(title: str, lines: Sequence[Line]) -> list[Block]:
    if not lines:
        return []
    shown = [Item(each) for each in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        shown.append(Item(texts.and_more(len(lines) - MOST_LINES)))
    return [paragraph(texts.section(title, len(lines))), Bullets(tuple(shown))]


def _due(deadline: Deadline, today: date) -> Line:
    reference = "" if deadline.kind == "project" else deadline.code
    return texts.due(reference, deadline.title, deadline.due_on, today)
