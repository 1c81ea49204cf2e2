"""What a session remembers until its transaction ends, and forgets of what a savepoint undoes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

Item = TypeVar("Item")


@dataclass(slots=True)
class Remembered(Generic[Item]):
    """Items in the order in which they were noted, each with the savepoint in which that was."""

    noted: list[tuple[Item, SessionTransaction | None]] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        """Those that no savepoint has undone."""
        return [item for item, _ in self.noted]

    def note(self, session: Session, item: Item) -> None:
        """Remember the item as long as the savepoint under way is not undone."""
        self.noted.append((item, session.get_nested_transaction()))

    def forget(self, undone: SessionTransaction) -> None:
        """Forget what was noted within this transaction or savepoint."""
        self.noted = [(item, within) for item, within in self.noted if undone.nested and not _is_within(within, undone)]


def remembered(
    session: Session, key: str, *, before_commit: Callable[[Session], None] | None = None
) -> Remembered[Item]:
    """What the session remembers under this key; `before_commit` is called when its whole transaction commits."""
    found: Remembered[Item] | None = session.info.get(key)
    if found is not None:
        return found
    made: Remembered[Item] = Remembered()
    session.info[key] = made
    event.listen(session, "after_soft_rollback", lambda _session, undone: made.forget(undone))
    if before_commit is not None:
        event.listen(session, "before_commit", lambda committing: _at_the_end(committing, before_commit))
    return made


def _at_the_end(session: Session, before_commit: Callable[[Session], None]) -> None:
    # A savepoint that is released is « committed » too; only the whole transaction counts.
    if not session.in_nested_transaction():
        before_commit(session)


def _is_within(transaction: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while transaction is not None:
        if transaction is outer:
            return True
        transaction = transaction.parent
    return False
