"""Polls of the tests: as many directors as wanted, polls opened in one line, votes as they are typed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from reminders.calendar import WorkingCalendar
from reminders.polls import Beat, run_polls
from storage.rows.delivery import OutboxMessage
from storage.rows.organisation import CommunityMember, Person, Platform
from storage.rows.polls import Poll, PollBallot, PollResult, PollRoll
from tests.world import Answer, World

CALENDAR = WorkingCalendar(ZoneInfo("Europe/Paris"))
CAP = "cap_managers"


def directors(world: World, number: int, *, label: str = "Direction n° {}") -> list[str]:
    """So many more members of the CAP Managers; gives their handles."""
    handles = [f"directeur-{rank:04}" for rank in range(1, number + 1)]
    with world.database.write() as session:
        rows = [
            {"handle": handle, "label": label.format(rank), "active": True, "declared": False, "fictitious": True}
            for rank, handle in enumerate(handles, start=1)
        ]
        session.execute(insert(Person), rows)
        ids = session.scalars(select(Person.id).where(Person.handle.in_(handles))).all()
        members = [{"community_key": CAP, "person_id": each, "declared": False} for each in ids]
        session.execute(insert(CommunityMember), members)
    return handles


def members(world: World) -> list[str]:
    """The handles of the CAP Managers."""
    with world.database.read() as session:
        member = select(CommunityMember.person_id).where(CommunityMember.community_key == CAP)
        return list(session.scalars(select(Person.handle).where(Person.id.in_(member)).order_by(Person.handle)))


def opened(world: World, line: str, *, by: str = "appui") -> int:
    """A poll asked for in one line and opened; gives its number."""
    shown = world.say(f"/sondage {line}", by=by)
    assert shown.kind == "poll_preview", shown.text
    number = int(shown.says[0].split()[-1])
    answer = world.say(shown.says[0], by=by)
    assert answer.kind == "poll_opened", answer.text
    return number


def vote(world: World, number: int, by: str, ballot: str) -> Answer:
    """What is answered to a vote that is typed."""
    return world.say(f"sondage voter {number} {ballot}", by=by)


def beat(world: World, *, platforms: tuple[Platform, ...] = ()) -> int:
    """One beat of the pulse; gives how many messages it put in the outbox."""
    with world.database.write() as session:
        return run_polls(Beat(session, world.now, CALENDAR, platforms))


def poll(world: World, number: int) -> Poll:
    """The poll's row."""
    with world.database.read() as session:
        found = session.get(Poll, number)
        assert found is not None
        return found


def content(world: World, number: int) -> str:
    """The result as it stands in the database."""
    with world.database.read() as session:
        return session.scalars(select(PollResult.content).where(PollResult.poll_id == number)).one()


def voters(world: World, number: int) -> int:
    """How many are on the roll."""
    with world.database.read() as session:
        return len(session.scalars(select(PollRoll.person_id).where(PollRoll.poll_id == number)).all())


def ballots(world: World, number: int) -> int:
    """How many ballots are kept one by one."""
    with world.database.read() as session:
        return len(session.scalars(select(PollBallot.person_id).where(PollBallot.poll_id == number)).all())


def sent(world: World, prefix: str) -> list[OutboxMessage]:
    """The messages of the outbox whose key begins so, in order."""
    with world.database.read() as session:
        wanted = select(OutboxMessage).where(OutboxMessage.key.startswith(prefix)).order_by(OutboxMessage.id)
        return list(session.scalars(wanted))


def at(world: World, instant: datetime) -> None:
    """Move the hour."""
    world.now = instant
