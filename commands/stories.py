"""History entries as items: when, who, under which number, what, and by what it was taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commands import story_texts
from commands.call import Call
from commands.message import Item
from commands.story_texts import Names
from storage import communities, history, people, plan
from storage.history import Subject
from storage.ledger.folding import reversed_entries
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.plan import Target

# The entries of a detail that hold a handle, and those that hold the key of a body.
_HANDLES = ("before", "after", "holder", "deputy", "on_behalf_of", "proposed_by")
_PARTS = ("support", "update")


@dataclass(frozen=True, slots=True)
class Teller:
    """What entries are told with: the persons and bodies that they name, and what took some of them back."""

    call: Call
    authors: Mapping[int, str]
    names: Names
    targets: Mapping[str, Sequence[Target]]
    # By the entry taken back, the reversal that stands.
    reversals: Mapping[int, HistoryEntry]

    def who(self, entry: HistoryEntry) -> str:
        """Who said it, and for which lead; the bot's own entries name no one."""
        author = self.authors.get(entry.person_id) if entry.person_id is not None else None
        giver = entry.detail.get("on_behalf_of")
        return story_texts.said_by(author, self.names.person(giver) if giver else None)

    def day(self, entry: HistoryEntry) -> date:
        """The day of the entry in the organisation's zone."""
        return entry.at.astimezone(self.call.options.zone).date()

    def said(self, entry: HistoryEntry) -> str:
        """What it says."""
        names = replace(self.names, targets=self.targets.get(entry.subject_code, ()))
        return story_texts.what_changed(entry.action, entry.detail, names)

    def item(self, entry: HistoryEntry, subject: str) -> Item:
        """The entry with its day, author and number; `subject` is empty where it is known."""
        line = story_texts.line(self.day(entry), self.who(entry), entry.id, subject, self.said(entry))
        undone = self.reversals.get(entry.id)
        if undone is None:
            return Item(line)
        return Item(line, (story_texts.taken_back(self.day(undone), self.who(undone), undone.id, undone.detail),))


def teller(call: Call, entries: Sequence[HistoryEntry]) -> Teller:
    """What these entries are told with, read at once for all of them."""
    subjects: set[Subject] = {(each.subject_kind, each.subject_code) for each in entries}
    # Nothing takes back what is newer than itself.
    oldest = min((each.id for each in entries), default=0)
    reversals = standing_reversals(history.reversals(call.session, subjects=sorted(subjects), after=oldest))
    told = [*entries, *reversals.values()]
    authors = people.labels(call.session, ids={each.person_id for each in told if each.person_id is not None})
    handles = {one for each in told for one in _named(each.detail, _HANDLES)}
    handles |= {one for each in told for one in _within(each.detail, "person")}
    known = people.labels_by_handle(call.session, handles=handles)
    names = Names(known, _bodies(call, {one for each in told for one in _within(each.detail, "body")}))
    return Teller(call, authors, names, _targets(call, subjects), reversals)


def history_items(call: Call, entries: Sequence[HistoryEntry], *, naming: bool) -> list[Item]:
    """One item an entry, in the given order; `naming` says with each which subject it is about."""
    told = teller(call, entries)
    return [told.item(each, each.subject_code if naming else "") for each in entries]


def standing_reversals(reversals: Sequence[HistoryEntry]) -> dict[int, HistoryEntry]:
    """By the entry that it takes back, each reversal that was not itself taken back."""
    void = reversed_entries(reversals)
    return {int(each.detail["entry"]): each for each in reversals if each.id not in void}


def _named(detail: Mapping[str, Any], names: Collection[str]) -> Iterator[str]:
    return (detail[name] for name in names if isinstance(detail.get(name), str))


def _within(detail: Mapping[str, Any], name: str) -> Iterator[str]:
    """What the detail holds under this name, itself or within what it asks or proposes."""
    yield from _named(detail, (name,))
    for part in _PARTS:
        if isinstance(detail.get(part), Mapping):
            yield from _within(detail[part], name)


def _bodies(call: Call, keys: set[str]) -> dict[str, str]:
    if not keys:
        return {}
    return {each.key: each.name for each in communities.communities(call.session) if each.key in keys}


def _targets(call: Call, subjects: set[Subject]) -> dict[str, Sequence[Target]]:
    results = (plan.key_result(call.session, code) for kind, code in sorted(subjects) if kind == "key_result")
    return {one.code: one.targets for one in results if one is not None}
