"""What outlives an answer: numbered choices, and forms filled in one question at a time where platforms have none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from commands import texts
from commands.call import Call
from commands.command import Argument, Command, later
from commands.errors import Misread, Several
from commands.message import About, Audience, Button, Choices, Field, Form, Line, Message, Paragraph, as_line, lines_of
from commands.normalise import fold
from commands.request import Door, Request
from commands.words import find_command, has_prefix, names_a_command
from storage.conversations import Choice, Found, Kept
from storage.history import Subject

if TYPE_CHECKING:
    from commands.movements import asked
    from commands.updates import plain
else:
    # Only what follows something asks for these.
    asked = later("commands.movements.asked")
    plain = later("commands.updates.plain")

# How long an offer of choices or an unfinished form is kept.
KEPT_FOR = timedelta(minutes=30)
# The kind of an answer that leaves what was kept as it was: a wrong number may be followed by the right one.
KEEPING = "conversation"
# The kinds of answers after which « pourquoi c'est en rouge ? » needs no code.
_ABOUT_ONE = frozenset({"status", "recorded", "sheet", "history", "why"})
# « 2 », « [2] », « 2. », « n° 2 »: two figures at most, since a year or a code is no choice.
_NUMBER = re.compile(r"^\s*(?:n°\s*)?[\[(]?\s*(\d{1,2})\s*[\])]?\s*[.)]?\s*$", re.IGNORECASE)

# Characters of « n° [ 12 ] . » and of its like.
LONGEST_NUMBER = 20

# « m », « [M] », « m 62 %, couvert », « m: 62 % », « m62 % »: a letter that is no word's first.
_LETTERED = re.compile(
    r"^\s*\[?(?P<letter>[a-z])(?![^\W\d_]|['’])\]?\s*[:;,.)]?(?P<words>.*)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Filling:
    """A form being filled in: what has been answered, and what is still to be asked."""

    says: str
    fields: tuple[Field, ...]
    values: Mapping[str, str]

    @property
    def current(self) -> Field | None:
        """The next field to ask for, or None when the form is full."""
        return next((field for field in self.fields if field.name not in self.values), None)


@dataclass(frozen=True, slots=True)
class Asking:
    """A form's next question, and the lines to say before it, such as why the last answer was not taken."""

    filling: Filling
    before: tuple[Line, ...] = ()
    audience: Audience = Audience.QUIET


def form_for(command: Command, argument: str, typed: str) -> Form:
    """The form that asks for the arguments from this one on; what was typed before it is kept."""
    names = [each.name for each in command.arguments]
    wanted = command.arguments[names.index(argument) :]
    fields = tuple(Field(each.name, each.ask, required=each.required, hint=each.hint) for each in wanted if each.ask)
    return Form(command.help.summary, f"{command.sentence} {typed}".strip(), fields)


def take_up(request: Request, found: Found | None, call: Call) -> Request | Message | Asking:
    """What the request means after what was offered (and until when): a choice's sentence, a full form's, or itself.

    A message or a question when the conversation itself answers.
    """
    if has_prefix(request.text) or request.values:
        return request
    live = found[0] if found is not None and found[1] > call.now else None
    filling = _loaded(live)
    if filling is not None:
        return _filled(request, filling, call)
    offered = found[0].choices if found is not None else ()
    chosen = _chosen(request, offered, outdated=found is not None and live is None)
    if chosen is request and live is not None and live.subject is not None:
        # After a plain question, « pourquoi ? » alone asks how it was understood.
        again = asked.about_the_same(request.text, live.subject, bare=not live.thread)
        return request if again is None else replace(request, text=again)
    point = (
        next((each for each in offered if each.takes_words), None) if chosen is request and live is not None else None
    )
    if point is not None and plain.of_point(request.text, call):
        # « 62 %, couvert », typed where the point is shown, needs no letter before it.
        return replace(request, text=f"{point.says} {request.text}")
    return chosen


def shown(outcome: Message | Asking, door: Door) -> tuple[Message, Kept | None]:
    """The outcome as a message for this door, and what to keep until the next request."""
    if isinstance(outcome, Message) and outcome.form is not None and not door.shows_forms:
        form = outcome.form
        if not door.remembers:
            return Message((Paragraph(texts.incomplete(form.says)),), outcome.audience, outcome.about), None
        outcome = Asking(Filling(form.says, form.questions, {}), tuple(lines_of(outcome)), outcome.audience)
    if isinstance(outcome, Asking):
        question = _question(outcome)
        return question, Kept(choices=_choices(question), form=_stored(outcome.filling))
    if not door.remembers:
        return outcome, None
    buttons = () if door.carries_sentences else _choices(outcome)
    subject = _subject_of(outcome.about)
    return outcome, Kept(choices=buttons, subject=subject) if buttons or subject else None


def _chosen(request: Request, offered: Sequence[Choice], *, outdated: bool) -> Request | Message:
    """The sentence of the choice whose number, letter or label was typed, or the request itself."""
    number = _typed_number(request.text)
    choices = () if outdated else offered
    if number is not None:
        position = int(number.group(1))
        if 1 <= position <= len(choices):
            return replace(request, text=choices[position - 1].says)
        return _quiet(texts.no_such_choice(position, len(choices), outdated=outdated))
    lettered = _lettered(request.text, offered)
    if lettered is not None:
        return _quiet(texts.CHOICES_OUTDATED) if outdated else replace(request, text=lettered)
    typed = fold(request.text)
    for choice in choices:
        if typed == fold(choice.label) or (choice.letter == texts.YES and typed.strip(" .!") in texts.YES_WORDS):
            return replace(request, text=choice.says)
    letters = [choice.letter for choice in choices if choice.letter]
    if letters and len(typed) == 1 and typed.isalpha():
        return _quiet(texts.no_such_letter(typed, letters))
    if typed in texts.NEXT_WORDS:
        return _quiet(texts.nothing_follows(outdated=outdated))
    if typed in texts.CANCEL_WORDS:
        late = next((each.says for each in offered if typed == fold(each.label)), None)
        return _quiet(texts.cancelled_by_typing(late) if late else texts.NOTHING_TO_CANCEL_HERE)
    return request


