"""The commands of announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.arguments import as_typed
from commands.campaigns import texts
from commands.command import Argument, Command, Help, later
from commands.rights import Action, to_those_who_may

if TYPE_CHECKING:
    from commands.campaigns import reading, running, showing
else:
    reading = later("commands.campaigns.reading")
    running = later("commands.campaigns.running")
    showing = later("commands.campaigns.showing")

_ALLOWED = to_those_who_may(Action.ANNOUNCE)
_WHICH = (Argument("campaign", reading.read_campaign, ask=texts.ASK_NUMBER),)
_AUDIENCE = Argument("audience", as_typed, ask=texts.ASK_AUDIENCE, hint=texts.ASK_AUDIENCE_HINT, required=False)
_TEXT = Argument("text", as_typed, ask=texts.ASK_TEXT, required=False)

CAMPAIGNS = (
    Command(
        words=("annonce", "aperçu"),
        also=(("annonce", "créer"),),
        arguments=(Argument("asked", reading.read_wanted, required=False), _AUDIENCE, _TEXT),
        allowed=_ALLOWED,
        help=Help(
            texts.HELP_PREVIEW,
            texts.USAGE_PREVIEW,
            examples=("annonce aperçu CAP Managers : La prochaine réunion est le 3 décembre à 9 h.",),
        ),
        handler=running.prepare,
    ),
    Command(
        words=("annonce", "envoyer"),
        also=(("annonce", "valider"),),
        arguments=_WHICH,
        allowed=_ALLOWED,
        help=Help(texts.HELP_SEND, texts.USAGE_SEND, examples=("annonce envoyer 3",)),
        handler=running.send,
    ),
    Command(
        words=("annonce", "pause"),
        arguments=_WHICH,
        allowed=_ALLOWED,
        help=Help(texts.HELP_PAUSE, texts.USAGE_PAUSE),
        handler=running.pause,
    ),
    Command(
        words=("annonce", "reprise"),
        also=(("annonce", "reprendre"),),
        arguments=_WHICH,
        allowed=_ALLOWED,
        help=Help(texts.HELP_RESUME, texts.USAGE_RESUME),
        handler=running.resume,
    ),
    Command(
        words=("annonce", "bilan"),
        also=(("annonce", "statut"),),
        arguments=_WHICH,
        allowed=_ALLOWED,
        help=Help(texts.HELP_REPORT, texts.USAGE_REPORT),
        handler=showing.report,
    ),
    Command(
        words=("annonce", "annuler"),
        also=(("annonce", "abandonner"),),
        arguments=_WHICH,
        allowed=_ALLOWED,
        help=Help(texts.HELP_CANCEL, texts.USAGE_CANCEL),
        handler=running.cancel,
    ),
    Command(
        words=("annonce", "urgente"),
        arguments=(
            Argument("asked", reading.read_urgent, required=False),
            _AUDIENCE,
            _TEXT,
            Argument("reason", as_typed, ask=texts.ASK_REASON, required=False),
        ),
        allowed=_ALLOWED,
        help=Help(
            texts.HELP_URGENT,
            texts.USAGE_URGENT,
            examples=("annonce urgente tous : Le site du Pharo est fermé demain. motif fuite d'eau",),
        ),
        handler=running.prepare_urgent,
    ),
    Command(
        words=("annonce", "liste"),
        allowed=_ALLOWED,
        help=Help(texts.HELP_LIST, texts.USAGE_LIST),
        handler=showing.listing,
    ),
)
