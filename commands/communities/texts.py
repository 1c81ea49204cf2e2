"""French sentences about communities and governance bodies."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import capitalised, count, listing, quote, typeset
from commands.message import Fact, Line, Strong
from commands.texts import shortened
from storage.rows.organisation import CommunityPlace, Platform
from storage.rows.reference import Community

GROUP_BODY = "Les instances de gouvernance : rôle, composition, rythme, décisions, actions, relevé"
GROUP_COMMUNITY = "Les communautés : rôle, composition, rythme, décisions, actions, relevé"
HELP_LIST = "Communautés et instances, par genre"
USAGE_LIST = "/instance liste [genre]"
HELP_INFO = "Rôle, composition et rythme d'une communauté ou d'une instance"
USAGE_INFO = "/instance info nom"
ASK = "Quelle communauté ou instance ?"
ASK_HINT = "Son nom : Comex, CAP Managers, Cap Digital…"

LIST = "Liste"

# The catalogue's kinds, as a person may type them, in the order in which they are shown.
KINDS = (
    "instance",
    "instance consultative",
    "instance de projet",
    "revue de projets",
    "communauté",
    "dispositif",
)
PLURALS = {
    "instance": "Instances",
    "instance consultative": "Instances consultatives",
    "instance de projet": "Instances de projet",
    "revue de projets": "Revues de projets",
    "communauté": "Communautés",
    "dispositif": "Dispositifs",
}
PLATFORMS = {Platform.SLACK: "Slack", Platform.MATRIX: "Matrix", Platform.TERMINAL: "terminal"}


def heading(community: Community) -> Line:
    """Name and kind."""
    return (Strong(community.name), typeset(f" ({community.kind})"))


def facts(community: Community, *, members: int, places: Sequence[CommunityPlace]) -> tuple[Fact, ...]:
    """What is recorded, one label a line; nothing recorded is left out."""
    printed = [
        ("Rôle", community.purpose),
        ("Composition", community.composition),
        ("Effectif", community.size),
        ("Rythme", community.rhythm),
        ("Compte rendu", community.reporting),
        ("Création", community.created),
        ("Échéance", community.printed_deadline),
    ]
    said = [Fact(label, (typeset(text),)) for label, text in printed if text]
    if members:
        said.append(Fact("Membres inscrits", (count(members, "personne"),)))
    if places:
        where = listing(dict.fromkeys(PLATFORMS[each.platform] for each in places))
        said.append(Fact("Lieux d'échange", (where,)))
    return tuple(said)


def source(community: Community) -> Line:
    """Where the document says it."""
    return (typeset(f"Source : DiMENSiON, {community.source}"),)


def list_heading(total: int) -> Line:
    """How many."""
    return (Strong(count(total, "communauté ou instance", "communautés et instances")),)


def kind_heading(kind: str) -> Line:
    """The title of a kind."""
    return (Strong(PLURALS.get(kind, capitalised(kind))),)


def listed(community: Community) -> Line:
    """A community in a list."""
    return (community.name, typeset(f" : {community.summary}") if community.summary else "")


def unknown_kind(typed: str) -> str:
    """A kind that is not."""
    return typeset(f"Je ne connais pas le genre {quote(shortened(typed, 40))}. Les genres : {listing(KINDS)}.")
