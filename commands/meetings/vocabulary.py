"""How people name a meeting and say when it is: committees of projects, reviews of DGA, occasions, hours, ends."""

from __future__ import annotations

import re

from storage.planned_meetings import YEARLY_REVIEW, Body

_OF = r"(?:\s+(?:du|de\s+la|de|des)\b|\s+d['’]|\s*[:·])?(?:\s*projet\b)?(?:\s+(?:du|de\s+la|de|des)\b|\s+d['’])?"
# « COPIL du plan vélo », « comité de pilotage tramway ».
COMMITTEE = re.compile(
    r"^\s*(?:le\s+|un\s+)?(?P<which>copil|coproj|costrat|comit(?:é|e)\s+(?:de\s+pilotage|(?:de\s+)?projet|strat(?:é|e)gique))"
    rf"{_OF}\s+(?P<of>\S.*)$",
    re.IGNORECASE,
)
COMMITTEES = {
    "copil": "copil",
    "coproj": "coproj",
    "costrat": "costrat",
    "comite de pilotage": "copil",
    "comite projet": "coproj",
    "comite de projet": "coproj",
    "comite strategique": "costrat",
}
# « revue de la DGA Numérique », « revue des projets DGST ».
REVIEW = re.compile(
    r"^\s*(?:la\s+)?revue(?:\s+des?\s+projets?|\s+mensuelle)?(?:\s+(?:du|de\s+la|de|des)\b|\s+d['’]|\s*[:·])?"
    r"\s+(?P<of>\S.*)$",
    re.IGNORECASE,
)
# « revue des projets » alone names that of every DGA.
PROJECTS_ALONE = frozenset({"projet", "projets", "de projet", "de projets", "des projets"})
# What comes within a body, folded.
OCCASIONS = {
    "bilan annuel": Body("comex", occasion=YEARLY_REVIEW),
    "bilan annuel de la demarche": Body("comex", occasion=YEARLY_REVIEW),
    "evenement achat": Body("communaute_achat"),
    "evenement semestriel achat": Body("communaute_achat"),
    "evenement de la communaute achat": Body("communaute_achat"),
    "reunion des encadrants": Body("xxl"),
    "reunion de tous les encadrants": Body("xxl"),
    "reunion annuelle des encadrants": Body("xxl"),
    "reunion des managers": Body("xxl"),
    "reunion annuelle des managers": Body("xxl"),
}
# Where a date may begin behind a name.
WHEN_BEGINS = re.compile(
    r"[\s,:]+(?=(?:le|du|tous|toutes|chaque|demain|apr(?:è|e)s-demain|dans|à|rrule|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|\d{1,2}/\d{1,2}|\d{4}-\d\d)(?:\b|:))",
    re.IGNORECASE,
)
# « de 9h à 11h30 ».
FROM_TO = re.compile(
    r"\bde\s+(?P<begin>(?:[01]?\d|2[0-3])\s*h\s*(?:[0-5]\d)?)\s*(?:à|a|-)\s*"
    r"(?P<end>(?:[01]?\d|2[0-3])\s*h\s*(?:[0-5]\d)?)(?!\w)",
    re.IGNORECASE,
)
ALL_DAY = re.compile(r"\b(?:toute\s+la\s+journ(?:é|e)e|la\s+journ(?:é|e)e)\b", re.IGNORECASE)
UNTIL = re.compile(r"\bjusqu['’]?\s*(?:au|à|a|en)?\s+(?P<day>.+)$", re.IGNORECASE)
RRULE = re.compile(r"\bRRULE\s*:\s*(?P<rule>[A-Z0-9=;,+-]+)", re.IGNORECASE)
# « du 15/12 au 17/12 à 9h », « le 15/12 au 17/12 à 9h ».
FROM_DAY_TO_DAY = re.compile(r"^\s*(?:du|le|de)?\s*(?P<before>.+?)\s+au\s+(?P<after>.+)$", re.IGNORECASE)
LINK = re.compile(r"^(?:le|du|la|au|les|des)\s+", re.IGNORECASE)
# Verbs that some put between the body and its date: « Comex, planifier le 15/12 à 9h ».
PLANNING_VERB = re.compile(r"\s*,?\s*\b(?:planifier|planifi(?:é|e)e?|pr(?:é|e)voir|fixer)\b\s*", re.IGNORECASE)

# Plain sentences. « quelle est la prochaine réunion du Comex ? », « quand est le prochain COPIL stratobus ? »
_OF_NEXT = r"(?:\s+(?:du|de\s+la|de|des|de\s+l['’])\s*|\s+d['’]\s*)"
_NEXT_MEETING = rf"(?:{_OF_NEXT}?\s*(?:la\s+|le\s+)?prochaine?\s+(?:r(?:é|e)union{_OF_NEXT})?|{_OF_NEXT})"
_SHOW = r"(?:(?:quel\s+est|donne[rz]?(?:-moi)?|voir|montre[rz]?(?:-moi)?)\s+)?"
PLAIN = {
    "next": re.compile(
        r"^(?:(?:quelle?\s+est|c['’]est\s+quand|quand\s+(?:est|a\s+lieu|se\s+tient)|date\s+(?:de|du))\s+)?"
        rf"(?:la\s+|le\s+)?prochaine?\s+(?:r(?:é|e)union{_OF_NEXT})?(?P<of>[^?]+?)\s*\??$",
        re.IGNORECASE,
    ),
    "agenda": re.compile(
        rf"^{_SHOW}(?:l['’]\s*)?ordre\s+du\s+jour{_NEXT_MEETING}(?P<of>[^?:]+?)\s*\??$", re.IGNORECASE
    ),
    "dossier": re.compile(rf"^{_SHOW}(?:le\s+)?dossier{_NEXT_MEETING}(?P<of>[^?:]+?)\s*\??$", re.IGNORECASE),
}
COMMANDS = {"next": "instance prochaine", "agenda": "instance ordre du jour", "dossier": "instance dossier"}
