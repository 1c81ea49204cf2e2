"""Making polls and finding them again."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from storage import history
from storage.history import Subject
from storage.polls import box, electorate
from storage.polls.electorate import Electorate
from storage.polls.rules import Rules
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.organisation import CommunityPlace, Person
from storage.rows.poll_states import PollKind, PollMode, PollState
from storage.rows.polls import Poll, PollBallot, PollParticipant, PollPlace, PollProxy, PollResult

# The kind of a poll as a subject of the history, and what its entries say.
KIND = "poll"
CREATED, OPENED, CLOSED_EARLY, EXTENDED, COUNTED = "created", "opened", "closed_early", "extended", "counted"
CORRECTED, ERRATUM, HELPED, CHASED, DECIDED, DROPPED = "corrected", "erratum", "helped", "chased", "decided", "dropped"
VALUED = "valued"

# Bytes of what the opaque values of buttons are made with.
_KEY_BYTES = 16


def subject_of(poll_id: int) -> Subject:
    """The poll as the history names it."""
    return (KIND, str(poll_id))


def note(session: Session, *, poll_id: int, action: str, by: int | None, at: datetime, **detail: Any) -> None:
    """Append to the poll's history: what was done to the poll, never a vote."""
    history.append(session, subject=subject_of(poll_id), at=at, person_id=by, action=action, detail=detail)


def entries(session: Session, *, poll_id: int, actions: Collection[str]) -> Sequence[HistoryEntry]:
    """What was done to the poll of these kinds, oldest first."""
    mine = (HistoryEntry.subject_kind == KIND, HistoryEntry.subject_code == str(poll_id))
    wanted = select(HistoryEntry).where(*mine, HistoryEntry.action.in_(actions))
    return session.scalars(wanted.order_by(HistoryEntry.id)).all()


def create(
    session: Session,
    *,
    kind: PollKind,
    mode: PollMode,
    question: str,
    options: Sequence[str],
    rules: Rules,
    asked: Electorate,
    by: int,
    at: datetime,
    closes_at: datetime,
    opens_at: datetime | None = None,
    template: str | None = None,
    helper_id: int | None = None,
) -> Poll:
    """A poll that only its author sees, until `open_poll`."""
    poll = Poll(
        kind=kind,
        mode=mode,
        state=PollState.DRAFT,
        question=question,
        options=list(options),
        rules=rules.stored(),
        electorate=asked.stored(),
        author_id=by,
        helper_id=helper_id,
        created_at=at,
        opens_at=opens_at,
        closes_at=closes_at,
        template=template,
        edition=1,
    )
    session.add(poll)
    session.flush()
    note(session, poll_id=poll.id, action=CREATED, by=by, at=at)
    return poll


def open_poll(session: Session, *, poll: Poll, persons: Sequence[int], at: datetime) -> None:
    """Freeze the participants and let them vote."""
    electorate.freeze(session, poll_id=poll.id, persons=persons)
    poll.participants = len(persons)
    poll.state = PollState.OPEN
    poll.opened_at = at
    poll.ballot_key = secrets.token_hex(_KEY_BYTES)
    session.flush()
    session.execute(insert(PollResult), [{"poll_id": poll.id, "content": box.dump(box.empty())}])


def add_places(session: Session, *, poll_id: int, places: Collection[tuple[str, str]]) -> None:
    """Say the poll in these channels and rooms (platform and address)."""
    for platform, place_id in sorted(set(places)):
        session.add(PollPlace(poll_id=poll_id, platform=platform, place_id=place_id))
    session.flush()


def places_of(session: Session, *, poll_id: int) -> Sequence[PollPlace]:
    """Where the poll is said."""
    wanted = select(PollPlace).where(PollPlace.poll_id == poll_id)
    return session.scalars(wanted.order_by(PollPlace.platform, PollPlace.place_id)).all()


def community_places(session: Session, *, key: str) -> list[tuple[str, str]]:
    """Where a community lives, by platform."""
    wanted = select(CommunityPlace.platform, CommunityPlace.place_id).where(CommunityPlace.community_key == key)
    return [(platform.value, place) for platform, place in session.execute(wanted)]


def poll(session: Session, *, poll_id: int) -> Poll | None:
    """The poll of this number."""
    known: dict[int, Poll] = session.info.setdefault("polls_known", {})
    found = known.get(poll_id) or session.get(Poll, poll_id)
    if found is not None:
        # A session only remembers what somebody still holds, and votes that share a transaction name the same poll.
        known[poll_id] = found
    return found


def to_show(session: Session, *, person_id: int, limit: int) -> Sequence[Poll]:
    """The polls that concern a person: theirs, and those that they take part in; open ones first, newest first."""
    taking_part = select(PollParticipant.poll_id).where(PollParticipant.person_id == person_id)
    made = (Poll.author_id == person_id) | (Poll.helper_id == person_id)
    shown = (made & (Poll.state != PollState.DROPPED)) | (
        Poll.id.in_(taking_part) & Poll.state.in_((PollState.OPEN, PollState.CLOSED))
    )
    wanted = select(Poll).where(shown).order_by((Poll.state != PollState.OPEN), Poll.id.desc())
    return session.scalars(wanted.limit(limit)).all()


# Built once: the pulse asks it every few seconds.
_TO_DO = (
    select(Poll.id)
    .where(
        or_(
            Poll.state == PollState.OPEN,
            (Poll.state == PollState.DRAFT) & Poll.opens_at.is_not(None),
            (Poll.state == PollState.CLOSED) & Poll.published_at.is_(None),
        )
    )
    .limit(1)
)


