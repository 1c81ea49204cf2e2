"""French sentences of the Slack adapter: what its messages, forms and home say beside the answers themselves."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import count, typeset

CHOOSE = "Choisir"
CHOOSE_AMONG = "Choisissez dans la liste"
OPEN_FORM = "Remplir le formulaire"
SEND = "Valider"
CANCEL = "Annuler"
EMPTY = "(message sans texte)"
SHARE = "Partager"

# Answers


def label(name: str) -> str:
    """A label before its value."""
    return typeset(f"{name} : ")


def to_type(label_: str, says: str) -> str:
    """A choice too long for a button."""
    return typeset(f"{label_} : tapez « {says} ».")


def attached(name: str, size: int) -> str:
    """A file that follows the message."""
    return typeset(f"Fichier joint : {name} ({count(max(size // 1000, 1), 'ko', 'ko')})")


def picture_below(title: str) -> str:
    """The alternative of a picture whose words are too long for one."""
    return typeset(f"{title} : les chiffres sont écrits sous l'image.")


ANSWERED_IN_PRIVATE = "Je vous réponds en message direct."
CHOICES_OUTDATED = typeset(
    "Ces choix ne sont plus en mémoire (plus de 30 minutes). Demandez-les de nouveau pour choisir."
)
SHARING_OUTDATED = typeset(
    "Cette réponse n'est plus en mémoire (plus de 30 minutes). Demandez-la de nouveau pour la partager."
)
SHARED = "Réponse partagée avec les personnes de ce canal."
NOTHING_FOUND = "Rien ne correspond"
OUT_OF_REACH = typeset(
    "La base de données ne répond pas : votre demande n'a pas été enregistrée. Réessayez dans quelques minutes."
)
FAILED = "Votre demande n'a pas pu être traitée et n'a rien changé. Réessayez dans quelques minutes."
FORM_TOO_LONG = typeset(
    "Ce que vous avez tapé est trop long pour un formulaire. Raccourcissez-le, ou tapez la commande."
)
FORM_EXPIRED = "Le formulaire n'a pas pu s'ouvrir à temps. Rouvrez-le avec ce bouton."
FORM_CHANGED = "Il faut encore quelques précisions."


# Before and after the name of whoever shares an answer, and what stands for it where it cannot be shown.
SHARED_BY = ("Partagé par ", typeset(" :"))
SOMEBODY = "une personne de ce canal"


# App Home

HOME_TITLE = "Votre page"
HOME_FAILED = "Votre page n'a pas pu être préparée. Rouvrez cet onglet dans quelques minutes."
HOME_MORE = "Le reste ne tient pas sur cette page : demandez-le en message direct."

# Shortcuts

SHORTCUT_RECORD = "Enregistrer comme point"
SHORTCUT_RECORD_HELP = "Fait de ce message un point d'étape"
SHORTCUT_ROUND = "Mes points à faire"
SHORTCUT_ROUND_HELP = "Ouvre la tournée de vos points à faire"
RECORD_TITLE = "Point d'étape"
RECORD_SAYS = "/objectif maj"
RECORD_OF = "De quoi s'agit-il ?"
RECORD_KINDS = {RECORD_SAYS: "Un objectif opérationnel", "/projet maj": "Un projet"}
RECORD_ENTRY = "Lequel ?"
RECORD_ENTRY_HINT = "Son code (4.2.2.b), ou des mots de son titre."
RECORD_SAID = "Ce qui est dit"
RECORD_SAID_HINT = "62 %, couvert, reste les sites distants"

# Manifest

APP_NAME = "DiMENSiON"
APP_DESCRIPTION = "Suivre le projet d'administration DiMENSiON depuis Slack"
APP_LONG_DESCRIPTION = (
    "DiMENSiON répond sur le projet d'administration : objectifs, échéances, projets, instances. Les chefs de file et "
    "chefs de projet y mettent à jour leurs points d'étape, chacun y retrouve ce qui le concerne. Tout ce que le bot "
    "dit vient de ce qui est consigné, avec sa source. Les mots des personnes ne sont lus que lorsqu'ils lui sont "
    "adressés : commande, mention, message direct."
)


def usage_hint(verbs: Sequence[str]) -> str:
    """The verbs that may follow a command."""
    return typeset(f"[{' | '.join(verbs)}] …")
