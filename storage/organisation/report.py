"""What a loading of the organisation did, as a value and in French."""

from __future__ import annotations

from dataclasses import dataclass

from storage.organisation import texts
from storage.rows.organisation import LeadRole, SubjectKind


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table were added, changed and removed (or set aside)."""

    table: str
    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class LeadChange:
    """Who held a role on a subject before and after, by handle; None is nobody."""

    subject_kind: SubjectKind
    subject_code: str
    role: LeadRole
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class AccountMove:
    """An account that the file gives to someone else than before."""

    account: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What changed; `first` when nothing had been loaded before, and then leads are no change."""

    first: bool
    tallies: tuple[Tally, ...] = ()
    leads: tuple[LeadChange, ...] = ()
    # Whom the files name and a command has since replaced: before is the files' person, after who has the role.
    overruled: tuple[LeadChange, ...] = ()
    accounts: tuple[AccountMove, ...] = ()
    # Projects which keep a circle that is no longer declared: nobody reads in it.
    still_restricted: tuple[str, ...] = ()
    ignored_files: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any row was touched."""
        return any(self.tallies)

    def sentences(self) -> list[str]:
        """One French sentence a point."""
        # Imported here: a start that finds nothing new says nothing.
        from storage.organisation.vocabulary import CSV_SECTIONS, LEAD_ROLES

        said = [texts.tally(each.table, each.added, each.changed, each.removed) for each in self.tallies if each]
        said += [texts.account_moved(each.account, each.before, each.after) for each in self.accounts]
        if not self.first:
            said += [
                texts.lead_replaced(LEAD_ROLES[each.role][0], each.subject_code, each.before, each.after)
                for each in self.leads
            ]
        said += [
            texts.lead_kept(LEAD_ROLES[each.role][0], each.subject_code, str(each.before), each.after)
            for each in self.overruled
        ]
        if self.still_restricted:
            said.append(texts.still_restricted(self.still_restricted))
        said += [texts.ignored_file(name, CSV_SECTIONS) for name in self.ignored_files]
        return said if self.changed else [texts.UNCHANGED, *said]
