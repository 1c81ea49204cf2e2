"""French words of exported polls."""

from __future__ import annotations

from commands.french import typeset

RESULT, VOTES = "Résultat", "Réponses"
POLL, QUESTION, PARTICIPANTS, VOTERS = "Sondage", "Question", "Participants", "Votants"
SHARE, MEAN, PROJECT, SCORE = "Participation (%)", "Moyenne", "Projet", "Note pondérée"
COUNT_COLUMNS = ("Choix", "Voix")
ORDER_COLUMNS = ("Rang", "Choix")
VOTE_COLUMNS = ("Participant", "Réponse")


def exported(number: int) -> str:
    """What comes with the files."""
    return typeset(f"Sondage n° {number}, pour tableur.")
