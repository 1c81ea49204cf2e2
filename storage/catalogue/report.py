"""What a loading of the catalogue did, for the operator and for the logs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from storage.catalogue import texts


@dataclass(frozen=True, slots=True)
class EntryName:
    """An entry of the catalogue: its kind (« key_result ») and its key (« 4.2.2.b »)."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that the files change: what the database said before, and what the files say."""

    entry: EntryName
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What was added, updated, retired (hidden, since its history refers to it) and removed; and what was kept.

    `kept` are fields that the files change and that the organisation had changed itself: `before` stays.
    """

    added: tuple[EntryName, ...] = ()
    updated: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()
    retired: tuple[EntryName, ...] = ()
    removed: tuple[EntryName, ...] = ()

    @property
    def wrote(self) -> bool:
        """Whether an entry changed in the database."""
        return bool(self.added or self.updated or self.retired or self.removed)

    def lines(self) -> list[str]:
        """The same in French, a sentence a line."""
        lines = []
        if self.added:
            lines.append(texts.added(Counter(each.kind for each in self.added)))
        for said, changes in ((texts.updated, self.updated), (texts.kept, self.kept)):
            fields: dict[EntryName, list[str]] = {}
            for change in changes:
                fields.setdefault(change.entry, []).append(change.field)
            lines += [said(entry.kind, entry.key, names) for entry, names in fields.items()]
        lines += [texts.retired(each.kind, each.key) for each in self.retired]
        lines += [texts.removed(each.kind, each.key) for each in self.removed]
        return lines or [texts.NOTHING_LOADED]
