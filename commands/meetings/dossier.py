"""What a body will have before it: late, at risk, due before its next meeting, supports and decisions awaited.

A review follows the projects of its type (7.3.2), a DGA's review those of that DGA, a project's committee that project;
every other body, the whole plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commands.call import Call
from commands.meetings import dossier_texts as texts
from commands.meetings.bodies import name_of, typed
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Line, Message, paragraph
from storage import deadlines, matters, plan, planned_meetings, portfolio, project_types
from storage.deadlines import Deadline
from storage.filters import PlanFilter, PortfolioFilter, Wanted
from storage.matters import Found
from storage.planned_meetings import OF_PROJECTS, OF_UNITS, Body
from storage.rows.following import MatterState, Weather
from storage.rows.portfolio import Project, ProjectType

# Lines of each part of a dossier.
MOST_LINES = 10
# Where no next meeting is known, a month.
_USUAL = timedelta(days=31)
_AT_RISK = frozenset({Weather.NEEDS_SUPPORT, Weather.COMPROMISED})
# The type of the projects that each review follows (7.3.2).
FOLLOWED = {
    "comex_revue": ProjectType.TOTEMIC,
    "comite_transversal": ProjectType.SEVERAL_DGA,
    OF_UNITS: ProjectType.ONE_DGA,
}


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the asker may read of it; `projects` are those that the body follows (None: the whole plan)."""

    projects: Sequence[Project] | None
    late: Sequence[Deadline]
    coming: Sequence[Deadline]
    at_risk: Sequence[tuple[str, str]]
    supports: Sequence[Found]
    arbitrations: Sequence[Found]
    actions: Sequence[Found]


def dossier_of(call: Call, body: Body) -> Dossier:
    """The dossier of the next meeting of a body; what is due until the one after, else for a month."""
    followed = _followed(call, body)
    keys = None if followed is None else {each.key for each in followed}
    subjects = None if keys is None else {("project", key) for key in keys}
    everything = [
        each
        for each in deadlines.all_open(call.session)
        if call.reader.may_read(each.circle) and (subjects is None or each.subject in subjects)
    ]
    meetings = planned_meetings.coming(call.session, since=call.now, reader=call.reader, body=body)
    after = [each.starts_at.astimezone(call.options.zone).date() for each in meetings[1:2]]
    horizon = after[0] if after else call.today + _USUAL
    supports = _supports(call, body, keys)
    return Dossier(
        projects=followed,
        late=[each for each in everything if each.due_on < call.today],
        coming=[each for each in everything if call.today <= each.due_on <= horizon],
        at_risk=_at_risk(call, keys),
        supports=[each for each in supports if each.state is not MatterState.ARBITRATION],
        arbitrations=[each for each in supports if each.state is MatterState.ARBITRATION],
        actions=_actions(call, body, keys),
    )


def in_figures(call: Call, body: Body) -> Line:
    """The dossier in one line."""
    found = dossier_of(call, body)
    return texts.in_figures(
        late=len(found.late),
        at_risk=len(found.at_risk),
        before_next=len(found.coming),
        supports=len(found.supports),
        arbitrations=len(found.arbitrations),
        actions=len(found.actions),
    )


def show(call: Call, body: Body) -> Message:
    """The dossier, part by part."""
    found = dossier_of(call, body)
    meetings = planned_meetings.coming(call.session, since=call.now, reader=call.reader, body=body)
    starts_at = meetings[0].starts_at.astimezone(call.options.zone) if meetings else None
    blocks: list[Block] = [paragraph(texts.dossier(name_of(call, body), starts_at, call.today), in_figures(call, body))]
    if found.projects is not None and body.project_key is None:
        blocks += _part(texts.FOLLOWED, [(each.name,) for each in found.projects])
        if not found.projects:
            blocks.append(paragraph(texts.no_project_of_type(FOLLOWED[body.community_key])))
    for title, some in ((texts.LATE, found.late), (texts.COMING, found.coming)):
        blocks += _part(title, [_due(each, call.today) for each in some])
    blocks += _part(texts.AT_RISK, [texts.at_risk(*each) for each in found.at_risk])
    asked = ((texts.SUPPORTS, found.supports, "need"), (texts.ARBITRATIONS, found.arbitrations, "need"))
    for title, matter, word in (*asked, (texts.ACTIONS, found.actions, "text")):
        blocks += _part(title, [_matter(each, word) for each in matter])
    blocks.append(Choices((Button(texts.AGENDA, says=f"instance ordre du jour {typed(body)}"),)))
    codes = tuple(each.code for each in (*found.late, *found.coming) if each.kind == "key_result")[:MOST_LINES]
    about = About("dossier", codes=codes, projects=_cited(body), counts_projects=True)
    return Message(tuple(blocks), Audience.QUIET, about)


def _cited(body: Body) -> tuple[str, ...]:
    return (body.project_key,) if body.project_key is not None else ()


def _followed(call: Call, body: Body) -> list[Project] | None:
    """The projects that the body follows and the asker may read; None for the whole plan."""
    if body.community_key in OF_PROJECTS and body.project_key is not None:
        one = portfolio.project(call.session, body.project_key, reader=call.reader)
        return [one] if one is not None else []
    wanted = FOLLOWED.get(body.community_key)
    if wanted is None:
        return None
    keys = {key for key, type_ in project_types.types(call.session).items() if type_ is wanted}
    if not keys:
        return []
    where = PortfolioFilter(
        projects=Wanted(frozenset(keys)), units=Wanted(frozenset({body.unit_key} if body.unit_key else ()))
    )
    return list(portfolio.projects(call.session, where=where, reader=call.reader, today=call.today))


def _at_risk(call: Call, keys: set[str] | None) -> list[tuple[str, str]]:
    """What its lead says needs support or is compromised: a code (of the plan) and a title."""
    risky = Wanted(_AT_RISK)
    projects = portfolio.projects(
        call.session, where=PortfolioFilter(weathers=risky), reader=call.reader, today=call.today
    )
    named = [("", each.name) for each in projects if keys is None or each.key in keys]
    if keys is not None:
        return named
    results = plan.key_results(call.session, where=PlanFilter(weathers=risky), today=call.today)
    return [*((each.code, each.statement) for each in results), *named]


def _supports(call: Call, body: Body, keys: set[str] | None) -> list[Found]:
    """The supports asked of the body, and of what it follows, still to be settled."""
    asked = matters.open_supports(call.session, bodies=[body.community_key], handle=None, reader=call.reader)
    if keys is None:
        return asked
    found = {each.number: each for each in asked if body.shared}
    everything = matters.all_open_supports(call.session, reader=call.reader)
    found |= {each.number: each for each in everything if each.subject[0] == "project" and each.subject[1] in keys}
    return list(found.values())


def _actions(call: Call, body: Body, keys: set[str] | None) -> list[Found]:
    decided = matters.actions(call.session, body=body.community_key, reader=call.reader)
    if keys is None:
        return decided
    found = {each.number: each for each in decided if body.shared}
    everything = matters.actions(call.session, reader=call.reader)
    found |= {each.number: each for each in everything if each.subject[0] == "project" and each.subject[1] in keys}
    return list(found.values())


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


def _matter(found: Found, word: str) -> Line:
    return texts.matter(found.number, found.project or found.subject[1], str(found.detail.get(word) or ""))
