"""French words of the kinds and the modes of polls, and what each mode promises."""

from __future__ import annotations

from storage.rows.poll_states import PollKind, PollMode

KINDS = {
    PollKind.ONE: "choix unique",
    PollKind.SEVERAL: "plusieurs choix",
    PollKind.RANKING: "classement",
    PollKind.NOTE: "note",
    PollKind.TEXT: "texte libre",
    PollKind.DATES: "choix de créneaux",
    PollKind.WEIGHTED: "critères pondérés",
    PollKind.QUIZ: "quiz",
}
MODES = {
    PollMode.NAMED: "nominatif",
    PollMode.MASKED: "réponses masquées",
    PollMode.SECRET: "vote secret",
}
MODE_MEANS = {
    PollMode.NAMED: "Nominatif : les participants voient qui répond quoi. Vous pouvez changer jusqu'à la fin.",
    PollMode.MASKED: (
        "Réponses masquées : votre réponse n'est montrée à personne. Le bot la garde jusqu'à la fin pour que vous "
        "puissiez la changer, puis efface le lien avec vous."
    ),
    PollMode.SECRET: (
        "Vote secret : le bot ne garde aucun lien entre vous et votre choix. Votre vote est donc définitif : il ne "
        "pourra être ni changé ni relu. L'hébergeur de la messagerie, lui, voit passer votre clic ou votre message."
    ),
}
