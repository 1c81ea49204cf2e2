"""Brings the catalogue into the database, and leaves alone what the organisation has changed itself.

Each entry is kept as last loaded (`CatalogueEntry`). A field whose value in the database is still the one last loaded
follows the file; a field whose value is another was changed by the organisation, and stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.catalogue.mapping import KINDS, Child, Kind, Values
from storage.catalogue.reading import DATA, digest_of, read_catalogue
from storage.catalogue.report import EntryName, FieldChange, LoadReport
from storage.columns import Base
from storage.outline import PLAN
from storage.rows.bookkeeping import CatalogueEntry, HistoryEntry, Revision

if TYPE_CHECKING:
    from storage.catalogue.catalogue import Catalogue

# Actions in the history.
ADDED = "catalogue_added"
UPDATED = "catalogue_updated"
RETIRED = "catalogue_retired"

# Any number, the same in every process: on PostgreSQL two that load at once take turns.
_LOCK = 0x44494D45

_ABSENT = object()


def refresh_catalogue(session: Session, folder: Path = DATA, *, at: datetime) -> LoadReport:
    """Read and load the files if they changed since they were loaded. Raises CatalogueError, having written nothing."""
    if is_loaded(session, digest_of(folder)):
        return LoadReport()
    return load_catalogue(session, read_catalogue(folder), at=at)


def load_catalogue(session: Session, catalogue: Catalogue, *, at: datetime) -> LoadReport:
    """Add, update and retire so that the database says what the files say; the report tells what was done.

    The same files again cost one comparison and write nothing. `at` dates what goes to the history, which a first
    loading does not.
    """
    if is_loaded(session, catalogue.digest):
        return LoadReport()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        if is_loaded(session, catalogue.digest):
            return LoadReport()
    session.flush()
    loading = _Loading(session, at)
    for kind in KINDS:
        loading.load(kind, kind.values(catalogue))
    report = loading.end()
    _raise_revision(session, catalogue.digest, by=1 if report.wrote else 0)
    session.expire_all()
    return report


def is_loaded(session: Session, digest: str) -> bool:
    """Whether the files with this digest are those last loaded."""
    return session.scalar(select(Revision.digest).where(Revision.subject == PLAN)) == digest


def _raise_revision(session: Session, digest: str, *, by: int) -> None:
    number = session.scalar(select(Revision.number).where(Revision.subject == PLAN))
    if number is None:
        session.execute(insert(_table(Revision)).values(subject=PLAN, number=by, digest=digest))
    else:
        raised = update(_table(Revision)).where(Revision.subject == PLAN)
        session.execute(raised.values(number=number + by, digest=digest))


def as_json(value: Any) -> Any:
    """A value as it is kept and compared: enums by value, dates and numbers as text."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case Mapping():
            return {name: as_json(each) for name, each in value.items()}
        case list():
            return [as_json(each) for each in value]
        case _:
            return value


def _table(row: type[Base]) -> Table:
    return cast(Table, row.__table__)


def _content(kind: Kind, values: Mapping[str, Any]) -> Values:
    """An entry's values as JSON, without its key; rows without an order of their own are sorted."""
    content: Values = {name: as_json(value) for name, value in values.items() if name != kind.key}
    for child in kind.children:
        if not child.ordered:
            content[child.field] = sorted(content[child.field], key=lambda each: sorted(each.items()))
    return content


# The column that keeps the order of the file.
RANK = "position"


