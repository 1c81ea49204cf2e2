"""The words with which people ask what has moved, since when, and why something stands as it does."""

from __future__ import annotations

import re

# Characters of a question that somebody types; what is longer is a pasted page.
LONGEST_QUESTION = 500

_FLAGS = re.IGNORECASE
# « depuis le dernier Comex », « depuis la dernière réunion du Comex »: what stands before the body.
SINCE_MEETING = re.compile(
    r"\bdepuis\s+(?:l[ea]s?\s+|l['’]\s*)?"
    r"(?P<last>(?:derni[eè]r|derni[eè]re|pr[ée]c[ée]dente?)\s+)?"
    r"(?P<meeting>(?:r[ée]union|s[ée]ance)\s+)?(?:du\s+|de\s+la\s+|de\s+l['’]\s*|des\s+|d['’]\s*)?",
    _FLAGS,
)
SINCE = re.compile(r"\bdepuis\b", _FLAGS)
# A code of an objective or a key result inside a sentence.
CODE = re.compile(r"(?<![\w.])\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.?[a-z](?!\w))?(?![\w.]*\d)", _FLAGS)
# Small words that are left of a question once what was understood is taken out of it.
LEFT_OVER = re.compile(
    r"^(?:(?:sur|pour|dans|de|du|des|le|la|les|l['’]|au|aux|à|a|en|avec|chez|concernant|du\s+c[ôo]t[ée])\b[\s'’]*)+",
    _FLAGS,
)

# What has moved. A question, and never what somebody tells: « 4.2.2.b a changé » is none.
_ASKING = (
    r"(?:(?:dis|dites|montre|montrez|donne|donnez|peux|pouvez|pourriez)\b[^?]{0,30}?\s)?"
    r"(?:qu\W{0,3}(?:est|es)\W{0,3}ce\s+qui|keski|ce\s+qui|quoi\s+(?:a|qui)|(?:quels?|quelles?)\s+[^?]{0,40}?|quoi)\s*"
)
_MOVED = (
    r"(?:a|ont|est|sont|s['’]est|se\s+sont|qui)?\s*(?:donc\s+|bien\s+|d[ée]j[àa]\s+)?"
    # Verbs and not nouns: an « avancement » or a « changement » is something that a title may name.
    r"(?:(?:boug|chang|[ée]volu|avanc)(?:[ée]e?s?|ent)|pass[ée]e?s?)\b"
)
_NEWS = (
    r"(?:quoi\s+de\s+(?:neuf|nouveau)|(?:qu\W{0,3}est\W{0,3}ce\s+qu['’]|qu['’]|y\s+)?(?:il\s+)?(?:y\s+)?a\W{0,3}"
    r"(?:t\W{0,3}il\s+)?(?:du|de|des)\s+(?:neuf|nouveau|nouveaut[ée]s|changements?|mouvements?)"
    r"|(?:du|des)\s+(?:nouveau|nouveaut[ée]s)"
    r"|(?:(?:quels?|quelles?)\s+(?:sont\s+)?)?(?:les\s+|des\s+)?(?:derni[eè]re?s\s+)?"
    r"(?:mouvements|changements|[ée]volutions|nouveaut[ée]s)(?:\s+r[ée]cent\w*)?)\b"
)
MOVEMENTS = re.compile(rf"^\s*(?:{_ASKING}{_MOVED}|{_NEWS})", _FLAGS)
OF_PROJECTS = re.compile(r"\bprojets?\b", _FLAGS)
OF_OBJECTIVES = re.compile(r"\bobjectifs?\b", _FLAGS)

# « l'historique de 4.1.1 ».
HISTORY = re.compile(r"^\s*(?:l['’]\s*)?historique\s+(?:(?:de\s+la|de|du|des|sur)\s+|de\s+l['’]\s*)?", _FLAGS)

# Why, and who said it.
_WHO_SAID = (
    r"(?:c['’]?\s*est\s+)?(?:qui|ki)\s+(?:est\W{0,3}ce\s+)?(?:qui\s+)?"
    r"(?:(?:(?:nous|vous)\s+|t['’]\s*|l['’]\s*)?a\s+(?:d[ée]j[àa]\s+)?"
    r"(?:dit|mise?s?|pass[ée]e?s?|report[ée]e?s?|repouss[ée]e?s?|d[ée]cid[ée]|annonc[ée]|d[ée]clar[ée]|consign[ée]|"
    r"[ée]crit|saisi|class[ée])|(?:le\s+)?(?:dit|d[ée]clare))\b"
)
WHY = re.compile(rf"^\s*(?:(?:et|mais|alors)\s+)?(?:(?:pourquoi|pk|pkoi|pq)\b|{_WHO_SAID})", _FLAGS)
# What names no subject, folded: that of the last answer is meant.
NAMELESS = frozenset(
    """
    c est il elle ils elles ce ca cela cet cette celui celle la ci sont a en au dans le les l d du de des mis mise passe
    passee devenu devenue ainsi objectif projet meteo statut couleur et qui dit que qu t donc tout toujours encore deja
    mal si echeance son sa ses ete date
    """.split()
)
# « plan vélo est en rouge »: what stands between a name and how it stands.
NAME_ENDS = re.compile(
    r"[\s,]+(?:(?:est|sont|c['’]\s*est|a\s+[ée]t[ée]|a|passe|devient|reste|encore|toujours|mise?|pass[ée]e?|en|au|dans|"
    r"le|à|l['’])"
    r"(?:\s+|(?<=['’])))+(?=\S)",
    _FLAGS,
)
# What a calendar alone may have said, and what was put off.
LATE = frozenset({"retard", "en retard", "depasse", "depassee", "echu", "echue", "pas fini", "pas finie"})
PUT_OFF = frozenset(
    {"reporte", "reportee", "repousse", "repoussee", "decale", "decalee", "glisse", "recule", "report", "glissement"}
)
