"""The words people write in the organisation file, and what they mean here: sections, keys, roles, kinds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TypeVar

from storage.rows.organisation import LeadRole, Platform, Role, UnitKind
from storage.rows.portfolio import ProjectType

Meaning = TypeVar("Meaning", bound=Enum)

# Section and key as written, then the name of the field. Every section may also be given as a CSV
# file of the same name, except those whose keys hold lists that a table shows badly.
KEYS: dict[str, dict[str, str]] = {
    "unites": {
        "cle": "key",
        "nom": "name",
        "nature": "kind",
        "parent": "parent",
        "alias": "aliases",
        "fictif": "fictitious",
    },
    "personnes": {
        "identifiant": "handle",
        "libelle": "label",
        "unite": "unit",
        "roles": "roles",
        "slack": "slack",
        "matrix": "matrix",
        "fictif": "fictitious",
    },
    "comptes": {"personne": "person", "plateforme": "platform", "compte": "account", "fictif": "fictitious"},
    "communautes": {
        "cle": "key",
        "slack": "slack",
        "matrix": "matrix",
        "groupe_slack": "slack_groups",
        "role_des_membres": "member_role",
        "membres": "members",
        "fictif": "fictitious",
    },
    "membres": {"communaute": "community", "personne": "person", "fictif": "fictitious"},
    "chefs_de_file": {"objectif": "objective", "personne": "person", "role": "role", "fictif": "fictitious"},
    "projets": {
        "cle": "key",
        "nom": "name",
        "enonce": "statement",
        "thematique": "theme",
        "unite": "unit",
        "cercle": "circle",
        "type": "type",
        "porteur": "sponsor",
        "directeur_de_projet": "project_director",
        "chef_de_projet": "project_manager",
        "contributeurs": "contributors",
        "fictif": "fictitious",
    },
    "cercles": {"cle": "key", "nom": "name", "membres": "members", "unites": "units", "fictif": "fictitious"},
}

CSV_SECTIONS = ("unites", "personnes", "comptes", "membres", "chefs_de_file", "projets")

# What names an entry in an error, by section.
NAMED_BY = {
    "unites": "key",
    "personnes": "handle",
    "comptes": "account",
    "communautes": "key",
    "membres": "person",
    "chefs_de_file": "objective",
    "projets": "key",
    "cercles": "key",
}

# Written in `cercle` to open a project to all: leaving the key out says nothing, and opens nothing.
NO_CIRCLE = "aucun"

# The first word of each meaning is the one that is shown and documented.
UNIT_KINDS = {
    UnitKind.DGA: ("DGA",),
    UnitKind.DGST: ("DGST",),
    UnitKind.DIRECTION: ("direction",),
    UnitKind.SERVICE: ("service",),
    UnitKind.TERRITORY: ("Territoire",),
    UnitKind.OTHER: ("autre",),
}

ROLES = {
    Role.AGENT: ("agent", "agente"),
    Role.MANAGER: ("encadrant", "encadrante", "manager"),
    Role.AMBASSADOR: ("ambassadeur", "ambassadrice"),
    Role.CAP_MANAGERS: ("membre du CAP Managers", "CAP Managers"),
    Role.PROJECT_MANAGER: ("chef de projet", "cheffe de projet"),
    Role.OBJECTIVE_LEAD: ("chef de file", "cheffe de file"),
    Role.SUPPORT: ("cellule d'appui", "appui"),
    Role.COMEX: ("Comex", "membre du Comex"),
    Role.ADMINISTRATOR: ("administrateur", "administratrice"),
}

LEAD_ROLES = {
    LeadRole.OBJECTIVE_LEAD: ("chef de file", "cheffe de file"),
    LeadRole.SPONSOR: ("porteur", "porteuse"),
    LeadRole.PROJECT_DIRECTOR: ("directeur de projet", "directrice de projet"),
    LeadRole.PROJECT_MANAGER: ("chef de projet", "cheffe de projet"),
    LeadRole.CONTRIBUTOR: ("contributeur", "contributrice"),
}

# The types of projects, which decide the review that follows each (7.3.2).
PROJECT_TYPES = {
    ProjectType.TOTEMIC: ("totémique",),
    ProjectType.SEVERAL_DGA: ("multi-DGA", "multi-DGST", "multi DGA / DGST"),
    ProjectType.ONE_DGA: ("mono-DGA", "mono-DGST", "mono-DGA / DGST"),
}

PLATFORMS = {Platform.SLACK: ("slack",), Platform.MATRIX: ("matrix",), Platform.TERMINAL: ("terminal",)}

YES = ("oui", "vrai", "true", "1", "x")
NO = ("non", "faux", "false", "0")


def fold(word: str) -> str:
    """Without accents or case, hyphens and underscores as spaces: « Unité » and « unite » are one word."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("-", " ").replace("_", " "))
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).casefold().split())


def meaning_of(word: str, words: Mapping[Meaning, tuple[str, ...]]) -> Meaning | None:
    """The meaning that a word has in a table of words; None when it has none."""
    folded = fold(word)
    for meaning, known in words.items():
        if folded in (fold(each) for each in known):
            return meaning
    return None


def shown(words: dict[Meaning, tuple[str, ...]]) -> list[str]:
    """The words to show, one a meaning."""
    return [known[0] for known in words.values()]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that looks most like the word, the first in order of several; None when none does."""
    # Imported here because only an error needs it.
    from rapidfuzz import fuzz, process

    # Under 60 of 100, a suggestion misleads more often than it helps.
    found = process.extractOne(word, sorted(candidates), scorer=fuzz.WRatio, processor=fold, score_cutoff=60)
    return None if found is None else str(found[0])
