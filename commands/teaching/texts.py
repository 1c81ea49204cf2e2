"""French sentences of what the central team teaches: words, short answers, references retained."""

from __future__ import annotations

from datetime import date

from commands.french import count, number, quote, typeset, week
from commands.message import Line, Strong
from commands.texts import shortened
from storage.catalogue.vocabulary import ANOMALY_KINDS

KIND_WORDS = {stored: word for word, stored in ANOMALY_KINDS.items()}

HELP_TEACH = "Apprendre au bot une autre façon de dire une entrée, ou la réponse à une question"
USAGE_TEACH = "/dimension apprendre mots = entrée, ou : question ? réponse"
HELP_UNTEACH = "Faire oublier au bot des mots ou une réponse"
USAGE_UNTEACH = "/dimension désapprendre mots = entrée, ou : question ? réponse"
HELP_QUESTIONS = "Questions restées sans réponse, par semaine, sans leur auteur"
USAGE_QUESTIONS = "/dimension questions"
HELP_CONTRADICTIONS = "Ce que le document imprime de travers, et la référence retenue"
USAGE_CONTRADICTIONS = "/dimension contradictions"
HELP_RETAIN = "Dire la référence retenue là où le document se contredit"
USAGE_RETAIN = "/dimension retenir clé référence"
ASK_LESSON = "Que faut-il apprendre ?"
ASK_LESSON_HINT = "« zéro papier = 4.2.1 », ou « Qui est le délégué aux données ? Voyez MActu. »"
ASK_RETAINED = "Quelle contradiction, et quelle référence ?"
ASK_RETAINED_HINT = "La clé de la liste, puis la référence : « intranet_dates fin 2019 »."

HOW_TO_TEACH = typeset("Je n'ai pas compris ce qu'il faut apprendre.")
TEACHING_EXAMPLES = (
    typeset("Des mots pour une entrée : /dimension apprendre zéro papier = 4.2.1"),
    typeset("Une réponse : /dimension apprendre Qui est le délégué aux données ? Voyez MActu."),
)
NONE_IN_VAIN = typeset("Aucune question n'est restée sans réponse ces 30 derniers jours.")
TEACH_THEM = typeset(
    "Pour qu'une question trouve sa réponse : « /dimension apprendre mots = entrée », "
    "ou « /dimension apprendre question ? réponse »."
)
RETAIN_THEM = typeset("Pour dire la référence retenue : « /dimension retenir clé référence ».")
SEE_CONTRADICTIONS = typeset("Les clés se lisent avec « /dimension contradictions ».")
REFERENCE_EXPECTED = typeset("Dites la référence retenue après la clé.")


def too_long(characters: int, longest: int) -> str:
    """A text longer than what is kept."""
    return typeset(f"C'est trop long : {number(characters)} caractères, {number(longest)} au plus.")


def no_such_entry(typed: str) -> str:
    """Words that mean no one entry."""
    return typeset(
        f"Je ne trouve pas une seule entrée pour {quote(shortened(typed, 60))}. Donnez un code ou un nom entier."
    )


def taught(phrase: str, label: str) -> str:
    """Words were added to an entry."""
    return typeset(f"C'est appris : {quote(phrase)} désigne {label}.")


def known_already(phrase: str) -> str:
    """Words that the entry already had."""
    return typeset(f"{quote(phrase)} était déjà connu pour cette entrée.")


def untaught(phrase: str) -> str:
    """Words or an answer were taken away."""
    return typeset(f"C'est oublié : {quote(phrase)}.")


def not_known(phrase: str) -> str:
    """There was nothing to take away."""
    return typeset(f"Je ne connaissais pas {quote(phrase)} ainsi : rien n'a changé.")


def answer_taught(asked: str) -> str:
    """An answer was written."""
    return typeset(f"C'est appris : la réponse à {quote(asked)} sera celle que vous venez d'écrire.")


def in_vain_heading(total: int) -> str:
    """How many questions had no answer."""
    return typeset(f"{count(total, 'question restée', 'questions restées')} sans réponse en 30 jours")


def week_of(monday: date) -> str:
    """The week of some questions."""
    return week(monday).capitalize()


def in_vain(said: str, times: int) -> str:
    """A question, and how many times it was asked."""
    return typeset(f"{quote(said)}, {count(times, 'fois', 'fois')}")


def contradictions_heading(total: int) -> str:
    """How many faults the document has."""
    return typeset(f"{count(total, 'contradiction ou coquille', 'contradictions et coquilles')} du document")


def contradiction(key: str, kind: str, what: str) -> Line:
    """A fault: its key, its kind, what was read."""
    return (Strong(key), typeset(f" ({KIND_WORDS.get(kind, kind)}) : {what}"))


def retained_line(reference: str | None) -> tuple[Line, ...]:
    """What is retained, if anything."""
    return ((typeset(f"référence retenue : {reference}"),),) if reference else ()


def no_such_contradiction(key: str) -> str:
    """A key that names nothing."""
    return typeset(f"Il n'y a pas de contradiction {quote(shortened(key, 40))}.")


def retained(key: str, reference: str) -> str:
    """A reference was retained."""
    return typeset(f"C'est retenu pour {key} : {reference}.")
