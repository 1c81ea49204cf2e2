"""The commands of meetings to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.meetings import dossier_texts, planning_texts, texts
from commands.rights import ANYONE

if TYPE_CHECKING:
    from commands.meetings import bodies, dossier, meetings, planning
else:
    bodies = later("commands.meetings.bodies")
    dossier = later("commands.meetings.dossier")
    meetings = later("commands.meetings.meetings")
    planning = later("commands.meetings.planning")

_BODY = Argument("body", bodies.read_body, ask=texts.ASK_BODY, hint=texts.ASK_BODY_HINT)
_ANY_BODY = Argument("body", bodies.read_body, required=False)

MEETINGS = (
    Command(
        words=("instance", "réunion"),
        also=(("instance", "planifier"), ("communaute", "réunion")),
        arguments=(
            Argument(
                "planned",
                planning.read_meeting,
                ask=planning_texts.ASK_MEETING,
                hint=planning_texts.ASK_MEETING_HINT,
            ),
        ),
        allowed=lambda call, values: bool(planning.may_plan(call, values)),
        help=Help(
            planning_texts.HELP_PLAN,
            planning_texts.USAGE_PLAN,
            examples=(
                "instance réunion Comex, le 15/12 à 9h",
                "instance réunion CAP Digital, chaque dernier jeudi du mois à 14h jusqu'au 30/06",
                "instance réunion COPIL stratobus, le 15/12 de 9h à 11h",
            ),
        ),
        handler=planning.plan,
    ),
    Command(
        words=("instance", "déplacer"),
        arguments=(
            Argument("moved", planning.read_move, ask=planning_texts.ASK_MOVE, hint=planning_texts.ASK_MOVE_HINT),
        ),
        allowed=lambda call, values: bool(planning.may_plan(call, values)),
        help=Help(
            planning_texts.HELP_MOVE,
            planning_texts.USAGE_MOVE,
            examples=("instance déplacer Comex, du 15/12 au 17/12 à 9h",),
        ),
        handler=planning.move,
    ),
    Command(
        words=("instance", "annuler"),
        arguments=(
            Argument(
                "dropped",
                planning.read_cancelling,
                ask=planning_texts.ASK_CANCEL,
                hint=planning_texts.ASK_CANCEL_HINT,
            ),
        ),
        allowed=lambda call, values: bool(planning.may_plan(call, values)),
        help=Help(
            planning_texts.HELP_CANCEL, planning_texts.USAGE_CANCEL, examples=("instance annuler Comex, le 15/12",)
        ),
        handler=planning.cancel,
    ),
    Command(
        words=("instance", "prochaine"),
        also=(("instance", "prochaine réunion"), ("instance", "calendrier"), ("communaute", "prochaine")),
        arguments=(_ANY_BODY,),
        allowed=ANYONE,
        help=Help(texts.HELP_NEXT, texts.USAGE_NEXT, examples=("instance prochaine", "instance prochaine Comex")),
        handler=meetings.coming,
    ),
    Command(
        words=("instance", "ordre du jour"),
        arguments=(Argument("on", meetings.read_agenda, ask=texts.ASK_BODY, hint=texts.ASK_BODY_HINT),),
        allowed=lambda call, values: bool(meetings.may_set_agenda(call, values)),
        help=Help(texts.HELP_AGENDA, texts.USAGE_AGENDA, examples=("instance ordre du jour Comex",)),
        handler=meetings.agenda,
    ),
    Command(
        words=("instance", "dossier"),
        arguments=(_BODY,),
        allowed=ANYONE,
        help=Help(
            dossier_texts.HELP_DOSSIER,
            dossier_texts.USAGE_DOSSIER,
            examples=("instance dossier Comex", "instance dossier COPIL stratobus"),
        ),
        handler=dossier.show,
    ),
    Command(
        words=("instance", "fichier"),
        arguments=(_ANY_BODY,),
        allowed=ANYONE,
        help=Help(texts.HELP_FILE, texts.USAGE_FILE, examples=("instance fichier", "instance fichier Comex")),
        handler=meetings.as_file,
    ),
)
