"""The one way in for what people say: recorded with who, when and on whose behalf, then told to whom it concerns."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from commands import telling
from commands.authority import Voice
from commands.call import Call
from storage.history import Subject
from storage.ledger import recording
from storage.ledger.recording import Recorded

logger = logging.getLogger(__name__)

# One's own voice.
OWN = Voice()


def record(call: Call, subject: Subject, action: str, detail: Mapping[str, Any], *, voice: Voice = OWN) -> Recorded:
    """Append to the subject's history in the asker's name; the caller has checked the right."""
    recorded = recording.record(
        call.session,
        subject=subject,
        action=action,
        detail=detail,
        by=call.asker.person_id,
        at=call.now,
        on_behalf_of=voice.on_behalf_of,
    )
    extra = {"action": "history_recorded", "entry": recorded.entry, "subject": ":".join(subject), "what": action}
    logger.info("History recorded", extra=extra)
    telling.tell(call, subject, recorded, action, detail)
    return recorded
