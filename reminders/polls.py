"""What polls do by themselves: open, be announced, be counted at their end, be published, remind once, come back.

Run by the pulse. What is due is in the database, and every message has a key of its own: a beat too many adds nothing.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commands.errors import UserError
from commands.message import Audience, Message, paragraph
from commands.polls import creating, minutes, results, running_texts
from commands.polls.editions import next_edition
from commands.polls.paper import invitation
from commands.polls.results import counting_down
from commands.polls.running import count_if_received
from commands.request import Place
from commands.reserve import Reserve, held_until
from reminders.calendar import WorkingCalendar
from reminders.outbox import enqueue
from reminders.places import direct_places
from storage import outbox
from storage.polls import box, closing, polls
from storage.polls.rules import Rules, read
from storage.rows.organisation import Platform
from storage.rows.poll_states import PRIVATE_MODES, PollState
from storage.rows.polls import Poll, PollPlace

logger = logging.getLogger(__name__)

# The least time between two refreshes of one message. Source: the pace that each platform takes (docs/decisions/010).
PACE = {"slack": timedelta(seconds=3), "matrix": timedelta(seconds=10)}
USUAL_PACE = timedelta(seconds=3)
# How long before the end those who have not voted are reminded, of polls that lasted longer than that.
REMINDED_BEFORE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat's session and hour, and whom it may write to."""

    session: Session
    now: datetime
    calendar: WorkingCalendar
    platforms: Sequence[Platform] = ()
    no_secret_on: frozenset[str] = frozenset()
    reserves: Sequence[Reserve] = ()

    @property
    def held(self) -> bool:
        """Whether a période de réserve holds what would open, and what would ask for more votes."""
        return held_until(self.reserves, self.calendar.day_of(self.now)) is not None

    def hour(self, rules: Rules) -> datetime:
        """When something may be said unasked: at once of a vote in a meeting, else in working hours."""
        return self.now if rules.minutes else self.calendar.next_open(self.now)


def run_polls(beat: Beat) -> int:
    """Do what is due of every poll; gives how many messages were put in the outbox. A faulty poll holds up no other."""
    if not polls.anything_to_do(beat.session):
        return 0
    put = 0
    steps: tuple[tuple[Callable[[], Sequence[int]], Callable[[Beat, int], int]], ...] = (
        (lambda: [each.id for each in polls.due_to_open(beat.session, now=beat.now)], _open),
        (lambda: polls.to_announce(beat.session), _announce),
        (lambda: polls.due_to_count(beat.session, now=beat.now), _count),
        (lambda: polls.to_publish(beat.session), _publish),
        (lambda: polls.to_remind(beat.session, now=beat.now, ending_by=beat.now + REMINDED_BEFORE), _remind),
        (lambda: polls.to_refresh(beat.session, now=beat.now), _refresh),
    )
    for due, step in steps:
        for poll_id in due():
            put += _alone(beat, poll_id, step)
    return put


def _alone(beat: Beat, poll_id: int, step: Callable[[Beat, int], int]) -> int:
    try:
        with beat.session.begin_nested():
            return step(beat, poll_id)
    except UserError:
        # It cannot be opened any more: nobody to vote, an end that is past. Its author still sees it as it is.
        logger.warning("Poll not opened", extra={"action": "poll_not_opened", "poll": poll_id})
    except LookupError:
        return 0
    except Exception:
        logger.exception("Poll hindered", extra={"action": "poll_hindered", "poll": poll_id})
    return 0


def _open(beat: Beat, poll_id: int) -> int:
    poll = closing.lock(beat.session, poll_id=poll_id)
    if poll.state is PollState.DRAFT and poll.rules.get("confirmed") and not beat.held:
        creating.begin(beat.session, poll, at=beat.now, by=None, no_secret_on=beat.no_secret_on)
    return 0


def _announce(beat: Beat, poll_id: int) -> int:
    """Say the poll in its places, and to each participant where they vote in private or have no place in common."""
    session, zone = beat.session, beat.calendar.zone
    poll = closing.lock(session, poll_id=poll_id)
    if poll.announced_at is not None or poll.state is not PollState.OPEN:
        return 0
    poll.announced_at = beat.now
    rules, places = read(poll.rules), polls.places_of(session, poll_id=poll_id)
    said = results.live(session, poll, zone) if rules.live else invitation(poll, zone)
    put = sum(_put(beat, _opening_key(poll, each), _place(each), said, beat.now) for each in places)
    if places and poll.mode not in PRIVATE_MODES:
        return put
    # Who opened it has just seen it.
    everyone = [each for each in polls.participants(session, poll_id=poll_id) if each != poll.author_id]
    put += _to_persons(beat, poll, everyone, "open", invitation(poll, zone, before=running_texts.OPENING))
    return put


def _count(beat: Beat, poll_id: int) -> int:
    if count_if_received(beat.session, poll_id=poll_id, now=beat.now):
        logger.info("Poll counted", extra={"action": "poll_counted", "poll": poll_id})
    return 0


