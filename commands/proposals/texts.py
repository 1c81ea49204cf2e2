"""French sentences of proposals: what is offered, what waits, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import count, day, listing, quote, to, typeset
from commands.message import Line, Strong
from storage.rows.following import MatterState

# Commands

GROUP = "Les mises à jour proposées : celles qui attendent votre réponse, les vôtres ; accepter, refuser, retirer"
HELP_PROPOSE = "Propose une mise à jour à qui pilote l'objectif, qui l'accepte ou la refuse"
USAGE_PROPOSE = "/objectif proposer code 62 %, couvert, reste les sites distants"
HELP_PROPOSE_PROJECT = "Propose une mise à jour à qui pilote le projet, qui l'accepte ou la refuse"
USAGE_PROPOSE_PROJECT = "/projet proposer nom 40 %, vert, marché notifié"
HELP_LIST = "Les propositions qui attendent votre réponse, et ce que sont devenues les vôtres"
USAGE_LIST = "/proposition liste [page 2]"
HELP_ACCEPT = "Accepte une proposition : elle est consignée comme dite par vous, avec le nom de qui l'a proposée"
USAGE_ACCEPT = "/proposition accepter 128"
HELP_DECLINE = "Ne retient pas une proposition ; le motif est transmis"
USAGE_DECLINE = "/proposition refuser 128 [motif « … »]"
HELP_WITHDRAW = "Retire une proposition que vous avez faite"
USAGE_WITHDRAW = "/proposition retirer 128"
HELP_UNDO = "Revient sur la réponse donnée à une proposition, qui attend de nouveau"
USAGE_UNDO = "/proposition annuler 128 [motif « … »]"
ASK_NUMBER = "Quelle proposition ?"
ASK_NUMBER_HINT = "Son numéro, que montre « proposition liste »."
ASK_REASON = "Pour quel motif ?"
ASK_REASON_HINT = "En une phrase."

UNDO = "Annuler"
STATE = "État"
LIST = "Propositions"
UPDATE = "Mettre à jour"
WITHDRAW = "Retirer"
UNDO_ANSWER = "Revenir sur la réponse"
ACCEPT_ALL_THE_SAME = "Accepter quand même"
SUPPORT = "la cellule d'appui"

# Offered


def those(labels: Sequence[str]) -> str:
    """Who leads, by their labels."""
    return listing(labels)


def not_yours(short: str, who: str) -> str:
    """To somebody who may not update the subject, and may propose."""
    return typeset(f"{_whose(short, who)} Rien n'a été enregistré, mais vous pouvez le proposer.")


def not_yours_nor_known(short: str, who: str) -> str:
    """The same to an account that the register does not know."""
    return typeset(f"{_whose(short, who)} Rien n'a été enregistré. {NOT_KNOWN}")


def _whose(short: str, who: str) -> str:
    if not who:
        return f"Vous n'avez pas le droit de mettre à jour {short}, que personne ne pilote encore."
    return f"Vous n'avez pas le droit de mettre à jour {short} : cela revient {to(who)}."


NOT_KNOWN = typeset(
    "Pour proposer une mise à jour, il faut figurer au registre, afin que la réponse vous parvienne : "
    "demandez-le à la cellule d'appui."
)


def offer_to(*, project: bool, led: bool) -> str:
    """The button that proposes what was typed."""
    if not led:
        return "Proposer à la cellule d'appui"
    return "Proposer à qui pilote le projet" if project else "Proposer au chef de file"


def say_it(short: str) -> str:
    """To somebody who need not propose."""
    return typeset(f"Vous pouvez mettre à jour {short} vous-même, sans le proposer à personne.")


# Proposed

NOTHING_PROPOSED = typeset(
    "« Inchangé » ne se propose pas : dites ce qui change, par exemple « 62 %, couvert, reste les sites distants »."
)


def proposed(short: str, number: int, parts: Sequence[str]) -> Line:
    """What was understood, under its number."""
    return (Strong(f"C'est proposé pour {short}"), typeset(f" (n° {number}) : {', '.join(parts)}."))


def put_to(who: str) -> str:
    """Who will answer."""
    if not who:
        return "Personne n'est encore désigné pour y répondre ; la proposition attend."
    return typeset(f"La réponse revient {to(who)} ; vous en serez informé.")


def already_yours(number: int, who: str) -> str:
    """The same, proposed twice."""
    waits = f" La réponse revient {to(who)}." if who else ""
    return typeset(f"Vous l'avez déjà proposé (n° {number}).{waits} Rien de plus n'a été enregistré.")


def already_proposed(number: int, raiser: str, who: str) -> str:
    """The same, proposed by somebody else."""
    waits = f" La réponse revient {to(who)}." if who else ""
    return typeset(f"{raiser} l'a déjà proposé (n° {number}).{waits} Rien de plus n'a été enregistré.")


# Answered


def accepted(number: int, raiser: str | None) -> Line:
    """To whoever has accepted."""
    return (Strong(typeset(f"Proposition n° {number} acceptée")), typeset(f" ; {_told(raiser)}."))


def declined(number: int, raiser: str | None, reason: str | None) -> Line:
    """To whoever has declined."""
    why = f", motif {quote(reason)}" if reason else ""
    return (Strong(typeset(f"Proposition n° {number} non retenue")), typeset(f"{why} ; {_told(raiser)}."))


def undo_for(number: int) -> str:
    """How long the answer is taken back in one click, and how afterwards."""
    return typeset(
        "« Annuler » se fait en un clic pendant dix minutes ; "
        f"ensuite, tapez « proposition annuler {number} » et un motif."
    )


def _told(raiser: str | None) -> str:
    return f"{raiser} en est informé" if raiser else "la réponse est consignée"


def withdrawn(number: int) -> str:
    """To whoever has taken theirs back."""
    return typeset(f"Votre proposition n° {number} est retirée ; l'historique en garde la trace.")


def reopened(number: int) -> str:
    """An answer was taken back."""
    return typeset(f"La réponse est annulée : la proposition n° {number} attend de nouveau.")


def you_said_since(number: int, parts: Sequence[str], when: date, entry: int) -> str:
    """The asker's own word, newer than the proposal."""
    said = f"Depuis la proposition n° {number}, vous avez dit le {day(when)} (n° {entry}) : {', '.join(parts)}."
    return typeset(f"{said} L'accepter le remplacerait.")