def anything_to_do(session: Session) -> bool:
    """Whether some poll runs, is to open by itself, or was counted and not published."""
    return session.connection().execute(_TO_DO).first() is not None


def due_to_open(session: Session, *, now: datetime) -> Sequence[Poll]:
    """The drafts whose hour of opening has come."""
    due = (Poll.state == PollState.DRAFT, Poll.opens_at.is_not(None), Poll.opens_at <= now)
    return session.scalars(select(Poll).where(*due).order_by(Poll.id)).all()


def next_end(session: Session, *, after: datetime) -> datetime | None:
    """When the first open poll ends that has not ended by then; None when there is none."""
    later = (Poll.state == PollState.OPEN, Poll.closes_at > after)
    return session.scalar(select(Poll.closes_at).where(*later).order_by(Poll.closes_at).limit(1))


def due_to_count(session: Session, *, now: datetime) -> Sequence[int]:
    """The open polls that have ended."""
    due = (Poll.state == PollState.OPEN, Poll.closes_at <= now)
    return session.scalars(select(Poll.id).where(*due).order_by(Poll.closes_at, Poll.id)).all()


def participants(session: Session, *, poll_id: int) -> Sequence[int]:
    """Who may vote, by id."""
    wanted = select(PollParticipant.person_id).where(PollParticipant.poll_id == poll_id)
    return session.scalars(wanted.order_by(PollParticipant.person_id)).all()


def to_announce(session: Session) -> Sequence[int]:
    """The open polls that nobody was told of."""
    wanted = select(Poll.id).where(Poll.state == PollState.OPEN, Poll.announced_at.is_(None))
    return session.scalars(wanted.order_by(Poll.id)).all()


def to_publish(session: Session) -> Sequence[int]:
    """The counted polls whose result nobody was told."""
    wanted = select(Poll.id).where(Poll.state == PollState.CLOSED, Poll.published_at.is_(None))
    return session.scalars(wanted.order_by(Poll.id)).all()


def to_remind(session: Session, *, now: datetime, ending_by: datetime) -> Sequence[int]:
    """The open polls whose reminder was asked for, or that end by this instant, and of which none was sent."""
    running = (Poll.state == PollState.OPEN, Poll.closes_at > now, Poll.chased_at.is_(None))
    wanted = select(Poll.id).where(*running, or_(Poll.chase_asked_at.is_not(None), Poll.closes_at <= ending_by))
    return session.scalars(wanted.order_by(Poll.id)).all()


def to_refresh(session: Session, *, now: datetime) -> Sequence[int]:
    """The open polls whose messages are kept up to date: live ones, and those of a meeting."""
    return [each.id for each in open_polls(session, now=now) if each.rules.get("live") or each.rules.get("minutes")]


def open_polls(session: Session, *, now: datetime) -> Sequence[Poll]:
    """The polls in which one may vote now."""
    running = (Poll.state == PollState.OPEN, Poll.closes_at > now)
    return session.scalars(select(Poll).where(*running).order_by(Poll.id)).all()


def editions(session: Session, *, series_id: int) -> Sequence[Poll]:
    """The counted editions of a series, oldest first."""
    wanted = select(Poll).where(Poll.series_id == series_id, Poll.state == PollState.CLOSED)
    return session.scalars(wanted.order_by(Poll.edition)).all()


def last_edition(session: Session, *, series_id: int) -> int:
    """The rank of the newest edition, whatever its state."""
    return session.scalar(select(func.max(Poll.edition)).where(Poll.series_id == series_id)) or 0


def ballots(session: Session, *, poll_id: int) -> list[tuple[str, list[Any]]]:
    """Who voted what in a named poll: label and ballot, by label."""
    wanted = select(Person.label, PollBallot.choice).join(Person, Person.id == PollBallot.person_id)
    rows = session.execute(wanted.where(PollBallot.poll_id == poll_id).order_by(Person.label, Person.id))
    return [(label, choice) for label, choice in rows]


# Proxies


def give_proxy(
    session: Session, *, giver_id: int, holder_id: int, first_day: date, last_day: date, at: datetime
) -> None:
    """Let the holder vote for the giver; both days are included."""
    session.add(PollProxy(giver_id=giver_id, holder_id=holder_id, first_day=first_day, last_day=last_day, given_at=at))
    session.flush()


def proxies(
    session: Session, *, on: date, giver_id: int | None = None, holder_id: int | None = None
) -> Sequence[tuple[PollProxy, str, str]]:
    """The « pouvoirs » that run or are to come, with the labels of giver and holder, the soonest first."""
    giver, holder = aliased(Person), aliased(Person)
    wanted = select(PollProxy, giver.label, holder.label)
    wanted = wanted.join(giver, giver.id == PollProxy.giver_id).join(holder, holder.id == PollProxy.holder_id)
    wanted = wanted.where(PollProxy.ended_at.is_(None), PollProxy.last_day >= on)
    if giver_id is not None:
        wanted = wanted.where(PollProxy.giver_id == giver_id)
    if holder_id is not None:
        wanted = wanted.where(PollProxy.holder_id == holder_id)
    rows = session.execute(wanted.order_by(PollProxy.first_day, PollProxy.id))
    return [(proxy, one, other) for proxy, one, other in rows]


def holds_proxy(session: Session, *, giver_id: int, holder_id: int, on: date) -> bool:
    """Whether the holder may vote for the giver on this day."""
    found = proxies(session, on=on, giver_id=giver_id, holder_id=holder_id)
    return any(proxy.first_day <= on for proxy, _, _ in found)
