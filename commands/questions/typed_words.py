"""How people shorten and misspell what they ask: tables only, folded."""

from __future__ import annotations

# Short messages, word for word. A word that the plan knows otherwise (« ac », « ct ») is not in it.
SHORTENED = {
    "kes": "qu'est-ce", "kess": "qu'est-ce", "keske": "qu'est-ce que", "keski": "qu'est-ce qui",
    "keskil": "qu'est-ce qu'il", "kesk": "qu'est-ce que", "kesako": "c'est quoi", "quesako": "c'est quoi",
    "kezako": "c'est quoi", "ki": "qui", "ke": "que", "koi": "quoi", "kwa": "quoi", "kan": "quand", "kand": "quand",
    "qd": "quand", "kd": "quand", "qand": "quand", "cb": "combien", "cbien": "combien", "cmb": "combien",
    "cmbn": "combien", "kombien": "combien",
    "kel": "quel", "kelle": "quelle", "kels": "quels", "kelles": "quelles", "pr": "pour", "ds": "dans",
    "ya": "il y a", "yaka": "il y a", "c": "c'est", "cest": "c'est", "sest": "s'est", "svt": "souvent",
    "tt": "tout", "tte": "toute", "ttes": "toutes", "ts": "tous", "avc": "avec", "bcp": "beaucoup",
    "pk": "pourquoi", "pq": "pourquoi", "prkoi": "pourquoi", "pkoi": "pourquoi", "eske": "est-ce que",
    "esk": "est-ce que", "koman": "comment", "coman": "comment", "mtn": "maintenant", "ajd": "aujourd'hui",
    "auj": "aujourd'hui", "noel": "25 décembre", "nb": "nombre", "nbr": "nombre", "nbre": "nombre",
    "obj": "objectif", "objs": "objectifs", "proj": "projet", "ech": "échéance", "resp": "responsable",
    "reu": "réunion", "def": "définition", "tel": "téléphone", "lancmt": "lancement", "op": "opérationnels",
    "jveu": "je veux", "jve": "je veux", "fo": "faut", "qq": "quelques", "versus": "vs", "diff": "différence",
    "done": "réalisés", "overdue": "en retard", "deadline": "échéance", "deadlines": "échéances", "kpi": "cible",
    "kpis": "cibles", "who": "qui", "when": "quand", "where": "où",
}  # fmt: skip
# Words of one letter or two that are short messages only when nothing joins them to the next: « c'est » is not.
ONLY_APART = frozenset({"c"})

# Words of questions that are recognised when misspelt: « echeanse », « kombien », « operationels ».
EXPECTED = tuple(
    """
    echeance echeances combien quand pourquoi difference objectif objectifs operationnel operationnels projet
    projets pilier piliers realise realises termine termines retard retards trimestre semestre premier deuxieme
    troisieme quatrieme thematique thematiques definition liste nombre commune budget telephone depassee depassees
    prochaine prochain janvier fevrier avril juillet septembre octobre novembre decembre
    """.split()
)
# What a bare « % » asks for.
PERCENTAGE = "pourcentage"