class _Loading:
    """One loading under way."""

    def __init__(self, session: Session, at: datetime) -> None:
        self._session = session
        self._at = at
        self._last: defaultdict[str, dict[str, Values]] = defaultdict(dict)
        ours = CatalogueEntry.kind.in_([kind.name for kind in KINDS])
        last = select(CatalogueEntry.kind, CatalogueEntry.key, CatalogueEntry.content).where(ours)
        for kind, key, content in session.execute(last):
            self._last[kind][key] = content
        self._is_first = not self._last
        self._kept_contents: list[Values] = []
        self._history: list[Values] = []
        self._added: list[EntryName] = []
        self._updated: list[FieldChange] = []
        self._kept: list[FieldChange] = []
        self._retired: list[EntryName] = []
        self._removed: list[EntryName] = []

    def load(self, kind: Kind, entries: Iterable[Values]) -> None:
        """Bring one kind of entries into the database."""
        last = self._last[kind.name]
        present = self._present(kind)
        added = []
        seen = set()
        for values in entries:
            key = str(values[kind.key])
            seen.add(key)
            content = _content(kind, values)
            if key in present:
                self._compare(kind, values, content, last.get(key), present[key])
            else:
                added.append(values)
                self._added.append(EntryName(kind.name, key))
                self._tell(kind, key, ADDED, {})
            if content != last.get(key):
                self._keep(kind, key, content)
        if added:
            self._insert(kind, added)
        for key in sorted(last.keys() - seen):
            self._withdraw(kind, key, last[key], present.get(key))

    def end(self) -> LoadReport:
        """Write down what was loaded and what there is to tell; gives what was done."""
        if self._kept_contents:
            self._session.execute(insert(_table(CatalogueEntry)), self._kept_contents)
        if self._history:
            self._session.execute(insert(_table(HistoryEntry)), self._history)
        return LoadReport(
            tuple(self._added), tuple(self._updated), tuple(self._kept), tuple(self._retired), tuple(self._removed)
        )

    def _present(self, kind: Kind) -> dict[str, Values]:
        """What the database says now of each entry of a kind."""
        rows = {str(row[kind.key]): dict(row) for row in self._session.execute(select(_table(kind.row))).mappings()}
        for child in kind.children:
            for values in rows.values():
                values[child.field] = []
            table = _table(child.row)
            query = select(table).order_by(table.c.position) if child.ordered else select(table)
            for row in self._session.execute(query).mappings():
                hanging = {name: value for name, value in row.items() if name not in {child.parent, "position"}}
                rows[str(row[child.parent])][child.field].append(hanging)
        return {key: _content(kind, values) for key, values in rows.items()}

    def _compare(self, kind: Kind, values: Values, content: Values, last: Values | None, now: Values) -> None:
        """Follow the file where the database still says what was last loaded."""
        entry = EntryName(kind.name, str(values[kind.key]))
        changes = []
        for name, new in content.items():
            # A row that was there before any loading is the organisation's; a field new to us is nobody's yet.
            old = now[name] if last is not None and name not in last else (last or {}).get(name, _ABSENT)
            if new in (old, now[name]):
                continue
            change = FieldChange(entry, name, now[name], new)
            if now[name] == old:
                changes.append(change)
            else:
                self._kept.append(change)
        if not changes:
            return
        self._write(kind, values, [change.field for change in changes])
        # The rank follows from what else is in the file: it is no news of the entry itself.
        news = [change for change in changes if change.field != RANK]
        self._updated += news
        if news:
            told = [{"field": each.field, "before": each.before, "after": each.after} for each in news]
            self._tell(kind, entry.key, UPDATED, {"changes": told})

    def _write(self, kind: Kind, values: Values, fields: list[str]) -> None:
        table = _table(kind.row)
        columns = {name: values[name] for name in fields if name in table.c}
        if columns:
            self._session.execute(update(table).where(table.c[kind.key] == values[kind.key]).values(columns))
        for child in kind.children:
            if child.field in fields:
                hanging = _table(child.row)
                self._session.execute(delete(hanging).where(hanging.c[child.parent] == values[kind.key]))
                self._insert_children(kind, child, [values])

    def _insert(self, kind: Kind, added: list[Values]) -> None:
        table = _table(kind.row)
        self._session.execute(
            insert(table), [{name: value for name, value in each.items() if name in table.c} for each in added]
        )
        for child in kind.children:
            self._insert_children(kind, child, added)

    def _insert_children(self, kind: Kind, child: Child, entries: Iterable[Values]) -> None:
        rows = []
        for values in entries:
            for position, hanging in enumerate(values[child.field], 1):
                order = {"position": position} if child.ordered else {}
                rows.append({child.parent: values[kind.key], **order, **hanging})
        if rows:
            self._session.execute(insert(_table(child.row)), rows)

    def _withdraw(self, kind: Kind, key: str, last: Values, now: Values | None) -> None:
        """An entry is no longer in the files."""
        if last.get("retired"):
            return
        entry = EntryName(kind.name, key)
        table = _table(kind.row)
        # Keys are text but for the number of a pillar.
        this = table.c[kind.key] == table.c[kind.key].type.python_type(key)
        if now is None:
            self._forget(kind, key)
        elif "retired" in table.c:
            self._session.execute(update(table).where(this).values(retired=True))
            self._keep(kind, key, {**last, "retired": True})
            self._retired.append(entry)
            self._tell(kind, key, RETIRED, {})
        elif now == last:
            self._session.execute(delete(table).where(this))
            self._forget(kind, key)
            self._removed.append(entry)
        else:
            differing = [name for name in now if now[name] != last.get(name)]
            self._kept += [FieldChange(entry, name, now[name], None) for name in differing]

    def _keep(self, kind: Kind, key: str, content: Values) -> None:
        """Remember what the files say of an entry, for the next loading."""
        if key in self._last[kind.name]:
            self._forget(kind, key)
        self._kept_contents.append({"kind": kind.name, "key": key, "content": content})

    def _forget(self, kind: Kind, key: str) -> None:
        this = (CatalogueEntry.kind == kind.name, CatalogueEntry.key == key)
        self._session.execute(delete(_table(CatalogueEntry)).where(*this))

    def _tell(self, kind: Kind, key: str, action: str, detail: Values) -> None:
        if kind.told and not self._is_first:
            said = {"subject_kind": kind.name, "subject_code": key, "action": action, "detail": detail}
            self._history.append({**said, "at": self._at, "person_id": None})
