"""What people say when they ask for something: patterns over folded words in single spaces; tables only."""

from __future__ import annotations

import re

from commands.questions.cues import Cue

_PATTERNS = {
    Cue.WHEN: r"""
        quand | dates? | echeances? | delais? | butoir | quel mois | quelle annee | quel trimestre | lancement
        | a partir de quand | demarr\w+ | ouvre | ouvrira | ouverture | sort | sortie | dispo\w* | prevue? pour
        | pour bientot | commence\w* | calendrier
    """,
    Cue.STATE: r"""
        ou en (est|sont|on|en) | ou en on | en est ou | ou ca en est | avancement | avance | avancent | statuts? | etat
        | faite?s? | terminee?s? | finie?s? | realisee?s? | acheve\w* | en place | prete?s? | a eu lieu | marche deja
        | operationnelle? deja | deja | bloque\w* | lancee?s?
    """,
    Cue.HOW_MANY: r"combien | nombre | effectifs? | quantite",
    Cue.AIM: r"""
        cibles? | vise | visee?s? | viser | pourcentages? | pour cent | proportion | part des? | taux | objectif chiffre
        | chiffres vises | quel chiffre | chiffres? | delai max\w* | quota
    """,
    Cue.LIST: r"""
        listes? | lister | listez | quels sont | quelles sont | tous les | toutes les | lesquels | lesquelles
        | donne les | quelles (communautes|instances)
        | enumere\w* | tout ce qui | les \d+ | donne (moi )?tout | quels? (projets?|objectifs?)
    """,
    Cue.DEFINE: r"""
        c est quoi | quoi c est | est quoi | qu est ce que c est | c quoi | definition | definir | definis | signifie
        | signification | designe | ca veut dire | veut dire | explique\w* | resume\w* | en clair | en quoi consiste
        | a quoi sert | sert a quoi
        | dans ce doc\w* | dans le doc\w* | dis moi ce qu est | dit quoi | que dit | parle moi de | detail\w* | presente
        | quel sigle | missions? (du|de la|de l|des|d un) | role (du|de la|de l|des|d un) | donne moi le | en gros
        | de quoi s agit il
    """,
    Cue.WHO: r"""
        ^(et |alors |bonjour |au fait )*(c est |est ce )?qui\b(?! (doit|est (en retard|du|prevu|attendu|realise)|tombe))
        | qui est ce qui | qui est dedans | c est qui | qui en est | qui sont les (membres|acteurs) | qui siege
        | qui compose | qui (en )?(fait|font) partie | composition | qui participe | qui decide | qui valide
        | qui pilote | qui porte | par qui
    """,
    Cue.WHOM: r"""
        a qui (je |on |dois je |puis je )?(m adresser|s adresser|demander|parler|ecrire) | a qui (je |on )?(m |s )?\w+
        | qui (dois je |puis je |faut il )?contacter | vers qui | qui peut m aider | qui m aide | aupres de qui
    """,
    Cue.WHERE: r"""
        ou ca | ou se (trouve|situe|trouvent) | (dans |sur |a )?quelles? (villes?|communes?) | c est ou | ou est
        | ou sont
        | ou$ | a quel endroit | quel (territoire|lieu|site) | ou exactement
    """,
    Cue.THEME: r"(quel(le)?s? |dans quel(le)? |de quel(le)? )(thematiques?|themes?)",
    Cue.COMPARE: r"""
        differences? | differe | vs | compare\w* | c est pareil | pareil | la meme chose | meme chose | le meme chiffre
        | (la|le) meme (date|echeance|delai|trimestre|periode) | qu est ce qui (les )?(change|distingue)
        | ce qui (les )?(change|distingue) | lequel a | laquelle a | qui a le plus | a le plus de | a le plus d
        | distinguer | par rapport a
        | confondre | plus (gros|grand|elevee?|petit|long|tot|tard) que
    """,
    Cue.PAST_DUE: r"""
        en retard | retards? | depassee?s? | echue?s? | hors delais? | a la bourre | a la traine | perimee?s?
    """,
    Cue.MEETS: r"""
        prochaine?s? (reunion|seance|fois|date)?s?$ | prochaine?s? (reunions?|seances?|fois|comex|cap|copil|costrat)
        | prochaine?s? (coproj|conseil|comite|collectif|revue|conference|assemblee) | se reunit | se reunissent
        | tous les combien | toutes les combien
        | frequence | rythme | periodicite | combien de fois | la prochaine
    """,
    Cue.MOVED: r"""
        (a|ont) bouge | (a|ont) change | quoi de neuf | quelles? nouveautes? | evolue depuis | du nouveau | ca bouge
    """,
    Cue.PITCH: r"""
        argumentaire | pitch | elevator | comment (le |la |l |les )?(presenter|vendre|expliquer) | presenter a
    """,
    Cue.PAST: r"""
        adoptee?s? | approuvee?s? | signee?s? | creee?s? | installee?s? | instaur\w+ | nee? | existe | naissance
        | inaugur\w+ | mise?s? en service | transferee?s? | votee?s? | ouverte?s? | s est passe\w* | passe quoi
        | a eu lieu | premieres? (reunion|seance|fois) | c etait quand | depuis quand | deliberation | lancee?s?
        | a ete | ont ete | etait quand
    """,
    Cue.NOW: r"""
        aujourd hui | actuellement | a ce jour | en ce moment | maintenant | a date | pour l instant | deja | actuels?
        | actuelles? | a l heure actuelle | cette annee
    """,
}


