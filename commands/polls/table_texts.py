"""French help of the commands of polls, and what is asked where an argument was left out."""

from __future__ import annotations

from commands.french import typeset

GROUP = "Les sondages : poser une question, voter, lire le résultat"
ASK_NUMBER = typeset("Quel sondage, par son numéro ?")
ASK_BALLOT = typeset("Votre réponse ?")
ASK_END = typeset("Jusqu'à quand ?")
ASK_WORDS = typeset("Les nouveaux mots ?")
ASK_PERSON = typeset("Quelle personne ?")
ASK_DAYS = typeset("Pour quels jours ?")

HELP_CREATE = "Crée un sondage, montré d'abord à vous seul"
USAGE_CREATE = (
    "/sondage participants : question | choix | choix [--clos vendredi 17h] [--secret|--masqué|--nominatif] "
    "[--plusieurs 2|--classement|--note 5|--texte|--dates]"
)
EXAMPLE_CREATE = "sondage CAP Managers : Quel créneau ? | lundi | mardi | jeudi --clos vendredi 17h --secret"
HELP_TEMPLATE = "Pose un sondage tout prêt, dont le mode est fixé"
USAGE_TEMPLATE = "/sondage modèle nom participants [--clos moment] [--chaque trimestre]"
HELP_OPEN = "Ouvre un sondage que vous avez relu ; la liste des participants est arrêtée"
USAGE_OPEN = "/sondage ouvrir numéro"
HELP_DROP = "Abandonne un sondage qui n'est pas ouvert"
USAGE_DROP = "/sondage abandonner numéro"
HELP_JOIN = "Vous porte volontaire pour un sondage qui en cherche"
USAGE_JOIN = "/sondage participer numéro"
HELP_BALLOT = "Donne votre bulletin, ou celui d'une personne dont vous avez le pouvoir"
USAGE_BALLOT = "/sondage bulletin numéro [@personne]"
HELP_VOTE = "Vote"
USAGE_VOTE = "/sondage voter numéro [@personne] réponse"
HELP_WITHDRAW = "Retire votre réponse, tant que le sondage est ouvert et n'est pas secret"
USAGE_WITHDRAW = "/sondage retirer numéro"
HELP_RESULTS = "Montre le résultat, ou où en est le sondage"
USAGE_RESULTS = "/sondage résultats numéro"
HELP_MINUTES = "Donne le relevé de résultats, en message et en fichier"
USAGE_MINUTES = "/sondage relevé numéro"
HELP_EXPORT = "Donne le résultat pour tableur (XLSX et CSV)"
USAGE_EXPORT = "/sondage exporter numéro"
HELP_LIST = "Liste les sondages qui vous concernent"
USAGE_LIST = "/sondage liste"
HELP_CHASE = "Fait relancer une fois, par le bot seul, ceux qui n'ont pas voté"
USAGE_CHASE = "/sondage relancer numéro"
HELP_CLOSE = "Clôt un sondage avant l'heure ; c'est consigné"
USAGE_CLOSE = "/sondage clore numéro"
HELP_EXTEND = "Prolonge un sondage ; c'est consigné"
USAGE_EXTEND = "/sondage prolonger numéro moment"
HELP_CORRECT = "Corrige les mots avant le premier vote, et publie un erratum daté après"
USAGE_CORRECT = "/sondage corriger numéro [choix 2 :] nouveaux mots"
HELP_HELPER = "Nomme un co-organisateur, qui peut clore et prolonger"
USAGE_HELPER = "/sondage confier numéro @personne"
HELP_PROXY = "Donne pouvoir à une personne de voter pour vous pendant des jours, ou le reprend"
USAGE_PROXY = "/sondage pouvoir personne du … au … | /sondage pouvoir personne fin"
HELP_VALUE = "Enregistre le résultat comme valeur d'un objectif opérationnel"
USAGE_VALUE = "/sondage valeur numéro code [choix 2]"
HELP_DECISION = "Porte au relevé ce qui est décidé à la suite"
USAGE_DECISION = "/sondage décision numéro texte"
HELP_WEIGH = "Recalcule un sondage à critères avec d'autres poids"
USAGE_WEIGH = "/sondage pondérer numéro poids poids …"
