"""What is kept in memory of the document: it is seen at once when the files change, by whichever process."""

from __future__ import annotations

from sqlalchemy import event, update

from storage import documents, plan
from storage.database import Database, open_database
from storage.outline import PLAN
from storage.rows.bookkeeping import Revision
from storage.rows.plan import KeyResult, Objective
from tests.databases import Databases
from tests.world import World, filled


def retitled(database: Database, title: str) -> None:
    """What loading other files does."""
    with database.write() as session:
        session.execute(update(Objective).where(Objective.code == "4.2.2").values(title=title))
        session.execute(update(Revision).where(Revision.subject == PLAN).values(number=Revision.number + 1))


def test_it_says_what_the_rows_say(world: World) -> None:
    with world.database.read() as session:
        for code in [each.code for each in plan.objectives(session)]:
            kept, fresh = documents.objective(session, code), plan.objective(session, code)
            assert kept is not None
            assert fresh is not None
            assert (kept.title, kept.axis.number, kept.pillar.title) == (
                fresh.title,
                fresh.axis.number,
                fresh.pillar.title,
            )
            for one, other in zip(kept.key_results, fresh.key_results, strict=True):
                assert (one.code, one.statement, one.due_on) == (other.code, other.statement, other.due_on)
                assert [each.due_on for each in one.deadlines] == [each.due_on for each in other.deadlines]
                assert [each.value for each in one.targets] == [each.value for each in other.targets]


def test_it_is_read_once_and_again_when_another_process_has_loaded_the_plan(databases: Databases) -> None:
    with databases.fresh(filled) as url, open_database(url) as ours, open_database(url) as theirs:
        statements: list[str] = []
        with ours.read() as session:
            engine = session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

        def title() -> str:
            with ours.read() as session:
                found = documents.objective(session, "4.2.2")
                assert found is not None
                return found.title

        before = title()
        statements.clear()
        assert title() == before
        assert not any("FROM objective" in statement for statement in statements)
        retitled(theirs, "Autre titre")
        assert title() == "Autre titre"


def test_what_one_transaction_read_is_no_other_s_to_change(sqlite_world: World) -> None:
    with sqlite_world.database.write() as session:
        kept = documents.objective(session, "4.2.2")
        assert kept is not None
        assert kept not in session
        session.execute(update(KeyResult).where(KeyResult.code == "4.2.2.a").values(statement="Autre énoncé"))
        session.rollback()
    assert kept.key_results[0].statement == "Disposer d'une communauté d'ambassadeurs"


def test_a_transaction_goes_on_after_a_document_was_read_in_it(world: World) -> None:
    with world.database.write() as session:
        session.execute(update(Objective).where(Objective.code == "4.2.1").values(note="gardée"))
        with session.begin_nested():
            documents.objective(session, "4.2.2")
    with world.database.read() as session:
        assert session.get_one(Objective, "4.2.1").note == "gardée"


def test_nothing_is_kept_of_what_is_not(sqlite_world: World) -> None:
    with sqlite_world.database.read() as session:
        assert documents.objective(session, "9.9.9") is None
