"""Why something stands as it does, and who said it: from what was recorded, and from the calendar, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commands import state_words
from commands.call import Call
from commands.decisions import naming
from commands.french import overdue
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Line, Message, paragraph
from commands.movements import texts
from commands.movements.doubted import Doubted
from commands.movements.movements import stood_before
from commands.references import Reference
from commands.stories import teller
from commands.story_texts import said_by, update_parts
from commands.topics import Topic, topic
from storage import history, movements, people, plan
from storage.ledger.state import Said
from storage.rows.following import TransitionKind, Weather
from storage.rows.plan import Status

_CLOSED = frozenset({Status.DONE, Status.STOPPED})
# What an entry says beside its weather, its status and the support, which have lines of their own.
_ELSEWHERE = frozenset({"weather", "status", "support", "measure", "deadline"})


def why(call: Call, doubted: Doubted) -> Message:
    """What was said of how the subject stands, by whom, when, and under which number."""
    entry = doubted.entry
    subjects = _results(call, entry) if entry.kind == "objective" else [topic(call, entry)]
    asked = topic(call, entry)
    items, silent = [], []
    for one in subjects:
        lines = tuple(_Telling(call, one, doubted).lines())
        if lines or len(subjects) == 1:
            items.append(Item(texts.why_heading(one.name), lines or ((texts.NOBODY_SAID,),)))
        else:
            silent.append(one.short)
    blocks: list[Block] = []
    if len(subjects) > 1:
        blocks.append(paragraph(texts.why_heading(asked.name)))
    if items:
        blocks.append(Bullets(tuple(items)))
    if silent:
        blocks.append(paragraph(texts.results(silent)))
    blocks.append(
        Choices(
            (
                Button(texts.HISTORY, says=f"{asked.group} historique {asked.typed}"),
                Button(texts.STATE, says=f"{asked.group} statut {asked.typed}"),
            )
        )
    )
    if entry.kind == "project":
        return Message(tuple(blocks), Audience.QUIET, About(kind="why", projects=(entry.code,)))
    codes = tuple(dict.fromkeys((entry.code, *(one.reference.code for one in subjects))))
    return Message(tuple(blocks), Audience.QUIET, About(kind="why", codes=codes))


def _results(call: Call, entry: Reference) -> list[Topic]:
    objective = plan.objective(call.session, entry.code)
    results = objective.key_results if objective is not None else ()
    found = [topic(call, Reference("key_result", one.code)) for one in results if not one.retired]
    # What was said of the objective itself comes first.
    own = topic(call, entry)
    return [own, *found] if own.state.last_entry and own.state.told else found


@dataclass(frozen=True, slots=True)
class _Telling:
    """What there is to tell of one subject."""

    call: Call
    about: Topic
    doubted: Doubted

    def lines(self) -> Iterator[Line]:
        """How it stands and who said so, then what explains it; nothing where nothing was said."""
        state = self.about.state
        yield from self._not_so()
        if state.weather is not None and state.weather_said is not None:
            word = state_words.WEATHER_WORDS[state.weather]
            yield texts.stands(texts.WEATHER, word, *self._said(state.weather_said, TransitionKind.WEATHER))
            yield from self._with_it(state.weather_said)
        elif isinstance(self.doubted.stands, Weather):
            yield texts.nobody_said_weather()
        if state.status is not None and state.status_said is not None:
            word = state_words.STATUS_WORDS[state.status]
            yield texts.stands(texts.STATUS, word, *self._said(state.status_said, TransitionKind.STATUS))
            if state.weather_said is None or state.weather_said.entry != state.status_said.entry:
                yield from self._with_it(state.status_said)
        yield from self._grounds()

    def _grounds(self) -> Iterator[Line]:
        """Supports that are not lifted, values, revisions, the calendar, the last comment."""
        state, call = self.about.state, self.call
        for support in state.supports:
            asked = support.asked
            labels = people.labels_by_handle(call.session, handles={asked.person} if asked.person else set())
            whom = naming.body_name(call, asked.body) or labels.get(asked.person or "", asked.person or "")
            answered_on = self._day(support.answered) if support.answered else None
            body = naming.body_name(call, support.read_in)
            yield (state_words.support_story(support, whom, body, answered_on),)
        for target in self.about.targets:
            measured = state.measures.get(target.position)
            if measured is not None:
                story = state_words.measure_story(target, measured, state.baselines.get(target.position))
                yield (f"{story}, {self._said(measured.said)[0]}",)
        for revision in state.revisions:
            postponed = state_words.revision_story(revision, self._day(revision.said), self._who(revision.said))
            yield (texts.revised(postponed),)
        due_on = self.about.due_on
        if due_on is not None and due_on < call.today and self.about.status not in _CLOSED:
            yield texts.calendar(due_on, overdue(due_on, today=call.today))
        shown = {said.entry for said in (state.weather_said, state.status_said) if said is not None}
        if state.comment is not None and state.comment_said is not None and state.comment_said.entry not in shown:
            said = state.comment_said
            yield (state_words.comment_story(state.comment, self._day(said), said.entry),)

    def _not_so(self) -> Iterator[Line]:
        """Where the question supposes what does not stand: that it does not, and until when it did."""
        asked, state = self.doubted.stands, self.about.state
        stands = state.weather if isinstance(asked, Weather) else self.about.status
        if asked is None or stands is None or stands is asked:
            return
        if isinstance(asked, Weather) and isinstance(stands, Weather):
            kind, words = TransitionKind.WEATHER, state_words.WEATHER_WORDS[stands]
            was = state_words.WEATHER_WORDS[asked]
        elif isinstance(asked, Status) and isinstance(stands, Status):
            kind, words = TransitionKind.STATUS, state_words.STATUS_WORDS[stands]
            was = state_words.STATUS_WORDS[asked]
        else:
            return
        yield texts.is_not(self.about.short, self.doubted.word, words)
        ended = movements.left(self.call.session, subject=self.about.subject, kind=kind, value=str(asked.value))
        if ended is not None:
            yield texts.stood(was, ended.at.astimezone(self.call.options.zone).date(), ended.entry_id)

    def _with_it(self, said: Said) -> Iterator[Line]:
        """What else the entry says."""
        entry = history.entry(self.call.session, number=said.entry)
        if entry is None:
            return
        detail = {name: value for name, value in entry.detail.items() if name not in _ELSEWHERE}
        names = teller(self.call, [entry]).names
        parts = update_parts(detail, names)
        if detail.get("proposed_by"):
            parts.append(texts.proposed_by(names.person(detail["proposed_by"])))
        if parts:
            yield texts.with_it(parts)

    def _said(self, said: Said, kind: TransitionKind | None = None) -> tuple[str, list[str]]:
        """Who said it, when and under which number; and what stood before."""
        changes = movements.transitions(self.call.session, numbers=[said.entry]).get(said.entry, ()) if kind else ()
        before = stood_before([each for each in changes if each.kind is kind], self.about)
        return texts.said_by(self._who(said), self._day(said), said.entry), before

    def _who(self, said: Said) -> str:
        author = people.labels(self.call.session, ids={said.by}).get(said.by) if said.by is not None else None
        giver = said.on_behalf_of
        labels = people.labels_by_handle(self.call.session, handles={giver} if giver else set())
        return said_by(author, labels.get(giver, giver) if giver else None)

    def _day(self, said: Said) -> date:
        return said.at.astimezone(self.call.options.zone).date()
