"""French words of an update: each of its parts, as it is repeated back, proposed and told in histories."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from commands.french import day, number, typeset
from commands.standing_words import progress_words
from commands.state_words import STATUS_WORDS, WEATHER_WORDS, figure, free
from commands.support.texts import to_whom
from storage.ledger.update import Completion, MeasureSaid, SupportAsked, Update
from storage.rows.plan import Target

UNCHANGED = "inchangé"


def parts(
    update: Update,
    *,
    targets: Sequence[Target] = (),
    label_of: Mapping[str, str] | None = None,
    body_of: Mapping[str, str] | None = None,
    forgotten: Collection[str] = (),
) -> list[str]:
    """What was said, a part each, persons and bodies by their names where these are given.

    `forgotten` names the texts that retention has taken away: that they were there is said.
    """
    said: list[str] = []
    if update.unchanged:
        said.append(UNCHANGED)
    if update.status is not None:
        said.append(STATUS_WORDS[update.status])
    if update.completion is not None:
        said += _completion(update.completion)
    if update.progress is not None:
        said.append(progress_words(update.progress))
    if update.weather is not None:
        said.append(WEATHER_WORDS[update.weather])
    if update.measure is not None:
        said.append(_measure(update.measure, targets))
    if update.deadline is not None:
        reason = f", motif {free(update.deadline.reason)}"
        said.append(f"échéance reportée au {day(update.deadline.due_on)}{reason}")
    if update.support is not None:
        said += _support(update.support, label_of or {}, body_of or {})
    for name, label, text in (
        ("comment", "commentaire", update.comment),
        ("evaluation", "évaluation", update.evaluation),
        ("lessons", "retour d'expérience", update.lessons),
    ):
        if text is not None or name in forgotten:
            said.append(f"{label} {free(text)}")
    return [typeset(each) for each in said]


def _completion(done: Completion) -> list[str]:
    said = [f"depuis le {day(done.on)}", f"preuve {free(done.evidence)}"]
    said += [f"attendu {free(done.expected)}", f"obtenu {free(done.obtained)}"]
    return [*said, f"retour d'expérience {free(done.lessons)}"] if done.lessons is not None else said


def _measure(said: MeasureSaid, targets: Sequence[Target]) -> str:
    target = next((each for each in targets if each.position == said.target), None)
    value = number(said.value) if target is None else figure(target, said.value)
    name = "départ" if said.baseline else "valeur"
    method = f", méthode {free(said.method)}" if said.method is not None else ""
    return f"{name} {value} au {day(said.as_of)}, source {free(said.source)}{method}"


def _support(asked: SupportAsked, label_of: Mapping[str, str], body_of: Mapping[str, str]) -> list[str]:
    whom = body_of.get(asked.body, asked.body) if asked.body else label_of.get(asked.person or "", asked.person)
    need = f"appui demandé {free(asked.need)} {to_whom(whom or '')} avant le {day(asked.needed_by)}"
    return [f"point de blocage {free(asked.blocker)}", need]
