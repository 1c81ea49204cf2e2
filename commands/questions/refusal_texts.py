"""French sentences of what is not answered: out of scope, not recorded; and of what the bot is for."""

from __future__ import annotations

from commands.french import quote, typeset
from commands.message import Line
from commands.questions.unrecorded_kinds import Unrecorded
from commands.texts import shortened

# Out of scope, and the bot itself

OUT_OF_SCOPE = typeset(
    "Je ne peux pas vous répondre là-dessus : je ne traite que du projet d'administration DiMENSiON (piliers, "
    "objectifs, échéances, projets, instances). Essayez par exemple :"
)
WHAT_I_DO = typeset(
    "Je réponds sur le projet d'administration DiMENSiON : ses piliers, objectifs, échéances, cibles, projets, "
    "instances et sigles, toujours avec la source ; quand ce n'est pas consigné, je le dis."
)
TRY_THESE = "Essayez par exemple :"
EXAMPLES = (
    ("Échéances dépassées", "objectif liste échéance dépassée"),
    ("Les piliers", "quels sont les piliers ?"),
    ("Aide", "dimension aide"),
)
WHO_SEES_A_VOTE = (
    (
        typeset(
            "Dans un sondage secret, personne : aucune ligne ne relie une personne à son choix, "
            "et je ne garde pas ce lien."
        ),
    ),
    (typeset("L'hébergeur de la messagerie voit passer le clic. Un sondage nominatif l'annonce avant le vote."),),
)


def stop_messages(command: str | None) -> tuple[Line, ...]:
    """How to stop what comes unasked."""
    if command is not None:
        return ((typeset(f"Tapez « /{command} » pour ne plus rien recevoir, pour un temps ou jusqu'à nouvel ordre."),),)
    return (
        (typeset("Pour ne plus suivre un sujet, tapez « /objectif ne plus suivre » ou « /projet ne plus suivre »."),),
        (typeset("J'écris aux heures de travail, une lettre par jour au plus. La cellule d'appui peut tout arrêter."),),
    )


# What is not recorded

_UNRECORDED = {
    Unrecorded.COST: "aucun budget ni coût n'est consigné",
    Unrecorded.CONTACT: "aucune coordonnée n'est consignée",
    Unrecorded.PERSON: "aucun nom n'est consigné",
    Unrecorded.SALARY: "aucune rémunération n'est consignée",
    Unrecorded.GRADE: "aucune note n'est consignée",
    Unrecorded.RESULT: "aucun résultat n'est consigné",
    Unrecorded.WINNER: "aucun prestataire ni auteur n'est consigné",
    Unrecorded.PRACTICAL: "ce renseignement pratique n'y figure pas",
    Unrecorded.SO_FAR: "aucun relevé à ce jour n'est consigné",
    Unrecorded.NAMES: "le document ne dit pas lesquels",
    Unrecorded.NUMBER: "ce nombre n'y figure pas",
    Unrecorded.DATE: "cette date n'y figure pas",
    Unrecorded.ABSENT: "ce contenu n'est pas disponible dans le texte",
}
_TOOLS = {
    Unrecorded.COST: "Les budgets se suivent dans l'outil de pilotage.",
    Unrecorded.CONTACT: "MActu, l'intranet métropolitain, renseigne sur les personnes et les services.",
    Unrecorded.PERSON: "MActu, l'intranet métropolitain, renseigne sur les personnes et les services.",
    Unrecorded.SALARY: "MActu, l'intranet métropolitain, donne à chacun sa situation administrative.",
    Unrecorded.GRADE: "Les projets se suivent dans z0gravity.",
    Unrecorded.WINNER: "Les projets se suivent dans z0gravity.",
    Unrecorded.PRACTICAL: "MActu, l'intranet métropolitain, renseigne sur la vie de la maison.",
}
TO_WHOM = "La cellule d'appui lit les questions restées sans réponse."


def unrecorded(kind: Unrecorded, *, near: bool) -> str:
    """That what is asked is recorded nowhere here."""
    said = f"Ce n'est pas consigné dans DiMENSiON : {_UNRECORDED[kind]}."
    return typeset(f"{said} Le plus proche :" if near else said)


def where_else(kind: Unrecorded) -> str:
    """Which tool has it, or whom to ask."""
    return typeset(_TOOLS.get(kind) or TO_WHOM)


def nothing(typed: str, *, near: bool) -> str:
    """Nothing recorded is meant."""
    said = f"Ce n'est pas consigné dans DiMENSiON : {quote(shortened(typed, 60))}."
    return typeset(f"{said} Le plus proche :" if near else f"{said} Essayez d'autres mots, ou le code d'un objectif.")


NO_PROJECT_DATE = typeset("La date n'est pas consignée pour ce projet ; voici ce qui l'est :")
