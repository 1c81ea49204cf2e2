"""The words that people type of announcements: whom they go to, which one, why one is urgent."""

from __future__ import annotations

import re

from storage.rows.organisation import Role

NUMBER = re.compile(r"^\s*(?:annonce\s+)?(?:n°\s*|n\s+|#\s*)?(?P<number>\d{1,9})\b[\s,.:]*", re.IGNORECASE)
# What separates whom it goes to from what it says: a colon, or the end of the first line.
AFTER_AUDIENCE = re.compile(r"\s*(?::|\n)\s*")
# « … motif fuite d'eau », at the end.
REASON = re.compile(r"(?:^|\s)motif\s*(?::\s*)?(?=\S)", re.IGNORECASE)

# Roles as people name them, folded; « rôle » before one says that no community is meant.
A_ROLE = re.compile(r"^roles?\s+(?:des?\s+|d\s+)?")
ROLES = {
    "managers": Role.MANAGER,
    "manager": Role.MANAGER,
    "les managers": Role.MANAGER,
    "encadrants": Role.MANAGER,
    "encadrant": Role.MANAGER,
    "les encadrants": Role.MANAGER,
    "ambassadeurs": Role.AMBASSADOR,
    "ambassadeur": Role.AMBASSADOR,
    "les ambassadeurs": Role.AMBASSADOR,
    "membres du cap managers": Role.CAP_MANAGERS,
    "membre du cap managers": Role.CAP_MANAGERS,
    "chefs de projet": Role.PROJECT_MANAGER,
    "chef de projet": Role.PROJECT_MANAGER,
    "les chefs de projet": Role.PROJECT_MANAGER,
    "chefs de file": Role.OBJECTIVE_LEAD,
    "chef de file": Role.OBJECTIVE_LEAD,
    "les chefs de file": Role.OBJECTIVE_LEAD,
    "cellule d appui": Role.SUPPORT,
    "comex": Role.COMEX,
    "membres du comex": Role.COMEX,
    "administrateurs": Role.ADMINISTRATOR,
    "administrateur": Role.ADMINISTRATOR,
}
EVERYBODY = frozenset(
    {"tous", "tout le monde", "tous les agents", "toutes et tous", "agents", "les agents", "toute l organisation"}
)