def _typed_number(text: str) -> re.Match[str] | None:
    """The number that the whole text is; a long text is none, and is not searched for one."""
    typed = text.strip()
    return _NUMBER.match(typed) if len(typed) <= LONGEST_NUMBER else None


def _lettered(text: str, choices: Sequence[Choice]) -> str | None:
    """The sentence of the choice whose letter begins the text, with the words that follow it where it takes any."""
    found = _LETTERED.match(text)
    if found is None:
        return None
    letter, words = found["letter"].lower(), found["words"].strip()
    choice = next((each for each in choices if each.letter == letter), None)
    if choice is None or (words and not choice.takes_words):
        return None
    return f"{choice.says} {words}".strip()


def _filled(request: Request, filling: Filling, call: Call) -> Request | Message | Asking:
    """The form with this answer: its next question, or its sentence once it is full."""
    typed = fold(request.text)
    if typed in texts.CANCEL_WORDS:
        return _quiet(texts.CANCELLED, kind="cancelled")
    field = filling.current
    if field is None or names_a_command(request.text, call.table):
        # Whoever types a whole command has left the question.
        return request
    value = request.text.strip()
    number = _typed_number(value)
    if number is not None and field.options:
        position = int(number.group(1))
        if not 1 <= position <= len(field.options):
            return Asking(filling, texts.no_such_choice(position, len(field.options), outdated=False))
        value = field.options[position - 1].says
    elif (field.initial or not field.required) and typed in texts.SKIP_WORDS:
        value = field.initial
    elif not value:
        return Asking(filling)
    checked = _checked(filling, field, value, call)
    if checked is not None:
        tells_of_another = bool(checked.before) and plain.as_command(value, call) is not None
        return request if tells_of_another else checked
    full = replace(filling, values={**filling.values, field.name: value})
    if full.current is not None:
        return Asking(full)
    return replace(request, text=full.says, values={name: said for name, said in full.values.items() if said})


def _checked(filling: Filling, field: Field, value: str, call: Call) -> Asking | None:
    """The question again, with its reason or its choices, when the argument's reader does not take the answer."""
    argument = _argument(filling, field, call)
    if argument is None or not value:
        return None
    try:
        argument.read(value, call)
    except Misread as error:
        return Asking(filling, error.lines)
    except Several as several:
        options = tuple(Button(label, says=typed, detail=detail) for typed, label, detail in several.options)
        narrowed = replace(field, label=several.question, options=options)
        fields = tuple(narrowed if each.name == field.name else each for each in filling.fields)
        return Asking(replace(filling, fields=fields))
    return None


def _argument(filling: Filling, field: Field, call: Call) -> Argument | None:
    command = find_command(filling.says, call.table).command
    return next((each for each in command.arguments if each.name == field.name), None) if command else None


def _subject_of(about: About) -> Subject | None:
    """The one subject that the answer is about: a project, a key result, or an objective with its key results."""
    if about.kind not in _ABOUT_ONE:
        return None
    if about.projects:
        return ("project", about.projects[0]) if len(about.projects) == 1 and not about.codes else None
    first = next(iter(about.codes), "")
    if not first or any(not code.startswith(f"{first}.") for code in about.codes[1:]):
        return None
    return "key_result" if first[-1].isalpha() else "objective", first


def _question(asking: Asking) -> Message:
    field = asking.filling.current
    if field is None:
        raise ValueError("a full form asks nothing")
    lines = (*asking.before, *_asked(field))
    blocks = (Paragraph(lines), *((Choices(field.options),) if field.options else ()))
    return Message(blocks, asking.audience, About(kind="question"))


def _asked(field: Field) -> tuple[Line, ...]:
    return texts.form_question(field.label, field.hint, required=field.required, initial=field.initial)


def _choices(message: Message) -> tuple[Choice, ...]:
    return tuple(Choice(each.label, each.says, each.letter, each.takes_words) for each in message.buttons)


def _quiet(lines: tuple[Line, ...] | str, *, kind: str = KEEPING) -> Message:
    said = (as_line(lines),) if isinstance(lines, str) else lines
    return Message((Paragraph(said),), Audience.QUIET, About(kind=kind))


def _stored(filling: Filling) -> dict[str, object]:
    return {
        "says": filling.says,
        "values": dict(filling.values),
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "hint": field.hint,
                "required": field.required,
                "initial": field.initial,
                "options": [[option.label, option.says, option.detail] for option in field.options],
            }
            for field in filling.fields
        ],
    }


def _loaded(kept: Kept | None) -> Filling | None:
    if kept is None or kept.form is None:
        return None
    fields = tuple(
        Field(
            each["name"],
            each["label"],
            hint=each["hint"],
            required=each["required"],
            # Absent from what was kept by a former version.
            initial=each.get("initial", ""),
            options=tuple(Button(label, says=says, detail=detail) for label, says, detail in each["options"]),
        )
        for each in kept.form["fields"]
    )
    return Filling(kept.form["says"], fields, kept.form["values"])
