"""What one may do next with a subject: update or propose, follow or no more. The right is checked when it is done."""

from __future__ import annotations

from commands import next_steps_texts as texts
from commands.authority import voice_on
from commands.call import Call
from commands.message import Button
from storage import follows
from storage.history import Subject


def update_button(call: Call, subject: Subject, *, group: str, typed: str) -> tuple[Button, ...]:
    """« Mettre à jour » for those who may, « Proposer » for the others; nothing for an account that nobody knows."""
    if call.asker.person_id is None:
        return ()
    if voice_on(call, subject) is not None:
        return (Button(texts.UPDATE, says=f"{group} maj {typed}"),)
    return (Button(texts.PROPOSE, says=f"{group} proposer {typed}"),)


def follow_button(call: Call, subject: Subject, *, group: str, typed: str) -> tuple[Button, ...]:
    """« Suivre », or « Ne plus suivre » for those who do; nothing for an account that nobody knows."""
    person_id = call.asker.person_id
    if person_id is None:
        return ()
    if follows.follows(call.session, person_id=person_id, subject=subject):
        return (Button(texts.UNFOLLOW, says=f"{group} ne plus suivre {typed}"),)
    return (Button(texts.FOLLOW, says=f"{group} suivre {typed}"),)
