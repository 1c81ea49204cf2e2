"""French sentences of `dimension import`: columns, what is wrong with a line, what would change."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import count, quote, typeset
from storage.organisation.report import LeadChange
from storage.organisation.texts import did_you_mean, lead_replaced
from storage.organisation.vocabulary import LEAD_ROLES

IMPORT = (
    "Désigner en nombre chefs de file et rôles des projets, depuis un CSV ; sans --apply, montre ce qui changerait."
)
OPTION_APPLY = "Écrire ce qui change, au lieu de le montrer."

# Columns, folded.
OBJECTIVE, PROJECT, PERSON, ROLE = "objectif", "projet", "personne", "role"
COLUMNS = (OBJECTIVE, PROJECT, PERSON, ROLE, "fictif")
# Folded: who takes the role away from whoever has it.
NOBODY = frozenset({"personne", "aucun", "aucune", "retirer"})
# Folded: of a project, any of three roles.
RESPONSIBLE = frozenset({"responsable", "pilote"})

MISSING_FILE = "ce fichier n'existe pas. Vérifiez le chemin."
COLUMNS_EXPECTED = "les colonnes attendues sont « objectif » ou « projet », « personne » et « role »."
ONE_SUBJECT = "une ligne porte soit un objectif, soit un projet. Complétez l'un et laissez l'autre vide."
PERSON_EXPECTED = "il manque la personne : son identifiant, ou « personne » pour retirer."
WHICH_ROLE = "pour un projet, précisez le rôle : porteur, directeur de projet, chef de projet ou contributeur."
CONTRIBUTORS_ARE_ADDED = (
    "une liste ajoute des contributeurs, sans en retirer. Retirez-les par « /objectif contributeur » ou "
    "« /projet contributeur »."
)
NOTHING_WRITTEN = "Rien n'a été écrit. Relancez avec --apply pour appliquer."
NOTHING_CHANGES = "Tout est déjà ainsi : rien à changer."


def column_unknown(near: str | None) -> str:
    """A column that is none of ours."""
    return typeset(f"colonne inconnue.{did_you_mean(near)} Colonnes admises : {', '.join(COLUMNS)}.")


def project_unknown(key: str, near: str | None) -> str:
    """A project that is not."""
    return typeset(f"le projet {quote(key)} n'est pas au portefeuille.{did_you_mean(near)} Employez sa clé.")


def project_in_objectives(key: str) -> str:
    """A project in the column of objectives."""
    return typeset(f"{quote(key)} est un projet. Écrivez-le dans la colonne « projet ».")


def role_not_on_objective(role: str) -> str:
    """A role of projects, on an objective."""
    return typeset(f"le rôle {quote(role)} ne vaut que pour un projet. Pour un objectif : chef de file, contributeur.")


def role_not_on_project(role: str) -> str:
    """« chef de file », on a project."""
    return typeset(
        f"le rôle {quote(role)} ne vaut que pour un objectif. Pour un projet : porteur, directeur de projet, "
        "chef de projet, contributeur."
    )


def given_twice(where: str, role: str, code: str, first: str) -> str:
    """Two lines give one role to two persons."""
    return typeset(f"{where} : le rôle de {role} de {quote(code)} est déjà donné à quelqu'un d'autre ({first}).")


def refused(problems: Sequence[str]) -> str:
    """What is wrong, a line each, and that nothing was written."""
    summary = f"Rien n'a été écrit : {count(len(problems), 'point à corriger', 'points à corriger')}."
    return "\n".join([typeset(summary), *(f"- {each}" for each in problems)])


def report(lines: int, changes: Sequence[LeadChange], *, applied: bool) -> list[str]:
    """What changes, a line each, and whether it was written."""
    if not changes:
        return [NOTHING_CHANGES]
    read = typeset(f"{count(lines, 'ligne lue', 'lignes lues')}, {count(len(changes), 'changement')} :")
    told = [lead_replaced(LEAD_ROLES[each.role][0], each.subject_code, each.before, each.after) for each in changes]
    done = typeset(f"{count(len(changes), 'changement consigné', 'changements consignés')}.")
    return [read, *told, done if applied else NOTHING_WRITTEN]
