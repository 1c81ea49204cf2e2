"""How subjects stand, as lines: what was said of each, with the names of those who said it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commands import standing_words as words
from commands import state_words
from commands.call import Call
from commands.french import typeset
from commands.message import Line
from commands.story_texts import LEAD_ROLES
from storage import communities, people, standings
from storage.history import Subject
from storage.leads import Holder
from storage.ledger.state import NOTHING_SAID, Said, State, Support
from storage.rows.following import MatterKind, MatterState, Weather
from storage.rows.plan import Status, Target
from storage.standings import Live

# What is over has no deadline to keep, and no weather.
OVER = frozenset({Status.DONE, Status.SUSPENDED, Status.STOPPED})
# What is no longer updated.
CLOSED = frozenset({Status.DONE, Status.STOPPED})


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as recorded: its day, as people read it, and what is said of it as long as nobody has revised it."""

    due_on: date | None
    printed: str
    unrevised: str


class Standings:
    """How some subjects stand, and the names that saying so takes: read once for a whole answer."""

    def __init__(self, call: Call, subjects: Iterable[Subject], leads: Sequence[Holder] = ()) -> None:
        self.call = call
        self._states = standings.states_of(call.session, subjects=subjects)
        said = [each for state in self._states.values() for each in _said_in(state)]
        supports = [each for state in self._states.values() for each in state.supports]
        ids = {each.by for each in said if each.by is not None}
        handles = {each.on_behalf_of for each in said} | {each.asked.person for each in supports}
        self._labels = people.labels(call.session, ids=ids)
        self._by_handle = people.labels_by_handle(call.session, handles={each for each in handles if each})
        bodies = {each.asked.body for each in supports} | {each.read_in for each in supports}
        named = (communities.community(call.session, key) for key in sorted(each for each in bodies if each))
        self._bodies = {one.key: one.name for one in named if one is not None}
        # Who leads is shown by what they are to the subject.
        self._roles = {each.label: LEAD_ROLES[each.role.value] for each in reversed(leads)}

    def of(self, subject: Subject) -> State:
        """How the subject stands."""
        return self._states.get(subject, NOTHING_SAID)

    def day(self, said: Said) -> date:
        """The day of an entry."""
        return said.at.astimezone(self.call.options.zone).date()

    def who(self, said: Said) -> str:
        """Who said it; a deputy, for whom."""
        label = self._labels.get(said.by, "") if said.by is not None else ""
        giver = said.on_behalf_of
        return state_words.spoken_by(
            self._roles.get(label, label), self._by_handle.get(giver, giver) if giver else None
        )

    def whom(self, support: Support) -> str:
        """Of whom a support is asked."""
        asked = support.asked
        if asked.body:
            return self._bodies.get(asked.body, asked.body)
        return self._by_handle.get(asked.person or "", asked.person or "")

    def body(self, key: str | None) -> str | None:
        """A body's name."""
        return self._bodies.get(key, key) if key else None


def summary(
    state: State,
    status: Status | None,
    *,
    today: date,
    targets: Sequence[Target] = (),
    period: int | None = None,
    source: str = "",
) -> str:
    """Status, avancement, value with its ground, weather, in one line: « en cours, avancement 40 %, … ».

    `source` is where the status comes from, when nobody has said another one.
    """
    done = state.completion.on if status is Status.DONE and state.completion else None
    parts = [words.status_words(status, done)]
    if source and state.status is None:
        parts.append(source)
    if state.progress is not None and status is not Status.DONE:
        parts.append(words.progress_words(state.progress))
    if len(targets) == 1:
        parts += measures(state, targets, period=period, today=today)
    if status not in OVER:
        parts.append(state_words.weather_words(state.weather))
    if state.supports:
        parts.append(words.blockers(len(state.supports)))
    return ", ".join(parts)


def measures(state: State, targets: Sequence[Target], *, period: int | None, today: date) -> list[str]:
    """The last value of each target that has one, with its day and source."""
    return [
        state_words.measure_story(
            each, state.measures[each.position], state.baselines.get(each.position), period, today
        )
        for each in targets
        if each.position in state.measures
    ]


