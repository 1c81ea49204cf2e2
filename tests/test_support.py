"""Supports asked for: of whom, answered by whom, and what those who asked read."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

import pytest

from commands.call import Asker, Call, Options
from commands.errors import Misread, Several
from commands.support.asked import find_asked
from commands.table import TABLE
from storage import people
from tests.world import Lexicons, World


def asked(world: World, text: str) -> tuple[str | None, str | None]:
    """Of whom the text says that a support is asked."""
    with world.database.read() as session:
        known = people.asker(session, platform="terminal", account="chef-de-file")
        assert known is not None
        asker = Asker(known.id, known.handle, known.label, known.roles, known.unit_key, known.fictitious, known.reader)
        names = cache(lambda: Lexicons().current(session))
        return find_asked(text, Call(session, asker, world.now, Options(ZoneInfo("Europe/Paris")), TABLE, names))


@pytest.mark.parametrize(
    ("text", "body", "handle"),
    [
        ("Comex", "comex", None),
        ("au comex", "comex", None),
        ("en COMEX.", "comex", None),
        ("« Comex »", "comex", None),
        ("l'instance Comex", "comex", None),
        ("Comex - revue des projets", "comex_revue", None),
        ("la cellule d'appui", "cellule_appui", None),
        ("cap_digital", "cap_digital", None),
        ("le comité transverssal", "comite_transversal", None),
        ("@comex", None, "comex"),
        ("Membre du Comex", None, "comex"),
        ("la DGA numérique", None, "dga-numerique"),
        ("à la DGA RH", None, "dga-ressources-humaines"),
        ("dga-numerique", None, "dga-numerique"),
        ("DGA Finances", None, "dga-finances"),
        ("chef de file achats", None, "chef-de-file-achats"),
        ("moi", None, "chef-de-file"),
    ],
)
def test_a_support_is_asked_of_a_body_the_head_of_a_unit_or_a_person(
    sqlite_world: World, text: str, body: str | None, handle: str | None
) -> None:
    assert asked(sqlite_world, text) == (body, handle)


def test_where_several_could_be_asked_they_are_offered(sqlite_world: World) -> None:
    with pytest.raises(Several) as several:
        asked(sqlite_world, "la direction du numérique (exemple)")
    assert [typed for typed, _, _ in several.value.options] == ["@chef-de-file", "@direction-numerique"]
    assert asked(sqlite_world, "@direction-numerique") == (None, "direction-numerique")


@pytest.mark.parametrize("text", ["le père noël", "🎅", "DGST Pays Salonais (exemple)", "le"])
def test_who_is_not_known_is_not_asked(sqlite_world: World, text: str) -> None:
    with pytest.raises(Misread) as misread:
        asked(sqlite_world, text)
    assert "Comex" in str(misread.value)
