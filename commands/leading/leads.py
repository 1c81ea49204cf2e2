"""Who leads what, said by command: a chef de file, the three roles of a project, those who contribute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commands import recording
from commands.call import Call
from commands.codes import take_code
from commands.command import Taken
from commands.errors import Misread, Several
from commands.leading import texts
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.normalise import fold
from commands.persons import Somebody, named, read_person
from commands.references import Reference, plan_entry, read_objective, read_project
from commands.texts import CODES_ARE, objective_expected
from commands.topics import Topic, topic
from storage import leading, people
from storage.ledger import recording as ledger
from storage.ledger.folding import LEAD_CHANGED
from storage.organisation.report import LeadChange
from storage.rows.organisation import LeadRole, SubjectKind

# « stratobus : identifiant », « tramway de Marseille, identifiant ».
_AFTER_NAME = re.compile(r"\s*[:,=→]\s+")


@dataclass(frozen=True, slots=True)
class Who:
    """Who takes a role, or leaves it; nobody named leaves it: whoever has it does."""

    person: Somebody | None
    leaves: bool = False


# Reading


def read_led_objective(text: str, call: Call) -> Taken:
    """The objective that the text begins with (that of a key result named); leaves what follows."""
    taken = take_code(text)
    if taken is not None:
        entry, rest = plan_entry(taken[0], call), taken[1]
    else:
        name, rest = _before_person(text, call)
        entry = read_objective(name, call).value
    if entry.kind == "key_result":
        entry = Reference("objective", entry.code.rpartition(".")[0])
    if entry.kind != "objective":
        raise Misread(objective_expected(text), CODES_ARE)
    return Taken(entry, rest)


def read_led_project(text: str, call: Call) -> Taken:
    """The project that the text begins with, by its key or its name; leaves what follows."""
    name, rest = _before_person(text, call)
    try:
        return Taken(read_project(name, call).value, rest)
    except Several as several:
        options = tuple((f"{typed} {rest}".strip(), label, detail) for typed, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None


def read_who(text: str, call: Call) -> Taken:
    """Who takes the role, or « personne » and « retirer identifiant » for who leaves it; takes the whole text."""
    typed = text.strip()
    for link in texts.LINKS:
        typed = typed.removeprefix(link).strip()
    if fold(typed) in texts.NOBODY:
        return Taken(Who(None, leaves=True))
    first, _, rest = typed.partition(" ")
    if fold(first) not in texts.LEAVING or not rest:
        return Taken(Who(read_person(typed, call).value))
    try:
        return Taken(Who(read_person(rest, call).value, leaves=True))
    except Several as several:
        options = tuple((f"{first} {handle}", label, detail) for handle, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None


def _before_person(text: str, call: Call) -> tuple[str, str]:
    """The name of a subject, and the person behind it: behind a comma, or else the last words."""
    parts = _AFTER_NAME.split(text.strip(), maxsplit=1)
    if len(parts) == 2:
        return parts[0], parts[1]
    words = text.split()
    if len(words) < 2:
        return text.strip(), ""
    leaving = next((at for at, word in enumerate(words) if at and fold(word) in texts.LEAVING), None)
    if leaving is not None:
        return " ".join(words[:leaving]), " ".join(words[leaving:])
    if fold(words[-1]) in texts.NOBODY or named(words[-1], call) is not None:
        return " ".join(words[:-1]), words[-1]
    # A key is one word, and a person may be named by several.
    return (words[0], " ".join(words[1:])) if "-" in words[0] else (text.strip(), "")


# Handlers


def set_role(role: LeadRole, call: Call, entry: Reference, who: Who) -> Message:
    """Somebody takes the role, in place of whoever had it, or leaves it."""
    spoken = topic(call, entry, ledger.lock(call.session, subject=entry.subject))
    changes = _changes(call, spoken, role, who)
    if who.person is None and role is LeadRole.CONTRIBUTOR and len(changes) > 1:
        return _which_contributor(call, spoken, changes)
    for change in changes:
        leading.write(call.session, change)
        recording.record(call, entry.subject, LEAD_CHANGED, leading.detail_of(change))
    project = entry.kind == "project"
    about = About("lead", codes=() if project else (entry.code,), projects=(entry.code,) if project else ())
    if not changes:
        label = who.person.label if who.person is not None else None
        unchanged = texts.nobody_there if who.leaves or label is None else texts.already
        return Message((paragraph(unchanged(spoken.name, role, label or "")),), Audience.QUIET, about)
    labels = people.labels_by_handle(
        call.session, handles={each for change in changes for each in (change.before, change.after) if each}
    )
    lines = [
        texts.changed(spoken.name, role, labels.get(change.before or ""), labels.get(change.after or ""))
        for change in changes
    ]
    if who.leaves and role is not LeadRole.CONTRIBUTOR:
        lines.append((texts.vacant(role),))
    buttons = (
        *_undoing(spoken, changes[0], labels),
        Button(texts.STATE, says=f"{spoken.group} statut {entry.code}"),
        Button(texts.HISTORY, says=f"{spoken.group} historique {entry.code}"),
    )
    return Message((paragraph(*lines), Choices(buttons)), Audience.QUIET, about)


def ask_role(call: Call, entry: Reference, who: Who) -> Message:
    """« responsable » of a project is any of three roles: which one is asked."""
    spoken = topic(call, entry)
    if who.person is None:
        typed, question = "retirer", texts.which_role(spoken.short, "")
    else:
        typed = f"retirer {who.person.handle}" if who.leaves else who.person.handle
        question = texts.which_role(spoken.short, who.person.label)
    roles = (LeadRole.SPONSOR, LeadRole.PROJECT_DIRECTOR, LeadRole.PROJECT_MANAGER)
    buttons = tuple(Button(texts.sentence(texts.role_word(role)), says=_says(spoken, role, typed)) for role in roles)
    return Message((paragraph(question), Choices(buttons)), Audience.QUIET, About(kind="choices"))


def _changes(call: Call, spoken: Topic, role: LeadRole, who: Who) -> list[LeadChange]:
    kind, code = SubjectKind(spoken.reference.kind), spoken.reference.code
    if who.leaves or who.person is None:
        handle = who.person.handle if who.person is not None else None
        return leading.vacating(call.session, kind=kind, code=code, role=role, handle=handle)
    _may_read(call, spoken, who.person)
    return leading.naming(call.session, kind=kind, code=code, role=role, handle=who.person.handle)


def _may_read(call: Call, spoken: Topic, person: Somebody) -> None:
    """A restricted project is led by those who can read it."""
    if spoken.circle is None:
        return
    known = people.person(call.session, person_id=person.id)
    if not people.reader_of(call.session, person=known).may_read(spoken.circle):
        raise Misread(texts.outside_circle(spoken.short, person.label))


def _undoing(spoken: Topic, change: LeadChange, labels: dict[str, str]) -> list[Button]:
    """What puts back who was there."""
    if change.before is not None and change.before in labels:
        return [Button(texts.put_back(labels[change.before]), says=_says(spoken, change.role, change.before))]
    if change.after is not None:
        says = _says(spoken, change.role, f"retirer {change.after}")
        return [Button(texts.take_away(labels[change.after]), says=says)]
    return []


def _which_contributor(call: Call, spoken: Topic, changes: Sequence[LeadChange]) -> Message:
    handles = [change.before for change in changes if change.before is not None]
    labels = people.labels_by_handle(call.session, handles=handles)
    buttons = tuple(
        Button(labels[handle], says=_says(spoken, LeadRole.CONTRIBUTOR, f"retirer {handle}")) for handle in handles
    )
    question = paragraph(texts.which_contributor(spoken.name))
    return Message((question, Choices(buttons)), Audience.QUIET, About(kind="choices"))


def _says(spoken: Topic, role: LeadRole, who: str) -> str:
    return f"{spoken.group} {texts.role_word(role)} {spoken.typed} {who}"
