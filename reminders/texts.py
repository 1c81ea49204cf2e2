"""French sentences that the bot says unasked: the letter of the day and its points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commands.french import count, day, quote, typeset
from commands.message import Line, Strong
from commands.state_words import free
from commands.texts import shortened

# Characters of a subject's name that a point shows.
_NAME_LENGTH = 90
# Characters of a name on a button.
_SHORT_LENGTH = 40

SUITE = "Suite"


def heading(today: date) -> Line:
    """The title of a letter."""
    return (Strong(f"Ce qui vous concerne, {day(today, weekday=True)}"),)


def more(number: int) -> Line:
    """What a long letter leaves out."""
    return (typeset(f"Et {count(number, 'autre point', 'autres points')} : « dimension suite » les montre."),)


def suite(today: date) -> Line:
    """The title of what a letter had no room for."""
    return (Strong(f"Suite de ce qui vous concerne, {day(today, weekday=True)}"),)


def said_by(author: str | None, giver: str | None, at: datetime, entry: int) -> Line:
    """Who said it, for which lead when a deputy spoke, when, and under which number."""
    who = f"par {author}" if author else "par les fichiers de l'organisation"
    if giver:
        who += f", pour {giver}"
    return (typeset(f"{who}, le {day(at.date())} à {at.hour} h {at.minute:02} (n° {entry})"),)


def told(name: str, what: str) -> Line:
    """A subject, and what happened."""
    return (Strong(shortened(name, _NAME_LENGTH)), typeset(f" : {what}"))


def updated(name: str, parts: Sequence[str]) -> Line:
    """A point d'étape."""
    return told(name, ", ".join(parts))


def contradiction(name: str, parts: Sequence[str]) -> Line:
    """A weather entered by somebody else, which the figures contradict."""
    return told(name, f"la météo et la valeur ne s'accordent pas, à vérifier : {', '.join(parts)}")


def proposed(name: str, parts: Sequence[str]) -> Line:
    """A proposal, to whoever leads."""
    return told(name, f"proposition à accepter ou à refuser : {', '.join(parts)}")


def proposal_answered(name: str, number: int, *, accepted: bool, reason: str | None) -> Line:
    """The answer, to whoever proposed."""
    answer = "est acceptée" if accepted else "n'est pas retenue"
    why = f", motif {quote(reason)}" if reason else ""
    return told(name, f"votre proposition n° {number} {answer}{why}")


def decided(name: str, text: str | None) -> Line:
    """A decision."""
    return told(name, f"décision {free(text)}")


def action_given(name: str, text: str | None, due_on: str | None) -> Line:
    """An action, to whoever is to do it."""
    when = f", pour le {day(date.fromisoformat(due_on))}" if due_on else ""
    return told(name, f"une action vous est confiée{when} : {free(text)}")


def taken_back(name: str, number: int, reason: str | None, *, again: bool) -> Line:
    """Something that a letter had told, and that no longer holds; or holds again."""
    what = f"l'annulation n° {number} est elle-même annulée" if again else f"le point n° {number} est annulé"
    return told(name, f"{what}, motif {quote(reason)}" if reason else what)


def accept(number: int) -> str:
    """A button."""
    return typeset(f"Accepter (n° {number})")


def decline(number: int) -> str:
    """A button."""
    return typeset(f"Refuser (n° {number})")


def state(short: str) -> str:
    """A button."""
    return f"État : {shortened(short, _SHORT_LENGTH)}"
