"""The commands of meetings to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.meetings import texts
from commands.references import read_community
from commands.rights import ANYONE, Action, to_those_who_may

if TYPE_CHECKING:
    from commands.meetings import dossier, meetings
else:
    dossier = later("commands.meetings.dossier")
    meetings = later("commands.meetings.meetings")

MEETINGS = (
    Command(
        words=("instance", "réunion"),
        arguments=(Argument("planned", meetings.read_meeting, ask=texts.ASK_MEETING, hint=texts.ASK_MEETING_HINT),),
        allowed=to_those_who_may(Action.RECORD_DECISIONS),
        help=Help(texts.HELP_PLAN, texts.USAGE_PLAN, examples=("instance réunion Comex, le 15/12 à 9h",)),
        handler=meetings.plan,
    ),
    Command(
        words=("instance", "prochaine"),
        also=(("instance", "calendrier"), ("communaute", "prochaine")),
        arguments=(Argument("body", read_community, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_NEXT, texts.USAGE_NEXT, examples=("instance prochaine Comex",)),
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
        arguments=(Argument("entry", read_community, ask=texts.ASK_BODY, hint=texts.ASK_BODY_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_DOSSIER, texts.USAGE_DOSSIER, examples=("instance dossier Comex",)),
        handler=dossier.show,
    ),
)
