"""The commands of reminders, silences and absences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.authority import to_those_known
from commands.command import Argument, Command, Help, later
from commands.reminding import texts
from commands.rights import Action

if TYPE_CHECKING:
    from commands.reminding import quieting, reading, reminding
else:
    quieting = later("commands.reminding.quieting")
    reading = later("commands.reminding.reading")
    reminding = later("commands.reminding.reminding")

_KNOWN = to_those_known(Action.FOLLOW)
_NUMBER = (Argument("reminder", reminding.read_number, ask=texts.ASK_NUMBER, hint=texts.ASK_NUMBER_HINT),)
_PERHAPS = (Argument("reminder", reminding.read_number, required=False),)

REMINDING = (
    Command(
        words=("rappel", "créer"),
        arguments=(Argument("asked", reading.read_reminder, ask=texts.ASK_REMINDER, hint=texts.ASK_REMINDER_HINT),),
        allowed=lambda call, values: bool(reminding.may_create(call, values)),
        help=Help(
            texts.HELP_CREATE,
            texts.USAGE_CREATE,
            examples=(
                "rappel créer vendredi 17h envoyer la note",
                "rappel créer tous les lundis à 9h : tour de table",
                "rappel créer 7 jours avant 4.2.2 : préparer la revue",
            ),
        ),
        handler=reminding.create,
        instead=reminding.instead,
    ),
    Command(
        words=("rappel", "liste"),
        allowed=_KNOWN,
        help=Help(texts.HELP_LIST, texts.USAGE_LIST),
        handler=reminding.listing,
        instead=reminding.instead,
    ),
    Command(
        words=("rappel", "annuler"),
        arguments=_NUMBER,
        allowed=_KNOWN,
        help=Help(texts.HELP_CANCEL, texts.USAGE_CANCEL),
        handler=reminding.cancel,
    ),
    Command(
        words=("rappel", "demain"),
        arguments=_PERHAPS,
        allowed=_KNOWN,
        help=Help(texts.HELP_TOMORROW, texts.USAGE_TOMORROW),
        handler=reminding.tomorrow,
    ),
    Command(
        words=("rappel", "fait"),
        arguments=_PERHAPS,
        allowed=_KNOWN,
        help=Help(texts.HELP_DONE, texts.USAGE_DONE),
        handler=reminding.done,
    ),
    Command(
        words=("dimension", "silence"),
        arguments=(Argument("wish", quieting.read_silence, required=False),),
        allowed=_KNOWN,
        help=Help(texts.HELP_SILENCE, texts.USAGE_SILENCE, examples=("dimension silence jusqu'au 4 janvier",)),
        handler=quieting.silence,
        instead=reminding.instead,
    ),
    Command(
        words=("dimension", "absence"),
        arguments=(Argument("period", quieting.read_absence, required=False),),
        allowed=_KNOWN,
        help=Help(texts.HELP_ABSENCE, texts.USAGE_ABSENCE, examples=("dimension absence du 21 décembre au 3 janvier",)),
        handler=quieting.absence,
        instead=reminding.instead,
    ),
    Command(
        words=("dimension", "suite"),
        allowed=_KNOWN,
        help=Help(texts.HELP_SUITE, texts.USAGE_SUITE),
        handler=quieting.suite,
        instead=reminding.instead,
    ),
)
