"""« La semaine DiMENSiON » of one reader: what changed, what is due, what is asked, what to tell; or nothing.

Each line has its reference and its reason. Objectives are named, never the persons who have not spoken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commands.digests import texts
from commands.message import Block, Bullets, Button, Choices, Item, Line, paragraph
from storage.deadlines import Deadline
from storage.digest_facts import Facts, Name, Story
from storage.history import Subject
from storage.reader import Reader
from storage.rows.organisation import Role

# Lines of a part; the rest is counted.
MOST_LINES = 5
# Without a point d'étape for as long, and past due or due as soon, an objective is « sans nouvelles ».
SILENT_FOR = timedelta(days=30)
# From how many days past due governance is told, and how often again.
OVERDUE, AGAIN = 21, 30

GOVERNING = frozenset({Role.COMEX, Role.SUPPORT})
# Bodies whose rooms read what governance reads.
GOVERNING_BODIES = frozenset({"comex", "comex_revue", "cellule_appui"})


@dataclass(frozen=True, slots=True)
class Readership:
    """Who reads a digest: a person, or a community's room, where anybody may be listening."""

    reader: Reader
    roles: frozenset[Role] = frozenset()
    person_id: int | None = None
    handle: str | None = None
    unit_key: str | None = None
    # Ambassadors speak for these units.
    units: frozenset[str] = frozenset()
    followed: frozenset[Subject] = frozenset()
    led: frozenset[Subject] = frozenset()

    @property
    def governs(self) -> bool:
        """Whether the whole plan is theirs to see."""
        return bool(self.roles & GOVERNING)


@dataclass(frozen=True, slots=True)
class Digest:
    """What is said, and the codes and projects that it cites."""

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...]
    codes: tuple[str, ...]
    projects: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    title: str
    lines: list[Line] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)


def compose(facts: Facts, to: Readership, zone: ZoneInfo) -> Digest | None:
    """The digest; None where nothing changed, nothing is due and nothing is asked: then nothing is sent."""
    today = facts.until.astimezone(zone).date()
    parts = [each for each in _parts(facts, to, today, zone) if each.lines]
    # That nothing is heard of something is no news: it goes with what is.
    if all(each.title == texts.SILENT for each in parts):
        return None
    since = facts.since.astimezone(zone).date()
    blocks: list[Block] = [paragraph(texts.heading(today, since))]
    for part in parts:
        shown = [Item(each) for each in part.lines[:MOST_LINES]]
        if len(part.lines) > MOST_LINES:
            shown.append(Item(texts.and_more(len(part.lines) - MOST_LINES)))
        blocks += [paragraph(texts.section(part.title)), Bullets(tuple(shown))]
        blocks += [paragraph(each) for each in part.after]
    buttons = [Button(texts.MOVEMENTS, says="dimension mouvements")]
    told = story_of(facts, today) if Role.AMBASSADOR in to.roles or to.person_id is None else None
    if told is not None:
        blocks += [paragraph(texts.section(texts.STORY), texts.story(told))]
        buttons.append(Button(texts.SHARE, says=f"recap partager {told.reference}"))
    subjects = [each for part in parts for each in part.subjects[:MOST_LINES]]
    codes = tuple(dict.fromkeys(code for kind, code in subjects if kind != "project"))
    projects = tuple(dict.fromkeys(code for kind, code in subjects if kind == "project"))
    return Digest(tuple(blocks), tuple(buttons), codes, projects)


def choices(digest: Digest) -> Choices:
    """The buttons of a digest that stands alone."""
    return Choices(digest.buttons)


def story_of(facts: Facts, today: date) -> Story | None:
    """The argumentaire or figure of the week: each in turn."""
    week = today.toordinal() // 7
    return facts.stories[week % len(facts.stories)] if facts.stories else None


def _parts(facts: Facts, to: Readership, today: date, zone: ZoneInfo) -> Iterator[_Part]:
    why = _reasons(facts, to)
    yield _changed(facts, to, why)
    if to.governs:
        yield _overdue(facts, to, today, zone)
        yield _supports(facts, to)
        yield _actions(facts, to)
    else:
        yield _asked(facts, to)
    yield _due(facts, to, why, today)
    if Role.AMBASSADOR in to.roles:
        yield _silent(facts, to, why, today)


