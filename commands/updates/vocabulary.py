"""What people type to say how something stands: folded phrases, and what each means."""

from __future__ import annotations

from storage.rows.following import Weather
from storage.rows.plan import Status


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(","))


_STATUS_PHRASES = {
    Status.PLANNED: "a venir, pas commence, pas commencee, pas demarre, pas encore commence, non commence, non demarre",
    Status.UNDER_WAY: (
        "en cours, commence, commencee, demarre, demarree, lance, lancee, ca avance, c est en cours, en route, repris"
    ),
    Status.DONE: (
        "realise, realisee, termine, terminee, fini, finie, fait, faite, acheve, achevee, c est fini, c est fait, "
        "c est termine, boucle, bouclee, livre, livree, atteint, atteinte, cloture"
    ),
    Status.SUSPENDED: "suspendu, suspendue, en pause, gele, gelee, a l arret provisoire, mis en pause, en suspens",
    Status.STOPPED: "arrete, arretee, abandonne, abandonnee, annule definitivement",
}
_WEATHER_PHRASES = {
    Weather.SECURE: (
        "objectifs securises soleil, objectifs securises, objectif securise, securises, securise, soleil, ensoleille, "
        "grand soleil, vert, feu vert, au vert, c est vert, tout va bien"
    ),
    Weather.REACHABLE: (
        "objectifs atteignables couvert, objectifs atteignables, objectif atteignable, atteignables, atteignable, "
        "couvert, ciel couvert, jaune"
    ),
    Weather.NEEDS_SUPPORT: (
        "appuis necessaires nuage, appuis necessaires, appui necessaire, nuage, nuages, nuageux, orange, a l orange"
    ),
    Weather.COMPROMISED: (
        "objectifs compromis orage, objectifs compromis, objectif compromis, compromis, orage, orageux, rouge, "
        "feu rouge, au rouge, dans le rouge, c est rouge"
    ),
}
STATUSES = {phrase: status for status, text in _STATUS_PHRASES.items() for phrase in _phrases(text)}
WEATHERS = {phrase: weather for weather, text in _WEATHER_PHRASES.items() for phrase in _phrases(text)}
UNCHANGED = frozenset(
    _phrases(
        "inchange, inchangee, rien de neuf, ras, r a s, rien a signaler, pas de changement, sans changement, idem, "
        "rien de nouveau"
    )
)
CONFIRMED = frozenset(_phrases("confirme, je confirme, confirmee"))
# « presque fini » is neither the one nor the other.
NEARLY = frozenset({"presque", "quasiment", "quasi"})
NEARLY_DONE = 90
# Shares of the way, in per cent; thirds are rounded to the nearest whole.
SHARES = {
    "a mi chemin": 50,
    "mi chemin": 50,
    "a mi parcours": 50,
    "a moitie": 50,
    "a la moitie": 50,
    "la moitie": 50,
    "moitie": 50,
    "a moitie fait": 50,
    "moitie fait": 50,
    "moitie faite": 50,
    "un quart": 25,
    "au quart": 25,
    "le quart": 25,
    "un tiers": 33,
    "au tiers": 33,
    "le tiers": 33,
    "deux tiers": 67,
    "aux deux tiers": 67,
    "les deux tiers": 67,
    "trois quarts": 75,
    "aux trois quarts": 75,
    "les trois quarts": 75,
}
# After one of these, a word that is a weather or a status elsewhere is part of a sentence: « couvert par le marché ».
GOES_ON = frozenset("de du des d par pour sur avec qui que en dans chez au aux".split())
# « fait le point », « terminé les tests »: what is done has an object, and is not the whole.
OBJECTS = frozenset("le la les l un une suite".split())
# Behind it, who suspended or stopped the work: « suspendu par le préfet ».
BY = "par"
_PUT_OFF = (
    r"(?:report(?:er|[ée]e?s?)?|(?:repouss|d[ée]cal)(?:er|[ée]e?s?)"
    r"|nouvelle\s+[ée]ch[ée]ance|[ée]ch[ée]ance\s+report[ée]e?)"
)
# Words that begin a part, in the order in which they are tried; each is a regular expression on what was typed.
LABELS = (
    ("seen", r"\(?\s*vue?s?\s+(?:n°\s*)?(?=\d)"),
    ("comment", r"(?:commentaires?|note|remarque)\b\s*:?"),
    ("blocker", r"(?:points?\s+de\s+blocage|blocages?|bloqu[ée]e?s?\s+par|blocage\s+par)\b\s*:?"),
    ("asked_of", r"(?:demand[ée]e?s?\s+(?:à|au|aux)|à\s+qui)\b\s*:?"),
    ("need", r"(?:appuis?\s+demand[ée]s?\b|appuis?\b|besoin\b(?:\s+d(?:e\b|['’]))?)(?!\s+n[ée]cessaires?)\s*:?"),
    ("needed_by", r"(?:avant\s+(?:le\b|fin\b|(?=\d))|pour\s+le\b|d['’]ici\s+(?:au|le|à)\b)\s*:?"),
    ("baseline", r"(?:valeur\s+(?:de\s+)?d[ée]part|d[ée]part|point\s+de\s+d[ée]part)\b\s*:?"),
    ("value", r"(?:valeur(?:\s+actuelle)?|indicateur)\b\s*:?"),
    ("source", r"source\b\s*:?"),
    ("method", r"m[ée]thode\b\s*:?"),
    ("target", r"cible\s+(?:n°\s*)?(?=\d{1,2}\b)"),
    ("due", rf"{_PUT_OFF}\b(?:\s*:)?(?:\s+(?:au|à|en|pour|jusqu['’]au)(?:\s+le)?\b)?"),
    ("reason", r"(?:motif|raison|parce\s+que|parce\s+qu['’]|car)\b\s*:?"),
    ("evidence", r"preuves?\b\s*:?"),
    ("expected", r"(?:r[ée]sultats?\s+attendus?|attendus?)\b\s*:?"),
    ("obtained", r"(?:r[ée]sultats?\s+obtenus?|obtenus?)\b\s*:?"),
    ("lessons", r"(?:retours?\s+d['’]exp[ée]rience|retex|rex)\b\s*:?"),
    ("evaluation", r"[ée]valuation\b\s*:?"),
    ("progress", r"(?:avancement|avanc[ée]e?s?\s+(?:à|de)|progression)\b(?:\s*:)?(?:\s+(?:de|à)\b)?"),
)  # fmt: skip
STATE_LABEL = r"(?P<weather>m[ée]t[ée]o)\b\s*:?\s*|(?:statut|[ée]tat)\b\s*:?\s*"
# Before the day of a value, and before that of an end.
AS_OF = r"(?:au|à\s+la\s+date\s+du|en\s+date\s+du|(?:mesur|constat)[ée]e?\s+(?:le|au)|fin|à(?=\s+(?:fin|mi|début)\b))\b"
VALUE_ENDS = rf"\s+(?=(?:{AS_OF}|source\b|m[ée]thode\b|cible\b))"
DATED_VALUE = r"(?:à\s+la\s+date\s+du|en\s+date\s+du)\b"
DONE_ON = (
    r"(?:depuis\s+(?:le\b)?|le\b|au\b|en\b|(?=(?:avant[- ])?hier\b|aujourd['’]hui\b|la\s+semaine\b|\d{1,2}[/.]\d))"
)
ASKED_OF = r"\s+(?:demand[ée]e?s?\s+)?(?:à\s+la|à\s+l['’]|à|au|aux|auprès\s+(?:de\s+la|de\s+l['’]|du|des|de))\s*"
NEEDED_BY = r"\s+(?:avant|pour|d['’]ici)\s+(?:le\s+|au\s+)?(?=\d|[a-zé]+\s+20|fin\b|[TSts]\d)"
ARTICLES = r"^(?:à\s+|au\s+|aux\s+)?(?:(?:la|le|les)\s+|l['’]\s*)?"
# The same as a verb before a code, and what takes an entry back by its number; the verbs of the table for both.
PUT_OFF, TAKE_BACK, PROPOSE = "reporter", "annuler", "proposer"
PUT_OFF_ALONE = (
    r"\s*(?:report(?:er|ez|e)|(?:repouss|d[ée]cal)(?:er|ez|e))(?:\s+encore)?\s+"
    r"(?:l['’]\s*[ée]ch[ée]ance\s+)?(?:d(?:e\s+l['’]|e\b|u\b)\s*)?"
)
TAKE_BACK_ALONE = (
    r"\s*annul(?:er|ez|e)\s+(?:(?:le|la)\s+)?(?:(?:point|mise\s+à\s+jour)\s+)?(?:n°\s*|n\s+)?(?=\d{1,9}\b(?![.,]\d))"
)
# « relevé de décisions du Comex »: before the body whose minutes are asked for, and the command that gives them.
MINUTES_ALONE = (
    r"\s*(?:le\s+)?relev[ée](?:\s+de\s+d[ée]cisions?)?\s+(?:du\s+|de\s+la\s+|de\s+l['’]\s*|des\s+|de\s+)?(?=\w)"
)
MINUTES = "relevé"
# Words that give a reason in any sentence; only after a new deadline are they its reason.
BECAUSE = r"(?:parce|car)\b"
DONE_WORDS = r"\s*(?:faits?|r[ée]alis[ée]s?|d['’]avancement|effectu[ée]s?|avanc[ée]s?)\b"
# With which a plain sentence says that it updates, and what stands between a code and how it is.
UPDATE_VERB = (
    r"\s*(?:(?:mettre|mets|met|mettez|remettre)\s+à\s+jour|mise\s+à\s+jour|point\s+d['’][ée]tape)"
    r"(?:\s+(?:de|du|sur|pour))?\b\s*:?\s*(?:(?:le|la|les|l['’])\s+)?"
)
BEFORE_PART = (
    r"(?:(?:on|nous|c['’]est|c|est|en|sommes|toujours|plutôt|désormais|maintenant|pass(?:e|é|ée|ons)|au|à|a|et|mais|donc"
    r"|environ|env\.?|cv|ça\s+va|ca\s+va|bonjour|bjr|slt|alors|bon)\s+)+"
)
BEING = r"^(?:(?:on\s+)?(?:en\s+)?est|nous\s+(?:en\s+)?sommes|c['’]est)\s+(?:à\s+(?=\d))?"
# What a percentage is a share of, when it is one of something else than the work.
OF_SOMETHING = r"\s*(?:des?\b|du\b|d['’])"
# Before a percentage that speaks of a change or of a part: « une hausse de 40 % », « à plus de 40 % ».
SHARE_BEFORE = r"(?:\bd['’]|\b(?:de|des|du|plus|moins|pour|hausse|baisse|soit|par))\s*$"
# The word that the canonical sentence writes before each part.
WRITTEN = {
    "comment": "commentaire",
    "blocker": "blocage",
    "need": "appui",
    "asked_of": "demandé à",
    "needed_by": "avant le",
    "value": "valeur",
    "baseline": "départ",
    "as_of": "à la date du",
    "source": "source",
    "method": "méthode",
    "target": "cible",
    "due": "report",
    "reason": "motif",
    "done_on": "le",
    "evidence": "preuve",
    "expected": "attendu",
    "obtained": "obtenu",
    "lessons": "retour d'expérience",
    "evaluation": "évaluation",
    "progress": "avancement",
    "weather": "météo",
    "seen": "vu",
    "unchanged": "inchangé",
    "confirmed": "confirmé",
}

# What stands before a word of a project's name, and before none that says how it stands.
BEFORE_A_NOUN = frozenset({"de", "du", "des", "la", "les"})
