"""French sentences and words of a file of criteria and projects."""

from __future__ import annotations

from collections.abc import Iterable

from commands.french import typeset

# Folded: how the first column is called, and the line of weights.
PROJECT_COLUMN = frozenset({"projet", "projets", "sujet", "sujets", "action", "actions"})
WEIGHTS = frozenset({"poids", "ponderation"})

TOO_LARGE = "Ce fichier est trop grand : un mégaoctet au plus."
EMPTY = "Ce fichier est vide."
NO_TABLE = "Ce fichier n'est ni un CSV ni un XLSX lisible."
FIRST_LINE = typeset(
    "Ligne 1 : attendu « projet », puis un à huit critères, un par colonne, sans colonne vide entre eux."
)
NO_PROJECT = "Aucun projet dans ce fichier : un par ligne, dans la première colonne."


def flag(criteria: Iterable[str]) -> str:
    """The criteria as they are typed behind a poll."""
    return f"--critères {', '.join(criteria)}"


def no_name(line: int) -> str:
    """A line without a project."""
    return typeset(f"Ligne {line} : il manque le nom du projet.")


def criterion_badly_named(line: int) -> str:
    """A criterion that could not be read back."""
    return typeset(
        f"Ligne {line} : un critère ne contient ni virgule, ni point-virgule, ni barre, ni chiffre à la fin."
    )


def project_badly_named(line: int, longest: int) -> str:
    """A project that could not be read back."""
    return typeset(f"Ligne {line} : le nom d'un projet a {longest} caractères au plus, sans barre ni « -- ».")


def weights_expected(line: int) -> str:
    """Weights that are missing or no weights."""
    return typeset(f"Ligne {line} : un poids de 1 à 10 pour chaque critère.")
