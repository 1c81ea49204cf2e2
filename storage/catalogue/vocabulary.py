"""The words people write in the catalogue files and what they mean here, and what entries and fields are called."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from storage.rows.plan import Bound, TargetKind

Meaning = TypeVar("Meaning")

# The four parts of the document.
PARTS = ("1", "2", "3", "4")


class Basis(Enum):
    """Why an entry refers to another."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"
    REVERSE_OF_EXPLICIT = "reverse_of_explicit"
    SAME_SUBJECT = "same_subject"
    DUPLICATE = "duplicate"


class Every(Enum):
    """The period of a recurrence."""

    YEAR = "year"
    HALF_YEAR = "half_year"


TARGET_KINDS = {
    "pourcentage": TargetKind.PERCENT,
    "nombre": TargetKind.COUNT,
    "durée": TargetKind.DURATION,
    "ratio": TargetKind.RATIO,
}

BOUNDS = {"au moins": Bound.AT_LEAST, "au plus": Bound.AT_MOST, "augmentation": Bound.INCREASE}

BASES = {
    "explicite": Basis.EXPLICIT,
    "implicite": Basis.IMPLICIT,
    "réciproque": Basis.REVERSE_OF_EXPLICIT,
    "même sujet": Basis.SAME_SUBJECT,
    "doublon": Basis.DUPLICATE,
}

PERIODS = {"an": Every.YEAR, "semestre": Every.HALF_YEAR}

COMMUNITY_KINDS = (
    "communauté",
    "instance",
    "instance consultative",
    "instance de projet",
    "revue de projets",
    "dispositif",
)

ANOMALY_KINDS = {
    "appellation": "naming",
    "cible contradictoire": "inconsistent_target",
    "cible hors énoncé": "body_only_target",
    "classement": "classification",
    "contenu absent": "missing_content",
    "coquille": "typo",
    "dates contradictoires": "inconsistent_dates",
    "décompte ambigu": "ambiguous_count",
    "doublon": "duplicate",
    "échéance ambiguë": "ambiguous_deadline",
    "échéance manquante": "missing_deadline",
    "échéance partagée": "shared_deadline",
    "formulation ambiguë": "ambiguous_wording",
    "graphie": "spelling",
    "mise en page": "layout",
    "nombres contradictoires": "inconsistent_counts",
    "ordre contradictoire": "inconsistent_order",
    "quasi-doublon": "near_duplicate",
    "statut": "status",
    "statut contradictoire": "inconsistent_status",
    "temps du verbe": "tense",
    "titre et énoncé différents": "title_mismatch",
    "variante de titre": "title_variant",
}
# The kinds in which the document says a thing twice and differently; readers of the entries concerned are told.
CONTRADICTORY = frozenset(
    {"inconsistent_counts", "inconsistent_dates", "inconsistent_order", "inconsistent_status", "inconsistent_target"}
)
# What the document speaks of and does not hold.
ABSENT = "missing_content"

# What a reference begins with, when it is not a bare code such as 4.2.2 or 4.2.2.b.
REFERENCE_KINDS = {
    "pilier": "pillar",
    "axe": "axis",
    "partie": "part",
    "thématique": "theme",
    "projet": "project",
    "communauté": "community",
    "outil": "tool",
    "date": "date",
    "chiffre": "figure",
    "sigle": "term",
}

# Last day, month first, of what a printed period begins with.
PERIOD_ENDS = {"T1": (3, 31), "T2": (6, 30), "T3": (9, 30), "T4": (12, 31), "fin": (12, 31), "jusqu'en": (12, 31)}

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

# What the document prints in a deadline once the key result is done.
DONE_WORD = "réalisé"

# A section of a file, then what one of its entries is called.
SECTIONS = {
    "axes": "axe",
    "objectifs": "objectif",
    "operationnels": "objectif opérationnel",
    "chiffres": "chiffre clé",
    "thematiques": "thématique",
    "projets": "projet",
    "communautes": "communauté",
    "roles_de_projet": "rôle de projet",
    "sigles": "sigle",
    "sigles_non_developpes": "sigle",
    "dates_cles": "date clé",
    "autres_dates": "date",
    "outils": "outil",
    "anomalies": "anomalie",
    "territoires": "Territoire",
    "communes": "commune",
}

# The field that names an entry, the first that it has.
NAMING_FIELDS = ("code", "cle", "sigle", "nom")

# What the report of a loading calls each kind of entry, for one and for several.
KIND_NAMES = {
    "pillar": ("pilier", "piliers"),
    "axis": ("axe", "axes"),
    "objective": ("objectif", "objectifs"),
    "key_result": ("objectif opérationnel", "objectifs opérationnels"),
    "theme": ("thématique", "thématiques"),
    "project": ("projet", "projets"),
    "territory": ("Territoire", "Territoires"),
    "commune": ("commune", "communes"),
    "community": ("communauté ou instance", "communautés et instances"),
    "project_role": ("rôle de projet", "rôles de projet"),
    "key_date": ("date clé", "dates clés"),
    "figure": ("chiffre clé", "chiffres clés"),
    "tool": ("outil", "outils"),
    "glossary_term": ("sigle", "sigles"),
    "anomaly": ("anomalie", "anomalies"),
}

# What the columns are called, for those that a change may concern.
FIELD_NAMES = {
    "also_named": "autres noms",
    "also_said": "ce que l'on tape aussi",
    "ambiguous": "lecture ambiguë",
    "ambition": "ambition",
    "body_facts": "ce que dit le corps du texte",
    "category": "rubrique",
    "category_basis": "origine de la rubrique",
    "components": "composantes",
    "composition": "composition",
    "concerns": "entrées concernées",
    "context": "contexte",
    "created": "création",
    "cross_references": "renvois",
    "date": "date",
    "dates": "dates",
    "deadline_line": "ligne de l'échéance",
    "deadlines": "dates de l'échéance",
    "definition": "définition",
    "detail": "détail",
    "due_on": "échéance retenue",
    "duties": "missions",
    "expansion": "développement",
    "expected": "conduite",
    "kind": "genre",
    "label": "libellé",
    "milestones": "jalons imprimés",
    "name": "nom",
    "note": "note",
    "other_titles": "titres imprimés",
    "page_year": "année de la page",
    "pitch": "argumentaire",
    "place": "endroit",
    "places": "lieux",
    "position": "rang",
    "printed": "texte imprimé",
    "printed_date": "date imprimée",
    "printed_deadline": "échéance imprimée",
    "printed_done": "réalisé selon le document",
    "printed_name": "nom imprimé",
    "printed_title": "titre imprimé",
    "printed_year": "année",
    "purpose": "rôle",
    "recurrence": "récurrence",
    "recurrence_rule": "sens de la récurrence",
    "reporting": "compte rendu",
    "retired": "présence dans le catalogue",
    "rhythm": "rythme",
    "scope": "périmètre",
    "shared_with": "échéance partagée",
    "sites": "sites",
    "size": "effectif",
    "source": "source",
    "source_line": "ligne",
    "stated_year": "année imprimée",
    "statement": "énoncé",
    "status": "statut",
    "summary": "résumé",
    "targets": "cibles",
    "territory_key": "Territoire",
    "theme_key": "thématique",
    "to_know": "à savoir",
    "title": "titre",
    "value": "valeur",
    "variants": "graphies",
    "what": "constat",
    "year_basis": "origine de l'année",
}