def deadline(stands: Standings, state: State, status: Status | None, recorded: Deadline) -> str:
    """The deadline with its revisions, what the calendar says of it, and what nobody has said since."""
    today = stands.call.today
    if not state.revisions:
        said = recorded.unrevised
    else:
        still = None if status in OVER else today
        said = state_words.deadline_story(recorded.due_on, recorded.printed, state.revisions, still)
    due_on = state.due_on or recorded.due_on
    if status in OVER or due_on is None or due_on >= today:
        return said
    return f"{said}, {lateness(stands, state, due_on)}"


def lateness(stands: Standings, state: State, due_on: date) -> str:
    """What may be said of a deadline that has passed: late only where a point d'étape given since lets it go on."""
    if state.told is None:
        return words.NEVER_TOLD
    return words.LATE if stands.day(state.told) > due_on else words.NOT_TOLD_SINCE


def last_told(stands: Standings, state: State, *, named: bool = True) -> str:
    """The last point d'étape; empty where there is none."""
    if state.told is None:
        return ""
    return state_words.last_told(stands.day(state.told), stands.who(state.told) if named else "", state.told.entry)


def together(*parts: str) -> Line:
    """The parts that say something, on one line."""
    return (typeset(" · ".join(part for part in parts if part)),)


def beside(*parts: str) -> str:
    """The parts that say something, one after the other."""
    return ", ".join(part for part in parts if part)


def details(stands: Standings, state: State) -> list[Line]:
    """All else that was said: each postponement, blockers and supports, comment, evidence, what was learnt, matters."""
    lines = [state_words.revision_story(each, stands.day(each.said), stands.who(each.said)) for each in state.revisions]
    for support in state.supports:
        answered = stands.day(support.answered) if support.answered else None
        lines.append(state_words.support_story(support, stands.whom(support), stands.body(support.read_in), answered))
    lines += _free_texts(stands, state)
    waiting = _matters(state, stands.call.today)
    return [(typeset(each),) for each in (*lines, *([waiting] if waiting else []))]


def _free_texts(stands: Standings, state: State) -> Iterator[str]:
    if state.comment_said is not None:
        said, told = state.comment_said, state.told
        older = told is not None and told.entry != said.entry
        yield state_words.comment_story(state.comment, stands.day(said) if older else None, said.entry)
    if state.completion is not None:
        yield state_words.completion_story(state.completion)
    if state.evaluation_said is not None:
        said = state.evaluation_said
        yield state_words.evaluation_story(state.evaluation, stands.day(said), stands.who(said), said.entry)
    if state.lessons:
        yield state_words.lessons_story(state.lessons)


def _matters(state: State, today: date) -> str:
    open_ones = [each for each in state.matters.values() if each.state in (MatterState.OPEN, MatterState.RECORDED)]
    kinds = [each.kind for each in open_ones]
    late = sum(each.kind is MatterKind.ACTION and each.due_on is not None and each.due_on < today for each in open_ones)
    return words.matters(
        kinds.count(MatterKind.DECISION), kinds.count(MatterKind.ACTION), late, kinds.count(MatterKind.PROPOSAL)
    )


def at_a_glance(results: Sequence[Live], today: date) -> str:
    """Several key results in a few words: how many are done, whether one is past due, which weathers."""
    still_open = [each for each in results if each.status not in OVER]
    late = sum(each.due_on is not None and each.due_on < today for each in still_open)
    weathers = [each.weather for each in still_open if each.weather is not None]
    counted = [(each, weathers.count(each)) for each in reversed(Weather) if each in weathers]
    return words.at_a_glance(len(results), sum(each.status is Status.DONE for each in results), late, counted)


def in_a_word(project: Live | None, today: date) -> str:
    """A project in a few words, as far as anything is known of it: « en cours, échéance dépassée, … »."""
    if project is None:
        return ""
    still_open = project.status not in OVER
    late = still_open and project.due_on is not None and project.due_on < today
    weather = state_words.weather_words(project.weather) if project.weather and still_open else ""
    status = words.status_words(project.status) if project.status else ""
    return typeset(beside(status, words.PAST_DUE if late else "", weather))


def _said_in(state: State) -> Iterator[Said]:
    for each in (state.told, state.evaluation_said, state.comment_said):
        if each is not None:
            yield each
    for revision in state.revisions:
        yield revision.said
    for support in state.supports:
        yield support.said
