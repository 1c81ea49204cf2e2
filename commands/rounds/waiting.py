"""What else waits for somebody when their round begins: proposals to examine, supports asked of them."""

from __future__ import annotations

from collections.abc import Sequence

from commands.call import Call
from commands.message import Button
from commands.rights import Action, may
from commands.rounds import texts
from commands.support.bodies import bodies_of
from storage import matters, rounds
from storage.history import Subject
from storage.rounds import Point


def waiting(call: Call, points: Sequence[Point]) -> tuple[list[str], list[Button]]:
    """A line for each kind of thing that waits for the asker, and the buttons that list them.

    `points` are what they may speak of: what was proposed on these, and on their objectives, is theirs to examine.
    """
    lines, buttons = [], []
    proposed = _proposals(call, points)
    if proposed:
        lines.append(texts.proposals(proposed))
        buttons.append(Button(texts.PROPOSALS, says="proposition liste"))
    asked = _supports(call)
    if asked:
        lines.append(texts.supports(asked))
        buttons.append(Button(texts.SUPPORTS, says="appui liste"))
    return lines, buttons


def _proposals(call: Call, points: Sequence[Point]) -> int:
    person_id = call.asker.person_id
    if person_id is None:
        return 0
    own: set[Subject] = {each.subject for each in points}
    own.update(rounds.spoken_for(call.session, person_id=person_id, today=call.today))
    return len(matters.open_proposals(call.session, subjects=own, reader=call.reader))


def _supports(call: Call) -> int:
    """Those of the asker by name, and of the bodies for which they may answer."""
    bodies = bodies_of(call) if may(call.asker.roles, Action.ANSWER_SUPPORT) else frozenset[str]()
    handle = call.asker.handle or None
    return len(matters.open_supports(call.session, bodies=bodies, handle=handle, reader=call.reader))
