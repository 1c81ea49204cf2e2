"""Takes events one by one, each with a message to send as its effect; made to be killed on the way."""

from datetime import UTC, datetime
from multiprocessing.synchronize import Event

from storage import inbox, outbox
from storage.database import open_database


def take_all(begun: Event, address: str, events: int) -> None:
    """Begins with the first event every time, as a platform delivers again what was not acknowledged."""
    with open_database(address) as database:
        begun.set()
        for number in range(events):
            now = datetime.now(UTC)
            with database.write() as session:
                if inbox.take(session, platform="file", event_id=str(number), kind="message", at=now):
                    outbox.enqueue(session, key=str(number), platform="file", place="salon", payload="x", at=now)
