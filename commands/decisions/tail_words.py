"""French words behind the text of a decision or an action: who, by when, in which body, on what, why."""

from __future__ import annotations

# What opens each part, as people type it; accents and case are free.
WHO = r"(?:par|confié(?:e|s|es)?\s+à|confie(?:e|s|es)?\s+a|confié(?:e|s|es)?\s+au|pilote\s*:?|responsable\s*:?)\s+"
WHEN = r"(?:avant|pour|d['’]ici|au\s+plus\s+tard|échéance\s*:?|echeance\s*:?|jusqu['’]au?|au)\s+"
ON_DAY = r"(?:le|du|de)\s+"
# A day with its article, whole: « le 12/11 ».
ARTICLE = r"^\s*(?:le|du|de)\s+"
# What ends the name of a body: the day of its meeting, or what was decided.
AFTER_BODY = r"\s+(?:du|le)\s+\d|[«\"“]"
KIND = r"^\s*(?:le\s+|du\s+)?projet\s+"
ABOUT = r"(?:sur|concernant)\s+"
# Folded words that stand before a day or a period in a deadline.
BEFORE_DAY = r"^(?:avant|pour|d ici|au plus tard|echeance|jusqu a|jusqu au|au|le|la|l|fin de|:|\s)+(?=\s|\d|$)"
# Folded words before the name of a body: what follows may name one.
BEFORE_BODY = frozenset({"en", "au", "aux", "a", "devant", "instance"})
# What parts several subjects: « sur 4.2.2 et 4.1.1 ».
AND = r"\s*(?:,|;|\bet\b)\s*"
REASON = r"\b(?:(?:motif|raison|car|parce\s+que|cause)(?![^\W_])|parce\s+qu['’])\s*:?\s*"
# What stands before a day that belongs to the text.
BEFORE_SAID_DAY = (
    r"(?:\bavant|d['’]ici|\bjusqu['’](?:à|au)|\bdès|\bdepuis|\bpour|\baprès|\bprévue?s?|\bau\s+plus\s+tard)\s+$"
)

# What begins a decision said in plain words, before the code that it is about.
DECISION_ON = r"^\s*d[ée]cisions?\s*:?\s+(?:(?:sur|pour|de|concernant)\s+)?(?:l['’]\s*objectif\s+)?"
DECIDES = "objectif décision"
