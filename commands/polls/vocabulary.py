"""The words that people type of polls: what stands behind the dashes, modes, kinds, and words of elections."""

from __future__ import annotations

import re

from storage.rows.poll_states import PollKind, PollMode

# Options: what stands behind « -- », folded. Phones turn two hyphens into a dash.
BEFORE_FLAG = r"(?:^|\s)(?:--|—|–)\s?(?=[^\W\d_])"

CLOSES = frozenset({"clos", "close", "cloture", "fin", "jusqu a", "jusqu au"})
OPENS = frozenset({"ouvre", "ouverture", "debut", "a partir du"})
QUORUM = frozenset({"quorum"})
MAJORITY = frozenset({"majorite"})
LIVE = frozenset({"direct", "en direct"})
SAMPLE = frozenset({"echantillon", "tirage", "panel"})
VOLUNTEERS = frozenset({"volontaires", "volontaire"})
HELPER = frozenset({"avec", "co organisateur", "coorganisateur", "co organisatrice", "coorganisatrice"})
MEETING = frozenset({"seance"})
REPEATS = frozenset({"chaque", "tous les", "toutes les"})
CRITERIA = frozenset({"criteres", "critere"})
PLACE = frozenset({"lieu", "lieux", "salon", "salons", "canal"})
HERE = frozenset({"ici", "ce salon", "ce canal"})

MODES = {
    "nominatif": PollMode.NAMED,
    "nominative": PollMode.NAMED,
    "masque": PollMode.MASKED,
    "masquees": PollMode.MASKED,
    "masques": PollMode.MASKED,
    "reponses masquees": PollMode.MASKED,
    "secret": PollMode.SECRET,
    "secrete": PollMode.SECRET,
    "vote secret": PollMode.SECRET,
}
KINDS = {
    "choix": PollKind.ONE,
    "choix unique": PollKind.ONE,
    "plusieurs": PollKind.SEVERAL,
    "choix multiple": PollKind.SEVERAL,
    "choix multiples": PollKind.SEVERAL,
    "classement": PollKind.RANKING,
    "note": PollKind.NOTE,
    "texte": PollKind.TEXT,
    "texte libre": PollKind.TEXT,
    "dates": PollKind.DATES,
    "date": PollKind.DATES,
    "creneaux": PollKind.DATES,
    "criteres": PollKind.WEIGHTED,
    "quiz": PollKind.QUIZ,
}
MAJORITIES = {
    "relative": "relative",
    "simple": "relative",
    "absolue": "absolute",
    "deux tiers": "two_thirds",
    "des deux tiers": "two_thirds",
    "2/3": "two_thirds",
    "qualifiee": "two_thirds",
}
RHYTHMS = {
    "semaine": "week",
    "semaines": "week",
    "mois": "month",
    "trimestre": "quarter",
    "trimestres": "quarter",
    "semestre": "semester",
    "semestres": "semester",
    "an": "year",
    "annee": "year",
}
# Everyone of the register.
EVERYBODY = frozenset({"tous", "tout le monde", "tous les agents", "toute l organisation"})

# An election is something else: words that ask for one, on the folded text.
ELECTION = re.compile(
    r"\b(?:elections?|elire|reelire|electora(?:l|le|ux|les)|electeurs?|electrices?|scrutins?|referendums?"
    r"|bulletins? de vote"
    r"|representants? du personnel|delegues? (?:du personnel|syndica(?:l|ux))|organisations? syndicales?"
    r"|comites? socia(?:l|ux)|\bcse\b|\bcst\b|chsct|vote electronique|listes? de candidats?|procuration)\b"
)

HOURS = re.compile(
    r"(?:^|[\s,])(?:a\s+|à\s+|vers\s+)?(?P<hour>\d{1,2})\s*(?:h(?:eures?)?|:)\s*(?P<minute>\d{2})?\s*$", re.IGNORECASE
)
NOON = re.compile(r"(?:^|[\s,])(?:a\s+|à\s+)?midi\s*$", re.IGNORECASE)
IN_SOME_TIME = re.compile(
    r"^(?:dans\s+)?(?P<number>\d{1,4})\s*(?P<unit>minutes?|min|mn|heures?|h|jours?|j|semaines?)$", re.IGNORECASE
)
MINUTES_IN = {"m": 1, "h": 60, "j": 60 * 24, "s": 60 * 24 * 7}
BEFORE_MOMENT = re.compile(r"^(?:jusqu['’ ]?(?:à|au|a)|le|au|à|a|pour|du)\s+", re.IGNORECASE)

# « 2 > 1 > 3 », « 2, 1, 3 », « 2 1 3 », « 1 et 3 »
BETWEEN_CHOICES = re.compile(r"\s*(?:[>,;/]|\bpuis\b|\bet\b)\s*|\s+", re.IGNORECASE)
# « @direction-voirie 2 »: a vote in the place of somebody who gave a « pouvoir ».
IN_PLACE_OF = re.compile(r"^\s*@(?P<who>[\w.-]+)\s*[:,]?\s*")
NOBODY_CHOSEN = frozenset({"aucun", "aucune", "rien", "aucun creneau"})
NUMBER = re.compile(r"^\s*(?:sondage\s+)?(?:n°\s*|n\s+|#\s*)?(?P<number>\d{1,9})\b[\s,.:]*", re.IGNORECASE)
# As one types a value: « sondage valeur » says it for the person.
VALUE_SENTENCE = "valeur {value} au {on} source « {source} »"
# « 1-5 », « 0 à 10 ».
SCALE = re.compile(r"(?P<lowest>\d{1,2})\s*(?:-|à|a|/|\.\.)\s*(?P<highest>\d{1,2})")
# A whole sentence typed where a form waits for the answer alone: « sondage voter 12 2 ».
WHOLE_VOTE = re.compile(r"^\s*[/!]*sondage\s+(?:voter|r[ée]pondre)\s+(?:n°\s*)?(?P<number>\d{1,9})\b\s*", re.IGNORECASE)
