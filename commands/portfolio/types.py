"""The type of a project: asked for, and said by whoever decides which review follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commands import recording
from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several
from commands.message import About, Audience, Button, Choices, Line, Message, paragraph
from commands.normalise import fold
from commands.portfolio import type_texts as texts
from commands.portfolio.texts import STATE
from commands.references import Reference, read_project
from commands.rights import Action, may
from storage import portfolio, project_types
from storage.ledger import recording as ledger
from storage.rows.portfolio import Project, ProjectType


@dataclass(frozen=True, slots=True)
class Typed:
    """A project and the type that is said of it; `says` is false where it is only asked for."""

    entry: Reference
    says: bool = False
    type: ProjectType | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """The project, as the history names it."""
        return self.entry.subject


def read_typed(text: str, call: Call) -> Taken:
    """« stratobus : totémique », « stratobus »; takes the whole text."""
    name, mark, said = text.partition(":")
    try:
        entry = read_project(name.strip(), call).value
    except Several as several:
        options = tuple((f"{typed} {mark}{said}".strip(), label, more) for typed, label, more in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None
    folded = " ".join(fold(said).replace("-", " ").replace("/", " ").split())
    if not folded:
        return Taken(Typed(entry))
    if folded in texts.NONE:
        return Taken(Typed(entry, says=True))
    if folded not in texts.ALSO:
        raise Misread(texts.unknown(said))
    return Taken(Typed(entry, says=True, type=texts.ALSO[folded]))


def show_or_set(call: Call, typed: Typed) -> Message:
    """The type that stands, or the one that is said from now on."""
    project = _readable(call, typed.entry.code)
    if not typed.says:
        line = texts.shown(project.name, project_types.type_of(call.session, key=project.key))
        return _said(project, line)
    ledger.lock(call.session, subject=typed.subject)
    before = project_types.set_type(call.session, key=project.key, to=typed.type)
    if before is typed.type:
        return _said(project, texts.unchanged(project.name, before))
    detail = {"before": before.value if before else None, "after": typed.type.value if typed.type else None}
    recording.record(call, typed.subject, project_types.TYPE_SET, detail)
    return _said(project, texts.changed(project.name, before, typed.type))


def may_say(call: Call, values: Mapping[str, object]) -> bool:
    """Anybody who may read the project reads its type; some say it."""
    typed = values.get("typed")
    return not (isinstance(typed, Typed) and typed.says) or may(call.asker.roles, Action.SET_PROJECT_TYPES)


def _said(project: Project, line: Line) -> Message:
    onward = Choices((Button(STATE, says=f"projet statut {project.key}"),))
    return Message((paragraph(line), onward), Audience.QUIET, About("project_type", projects=(project.key,)))


def _readable(call: Call, key: str) -> Project:
    project = portfolio.project(call.session, key, reader=call.reader)
    if project is None:
        raise LookupError(key)
    return project
