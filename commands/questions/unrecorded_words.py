"""What people ask of a subject that nobody records here: patterns over folded words; tables only."""

from __future__ import annotations

import re

from commands.questions.unrecorded_kinds import Unrecorded

# Offices whose holders are named nowhere here.
_OFFICES = (
    r"(?:(?:vice )?president\w*|dgs\b|dg\b|dga\b|directeurs? general\w*|directrice generale|maire\b|adjoint\w*"
    r"|drh\b|dsi\b|daf\b"
    r"|directeurs? d(?:u|e|es|e la|e l) (?!projet)\w+|directrice d\w+|elue?s? (?:en charge|delegue\w*|a la|au)"
    r"|conseill\w+ (?:delegue\w*|d\w+)|prefet\w*|secretaire general\w*"
    r"|chef de cabinet|responsable d\w+|patron\w*|boss|chef de service|chefs? de l\b)"
)
# The first that fits decides.
PATTERNS = (
    (
        Unrecorded.CONTACT,
        re.compile(
            r"\b(?:telephones?|numero de (?:tel\w*|portable|poste|bureau)|e ?mails?|mails?|courriels?|adresses?"
            r"|coordonnees|joindre|poste telephonique|numero du|numero de la|son numero|bureau de quel etage"
            r"|quel bureau)\b"
        ),
    ),
    (
        Unrecorded.COST,
        re.compile(
            r"\b(?:budgets?|couts?|coute\w*|coutera\w*|prix|montants?|euros?|tarifs?|finance(?:s|ment"
            r"|ments)? (?:du|de la|de l|prevue?s?|alloue\w*)|depenses? (?:pour|prevue?s?)|enveloppe (?:pour"
            r"|prevue|du|de la|de l)|combien (?:d argent|de sous|ca coute|on paye|on depense|a coute|d euros"
            r"|de millions?)|cher|millions?|milliards?|subvention de combien|honoraires)\b"
        ),
    ),
    (
        Unrecorded.SALARY,
        re.compile(
            r"\b(?:salaires?|paye|remunerations?|primes?|gagne par mois|grille indiciaire|augmentation de salaire)\b"
        ),
    ),
    (
        Unrecorded.GRADE,
        re.compile(
            r"\b(?:quelle|la|sa) note\b(?! d)|\bnote (?:a eu|obtenue|attribuee|du projet|de la|du|a recu)\b"
            r"|\bcombien de points\b|\bquel (?:score|rang|classement)\b|\bscore (?:du|de)\b|\bclassement du\b"
        ),
    ),
    (
        Unrecorded.RESULT,
        re.compile(
            r"\b(?:les |quels sont les |quel est le )?resultats? (?:du|de la|de l|des|obtenus?|d)\b"
            r"|\bce qu a donne\b|\bqu a donne\b|\bconclusions? (?:du|de la|de l|des)\b|\bcompte rendu (?:du|de la"
            r"|de l|des)\b|\bque dit le (?:barometre|benchmark|rapport)\b|\bliste des (?:gagnants|laureats"
            r"|signataires|participants|inscrits|noms|agents|porteurs|ambassadeurs|membres)\b"
        ),
    ),
    (
        Unrecorded.WINNER,
        re.compile(
            r"\b(?:quel(?:le)?s?|le nom d\w*|nom d\w*|qui est le|quels sont les) (?:\w+ )?(?:prestataires?"
            r"|titulaires?|editeurs?|cabinets?|fournisseurs? (?:de|du|retenu|choisi)|consultants?|integrateurs?"
            r"|societes?|entreprises? (?:a|qui|retenue?|de travaux|realise|fait)|architectes?|maitres? d oeuvre"
            r"|sous traitants?|start up)\b"
            r"|\bqui a (?:gagne|remporte|developpe|fabrique|concu|redige|ecrit|signe|vote|construit|realise) \b"
            r"|\bmarche (?:attribue|a ete attribue|gagne|remporte)\b|\bprestataire (?:retenu|choisi)\b"
            r"|\bprestataire (?:du|de)\b"
        ),
    ),
    (
        Unrecorded.PERSON,
        re.compile(
            r"\b(?:noms?|prenoms?|s appellent?|identite|photo) (?:du|de la|de l|des|le|la|d|du nouveau)\b"
            rf"|\b(?:qui est|qui sont|c est qui|quel est) (?:\w+ ){{0,4}}?{_OFFICES}"
            rf"|\b{_OFFICES} (?:\w+ ){{0,4}}?(?:c est qui|qui c est|est qui)\b"
            r"|\bqui (?:dirige|preside|est a la tete|commande|a ecrit|a redige)\b|\bqui est le (?:chef"
            r"|patron) (?:de |d )\w+"
        ),
    ),
    (
        Unrecorded.PRACTICAL,
        re.compile(
            r"\b(?:horaires?|a quelle heure|adresse|plan d acces|comment (?:y aller|venir|m inscrire|s inscrire"
            r"|postuler|me connecter|se connecter|installer|telecharger|poser|recuperer|obtenir|candidater)"
            r"|mode d emploi|tuto\w*|lien (?:vers|pour|de|du)|url|combien de places|inscription"
            r"|documents? a fournir|formulaire)\b"
        ),
    ),
)
# « combien d'agents ont signé », « combien sont en télétravail »: how many have, not how many are aimed at.
SO_FAR = re.compile(
    r"\bcombien (?:d|de|des) \w+ (?!doivent\b|devront\b|devraient\b|tombent\b|concernent\b|existent\b)\w{3,}ent\b|"
    r"\bcombien\b.*\b(?:ont(?: ils)?(?: deja)?|sont|avons nous|a t on|on a|ont ete|a ete|avez vous"
    r"|etaient) (?:deja |ete |encore )*(?!prevu|vise|attendu|recense|identifie|a (?:suivre|classer))\w+|\b(?:taux"
    r"|part|pourcentage|nombre|chiffre|avancement) (?:actuel\w*|reel\w*|constate\w*|atteint\w*|obtenu\w*"
    r"|realise\w*)\b|\bon en est a combien\b|\bdeja (?:combien|fait combien)\b|\bcombien (?:deja|a ce jour"
    r"|aujourd hui|actuellement)\b"
)
# « le prochain salon de l'agriculture »: an event that no calendar here holds.
NEXT_EVENT = re.compile(r"\bprochaine? (?:salon de l|foire|festival|concert|match|exposition|spectacle)\b")
# « âge moyen des agents »: an average; the document prints none under such a name.
AVERAGE = re.compile(
    r"\b(?:age|duree|temps|nombre|ancien\w+) moyen(?:ne)?s?\b|\ben moyenne\b|\bmoyenne d\w*\b"
    r"|\bturn ?over\b|\brotation d\w+\b"
)
# « taux d'absentéisme »: the rate of a thing.
RATE_OF = re.compile(r"\b(?:taux|pourcentage|indice|proportion) (?:de |d |des |du )(?:l |la |les )?(\w{4,})")
# « quelles écoles », « quels salons »: which, of a thing that the document counts and does not name.
WHICH = re.compile(
    r"\b(?:quel(?:le)?s?|lesquel(?:le)?s?|nom des?|noms des?|liste des?)(?: sont)?(?: les| des| d)?(?: \d+)? (\w+)\b"
)
WHICH_HAVE = re.compile(
    r"\bquel(?:le)?s? (?!dates?\b|jours?\b|mois\b|annee\b|trimestre\b|echeances?\b|objectifs?\b|projets?\b|piliers?\b)"
    r"(?:\w+ ){1,4}(?:ont|a t on|avons nous|a ete|ont ete)\b"
)
# « qui sont les ambassadeurs de ma direction ? ».
WHO_ARE = re.compile(r"\b(?:qui sont|c est qui) (?:les|nos|mes)\b|\bles noms\b")
# Nouns behind « quel » that ask for what is recorded.
ASKED_NOUNS = frozenset(
    """
    echeance echeances date dates delai delais etat statut statuts objectif objectifs projet projets pilier piliers
    axe axes thematique thematiques theme themes commune communes ville villes territoire territoires trimestre
    annee mois jour est sont a ont sera seront etait le la les l un une de des d reference references code codes
    difference differences cible cibles pourcentage part taux proportion chiffre chiffres nombre delai duree
    frequence rythme periodicite composition role roles avancement meteo priorite outil outils instance instances
    communaute communautes reunion reunions indicateur indicateurs kpi definition sens points point etape etapes
    jalon jalons operationnels operationnel grands grand moyen moyens lieu endroit site quartier secteur sigle
    acronyme titre heure temps facon maniere moment horizon intention ambition enjeu enjeux but finalite sujet
    pilote chef porteur directeur personne source page partie support dispositif action actions calendrier programme
    suite suites contenu decision decisions equipements piscines lignes
    """.split()
)
# « le budget du schéma directeur »: the cost is what is asked, whatever else is.
COST_OF = re.compile(r"\b(?:budgets?|couts?|prix|montants?) (?:du|de|de la|de l|des|d|pour)\b|\bcoute\w*\b")
# « combien de managers faut-il former »: what is to be reached, so that a percentage is an answer.
TO_REACH = re.compile(
    r"\b(?:doi(?:t|vent)|devront|faut|faudra|vise|viser|a (?:former|recruter|atteindre|evaluer|signer|tester))\b"
)
