"""French sentences of updates: what was understood, what is missing, what is doubtful, what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from commands.french import capitalised, count, day, listing, percent, typeset
from commands.message import Line, Strong
from commands.state_words import STATUS_WORDS, WEATHER_WORDS, figure
from commands.texts import shortened
from storage.rows.following import Weather
from storage.rows.plan import Status, Target

# Commands

HELP_UPDATE = "Met à jour un objectif opérationnel : état, avancement, météo, valeur, commentaire, en toutes lettres"
USAGE_UPDATE = "/objectif maj code [62 %, couvert, reste les sites distants]"
HELP_UPDATE_PROJECT = "Met à jour un projet : état, avancement, météo, commentaire, en toutes lettres"
USAGE_UPDATE_PROJECT = "/projet maj nom [40 %, vert, marché notifié]"
HELP_VALUE = "Donne la valeur de l'indicateur, sa date et sa source"
USAGE_VALUE = "/objectif valeur code 45 000 au 30/09/2020 source « … » [méthode « … »]"
HELP_POSTPONE = "Reporte l'échéance ; la première date et les motifs restent visibles"
USAGE_POSTPONE = "/objectif reporter code T2 2021 motif « … »"
USAGE_POSTPONE_PROJECT = "/projet reporter nom 30 juin 2021 motif « … »"
HELP_EVALUATE = "Consigne une évaluation des résultats, après la fin"
USAGE_EVALUATE = "/objectif évaluer code « … »"
USAGE_EVALUATE_PROJECT = "/projet évaluer nom « … »"
HELP_LESSONS = "Consigne un retour d'expérience, que d'autres gagneraient à connaître"
USAGE_LESSONS = "/objectif retour code « … »"
USAGE_LESSONS_PROJECT = "/projet retour nom « … »"
HELP_REVERSE = "Annule ce qui a été consigné sous un numéro ; l'historique garde les deux"
USAGE_REVERSE = "/objectif annuler 128 [motif « … »]"
USAGE_REVERSE_PROJECT = "/projet annuler 128 [motif « … »]"
ASK_ENTRY = "Quel objectif opérationnel ?"
ASK_ENTRY_HINT = "Son code, par exemple 4.2.2.b."
ASK_PROJECT = "Quel projet ?"
ASK_PROJECT_HINT = "Quelques mots de son nom."
ASK_SAID = "Où en est-il ?"
ASK_SAID_HINT = "L'essentiel, par exemple « 62 %, couvert, reste les sites distants »."
ASK_NUMBER = "Quel numéro ?"
ASK_NUMBER_HINT = "Celui que l'historique montre, par exemple 128."
ASK_REASON = "Pour quel motif ?"
ASK_REASON_HINT = "En une phrase."

UNDO = "Annuler"
GO_ON = "Enregistrer quand même"
PROPOSE_ANYWAY = "Proposer quand même"
STATE = "État"
HISTORY = "Historique"
LESSONS = "Retour d'expérience"

# The words that open a value, a deadline, an evaluation and a retour d'expérience in the text of an update.
OPENING_WORDS = ("valeur", "report", "évaluation", "retour d'expérience")

# Forms

FORM_TITLE = "Point d'étape"
SUPPORT_TITLE = "Point de blocage et appui demandé"
DONE_TITLE = "Réalisé : sur quoi cela repose"
VALUE_TITLE = "Valeur de l'indicateur"
DEADLINE_TITLE = "Report de l'échéance"
EVALUATION_TITLE = "Évaluation"
WHY_VALUE = "Une valeur se donne avec sa date et sa source."
WHY_DEADLINE = "Un report se donne avec sa nouvelle échéance et son motif."
WHY_SUPPORT = "Un appui se demande en disant ce qui bloque, à qui et pour quand."
WHY_DONE = typeset("« Réalisé » repose sur une date, une preuve, ce qui était attendu et ce qui est obtenu.")
TEXT_HINT = "500 caractères au plus. On y parle du travail ; aucune personne n'y est jugée."
FIELDS: dict[str, tuple[str, str]] = {
    "status": ("État", "À venir, en cours, réalisé, suspendu ou arrêté."),
    "progress": ("Avancement", "Un pourcentage, par exemple 62 %."),
    "weather": ("Météo", "Sécurisés, atteignables, appuis nécessaires ou compromis."),
    "comment": ("Commentaire", TEXT_HINT),
    "blocker": ("Point de blocage", f"Ce qui empêche d'avancer. {TEXT_HINT}"),
    "need": ("Appui demandé", "Ce qui débloquerait, en une phrase."),
    "asked_of": ("Demandé à", "Une instance (Comex), une direction ou une personne."),
    "needed_by": ("Pour le", "Une date, par exemple 15/12/2020."),
    "value": ("Valeur", "Un nombre, par exemple 45 000 ou 62 %."),
    "as_of": ("À la date du", "Le jour où cette valeur était vraie, par exemple 30/09/2020."),
    "source": ("Source", "D'où vient ce chiffre, par exemple « enquête interne »."),
    "method": ("Méthode", "Comment il est compté, si cela mérite d'être dit."),
    "due": ("Nouvelle échéance", "Une date ou une période, par exemple T2 2021."),
    "reason": ("Motif", "Pourquoi, en une phrase."),
    "done_on": ("Réalisé le", "Une date, par exemple 12/11/2020."),
    "evidence": ("Preuve", "Ce qui permet de le constater : document, lien, mise en service."),
    "expected": ("Résultat attendu", "Ce qui était visé."),
    "obtained": ("Résultat obtenu", "Ce qui est obtenu."),
    "lessons": ("Retour d'expérience", f"Ce que d'autres gagneraient à savoir. {TEXT_HINT}"),
    "evaluation": ("Évaluation", TEXT_HINT),
}
STATUSES = tuple((word, status) for status, word in STATUS_WORDS.items())
WEATHERS = tuple((word, weather) for weather, word in WEATHER_WORDS.items())

# Recorded


def recorded(short: str, entry: int, parts: Sequence[str]) -> Line:
    """What was understood, under its number."""
    return (Strong(f"C'est noté pour {short}"), typeset(f" (n° {entry}) : {', '.join(parts)}."))


NO_JUDGEMENT = typeset("Ce texte parle du travail ; s'il juge une personne, annulez-le et reprenez-le.")
LIFT = "Lever le blocage"


def stands(story: str) -> str:
    """« Échéance reportée au … ; échéance initiale …, 2 reports. »"""
    return typeset(f"{capitalised(story)}.")


def undo_for(group: str, entry: int) -> str:
    """How long it is taken back in one click, and how afterwards."""
    return typeset(
        f"« Annuler » se fait en un clic pendant dix minutes ; ensuite, tapez « {group} annuler {entry} » et un motif."
    )


def why_support(weather: Weather) -> str:
    """A weather that needs a blocker and a support."""
    return typeset(f"La météo « {WEATHER_WORDS[weather]} » demande un point de blocage et un appui.")


def still_blocked(numbers: Sequence[int]) -> str:
    """A better weather while a blocker stands."""
    if len(numbers) == 1:
        return typeset(f"Le point de blocage n° {numbers[0]} n'est pas levé. L'est-il maintenant ?")
    return typeset(f"Les points de blocage n° {listing(map(str, numbers))} ne sont pas levés. Le sont-ils maintenant ?")


# What is missing or doubtful


def which_result(code: str) -> str:
    """An objective that has several key results."""
    return typeset(f"{code} a plusieurs objectifs opérationnels. Lequel ?")


def progress_or_value(typed: Decimal, target: Target) -> str:
    """« 62 % » where the target is itself a percentage."""
    return typeset(
        f"La cible est elle-même un pourcentage ({percent(target.value)}). "
        f"{percent(typed)}, est-ce l'avancement du travail ou la valeur de l'indicateur ?"
    )


def as_progress(typed: Decimal) -> str:
    """The first answer."""
    return typeset(f"L'avancement : {percent(typed)}")


def as_value(typed: Decimal) -> str:
    """The second answer."""
    return typeset(f"La valeur : {percent(typed)}")


WHICH_TARGET = "De quelle cible est-ce la valeur ?"


def target_label(rank: int, target: Target) -> str:
    """A target on a button."""
    return typeset(f"Cible {rank} : {figure(target, target.value)} ({shortened(target.what, 50)})")


def below_target(standing: str, target: str) -> str:
    """« réalisé » while the value is below the target."""
    return typeset(f"La valeur consignée est {standing} pour une cible de {target}. Est-ce bien « réalisé » ?")


CORRECT_VALUE = "Donner la valeur à jour"


def contradicts(weather: str, why: str) -> str:
    """A weather that the figures contradict."""
    return typeset(f"La météo dit « {weather} », mais {why}. Confirmez-vous ?")


def target_missed(standing: str, target: str, overdue: bool) -> str:
    """Why a fair weather is surprising."""
    when = "l'échéance est passée et " if overdue else ""
    return f"{when}la valeur consignée est {standing} pour une cible de {target}"


def target_met(standing: str, target: str) -> str:
    """Why a foul weather is surprising."""
    return f"la cible est atteinte : {standing} pour {target}"


def begun(status: Status) -> str:
    """A status that follows from what was said."""
    return STATUS_WORDS[status]


def past_due(due_on: date) -> str:
    """Why a fair weather is surprising when there is no figure."""
    return f"l'échéance du {day(due_on)} est passée et ce n'est pas réalisé"


def somebody_else(who: str, ago: timedelta, parts: Sequence[str], entry: int) -> str:
    """What the other one has just said."""
    minutes = max(int(ago.total_seconds() // 60), 0)
    when = "à l'instant" if minutes < 1 else f"il y a {count(minutes, 'minute')}"
    if minutes >= 120:
        span = count(minutes // 60, "heure") if minutes < 2880 else count(minutes // 1440, "jour")
        when = f"il y a {span}"
    said = ", ".join(parts) or "un point d'étape"
    return typeset(f"{who} a dit {when} (n° {entry}) : {said}. Rien n'est encore enregistré de ce que vous dites.")


def earlier(short: str, before: date, after: date) -> str:
    """A new deadline that comes before the one that stands."""
    said = f"Le {day(after)} est avant l'échéance actuelle de {short}, le {day(before)}."
    return typeset(f"{said} L'échéance est-elle avancée ?")


# Not accepted


def closed(short: str, status: Status, entry: int | None) -> str:
    """An update of what is over."""
    said = f"{short} est {STATUS_WORDS[status]} : on ne le met plus à jour."
    return typeset(said) if entry is None else typeset(f"{said} Si c'est une erreur, annulez le point n° {entry}.")


def closed_accepts(group: str, typed: str) -> str:
    """What is accepted of it."""
    return typeset(
        f"On peut encore y consigner une évaluation (« {group} évaluer {typed} … ») ou un retour d'expérience "
        f"(« {group} retour {typed} … »)."
    )


def no_target(short: str) -> str:
    """A value where there is no target."""
    return typeset(f"{short} n'a pas de cible chiffrée : donnez son avancement, par exemple « avancement 40 % ».")


def no_such_target(short: str, rank: int, total: int) -> str:
    """A rank that no target has."""
    return typeset(f"{short} a {count(total, 'cible')} : il n'y a pas de cible {rank}.")


def same_deadline(short: str, due_on: date) -> str:
    """A postponement to the day that stands."""
    return typeset(f"L'échéance de {short} est déjà le {day(due_on)}.")


def deadline_past(due_on: date) -> str:
    """A new deadline in the past."""
    return typeset(f"Le {day(due_on)} est passé : la nouvelle échéance est à venir, par exemple « T2 2021 ».")


NOTHING_CHANGES = "Cette mise à jour ne dit rien de nouveau."
CODE_FIRST = "Commencez par le code de l'objectif opérationnel, par exemple « /objectif maj 4.2.2.b 62 %, couvert »."

# Taken back


def proposal_waits_again(number: int) -> Line:
    """A point that accepting a proposal had recorded was taken back."""
    return (typeset(f"La proposition n° {number}, dont il venait, attend de nouveau une réponse."),)


def proposal_accepted_again(number: int) -> Line:
    """Such a point stands again."""
    return (typeset(f"La proposition n° {number} est de nouveau acceptée."),)


def reversed_now(entry: int, reversal: int) -> Line:
    """A reversal."""
    return (Strong(f"Le point n° {entry} est annulé"), typeset(f" (n° {reversal}). L'historique garde les deux."))


def no_such_entry(entry: int) -> str:
    """A number that is nothing the asker may read."""
    return typeset(f"Il n'y a rien sous le n° {entry}. L'historique d'un objectif ou d'un projet montre les numéros.")


def not_reversible(entry: int) -> str:
    """Something that `annuler` does not take back."""
    kinds = "les points d'étape, les décisions, les actions et les réponses"
    return typeset(f"Le n° {entry} ne s'annule pas : seuls {kinds} s'annulent.")


def of_proposal(number: int) -> str:
    """How a proposal, or its answer, is taken back."""
    return typeset(
        f"Une proposition se retire par « proposition retirer {number} » ; "
        f"sa réponse s'annule par « proposition annuler {number} »."
    )


def already_reversed(entry: int) -> str:
    """Reversed before."""
    return typeset(f"Le n° {entry} est déjà annulé.")


def weather_word(weather: Weather) -> str:
    """A weather's words."""
    return WEATHER_WORDS[weather]


def field(name: str) -> tuple[str, str]:
    """A field's label and hint."""
    return FIELDS[name]