def accept(number: int) -> str:
    """A button."""
    return typeset(f"Accepter (n° {number})")


def decline(number: int) -> str:
    """A button."""
    return typeset(f"Refuser (n° {number})")


def withdraw(number: int) -> str:
    """A button."""
    return typeset(f"Retirer (n° {number})")


# Not possible

SEE_LIST = typeset("Tapez « proposition liste » pour voir celles qui vous concernent.")


def no_such_proposal(number: int) -> str:
    """No proposal that the asker may know of."""
    return typeset(f"Il n'y a pas de proposition n° {number}.")


def was_withdrawn(number: int) -> str:
    """It was taken back."""
    return typeset(f"La proposition n° {number} a été retirée : il n'y a plus à y répondre.")


def already_answered(number: int, who: str, when: date, *, accepted: bool) -> str:
    """Somebody was first."""
    answer = "a déjà été acceptée" if accepted else "n'a pas été retenue"
    by = f" par {who}" if who and accepted else f" (réponse de {who})" if who else ""
    return typeset(f"La proposition n° {number} {answer}{by} le {day(when)}. Rien n'a été enregistré.")


def not_answered(number: int) -> str:
    """There is no answer to take back."""
    return typeset(f"La proposition n° {number} n'a pas de réponse sur laquelle revenir.")


def not_yours_to_answer(number: int, who: str) -> str:
    """To somebody who may not answer."""
    whose = f" : la réponse revient {to(who)}" if who else ""
    return typeset(f"Vous ne pouvez pas répondre à la proposition n° {number}{whose}.")


def not_yours_to_withdraw(number: int) -> str:
    """To somebody who did not make it."""
    return typeset(f"La proposition n° {number} n'est pas de vous : seule la personne qui l'a faite peut la retirer.")


# Listed

NOTHING = "Aucune proposition n'attend votre réponse, et vous n'en avez pas fait."
TITLE_AWAITING = "Ce qui attend votre réponse"
TITLE_YOURS = "Ce que vous avez proposé"


def heading(title: str, total: int) -> Line:
    """What follows, and how much."""
    return (Strong(title), typeset(f" : {count(total, 'proposition')}"))


def listed(number: int, name: str) -> Line:
    """A proposal and its subject."""
    return (Strong(typeset(f"n° {number}")), typeset(f" · {name}"))


def said(parts: Sequence[str]) -> Line:
    """What is proposed."""
    return (typeset(", ".join(parts)),)


def proposed_by(raiser: str, when: date) -> Line:
    """Who proposed it, and when."""
    return (typeset(f"Proposé par {raiser} le {day(when)}" if raiser else f"Proposé le {day(when)}"),)


def awaited(who: str) -> Line:
    """Nobody has answered yet."""
    return (typeset(f"En attente : la réponse revient {to(who)}" if who else "En attente : personne n'est désigné"),)


def became(state: MatterState, who: str, when: date, reason: str | None) -> Line:
    """The answer."""
    match state:
        case MatterState.ACCEPTED:
            answer = "Acceptée"
        case MatterState.DECLINED:
            answer = "Non retenue"
        case _:
            return (typeset("Retirée"),)
    by = f" par {who}" if who else ""
    why = f", motif {quote(reason)}" if reason else ""
    return (typeset(f"{answer}{by} le {day(when)}{why}"),)


def shown_range(first: int, last: int, total: int) -> Line:
    """Which page of a long list."""
    return (typeset(f"De {first} à {last} sur {total}. Tapez « suite » pour continuer."),)
