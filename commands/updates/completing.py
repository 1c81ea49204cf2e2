"""From what was understood to an update that may be written: what is missing or doubtful is asked first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from commands.call import Call
from commands.errors import Misread, Several
from commands.french import day
from commands.message import About, Audience, Button, Choices, Form, Line, Message, as_line, paragraph
from commands.numbers import Unit
from commands.texts import YES
from commands.topics import Topic
from commands.updates import contradictions, forms, misread_texts, texts
from commands.updates.draft import Draft
from commands.updates.figures import whole_progress
from commands.updates.vocabulary import PROPOSE
from commands.updates.words import words_of_entry
from commands.updates.writing import write_draft
from storage import history, people
from storage.ledger.update import Completion, DeadlineSaid, MeasureSaid, SupportAsked, Update
from storage.rows.following import NEEDING_SUPPORT
from storage.rows.plan import Bound, Status, Target, TargetKind

# How long what somebody else has just said is put before what one is about to say, when nobody can tell whether it was
# read: as long as « Annuler » stands (issue: ten minutes).
JUST_NOW = timedelta(minutes=10)

_CLOSED = frozenset({Status.DONE, Status.STOPPED})
# What may still be said then.
_AFTER_THE_END = frozenset({"evaluation", "lessons"})


class Unfinished(Exception):
    """The update cannot be written yet: `message` asks for what is missing or doubtful."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.about.kind)


