"""The test harness itself: each test has its own database, and a missing server is never passed over in silence."""

import pytest
from sqlalchemy import inspect, text

from storage.database import Database, open_database
from tests.databases import Databases
from tests.servers import on_integration_machine, unavailable


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_url_leads_to_an_empty_database(database_url: str, turn: int) -> None:
    with open_database(database_url) as database, database.connect() as connection:
        assert inspect(connection).get_table_names() == []
        connection.execute(text("CREATE TABLE left_behind (id INTEGER)"))
        connection.commit()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_has_its_tables_and_what_another_test_wrote_is_not_there(database: Database, turn: int) -> None:
    with database.connect() as connection:
        tables = inspect(connection).get_table_names()
        assert "alembic_version" in tables
        assert "left_behind" not in tables
        connection.execute(text("CREATE TABLE left_behind (id INTEGER)"))
        connection.commit()


def test_a_database_and_its_address_are_the_same_one(database: Database, upgraded_url: str) -> None:
    with database.connect() as connection:
        connection.execute(text("CREATE TABLE seen_from_both (id INTEGER)"))
        connection.commit()
    with open_database(upgraded_url) as again, again.connect() as connection:
        assert "seen_from_both" in inspect(connection).get_table_names()


def test_a_template_is_filled_once_for_many_databases(databases: Databases) -> None:
    filled = []

    def one_table(url: str) -> None:
        filled.append(url)
        with open_database(url) as database, database.connect() as connection:
            connection.execute(text("CREATE TABLE of_the_template (id INTEGER)"))
            connection.commit()

    for _ in range(3):
        with databases.fresh(one_table) as url, open_database(url) as database, database.connect() as connection:
            assert inspect(connection).get_table_names() == ["of_the_template"]
    assert len(filled) == 1


def test_the_postgresql_server_keeps_the_zone_of_those_who_will_run_it(postgresql_databases: Databases) -> None:
    with postgresql_databases.fresh() as url, open_database(url) as database, database.read() as session:
        assert session.execute(text("SHOW timezone")).scalar_one() == "Europe/Paris"


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("1", True), ("", False), ("false", False)])
def test_continuous_integration_is_told_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("CI", value)
    assert on_integration_machine() is expected


def test_a_missing_server_skips_with_its_reason_on_a_persons_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no homeserver"):
        unavailable("no homeserver")


def test_a_missing_server_fails_in_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no homeserver"):
        unavailable("no homeserver")
