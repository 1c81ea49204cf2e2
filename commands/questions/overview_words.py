"""How people speak of the whole plan: patterns over folded words in single spaces; tables only."""

from __future__ import annotations

import re

_PLAN = r"(?:le plan|dimension|le projet d administration|tout|l ensemble|la metropole|globalement)"
OWN = re.compile(
    r"^(?:bonjour |et )*(?:(?:montre|affiche|donne)(?: moi)? |ou en (?:est|sont) |quels sont |c est quoi |liste )*"
    r"(?:mes (?:objectifs|projets|echeances|points|dossiers|sujets)|mon (?:perimetre|portefeuille)"
    r"|ma direction|mon service)"
    r"(?: svp| stp)*$"
)
WHOLE = re.compile(
    rf"^(?:montre|affiche|donne)?(?: moi)? ?(?:l |le |la |un )?(?:ou en (?:est|sont|est on|en est) ?(?:{_PLAN}|on)?|"
    rf"(?:etat|avancement|bilan|synthese|point|tableau de bord|vue d ensemble|resume)(?: (?:global|general"
    rf"|complet|d avancement))?"
    rf"(?: (?:du plan|de dimension|du projet d administration|de l ensemble|global|general))|"
    rf"avancement (?:global|general)|vue d ensemble|(?:on|nous) en (?:est|sommes) ou(?: globalement)?)(?: svp| stp)*$"
)
MOST = re.compile(
    r"\b(?:quel|le|les|quels) piliers? (?:est |sont |a |qui (?:est|a) )?(?:le |les )?(?:plus|moins|mieux"
    r"|meilleur|pire)\b"
    r"|\bquels? piliers? (?:avance|est en retard|a du retard)\w*\b|\b(?:classement|comparaison) des piliers\b"
)
MADE_OF = re.compile(
    r"^(?:(?:c est quoi|qu est ce que c est que|qu est ce que|a quoi (?:sert|servent)|explique(?: moi)?"
    r"|presente(?: moi)?|"
    r"resume(?: moi)?|parle moi de|definition(?: de)?|en quoi consiste|que contient"
    r"|comment est (?:organise|structure)) )+"
    r"(?:le |la |du |de |l )?(?:plan |projet )?(?:dimension|d administration)(?: .{0,40})?$"
)
_LEVEL = r"(?:un |une |le |la |les |l |d )?(?:pilier|axe|grand objectif|objectif operationnel|objectif)s?"
LEVELS = re.compile(
    rf"^(?:c est quoi |quelle est |quelle )*(?:la )?(?:difference (?:entre )?)?(?:un |une )?{_LEVEL} (?:et"
    rf"|ou|vs) {_LEVEL}"
    rf"(?: (?:quelle )?(?:difference|c est pareil|c est quoi))?$|^(?:c est quoi|definition(?: d)?) (?:un "
    rf"|une )?{_LEVEL}$"
)
# A weather's colour, of nothing that is named.
RED = re.compile(
    r"^(?:et |mais )*pourquoi (?:c est |est ce |ca |il est |elle est |on est )*(?:en |au |dans le )?"
    r"(?:rouge|orange|vert|nuage|orage|bloque|en retard)$"
)
# « prochaines échéances », « ce qui arrive bientôt »: what is due from today on.
NEXT_DUE = re.compile(
    r"\bprochain(?:e|es|s)? (?=(?:echeances?|jalons?|objectifs?|dates?|livrables?))|\b(?:a venir|bientot)\b"
)
