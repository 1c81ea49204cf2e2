"""Answers about projects: their state, lists, searches, sheets and history. Every query takes the asker's circles."""

from __future__ import annotations

from commands import french
from commands.call import Call
from commands.filters.criteria import Criteria
from commands.message import (
    About,
    Audience,
    Block,
    Bullets,
    Button,
    Choices,
    Item,
    Line,
    Message,
    Paragraph,
    Strong,
    paragraph,
)
from commands.next_steps import follow_button, update_button
from commands.paging import next_page, page_of
from commands.portfolio import texts
from commands.portfolio.standing import standing, state_lines, status_of, subject_of
from commands.references import PROJECT_KINDS, Paged, Reference, options, search
from commands.standing_lines import CLOSED, Standings, beside, in_a_word
from commands.stories import history_items
from storage import history, portfolio, standings
from storage.leads import Holder, leads_of
from storage.rows.organisation import SubjectKind
from storage.rows.portfolio import Project

# Results of a search that are worth reading.
FOUND_AT_MOST = 10


def status(call: Call, entry: Reference | None = None) -> Message:
    """The state of a project, or the portfolio by theme when nothing is named."""
    if entry is None:
        return _portfolio(call)
    project = _readable(call, entry.code)
    blocks: list[Block] = [
        _heading(call, project),
        paragraph((french.typeset(project.statement),)),
        *_closing(project),
    ]
    still_open = status_of(project, standings.state_of(call.session, subject=entry.subject)) not in CLOSED
    doing = {"group": "projet", "typed": project.key}
    blocks.append(
        Choices(
            (
                Button(texts.HISTORY, says=f"projet historique {project.key}"),
                *(update_button(call, entry.subject, **doing) if still_open else ()),
                *follow_button(call, entry.subject, **doing),
                Button(texts.SHEET, says=f"projet fiche {project.key}"),
            )
        )
    )
    return Message(tuple(blocks), Audience.QUIET, About(kind="status", projects=(project.key,)))


def listing(call: Call, criteria: Criteria = Criteria()) -> Message:
    """The projects that meet the criteria, by theme, a page at a time."""
    where, reader, today = criteria.for_portfolio(), call.reader, call.today
    total = portfolio.count_projects(call.session, where=where, reader=reader, today=today)
    if total == 0:
        about = About(kind="list", counts_projects=True)
        return Message((paragraph(texts.nothing_listed(criteria.label)),), Audience.QUIET, about)
    page = page_of(criteria.page, total, call.options.page_size)
    projects = portfolio.projects(
        call.session, where=where, reader=reader, today=today, limit=page.size, offset=page.offset
    )
    stands = Standings(call, map(subject_of, projects))
    items = tuple(Item(texts.listed(each), (texts.listed_theme(each), *_said(each, stands))) for each in projects)
    blocks: list[Block] = [paragraph(texts.list_heading(total, criteria.label)), Bullets(items)]
    if page.more:
        blocks.append(paragraph(texts.shown_range(page.first, page.last, page.total)))
        blocks.append(Choices((next_page(page, f"projet liste {criteria.typed}".strip()),)))
    about = About(kind="list", projects=tuple(each.key for each in projects), counts_projects=True)
    return Message(tuple(blocks), Audience.QUIET, about)


def searching(call: Call, words: str) -> Message:
    """The projects that the words may mean, best first."""
    hits = search(words, call, PROJECT_KINDS, limit=FOUND_AT_MOST)
    if not hits:
        about = About(kind="search", abstained=True)
        return Message((paragraph(texts.nothing_found(words)),), Audience.QUIET, about)
    live = portfolio.live(call.session, keys=[hit.entry.code for hit in hits], reader=call.reader)
    buttons = tuple(
        Button(label, says=f"projet statut {typed}", detail=beside(detail, in_a_word(live.get(typed), call.today)))
        for typed, label, detail in options(hits, call)
    )
    heading = paragraph(texts.search_heading(len(hits), words))
    about = About(kind="search", projects=tuple(hit.entry.code for hit in hits))
    return Message((heading, Choices(buttons)), Audience.QUIET, about)


def sheet(call: Call, entry: Reference) -> Message:
    """Everything recorded of a project."""
    project = _readable(call, entry.code)
    lines: list[Line] = []
    if project.summary:
        lines.append(texts.labelled(texts.LABEL_SUMMARY, project.summary))
    blocks: list[Block] = [
        _heading(call, project),
        paragraph((french.typeset(project.statement),), *lines),
    ]
    if project.components:
        components = tuple(Item((french.typeset(each),)) for each in project.components)
        blocks += [paragraph((Strong(texts.LABEL_COMPONENTS),)), Bullets(components)]
    if project.note:
        blocks.append(paragraph(texts.labelled(texts.LABEL_NOTE, project.note)))
    blocks += _closing(project)
    blocks.append(
        Choices(
            (
                Button(texts.STATE, says=f"projet statut {project.key}"),
                Button(texts.HISTORY, says=f"projet historique {project.key}"),
            )
        )
    )
    return Message(tuple(blocks), Audience.QUIET, About(kind="sheet", projects=(project.key,)))


def history_of(call: Call, entry: Paged) -> Message:
    """What was said and done about a project, newest first, ending with where it was first recorded."""
    project = _readable(call, entry.reference.code)
    subjects = [("project", project.key)]
    page = page_of(entry.page, history.count(call.session, subjects=subjects), call.options.page_size)
    entries = history.of(call.session, subjects=subjects, limit=page.size, offset=page.offset)
    blocks: list[Block] = [paragraph(texts.history_heading(project))]
    items = history_items(call, entries, naming=False)
    if not page.more:
        items.append(Item(texts.printed_first(project)))
    blocks.append(Bullets(tuple(items)))
    if page.more:
        blocks.append(paragraph(texts.shown_range(page.first, page.last, page.total)))
        blocks.append(Choices((next_page(page, f"projet historique {project.key}"),)))
    elif not entries:
        blocks.append(paragraph(texts.NOTHING_SINCE))
    return Message(tuple(blocks), Audience.QUIET, About(kind="history", projects=(project.key,)))


def _portfolio(call: Call) -> Message:
    counted = portfolio.count_by_theme(call.session, reader=call.reader)
    heading = paragraph(texts.portfolio_heading(sum(number for _, number in counted)))
    items = tuple(Item(texts.theme_line(theme, number)) for theme, number in counted)
    return Message((heading, Bullets(items)), Audience.QUIET, About(kind="overview", counts_projects=True))


def _heading(call: Call, project: Project) -> Paragraph:
    """Name, place, how it stands, and who answers for it."""
    leads = _leads(call, project)
    return paragraph(
        texts.heading(project), texts.place(project), *state_lines(call, project, leads), texts.people(leads)
    )


def _said(project: Project, stands: Standings) -> list[Line]:
    """How a project of a list stands, where anything is known of it."""
    known = stands.of(subject_of(project)).told or project.status or project.due_on
    return standing(project, stands, named=False) if known else []


def _readable(call: Call, key: str) -> Project:
    """The project, which the reader of references has found readable."""
    project = portfolio.project(call.session, key, reader=call.reader)
    if project is None:
        raise LookupError(key)
    return project


def _leads(call: Call, project: Project) -> list[Holder]:
    return list(leads_of(call.session, kind=SubjectKind.PROJECT, code=project.key))


def _closing(project: Project) -> list[Block]:
    lines: list[Line] = [texts.source(project)]
    if project.circle_key is not None:
        lines.append((texts.RESTRICTED,))
    return [paragraph(*lines)]