def _compiled(pattern: str) -> re.Pattern[str]:
    """The alternatives of a pattern, each of whole words; they are written with spaces around « | »."""
    alternatives = re.split(r"\s+\|\s+", " ".join(pattern.split()))
    return re.compile(rf"(?:^|(?<= ))(?:{'|'.join(alternatives)})(?= |$)")


CUES = {cue: _compiled(pattern) for cue, pattern in _PATTERNS.items()}

# « combien de communes », « nombre d'élus », « effectif des agents »: what is counted, two words at most.
COUNTED = re.compile(
    r"\b(?:combien|nombre|effectifs?|quantite)(?: \w+){0,4}? (?:de|d|des|du) (?!fois\b)(\w+)(?: (\w+))?"
    r"|\bcombien (?:\w+ )?(\w+)"
)
# Words that ask and say nothing of the subject; they are left out of what is looked for.
ASKING = frozenset(
    """
    signification designe change changent distingue difference differences missions mission compare comparer vs pareil
    meme chose chiffre chiffres lequel laquelle
    compose composent composition siegent membre membres dedans participe participent acteurs qui quels quelles
    ville villes commune communes thematique theme situe situes trouve lieu endroit frequence rythme reunit
    reunissent prochaine prochain fois cible cibles vise visee vises pourcentage proportion liste lister tous toutes
    tout total doc document dimension depuis aujourd hui actuellement jour prevus prevues prevu prevue exactement
    svp stp bientot visait prochaines prochains vite gros clair sert consiste detail details different differente
    differents differentes quelque concernes concerne attendu attendue attendus attendues existent existe listes
    listees est sont ete etait serait doivent devait nombre effectif effectifs quantite combien part cite cites
    citee citees place
    """.split()
)
# What a list or a count is of, when nothing else is named.
GENERIC = frozenset(
    """
    avait avaient ont avons leur leurs objectif objectifs finit finissent finira finiront terminera arrive arrivent
    arrivera echeant presente presentez
    presenter decris decrire detaille detailler compte comptent contient contiennent comprend comprennent comporte
    possede existe existent parlent concernent portent traitent jalon jalons prochain prochains prochaine prochaines
    livrable livrables operationnel operationnels grand grands projet projets axe axes pilier piliers echeance
    echeances date dates chose choses truc trucs action actions entre avec sans pour dans plan dimension document
    doc tout tous toutes listes donne liste realise realises realisee termine termines fini finis fait faits faite
    faites boucle boucler boucles acheve acheves atteint atteints reste restent rester rendre retard depasse
    depassee depassees echu echus echue tombe tombent prevu prevus prevue prevues attendu attendus attendue
    attendues doit doivent devait devaient encore pas non hors sauf premier trimestre semestre annee chiffre
    chiffres cible cibles combien nombre total totale livrer livre livres cite cites mentionne mentionnes partie en
    cours suivre respecter quoi ya deja deux trois quatre faire du due etre sera seront quel quels
    """.split()
)
# The kinds of things that have a number of their own, by the word that counts or lists them.
STRUCTURES = {
    "pilier": "pillar",
    "piliers": "pillar",
    "axe": "axis",
    "axes": "axis",
    "objectif": "objective",
    "objectifs": "objective",
    "operationnel": "key_result",
    "operationnels": "key_result",
    "oo": "key_result",
    "projet": "project",
    "projets": "project",
    "thematique": "theme",
    "thematiques": "theme",
    "theme": "theme",
    "themes": "theme",
    "communaute": "community",
    "communautes": "community",
    "instance": "community",
    "instances": "community",
    "echeance": "key_result",
    "echeances": "key_result",
    "outil": "tool",
    "outils": "tool",
    "sigle": "term",
    "sigles": "term",
    "acronymes": "term",
    "anomalies": "anomaly",
    "contradictions": "anomaly",
}
# « membres », « personnes »: what a community is made of, whatever it calls them.
MEMBERS = frozenset({"membre", "membres", "personne", "personnes", "gens", "participant", "participants", "monde"})
DURATIONS = frozenset({"temps", "mois", "jours", "jour", "semaines", "ans"})
TIMES = frozenset({"fois"})
# What stands between two things that are compared.
SIDES = re.compile(
    r"\s+(?:et|ou|vs|avec|contre|par rapport a|que(?: celui| celle)?(?: de| du| d)?|de celui(?: de| du)?)\s+|\s*[,/]\s*"
)
# « qui siège au Comex »: the verb is no place.
WHO_VERBS = re.compile(
    r"\bqui (?:siege|compose|participe|assiste|est membre|sont les membres|en fait partie|fait partie|font partie)\w*\b"
)
