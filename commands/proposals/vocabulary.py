"""The words with which people propose, and answer proposals, in plain sentences."""

from __future__ import annotations

# « je propose pour 4.1.1.a : 62 % ».
PROPOSING = r"\s*(?:je\s+)?propose[rz]?\s+(?:pour\s+|sur\s+|de\s+(?:mettre|passer)\s+)?(?:(?:le|la|les)\s+|l['’])?"
# « j'accepte la proposition n° 12 ».
ANSWERING = (
    r"\s*(?:je\s+|j['’]\s*)?(?P<verb>accepte|refuse|retire)[rz]?\s+(?:la|ma|cette)\s+proposition\s+(?=(?:n°\s*)?\d)"
)
VERBS = {"accepte": "accepter", "refuse": "refuser", "retire": "retirer"}