def _publish(beat: Beat, poll_id: int) -> int:
    """Say the result where the poll was said, with its relevé, and to those who lead it."""
    session, zone = beat.session, beat.calendar.zone
    poll = closing.lock(session, poll_id=poll_id)
    if poll.published_at is not None:
        return 0
    poll.published_at = beat.now
    hour, in_hours = beat.hour(read(poll.rules)), not read(poll.rules).minutes
    result, page = results.of_counted(session, poll, zone), minutes.of(session, poll, zone)
    put = 0
    for each in polls.places_of(session, poll_id=poll_id):
        put += _put(beat, f"poll:{poll_id}:result:{_name(each)}", _place(each), result, hour, in_hours=in_hours)
        put += _put(beat, f"poll:{poll_id}:minutes:{_name(each)}", _place(each), page, hour, in_hours=in_hours)
        target = outbox.remote_id_of(session, key=_opening_key(poll, each))
        if target is not None:
            ended = Message((result.blocks[0], paragraph(running_texts.no_longer_open(poll_id))), about=result.about)
            put += _put(beat, f"poll:{poll_id}:ended:{_name(each)}", _place(each), ended, beat.now, target=target)
    leading = [each for each in (poll.author_id, poll.helper_id) if each is not None]
    put += _to_persons(beat, poll, leading, "minutes", page)
    again = next_edition(session, poll=poll, zone=zone, now=beat.now)
    if again is not None:
        logger.info("Next edition planned", extra={"action": "poll_repeated", "poll": poll_id, "next": again.id})
    return put


def _remind(beat: Beat, poll_id: int) -> int:
    """Remind once those who have not voted. Neither a log nor a message says who, or how many."""
    poll = closing.lock(beat.session, poll_id=poll_id)
    lasted = beat.now - (poll.opened_at or beat.now)
    asked = poll.chase_asked_at is not None
    due = poll.chased_at is None and (asked or lasted >= REMINDED_BEFORE)
    if not due or beat.held or not beat.calendar.is_open(beat.now):
        return 0
    poll.chased_at = beat.now
    persons = closing.not_voted(beat.session, poll_id=poll_id)
    said = invitation(poll, beat.calendar.zone, before=running_texts.REMINDER)
    put = _to_persons(beat, poll, persons, "reminder", said)
    logger.info("Poll reminded", extra={"action": "poll_reminded", "poll": poll_id})
    return put


def _refresh(beat: Beat, poll_id: int) -> int:
    """Write the poll's messages anew where they changed, or count down: one pending refresh for each place."""
    session, zone = beat.session, beat.calendar.zone
    poll = polls.poll(session, poll_id=poll_id)
    if poll is None:
        return 0
    rules, put = read(poll.rules), 0
    message = counting_down(session, poll, zone, now=beat.now)
    digest = zlib.crc32(box.dump(closing.result_so_far(session, poll=poll)).encode()) if rules.live else 0
    for each in polls.places_of(session, poll_id=poll_id):
        pace = PACE.get(each.platform, USUAL_PACE)
        early = each.refreshed_at is not None and beat.now - each.refreshed_at < pace
        if early or (each.shown == digest and not rules.minutes):
            continue
        target = outbox.remote_id_of(session, key=_opening_key(poll, each))
        if target is None or outbox.edit_waits(session, platform=each.platform, place=each.place_id, target=target):
            continue
        key = f"poll:{poll_id}:live:{_name(each)}:{int(beat.now.timestamp())}"
        put += _put(beat, key, _place(each), message, beat.now, target=target)
        each.shown, each.refreshed_at = digest, beat.now
    return put


def _to_persons(beat: Beat, poll: Poll, persons: Sequence[int], what: str, message: Message) -> int:
    places = direct_places(beat.session, persons=persons, platforms=beat.platforms)
    personal = replace(message, audience=Audience.PERSONAL)
    hour, in_hours = beat.hour(read(poll.rules)), not read(poll.rules).minutes
    return sum(
        _put(beat, f"poll:{poll.id}:{what}:person:{person_id}", place, personal, hour, in_hours=in_hours)
        for person_id, place in places.items()
    )


def _put(
    beat: Beat,
    key: str,
    place: Place,
    message: Message,
    hour: datetime,
    *,
    target: str | None = None,
    in_hours: bool = False,
) -> int:
    """What somebody opens in a room is said there at once; what is said to persons, and results, in working hours."""
    return enqueue(
        beat.session,
        key=key,
        place=place,
        message=message,
        at=beat.now,
        not_before=hour,
        target=target,
        in_hours=in_hours,
    )


def _opening_key(poll: Poll, place: PollPlace) -> str:
    return f"poll:{poll.id}:open:{_name(place)}"


def _name(place: PollPlace) -> str:
    return f"{place.platform}:{place.place_id}"


def _place(place: PollPlace) -> Place:
    return Place(place.platform, place.place_id)
