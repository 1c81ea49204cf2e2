"""French sentences of a poll being made: its form, its preview, its opening, its volunteers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commands.french import count, listing, percent, quote, typeset, until
from commands.message import Button, Line, Strong
from commands.polls.texts import moment
from storage.polls.rules import Rules

TITLE = "Créer un sondage"
ASK_PARTICIPANTS = typeset("Qui répond ?")
ASK_QUESTION = typeset("Votre question ?")
ASK_OPTIONS = typeset("Les choix, un par ligne ou séparés par « | » ?")
ASK_OPTIONS_HINT = typeset("Sans choix pour une note ou un texte libre.")
ASK_END = typeset("Jusqu'à quand ?")
ASK_MODE = typeset("Qui verra les réponses ?")
MODE_CHOICES = (
    Button("Réponses masquées", says="--masqué"),
    Button("Vote secret", says="--secret"),
    Button("Nominatif", says="--nominatif"),
    Button("Note de 0 à 10, masquée", says="--note 10 --masqué"),
    Button("Texte libre, masqué", says="--texte --masqué"),
    Button("Classement, secret", says="--classement --secret"),
    Button("Créneaux, nominatif", says="--dates --nominatif"),
)
ONLY_KNOWN = "Seules les personnes du registre peuvent créer un sondage."
LABEL_PARTICIPANTS, LABEL_MODE, LABEL_END, LABEL_OPENS = "Participants", "Mode", "Fin", "Ouverture"
LABEL_PLACES = "Annoncé"
HELPS_TO_DECIDE = "Aide à l'arbitrage, la décision appartient aux élus."
OPEN, CONFIRM_OPENING, DROP = "Ouvrir", "Confirmer l'ouverture", "Abandonner"
DRAWN = "Les participants ont été tirés au sort à l'ouverture."
END_PAST = "La fin prévue est passée : le sondage n'a pas été ouvert."
NO_VOLUNTEER = "Personne ne s'est porté volontaire : le sondage n'a pas été ouvert."
MAY_NOT_CREATE = "Vous n'avez pas le droit de créer un sondage : demandez à la cellule d'appui."
ONLY_AUTHOR = "Seule la personne qui a créé le sondage nomme son co-organisateur."
REPEATS = {
    "week": "chaque semaine",
    "month": "chaque mois",
    "quarter": "chaque trimestre",
    "semester": "chaque semestre",
    "year": "chaque année",
}
MAJORITIES = {"relative": "relative", "absolute": "absolue", "two_thirds": "des deux tiers"}


def preview(number: int) -> Line:
    """The title of what its author is shown."""
    return (Strong(typeset(f"Aperçu du sondage n° {number}, que vous seul voyez")),)


def participants(label: str, number: int, *, sample: int, volunteers: bool) -> str:
    """Who may vote, and how many they are today."""
    said = f"{label} ({count(number, 'personne')} aujourd'hui, liste arrêtée à l'ouverture)"
    if volunteers:
        said = f"volontaires de {label} ({count(number, 'personne')} sollicitables), liste arrêtée à l'ouverture"
    if sample:
        said += f", échantillon de {count(sample, 'personne')} tirées au sort à l'ouverture"
    return typeset(said)


def minutes(number: int) -> str:
    """How long a live vote lasts."""
    return f"{count(number, 'minute')} après l'ouverture"


def rules_facts(rules: Rules) -> list[tuple[str, str]]:
    """What else was asked for: label and value."""
    facts: list[tuple[str, str]] = []
    if rules.most:
        facts.append(("Choix permis", f"{rules.most} au plus"))
    if rules.criteria:
        weighed = [f"{name} (poids {weight})" for name, weight in zip(rules.criteria, rules.weights, strict=True)]
        facts.append(("Critères", listing(weighed)))
    if rules.quorum_share:
        facts.append(("Quorum", f"{percent(rules.quorum_share)} des participants"))
    if rules.quorum_voters:
        facts.append(("Quorum", count(rules.quorum_voters, "votant")))
    if rules.majority:
        facts.append(("Majorité", MAJORITIES[rules.majority]))
    if rules.repeats:
        facts.append(("Répété", REPEATS[rules.repeats]))
    facts.append(("Résultats", "montrés en direct" if rules.live else "cachés jusqu'à la fin"))
    return facts


def places(counted: Sequence[tuple[str, int]]) -> str:
    """Where it will be said: platforms, with how many places where there are several."""
    return listing(
        typeset(f"{platform.capitalize()} ({number} lieux)") if number > 1 else platform.capitalize()
        for platform, number in counted
    )


def nobody_to_vote(label: str) -> str:
    """Why a poll of nobody is not made."""
    return typeset(f"Personne ne peut répondre : {quote(label)} n'a aucun membre connu.")


def sample_too_large(wanted: int, number: int) -> str:
    """Why a sample is not drawn."""
    return typeset(f"L'échantillon demandé ({wanted}) dépasse le nombre de participants ({number}).")


def texts_are_known(number: int, fewest: int) -> str:
    """Why so few may not answer a secret poll with texts."""
    return typeset(
        f"Un texte libre ne reste pas secret entre si peu de personnes : {number} participants, {fewest} au moins."
    )


def no_secret_on(platforms: list[str]) -> str:
    """Why a secret poll is not put there."""
    return typeset(f"Les sondages secrets ne sont pas permis sur {listing([each.capitalize() for each in platforms])}.")


def already_open(number: int) -> str:
    """Opened before."""
    return typeset(f"Le sondage n° {number} est déjà ouvert.")


def no_longer(number: int) -> str:
    """Too late to open it."""
    return typeset(f"Le sondage n° {number} ne peut plus être ouvert.")


def held(number: int, last: date) -> str:
    """A période de réserve."""
    return typeset(
        f"Période de réserve {until(last)} : le sondage n° {number} n'est pas ouvert. Il est gardé ; ouvrez-le ensuite."
    )


def opening_held(last: date) -> str:
    """The same, of a poll that opens by itself."""
    return typeset(f"Période de réserve {until(last)} : il s'ouvrira ensuite.")


def will_open(number: int, at: datetime) -> str:
    """It will open by itself."""
    return typeset(f"Le sondage n° {number} s'ouvrira le {moment(at)}.")


def opened(number: int, persons: int) -> str:
    """It is open, to so many."""
    return typeset(
        f"Le sondage n° {number} est ouvert à {count(persons, 'participant')}. "
        "Leur liste est arrêtée, le mode ne change plus."
    )


def only_drafts_are_dropped(number: int) -> str:
    """What is open is closed, not dropped."""
    return typeset(f"Le sondage n° {number} a déjà été ouvert : « sondage clore {number} » y met fin.")


def dropped(number: int) -> str:
    """A draft was given up."""
    return typeset(f"Le sondage n° {number} est abandonné, personne ne l'a vu.")


def no_volunteers(number: int) -> str:
    """It looks for nobody."""
    return typeset(f"Le sondage n° {number} ne cherche pas de volontaires.")


def volunteers_frozen(number: int) -> str:
    """Too late to volunteer."""
    return typeset(f"Le sondage n° {number} est ouvert : sa liste de volontaires est arrêtée.")


def volunteers_of(label: str) -> str:
    """Who may volunteer."""
    return typeset(f"Ce sondage cherche des volontaires parmi {quote(label)}, dont vous n'êtes pas.")


def joined(number: int) -> str:
    """A volunteer was noted."""
    return typeset(f"Vous êtes volontaire pour le sondage n° {number}. Vous serez prévenu à l'ouverture.")


def already_joined(number: int) -> str:
    """They had volunteered before."""
    return typeset(f"Vous êtes déjà volontaire pour le sondage n° {number}.")


def helped(number: int, label: str) -> str:
    """Who may now close and extend it."""
    return typeset(f"{label} peut maintenant clore et prolonger le sondage n° {number} avec vous.")


def too_few_to_show(number: int, least: int) -> str:
    """What the author of a small private poll should know before opening it."""
    return typeset(
        f"Attention : avec {count(number, 'participant')}, moins de {least}, ce résultat ne sera pas communiqué. "
        "Choisissez plutôt un sondage nominatif."
    )
