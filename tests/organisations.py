"""Organisations for tests: a small one written on the spot, and the codes that the shipped catalogue holds."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from storage.database import Database
from storage.organisation.checking import Known
from storage.organisation.files import EXAMPLE
from storage.organisation.refreshing import refresh_organisation
from storage.rows.plan import Axis, Objective, Pillar
from storage.rows.portfolio import Project, Theme
from storage.rows.reference import Community

NOW = datetime(2020, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2020, 12, 1, 9, 0, tzinfo=UTC)

KNOWN = Known(
    communities=frozenset({"cap_managers", "comex"}),
    objectives=frozenset({"4.1.1", "4.2.2"}),
    projects=frozenset({"plan-velo", "intranet"}),
    themes=frozenset({"mobilite"}),
)

UNITS = """
[[unites]]
cle = "dga"
nom = "DGA"
nature = "DGA"

[[unites]]
cle = "direction"
nom = "Direction"
nature = "direction"
parent = "dga"
"""
PERSONS = """
[[personnes]]
identifiant = "marche"
libelle = "Chef de file Marche"
unite = "direction"
roles = ["encadrant", "ambassadeur : direction"]
slack = "U0AAAAAA1"

[[personnes]]
identifiant = "velo"
libelle = "Chef de projet Vélo"
"""

FULL = (
    UNITS
    + PERSONS
    + """
[[communautes]]
cle = "comex"
slack = ["C0AAAAAA1"]
matrix = "#comex:exemple.fr"
groupe_slack = "S0AAAAAA1"
role_des_membres = "encadrant"

[[membres]]
communaute = "comex"
personne = "velo"

[[chefs_de_file]]
objectif = "4.2.2"
personne = "marche"

[[cercles]]
cle = "c"
nom = "Cercle"
membres = ["velo"]
unites = ["dga"]

[[projets]]
cle = "plan-velo"
unite = "direction"
cercle = "c"
chef_de_projet = "velo"

[[projets]]
cle = "hors-document"
nom = "Hors du document"
thematique = "mobilite"
cercle = "c"
"""
)


Write = Callable[..., Path]


def writer(folder: Path) -> Write:
    """A function that writes organisation.toml, and the CSV files given beside it."""

    def write(toml: str, **tables: str | bytes) -> Path:
        for name, content in tables.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (folder / f"{name}.csv").write_bytes(raw)
        path = folder / "organisation.toml"
        path.write_text(toml, encoding="utf-8")
        return path

    return write


def plain(text: str) -> str:
    """What a person reads, with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def shipped_codes() -> Known:
    """The codes in the catalogue files."""
    data = EXAMPLE.parents[2] / "catalogue" / "data"
    entries: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(data.glob("*.toml")):
        for section, found in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if isinstance(found, list):
                entries.setdefault(section.rstrip("s"), []).extend(found)
    return Known(
        communities=frozenset(each["cle"] for each in entries["communaute"]),
        objectives=frozenset(each["code"] for each in entries["objectif"]),
        projects=frozenset(each["cle"] for each in entries["projet"]),
        themes=frozenset(each["cle"] for each in entries["thematique"]),
    )


def add_catalogue(session: Session, known: Known) -> None:
    """Rows for the codes, with just enough in them."""
    session.add(Pillar(number=1, title="", printed_title="", ambition="", context=[], also_said=[], source_line=1))
    session.flush()
    session.add(Axis(code="1.1", pillar_number=1, number=1, title="", other_titles=[], also_said=[], source_line=1))
    for position, key in enumerate(sorted(known.themes)):
        session.add(
            Theme(key=key, position=position, title=key, printed_title=key, scope="", also_said=[], source_line=1)
        )
    session.flush()
    for code in known.objectives:
        session.add(
            Objective(
                code=code,
                axis_code="1.1",
                pillar_number=1,
                position=1,
                printed_number=code,
                title=code,
                body_facts=[],
                cross_references=[],
                also_said=[],
                source_line=1,
            )
        )
    for key in known.projects:
        values: dict[str, Any] = {"components": [], "sites": [], "also_said": []}
        session.add(Project(key=key, name=key, statement="", theme_key=min(known.themes), **values))
    for position, key in enumerate(sorted(known.communities)):
        session.add(
            Community(key=key, position=position, name=key, also_named=[], kind="", purpose="", also_said=[], source="")
        )
    session.flush()


def load(database: Database, path: Path, at: datetime = NOW) -> list[str]:
    """Loads the files, and gives what the report says."""
    with database.write() as session:
        report = refresh_organisation(session, path, at=at)
    return [plain(each) for each in report.sentences()]
