"""French words of the reference of commands: what each right is for."""

from __future__ import annotations

ACTIONS = {
    "consult": "consulter, chercher, demander",
    "see_state": "voir l'état du service",
    "update": "mettre à jour ce que d'autres pilotent, dans son périmètre",
    "propose": "proposer une mise à jour",
    "follow": "suivre un objectif ou un projet",
    "answer_support": "répondre aux appuis demandés",
    "record_decisions": "consigner décisions et actions d'une instance",
    "set_leads": "désigner les chefs de file et les rôles d'un projet",
    "teach": "apprendre au bot des mots et des réponses, retenir une référence",
    "set_project_types": "dire le type d'un projet, qui décide de sa revue",
    "remind_community": "créer des rappels pour une communauté, lire l'aperçu de son récapitulatif",
    "announce": "préparer, valider, envoyer et suspendre des annonces",
    "see_audit": "lire les refus",
    "put_polls": "interroger ses communautés, son unité, des personnes nommées",
    "put_polls_to_anyone": "interroger n'importe quelle communauté ou unité",
    "vote": "voter, quand on fait partie des participants",
}
