"""French sentences about supports asked for: of whom, how they are answered and lifted, lists, help."""

from __future__ import annotations

from datetime import date

from commands.french import capitalised, count, day, distance, overdue, quote, to, typeset
from commands.message import Line, Strong
from commands.texts import shortened
from storage.rows.following import MatterState

# Folded words that stand before the name of a body, a unit or a person.
BEFORE_NAME = ("a", "au", "aux", "en", "le", "la", "les", "l", "de", "du", "des", "aupres", "instance", "par")
# What stands before the body into which something goes; « instance » says that only a body can follow.
INTO_BODY = (
    r"^\s*(?:(?:en|au|aux|à|a|devant)\s+(?:la\s+|le\s+|les\s+|l['’]\s*)?(?P<surely>instance\s+)?"
    r"|(?P<alone>instance\s+))"
)

GROUP = "Les appuis demandés : ce qui attend une réponse, répondre, lever un blocage"
HELP_LIST = "Les appuis qui vous sont demandés, et ce que deviennent ceux que vous demandez"
USAGE_LIST = "/appui liste"
HELP_ANSWER = "Répond à une demande d'appui : accordé, refusé, ou arbitrage en instance"
USAGE_ANSWER = "/appui répondre 128 accordé, refusé ou arbitrage [en instance Comex] [commentaire]"
HELP_LIFT = "Dit qu'un point de blocage est levé"
USAGE_LIFT = "/appui lever 128 [commentaire]"
ASK_NUMBER = "Quelle demande d'appui ?"
ASK_NUMBER_HINT = "Son numéro, que montre « appui liste »."
ASK_ANSWER = "Quelle réponse ?"
ASK_BODY = "En quelle instance ?"
ASK_BODY_HINT = "Par exemple Comex."
ASK_COMMENT = "Un commentaire ?"
ASK_COMMENT_HINT = "500 caractères au plus. On y parle du travail ; aucune personne n'y est jugée."
SEE_LIST = typeset("Tapez « appui liste » pour voir les demandes.")
SEE_BODIES = typeset("Tapez « instance liste » pour voir les instances.")

# Folded.
ANSWERS = {
    "accorde": MatterState.GRANTED,
    "accordee": MatterState.GRANTED,
    "accorder": MatterState.GRANTED,
    "accord": MatterState.GRANTED,
    "oui": MatterState.GRANTED,
    "ok": MatterState.GRANTED,
    "refuse": MatterState.REFUSED,
    "refusee": MatterState.REFUSED,
    "refuser": MatterState.REFUSED,
    "refus": MatterState.REFUSED,
    "non": MatterState.REFUSED,
    "arbitrage": MatterState.ARBITRATION,
    "arbitrer": MatterState.ARBITRATION,
    "arbitre": MatterState.ARBITRATION,
}
ARBITRATION = "arbitrage"
# On buttons and in forms: the label, what one types for it, and the state that it gives.
OFFERED = (
    ("Accorder", "accordé", MatterState.GRANTED),
    ("Refuser", "refusé", MatterState.REFUSED),
    ("Arbitrage", ARBITRATION, MatterState.ARBITRATION),
)
ANSWERS_ARE = typeset("Les réponses : « accordé », « refusé » ou « arbitrage » (en instance).")
LIFT = "Lever le blocage"
LIST = "Appuis demandés"
STATE = "État"
UNDO = "Annuler"
UPDATE = "Mettre à jour"

HOW_TO_ASK = "Un appui se demande à une instance (« Comex »), à une direction (« DGA numérique ») ou à une personne."


def unknown_asked(typed: str) -> str:
    """Nobody of this name can be asked."""
    return typeset(f"Je ne connais ni instance, ni unité, ni personne sous {quote(shortened(typed, 60))}.")


def which_asked(typed: str) -> str:
    """Several bodies are meant."""
    return typeset(f"Plusieurs instances possibles pour {quote(shortened(typed, 60))}. Laquelle ?")


def unknown_body(typed: str) -> str:
    """No body of this name."""
    return typeset(f"Je ne connais pas l'instance {quote(shortened(typed, 60))}.")


def which_head(unit: str) -> str:
    """Several persons could head the unit."""
    return typeset(f"À qui, pour {quote(unit)} ?")


def nobody_heads(unit: str) -> str:
    """A unit in which nobody is known to answer for it."""
    return typeset(f"Personne n'est inscrit comme responsable de {quote(unit)}.")


# What is not understood, or no longer makes sense


def no_such_request(number: int) -> str:
    """No support request has this number."""
    return typeset(f"Il n'y a pas de demande d'appui n° {number}.")


def unknown_answer(typed: str) -> str:
    """An answer that is none."""
    return typeset(f"Je n'ai pas compris la réponse {quote(shortened(typed, 40))}.")


def page_expected(typed: str) -> str:
    """Something else than a page behind a list's name."""
    return typeset(
        f"Je n'ai pas compris {quote(shortened(typed, 40))}. Tapez « appui liste », ou « appui liste page 2 »."
    )


def already_answered(number: int, words: str, who: str | None, when: date | None) -> str:
    """Answered twice."""
    by = f" par {who}" if who else ""
    on = f", le {day(when)}" if when else ""
    return typeset(f"La demande d'appui n° {number} a déjà sa réponse : {words}{by}{on}. Rien n'a été enregistré.")


def already_lifted(number: int, when: date | None) -> str:
    """Lifted already."""
    on = f" le {day(when)}" if when else ""
    return typeset(f"Le point de blocage n° {number} a déjà été levé{on}. Rien n'a été enregistré.")


def taken_back(number: int) -> str:
    """A request that was reversed."""
    return typeset(f"La demande d'appui n° {number} a été annulée : il n'y a plus rien à y répondre.")


