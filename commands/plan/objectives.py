"""Answers about objectives: their state, lists of key results, searches, and what was said of them."""

from __future__ import annotations

from collections.abc import Sequence

from commands import standing_lines as lines
from commands.call import Call
from commands.filters.criteria import Criteria
from commands.message import About, Audience, Block, Bullets, Button, Choices, Line, Message, Paragraph, paragraph
from commands.next_steps import follow_button, update_button
from commands.paging import Page, next_page, page_of
from commands.plan import overview, texts
from commands.plan.results import full_item, listed_item, status_of, subject_of
from commands.references import PLAN_KINDS, Reference, options, search
from commands.standing_lines import CLOSED, Deadline, Standings
from storage import documents, plan
from storage.history import Subject
from storage.leads import Holder, leads_by_code
from storage.ledger.state import State
from storage.rows.organisation import LeadRole, SubjectKind
from storage.rows.plan import KeyResult

# Results of a search that are worth reading.
FOUND_AT_MOST = 10


def status(call: Call, entry: Reference | None = None) -> Message:
    """The state of an objective, an axis or a pillar; of the asker's perimeter when nothing is named."""
    if entry is None:
        return overview.overview(call)
    match entry.kind:
        case "pillar":
            return overview.of_pillar(call, int(entry.code))
        case "axis":
            return overview.of_axis(call, entry.code)
        case "plan":
            return overview.overview(call, whole_plan=True)
        case _:
            return _objective_status(call, entry)


def _objective_status(call: Call, entry: Reference) -> Message:
    code = entry.code if entry.kind == "objective" else entry.code.rpartition(".")[0]
    objective = documents.objective(call.session, code)
    if objective is None:
        raise LookupError(entry.code)
    leads = leads_by_objective(call, [code])[code]
    results = [each for each in objective.key_results if entry.kind == "objective" or each.code == entry.code]
    whole: Subject = ("objective", code)
    stands = Standings(call, [whole, *map(subject_of, results)], leads)
    blocks: list[Block] = [
        paragraph(
            texts.objective_heading(objective),
            texts.objective_place(objective, leads),
            *objective_lines(stands, stands.of(whole)),
        ),
        Bullets(tuple(full_item(each, stands) for each in results)),
    ]
    closing: list[Line] = [texts.source(objective)]
    shared = _shared_letters(results)
    if shared:
        closing.insert(0, texts.shared_deadline(shared))
    blocks.append(Paragraph(tuple(closing)))
    still_open = any(status_of(each, stands.of(subject_of(each))) not in CLOSED for each in results)
    doing = {"group": "objectif", "typed": entry.code}
    blocks.append(
        Choices(
            (
                Button(texts.HISTORY, says=f"objectif historique {entry.code}"),
                *(update_button(call, entry.subject, **doing) if still_open else ()),
                *follow_button(call, entry.subject, **doing),
                Button(texts.SHEET, says=f"objectif fiche {entry.code}"),
                Button(f"Pilier {objective.pillar_number}", says=f"objectif statut pilier {objective.pillar_number}"),
            )
        )
    )
    codes = (entry.code,) if entry.kind == "key_result" else (objective.code, *(each.code for each in results))
    return Message(tuple(blocks), Audience.QUIET, About(kind="status", codes=codes))


def objective_lines(stands: Standings, state: State) -> list[Line]:
    """What was said of an objective as a whole, its key results aside."""
    said = lines.details(stands, state)
    if state.told is not None:
        summary = texts.of_the_whole(lines.summary(state, state.status, today=stands.call.today))
        deadline = lines.deadline(stands, state, state.status, Deadline(None, "", "")) if state.revisions else ""
        said = [lines.together(summary, deadline, lines.last_told(stands, state)), *said]
    return said


def listing(call: Call, criteria: Criteria = Criteria()) -> Message:
    """The key results that meet the criteria, earliest deadline first, a page at a time."""
    where = criteria.for_plan()
    total = plan.count_key_results(call.session, where=where, today=call.today)
    about = About(kind="list", abstained=False)
    if total == 0:
        return Message((paragraph(texts.nothing_listed(criteria.label)),), Audience.QUIET, about)
    page = page_of(criteria.page, total, call.options.page_size)
    results = plan.key_results(
        call.session, where=where, today=call.today, limit=call.options.page_size, offset=page.offset
    )
    stands = Standings(call, map(subject_of, results))
    items = tuple(listed_item(each, stands) for each in results)
    blocks: list[Block] = [paragraph(texts.list_heading(total, criteria.label)), Bullets(items)]
    blocks += _following(page, f"objectif liste {criteria.typed}")
    return Message(tuple(blocks), Audience.QUIET, About(kind="list", codes=tuple(each.code for each in results)))


def searching(call: Call, words: str) -> Message:
    """The entries of the plan that the words may mean, best first."""
    hits = search(words, call, PLAN_KINDS, limit=FOUND_AT_MOST)
    if not hits:
        about = About(kind="search", abstained=True)
        return Message((paragraph(texts.nothing_found(words)),), Audience.QUIET, about)
    live = plan.live(call.session, objectives=[hit.entry.code for hit in hits if hit.entry.kind == "objective"])
    buttons = tuple(
        Button(
            label,
            says=f"objectif statut {typed}",
            detail=lines.beside(detail, lines.at_a_glance(live[typed], call.today)),
        )
        for typed, label, detail in options(hits, call)
    )
    heading = paragraph(texts.search_heading(len(hits), words))
    codes = tuple(hit.entry.code for hit in hits if hit.entry.kind == "objective")
    return Message((heading, Choices(buttons)), Audience.QUIET, About(kind="search", codes=codes))


def leads_by_objective(call: Call, codes: Sequence[str]) -> dict[str, list[Holder]]:
    """The chefs de file of these objectives."""
    leads = leads_by_code(call.session, kind=SubjectKind.OBJECTIVE, codes=codes)
    return {code: [lead for lead in leads.get(code, []) if lead.role is LeadRole.OBJECTIVE_LEAD] for code in codes}


def _shared_letters(results: Sequence[KeyResult]) -> list[str]:
    """The letters under one printed deadline, when several of those shown share one."""
    shown = {result.code for result in results}
    return [result.letter for result in results if set(result.shared_with) & shown]


def _following(page: Page, sentence: str) -> list[Block]:
    if not page.more:
        return []
    return [paragraph(texts.shown_range(page.first, page.last, page.total)), Choices((next_page(page, sentence),))]