def _reasons(facts: Facts, to: Readership) -> Callable[[Subject], str | None]:
    """Why the reader is told of a subject; None: they are not."""

    def why(subject: Subject) -> str | None:
        objective = ("objective", subject[1].rpartition(".")[0]) if subject[0] == "key_result" else subject
        if subject in to.followed or objective in to.followed:
            return texts.FOLLOWED
        if objective in to.led:
            return texts.LED
        if to.governs:
            return texts.GOVERNANCE
        above = facts.units.get(subject, frozenset())
        if to.units & above or (to.unit_key is not None and Role.MANAGER in to.roles and to.unit_key in above):
            return texts.IN_UNIT
        return texts.WHOLE_PLAN if to.person_id is None else None

    return why


def _named(facts: Facts, to: Readership, subject: Subject) -> str | None:
    """What it is called; None where the reader may not know of it, or it is no longer there."""
    name: Name | None = facts.names.get(subject)
    if name is None or not to.reader.may_read(name.circle):
        return None
    return texts.subject(*subject, name.title)


def _changed(facts: Facts, to: Readership, why: Callable[[Subject], str | None]) -> _Part:
    part = _Part(texts.CHANGED_IN_PLAN if to.governs or to.person_id is None else texts.CHANGED)
    for each in facts.changes:
        reason, name = why(each.subject), _named(facts, to, each.subject)
        if reason is not None and name is not None:
            part.lines.append(texts.change(each, name, reason))
            part.subjects.append(each.subject)
    return part


def _due(facts: Facts, to: Readership, why: Callable[[Subject], str | None], today: date) -> _Part:
    part = _Part(texts.DUE)
    for each, name in _deadlines(facts, to, facts.due):
        reason = why(each.subject)
        if reason is not None:
            part.lines.append(texts.due(each, name, reason, today))
            part.subjects.append(each.subject)
    return part


def _silent(facts: Facts, to: Readership, why: Callable[[Subject], str | None], today: date) -> _Part:
    part = _Part(texts.SILENT)
    for each, name in _deadlines(facts, to, facts.still_open):
        reason = why(each.subject)
        quiet = each.told_at is None or facts.until - each.told_at >= SILENT_FOR
        if reason is not None and quiet and each.due_on <= today + SILENT_FOR:
            part.lines.append(texts.silent(each, name, reason))
            part.subjects.append(each.subject)
    if part.lines:
        codes = [code for kind, code in part.subjects[:MOST_LINES] if kind == "key_result"]
        part.after = [texts.to_forward(codes)] if codes else []
    return part


def _overdue(facts: Facts, to: Readership, today: date, zone: ZoneInfo) -> _Part:
    """What has just been 21 days past due, or a month more; not what was told of in between."""
    part = _Part(texts.OVERDUE)
    days = max((today - facts.since.astimezone(zone).date()).days, 1)
    for each, name in _deadlines(facts, to, facts.still_open):
        late = (today - each.due_on).days
        fresh = each.told_at is not None and _days(each.told_at, today, zone) < 7
        if late >= OVERDUE and (late - OVERDUE) % AGAIN < days and not fresh:
            part.lines.append(texts.overdue(each, name, today))
            part.subjects.append(each.subject)
    return part


def _supports(facts: Facts, to: Readership) -> _Part:
    part = _Part(texts.SUPPORTS)
    for each in facts.supports:
        name = _named(facts, to, each.subject)
        if name is not None:
            why = texts.BY_NAME if to.handle and each.holder == to.handle else texts.IN_BODY
            part.lines.append(texts.support(each, name, why))
            part.subjects.append(each.subject)
    return part


def _actions(facts: Facts, to: Readership) -> _Part:
    part = _Part(texts.ACTIONS)
    for each in facts.actions:
        name = _named(facts, to, each.subject)
        if name is not None:
            part.lines.append(texts.action(each, name, texts.GOVERNANCE))
            part.subjects.append(each.subject)
    return part


def _asked(facts: Facts, to: Readership) -> _Part:
    part = _Part(texts.ASKED)
    if to.handle is None:
        return part
    for write, some in ((texts.support, facts.supports), (texts.action, facts.actions)):
        for each in some:
            name = _named(facts, to, each.subject) if each.holder == to.handle else None
            if name is not None:
                part.lines.append(write(each, name, texts.BY_NAME))
                part.subjects.append(each.subject)
    return part


def _deadlines(facts: Facts, to: Readership, some: Sequence[Deadline]) -> Iterable[tuple[Deadline, str]]:
    """Those that the reader may know of, with what they are called."""
    for each in some:
        name = _named(facts, to, each.subject)
        if name is not None:
            yield each, name


def _days(instant: datetime, today: date, zone: ZoneInfo) -> int:
    return (today - instant.astimezone(zone).date()).days
