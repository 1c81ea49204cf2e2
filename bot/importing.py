"""`dimension import`: who leads what, from CSV lists; checked line by line, written whole or not at all."""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot import import_texts as texts
from storage import lead_notices, leading, people, plan, portfolio
from storage.ledger import recording
from storage.ledger.folding import LEAD_CHANGED
from storage.organisation import texts as file_texts
from storage.organisation.delimited import Record, decoded, records
from storage.organisation.report import LeadChange
from storage.organisation.vocabulary import LEAD_ROLES, fold, meaning_of, nearest
from storage.reader import Reader
from storage.rows.organisation import ROLES_ON, LeadRole, SubjectKind

logger = logging.getLogger(__name__)


class ImportRefused(Exception):
    """The files say something that cannot be done: nothing was written; `str()` is French, a line for each problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(texts.refused(self.problems))


@dataclass(frozen=True, slots=True)
class Wish:
    """What one line asks for: the role on the subject, for this person (None: for nobody any more)."""

    where: str
    kind: SubjectKind
    code: str
    role: LeadRole
    handle: str | None

    @property
    def place(self) -> tuple[SubjectKind, str, LeadRole]:
        """What is held by one, contributing aside."""
        return self.kind, self.code, self.role


@dataclass(slots=True)
class Known:
    """What lines may name: objectives and their key results, projects with their circle, active persons."""

    objectives: frozenset[str]
    projects: Mapping[str, str | None]
    persons: frozenset[str]
    session: Session
    problems: list[str] = field(default_factory=list)

    def reads(self, handle: str, circle: str) -> bool:
        """Whether the person may read what is restricted to the circle."""
        person = people.person_by_handle(self.session, handle=handle)
        return people.reader_of(self.session, person=person).may_read(circle)


def read_leads(session: Session, files: Sequence[Path], *, at: datetime) -> list[Wish]:
    """What the files ask for, in their order; raises ImportRefused with every problem."""
    everything = Reader(sees_all=True)
    known = Known(
        frozenset(each.code for each in plan.objectives(session)),
        {each.key: each.circle_key for each in portfolio.projects(session, reader=everything, today=at.date())},
        frozenset(people.handles(session)),
        session,
    )
    wishes = [wish for path in files for wish in _of_file(path, known)]
    known.problems += _contradictions(wishes)
    if known.problems:
        raise ImportRefused(known.problems)
    return wishes


def differences(session: Session, wishes: Sequence[Wish]) -> list[LeadChange]:
    """What would change, in the order of the lines; nothing is written."""
    changes: dict[LeadChange, None] = {}
    for wish in wishes:
        if wish.handle is None:
            found = leading.vacating(session, kind=wish.kind, code=wish.code, role=wish.role)
        else:
            found = leading.naming(session, kind=wish.kind, code=wish.code, role=wish.role, handle=wish.handle)
        changes.update(dict.fromkeys(found))
    return list(changes)


def apply(session: Session, wishes: Sequence[Wish], *, at: datetime) -> list[LeadChange]:
    """Write what changes, and tell the history; gives what changed."""
    for kind, code in sorted({(wish.kind.value, wish.code) for wish in wishes}):
        # In one order, whoever else imports.
        recording.lock(session, subject=(kind, code))
    changes = differences(session, wishes)
    for change in changes:
        leading.write(session, change)
        subject = (change.subject_kind.value, change.subject_code)
        recorded = recording.record(
            session, subject=subject, action=LEAD_CHANGED, detail=leading.detail_of(change), by=None, at=at
        )
        lead_notices.note(
            session, entry=recorded.entry, subject=subject, before=change.before, after=change.after, at=at
        )
    logger.info("Leads imported", extra={"action": "leads_imported", "changes": len(changes)})
    return changes


def _of_file(path: Path, known: Known) -> Iterator[Wish]:
    try:
        lines = list(records(decoded(path.read_bytes())))
    except FileNotFoundError:
        known.problems.append(file_texts.problem(str(path), "", "", texts.MISSING_FILE))
        return
    except OSError:
        known.problems.append(file_texts.problem(path.name, "", "", file_texts.UNREADABLE_FILE))
        return
    except csv.Error:
        known.problems.append(file_texts.problem(path.name, "", "", file_texts.NOT_A_TABLE))
        return
    columns = _columns(path.name, lines, known)
    for record in lines[1:] if columns else ():
        where = file_texts.csv_line(record.line)
        problems = list(_problems(record, columns, known))
        known.problems += [file_texts.problem(path.name, where, column, said) for column, said in problems]
        if not problems:
            yield _wish(f"{path.name}, {where}", _cells(record, columns))


def _columns(file: str, lines: Sequence[Record], known: Known) -> list[str]:
    """The columns that the first line names; none when it cannot be used."""
    if not lines:
        known.problems.append(file_texts.problem(file, "", "", file_texts.EMPTY_TABLE))
        return []
    where = file_texts.csv_line(lines[0].line)
    columns = [fold(cell).replace(" ", "_") for cell in lines[0].cells]
    problems = [
        (cell, texts.column_unknown(nearest(column, texts.COLUMNS)))
        for cell, column in zip(lines[0].cells, columns, strict=True)
        if column not in texts.COLUMNS
    ]
    problems += [(column, file_texts.column_twice()) for column in sorted({c for c in columns if columns.count(c) > 1})]
    if texts.PERSON not in columns or not {texts.OBJECTIVE, texts.PROJECT} & set(columns):
        problems.append(("", texts.COLUMNS_EXPECTED))
    known.problems += [file_texts.problem(file, where, cell, said) for cell, said in problems]
    return [] if problems else columns


def _cells(record: Record, columns: Sequence[str]) -> dict[str, str]:
    """The cells by column; an empty one says nothing."""
    return {column: cell for column, cell in zip(columns, record.cells, strict=False) if cell}


def _problems(record: Record, columns: Sequence[str], known: Known) -> Iterator[tuple[str, str]]:
    """What is wrong with a line: the column, and the sentence."""
    if any(record.cells[len(columns) :]):
        yield "", file_texts.TOO_MANY_CELLS
        return
    cells = _cells(record, columns)
    objective, project, person = cells.get(texts.OBJECTIVE), cells.get(texts.PROJECT), cells.get(texts.PERSON)
    if (objective is None) == (project is None):
        yield "", texts.ONE_SUBJECT
    if person is None:
        yield texts.PERSON, texts.PERSON_EXPECTED
    elif fold(person) not in texts.NOBODY and person.lower() not in known.persons:
        yield texts.PERSON, file_texts.person_unknown(person, nearest(person, known.persons))
    if objective is not None:
        yield from _objective_problems(objective, known)
    if project is not None and project.lower() not in known.projects:
        yield texts.PROJECT, texts.project_unknown(project, nearest(project, known.projects))
    yield from _role_problems(cells)
    circle = known.projects.get((project or "").lower())
    named = person is not None and person.lower() in known.persons
    if circle is not None and person is not None and named and not known.reads(person, circle):
        yield texts.PERSON, file_texts.outside_circle(person, circle)


def _objective_problems(code: str, known: Known) -> Iterator[tuple[str, str]]:
    objective, _, letter = code.rpartition(".")
    if code in known.objectives:
        return
    if code.lower() in known.projects:
        yield texts.OBJECTIVE, texts.project_in_objectives(code)
    elif objective in known.objectives and letter.isalpha():
        yield texts.OBJECTIVE, file_texts.objective_not_key_result(code, objective)
    else:
        yield texts.OBJECTIVE, file_texts.objective_unknown(code, nearest(code, known.objectives))


def _role_problems(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    kind = SubjectKind.PROJECT if texts.PROJECT in cells else SubjectKind.OBJECTIVE
    typed = cells.get(texts.ROLE)
    role = _role(cells)
    if role is None:
        if kind is SubjectKind.PROJECT and (typed is None or fold(typed) in texts.RESPONSIBLE):
            yield texts.ROLE, texts.WHICH_ROLE
        else:
            every = [words[0] for each, words in LEAD_ROLES.items() if each in ROLES_ON[kind]]
            yield texts.ROLE, file_texts.word_unknown(typed or "", nearest(typed or "", every), every)
    elif role not in ROLES_ON[kind]:
        sentence = texts.role_not_on_objective if kind is SubjectKind.OBJECTIVE else texts.role_not_on_project
        yield texts.ROLE, sentence(LEAD_ROLES[role][0])
    elif role is LeadRole.CONTRIBUTOR and fold(cells.get(texts.PERSON, "")) in texts.NOBODY:
        yield texts.PERSON, texts.CONTRIBUTORS_ARE_ADDED


def _role(cells: Mapping[str, str]) -> LeadRole | None:
    """The role of a line; on an objective, it goes without saying that of chef de file."""
    typed = cells.get(texts.ROLE)
    if texts.PROJECT not in cells and (typed is None or fold(typed) in texts.RESPONSIBLE):
        return LeadRole.OBJECTIVE_LEAD
    return meaning_of(typed, LEAD_ROLES) if typed is not None else None


def _wish(where: str, cells: Mapping[str, str]) -> Wish:
    role, person = _role(cells), cells[texts.PERSON]
    if role is None:
        raise ValueError("a line without a role was refused before")
    kind = SubjectKind.PROJECT if texts.PROJECT in cells else SubjectKind.OBJECTIVE
    code = cells[texts.PROJECT].lower() if kind is SubjectKind.PROJECT else cells[texts.OBJECTIVE]
    return Wish(where, kind, code, role, None if fold(person) in texts.NOBODY else person.lower())


def _contradictions(wishes: Sequence[Wish]) -> Iterator[str]:
    """Lines that give to somebody else a role that one person holds."""
    first: dict[tuple[SubjectKind, str, LeadRole], Wish] = {}
    for wish in wishes:
        before = first.setdefault(wish.place, wish)
        if wish.role is not LeadRole.CONTRIBUTOR and before.handle != wish.handle:
            yield texts.given_twice(wish.where, LEAD_ROLES[wish.role][0], wish.code, before.where)