def put_to_others(number: int, whom: str) -> str:
    """Somebody else is to answer."""
    return typeset(
        f"La demande d'appui n° {number} s'adresse {to_whom(whom)} : la réponse lui appartient. "
        "La cellule d'appui peut la porter à l'arbitrage d'une instance."
    )


def not_yours(body: str) -> str:
    """An answer in the name of a body to which one does not belong."""
    return typeset(f"Vous ne pouvez pas répondre au nom de l'instance {quote(body)}.")


# Answers


def to_whom(whom: str) -> str:
    """« au Comex », « à la Communauté achat », « à DGA Numérique … »: a body by its name, a person by their label."""
    article = _ARTICLES.get(whom.split(maxsplit=1)[0].rstrip(",").lower())
    return to(f"{article} {whom}") if article else f"à {whom}"


# By the first word of a body's name; persons take none.
_ARTICLES = {
    **dict.fromkeys(("comex", "copil", "coproj", "costrat", "comité", "cap", "lab", "conseil", "collectif"), "le"),
    **dict.fromkeys(("communauté", "conférence", "cellule", "revue"), "la"),
    **dict.fromkeys(("conseils", "communautés", "groupes", "ambassadeurs"), "les"),
    "réseau": "le",
}


def answer_words(state: MatterState, body: str | None) -> str:
    """« lu en Comex, appui accordé », « appui refusé », « en attente d'un arbitrage en Comex »."""
    match state:
        case MatterState.GRANTED:
            said = "appui accordé"
        case MatterState.REFUSED:
            said = "appui refusé"
        case MatterState.ARBITRATION:
            return f"en attente d'un arbitrage en {body}" if body else "en attente d'un arbitrage"
        case MatterState.LIFTED:
            return "blocage levé"
        case MatterState.REVERSED:
            return "demande annulée"
        case _:
            return "en attente de réponse"
    return f"lu en {body}, {said}" if body else said


def answered_line(number: int, short: str, state: MatterState, body: str | None, comment: str | None) -> Line:
    """What whoever asked is told: « 4.2.2.b, appui demandé (n° 128) : lu en Comex, appui accordé. »

    `short` names the subject, `body` the body where it was read.
    """
    said = f", appui demandé (n° {number}) : {answer_words(state, body)}"
    return (Strong(short), typeset(f"{said}. {quote(comment)}" if comment else f"{said}."))


def recorded(number: int, short: str, state: MatterState, body: str | None, entry: int) -> Line:
    """To whoever has answered."""
    said = f" (n° {entry}) : demande d'appui n° {number} sur {short}, {answer_words(state, body)}."
    return (Strong("C'est noté"), typeset(said))


REQUESTER_TOLD = "La personne qui l'a demandé en est informée."


def lifted(number: int, short: str, entry: int) -> Line:
    """To whoever has lifted a blocker."""
    return (Strong("C'est noté"), typeset(f" (n° {entry}) : sur {short}, le point de blocage n° {number} est levé."))


def weather_stays(weather: str) -> Line:
    """After the last blocker is lifted: the weather is as it was said."""
    return (typeset(f"La météo reste « {weather} » : mettez-la à jour si elle a changé."),)


def answer_title(number: int, short: str) -> str:
    """The title of the form."""
    return typeset(f"Réponse à la demande d'appui n° {number}, {short}")


# Lists

NOTHING = "Aucun appui ne vous est demandé, et vous n'en demandez aucun."
TITLE_ASKED = "Ce qui vous est demandé"
TITLE_ALL = "Ce qui attend une réponse"
TITLE_YOURS = "Ce que vous avez demandé"


def heading(title: str, total: int) -> Line:
    """The title of a part of the list."""
    return (Strong(typeset(f"{title} : {count(total, 'appui')}")),)


def request_line(number: int, name: str) -> Line:
    """A request by its number and subject."""
    return (Strong(typeset(f"n° {number}")), f" · {name}")


def blocked(blocker: str | None, need: str | None) -> Line:
    """What blocks, and what is asked for; a text that retention took away is said to be."""
    said = [
        f"blocage : {quote(blocker) if blocker else GONE}",
        f"appui demandé : {quote(need) if need else GONE}",
    ]
    return (typeset(capitalised(" ; ".join(said))),)


GONE = "texte retiré"


def asked_of(whom: str, who: str | None, raised: date, needed_by: date | None, *, today: date) -> Line:
    """Of whom, by whom, since when, by when."""
    by = f" par {who}" if who else ""
    said = f"Demandé {to_whom(whom)}{by} le {day(raised)}"
    if needed_by is not None:
        past = needed_by < today
        when = f"échéance {overdue(needed_by, today=today)}" if past else distance(needed_by, today=today)
        said += f", pour le {day(needed_by)} ({when})"
    return (typeset(said),)


def became(state: MatterState, body: str | None, who: str | None, when: date | None, comment: str | None) -> Line:
    """What became of it: « Lu en Comex, appui accordé, par …, le 23 novembre 2020 : « … » »."""
    said = capitalised(answer_words(state, body))
    said += f", par {who}" if who else ""
    said += f", le {day(when)}" if when else ""
    return (typeset(f"{said} : {quote(comment)}" if comment else said),)


def answer_button(label: str, number: int) -> str:
    """A button that answers."""
    return typeset(f"{label} (n° {number})")


def lift_button(number: int) -> str:
    """A button that lifts."""
    return typeset(f"{LIFT} (n° {number})")


def more(first: int, last: int, total: int) -> Line:
    """Which part of a long list."""
    return (typeset(f"De {first} à {last} sur {total}. Tapez « suite » pour continuer."),)