@dataclass(frozen=True, slots=True)
class Completing:
    """One update being completed: `base` is the command that each question puts its answer back into."""

    call: Call
    topic: Topic
    base: str

    def _asking(self, form: Form, why: str = "") -> Message:
        """The form, after what it is about."""
        return forms.asking(form, self.topic.name, why)

    def update(self, draft: Draft) -> Update:
        """The update; raises Unfinished with a form or choices, and Misread for what is not accepted."""
        self._still_open(later_than_the_end=_later_than_the_end(draft))
        if not draft:
            raise Unfinished(self._asking(forms.update_form(self.topic, self.says(draft))))
        try:
            update = self._completed(draft)
        except Unfinished:
            # Whoever is asked for more is told first what somebody else has just said.
            self._not_over_somebody(draft)
            raise
        self._not_over_somebody(draft)
        self._without_doubt(draft, update)
        return update

    def says(self, draft: Draft) -> str:
        """The sentence that says the same again, and what stands now as what the person has seen."""
        seen = self.topic.state.last_entry if draft.seen is None else draft.seen
        return f"{self.base} {write_draft(replace(draft, seen=seen))}"

    def _completed(self, draft: Draft) -> Update:
        draft = self._percentage(draft)
        update = Update(
            status=draft.status,
            progress=draft.progress,
            weather=draft.weather,
            comment=draft.comment,
            support=self._support(draft),
            measure=self._measure(draft),
            deadline=self._deadline(draft),
            completion=self._completion(draft),
            evaluation=draft.evaluation,
            lessons=None if draft.status is Status.DONE else draft.lessons,
            unchanged=draft.unchanged and draft == replace(Draft(unchanged=True), seen=draft.seen),
        )
        if not update:
            raise Misread(texts.NOTHING_CHANGES)
        return update

    def form(self, title: str, names: tuple[str, ...], known: Draft | None = None) -> Message:
        """The form of one kind of thing to say, beside what is known; raises Misread where it could not be said."""
        self._still_open(later_than_the_end=set(names) <= _AFTER_THE_END)
        if names == forms.VALUE and not self.topic.targets:
            raise Misread(texts.no_target(self.topic.short))
        return self._asking(forms.form(title, self.says(known or Draft()), names))

    def _still_open(self, *, later_than_the_end: bool) -> None:
        topic = self.topic
        if topic.status in _CLOSED and not later_than_the_end:
            said = topic.state.status_said
            sentence = texts.closed(topic.short, topic.status, said.entry if said else None)
            raise Misread(sentence, texts.closed_accepts(topic.group, topic.typed))

    def _percentage(self, draft: Draft) -> Draft:
        """« 62 % » said of nothing: asked back where the target is itself a percentage."""
        typed = draft.percent
        if typed is None:
            return draft
        bare = replace(draft, percent=None)
        target = next((each for each in self.topic.targets if each.kind is TargetKind.PERCENT), None)
        if target is None:
            return replace(bare, progress=whole_progress(typed))
        as_value = replace(bare, value=typed, value_unit=Unit.PERCENT, target=self._rank(target))
        options = [Button(texts.as_value(typed), says=self.says(as_value))]
        if typed == typed.to_integral_value():
            options.insert(0, Button(texts.as_progress(typed), says=self.says(replace(bare, progress=int(typed)))))
        raise Unfinished(_choices(options, texts.progress_or_value(typed, target)))

    def _rank(self, target: Target) -> int | None:
        """Its rank among several, from 1; None for the only one."""
        return self.topic.targets.index(target) + 1 if len(self.topic.targets) > 1 else None

    def _measure(self, draft: Draft) -> MeasureSaid | None:
        if not any((draft.value is not None, draft.as_of, draft.source, draft.method, draft.baseline)):
            return None
        if not self.topic.targets:
            raise Misread(texts.no_target(self.topic.short))
        target = self._target(draft)
        if draft.value_unit is not None and not _counted_in(target, draft.value_unit):
            raise Misread(misread_texts.wrong_unit(target))
        if draft.value is not None and not _within(target, draft.value):
            raise Misread(misread_texts.out_of_range(target))
        missing = [name for name in forms.VALUE if getattr(draft, name) is None]
        if missing or draft.value is None or draft.as_of is None:
            raise Unfinished(self._asking(forms.form(texts.VALUE_TITLE, self.says(draft), missing), texts.WHY_VALUE))
        return MeasureSaid(draft.value, draft.as_of, draft.source, target.position, draft.method, draft.baseline)

    def _target(self, draft: Draft) -> Target:
        targets = self.topic.targets
        if draft.target is not None:
            if not 1 <= draft.target <= len(targets):
                raise Misread(texts.no_such_target(self.topic.short, draft.target, len(targets)))
            return targets[draft.target - 1]
        fitting = [each for each in targets if (draft.value_unit is Unit.PERCENT) == (each.kind is TargetKind.PERCENT)]
        if len(targets) == 1 or len(fitting) == 1:
            return targets[0] if len(targets) == 1 else fitting[0]
        options = [
            Button(texts.target_label(rank, each), says=self.says(replace(draft, target=rank)))
            for rank, each in enumerate(targets, start=1)
        ]
        raise Unfinished(_choices(options, texts.WHICH_TARGET))

    def _deadline(self, draft: Draft) -> DeadlineSaid | None:
        if draft.due_on is None and (draft.reason is None or draft.due_label is not None):
            return None
        missing = [name for name, said in (("due", draft.due_on), ("reason", draft.reason)) if said is None]
        if draft.due_on is not None:
            if draft.due_on == self.topic.due_on:
                raise Misread(texts.same_deadline(self.topic.short, draft.due_on))
            if draft.due_on < self.call.today:
                raise Misread(texts.deadline_past(draft.due_on))
        if missing or draft.due_on is None:
            raise Unfinished(
                self._asking(forms.form(texts.DEADLINE_TITLE, self.says(draft), missing), texts.WHY_DEADLINE)
            )
        return DeadlineSaid(draft.due_on, draft.due_label or day(draft.due_on), draft.reason)

    def _support(self, draft: Draft) -> SupportAsked | None:
        said = [name for name in forms.SUPPORT if getattr(draft, name) is not None]
        wanted = draft.weather in NEEDING_SUPPORT and not self.topic.state.supports
        if not said and not wanted:
            return None
        missing = [name for name in forms.SUPPORT if name not in said]
        if draft.needed_by is not None and draft.needed_by < self.call.today:
            raise Misread(misread_texts.NEEDED_BY_PAST)
        body, person = self._asked(draft)
        if missing or draft.needed_by is None:
            why = texts.why_support(draft.weather) if wanted and draft.weather else texts.WHY_SUPPORT
            raise Unfinished(self._asking(forms.form(texts.SUPPORT_TITLE, self.says(draft), missing), why))
        return SupportAsked(draft.blocker, draft.need, draft.needed_by, body, person)

    def _asked(self, draft: Draft) -> tuple[str | None, str | None]:
        """The body or the person that is asked; raises Misread for an unknown one."""
        from commands.support.asked import find_asked

        if draft.asked_of is None:
            return None, None
        try:
            return find_asked(draft.asked_of, self.call)
        except Several as several:
            options = [
                Button(label, says=self.says(replace(draft, asked_of=typed)), detail=detail)
                for typed, label, detail in several.options
            ]
            raise Unfinished(_choices(options, several.question)) from None

    def _completion(self, draft: Draft) -> Completion | None:
        if draft.status is not Status.DONE:
            return None
        missing = [name for name in forms.DONE if getattr(draft, name) is None]
        if missing or draft.done_on is None:
            expected = "" if draft.expected else self._expected()
            questions = forms.form(texts.DONE_TITLE, self.says(draft), missing, initial={"expected": expected})
            raise Unfinished(self._asking(questions, texts.WHY_DONE))
        return Completion(draft.done_on, draft.evidence, draft.expected, draft.obtained, draft.lessons)

    def _expected(self) -> str:
        """What the document says was aimed at."""
        return self.topic.title

    def _not_over_somebody(self, draft: Draft) -> None:
        """Two people at once: the second is told what the first has just said before anything is overwritten."""
        told = self.topic.state.told
        if told is None or told.by is None or told.by == self.call.asker.person_id:
            return
        ago = self.call.now - told.at
        unread = told.entry > draft.seen if draft.seen is not None else ago < JUST_NOW
        entry = history.entry(self.call.session, number=told.entry) if unread else None
        if entry is None:
            return
        who = people.labels(self.call.session, ids={told.by}).get(told.by, "")
        parts = words_of_entry(self.call, entry.detail, self.topic)
        options = [
            Button(self._go_on, says=self.says(replace(draft, seen=told.entry)), letter=YES),
            Button(texts.STATE, says=f"{self.topic.group} statut {self.topic.typed}"),
        ]
        raise Unfinished(_choices(options, texts.somebody_else(who, ago, parts, told.entry)))

    @property
    def _go_on(self) -> str:
        """What a button says that goes on in spite of a warning: a proposal records nothing of the subject."""
        return texts.PROPOSE_ANYWAY if self.base.split()[1:2] == [PROPOSE] else texts.GO_ON

    def _without_doubt(self, draft: Draft, update: Update) -> None:
        """What the figures and the calendar contradict is told once, and written when confirmed."""
        if draft.confirmed:
            return
        warnings: list[str] = []
        why = contradictions.contradiction(self.topic, update, today=self.call.today)
        weather = update.weather or self.topic.state.weather
        if why is not None and weather is not None:
            warnings.append(texts.contradicts(texts.weather_word(weather), why))
        missed = contradictions.missed_target(self.topic, update) if update.status is Status.DONE else None
        if missed is not None:
            warnings.append(texts.below_target(*missed))
        before = self.topic.due_on
        if update.deadline is not None and before is not None and update.deadline.due_on < before:
            warnings.append(texts.earlier(self.topic.short, before, update.deadline.due_on))
        if not warnings:
            return
        options = [Button(self._go_on, says=self.says(replace(draft, confirmed=True)), letter=YES)]
        if missed is not None:
            options.append(Button(texts.CORRECT_VALUE, says=f"objectif valeur {self.topic.typed}"))
        options.append(Button(texts.STATE, says=f"{self.topic.group} statut {self.topic.typed}"))
        raise Unfinished(_choices(options, *warnings))


def _later_than_the_end(draft: Draft) -> bool:
    """Whether it says only what may still be said of what is over."""
    return bool(draft) and not replace(draft, evaluation=None, lessons=None, seen=None, confirmed=False)


def _counted_in(target: Target, unit: Unit) -> bool:
    """Whether the target counts in what was typed after the value."""
    if unit is Unit.PERCENT or target.kind is TargetKind.PERCENT:
        return unit is Unit.PERCENT and target.kind is TargetKind.PERCENT
    return "€" in target.unit or "euro" in target.unit.lower()


def _within(target: Target, value: Decimal) -> bool:
    """Whether the value is one that the target may have: a share of a whole, or a number of something."""
    if target.operator is Bound.INCREASE:
        return True
    return value >= 0 and (target.kind is not TargetKind.PERCENT or value <= max(Decimal(100), target.value))


def _choices(options: Sequence[Button], *lines: Line | str) -> Message:
    blocks = (paragraph(*(as_line(each) for each in lines)), Choices(tuple(options)))
    return Message(blocks, Audience.QUIET, About(kind="choices"))
