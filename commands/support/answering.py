"""Answering a support request, and saying that its blocker is lifted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commands import recording
from commands.authority import voice_on
from commands.call import Call
from commands.command import Instead
from commands.decisions import naming
from commands.errors import Misread, Refused
from commands.message import About, Audience, Button, Choices, Field, FieldKind, Form, Message, paragraph
from commands.rights import Action, may
from commands.state_words import WEATHER_WORDS
from commands.support import texts
from commands.support.bodies import bodies_of
from commands.support.reading import Answer
from storage import authority, matters, people, standings
from storage.ledger import recording as ledger
from storage.ledger.folding import SUPPORT_ANSWERED, SUPPORT_LIFTED
from storage.ledger.state import Support
from storage.matters import Found
from storage.rows.following import NEEDING_SUPPORT, MatterState


def may_answer(call: Call, values: Mapping[str, object]) -> bool:
    """The person asked by name, those of the body that is asked, and the cellule d'appui for arbitration."""
    request, answer = values.get("request"), values.get("answer")
    if not isinstance(request, Found) or call.asker.person_id is None:
        return False
    if request.holder is not None and request.holder == call.asker.handle:
        return True
    if not may(call.asker.roles, Action.ANSWER_SUPPORT):
        return False
    if bodies_asked(call, request) & bodies_of(call):
        return True
    if not authority.supports(call.session, person_id=call.asker.person_id, subject=request.subject):
        return False
    # The cellule d'appui carries a request to a body, and records what the body has decided of it.
    arbitrating = not isinstance(answer, Answer) or answer.state is MatterState.ARBITRATION
    return arbitrating or request.state is MatterState.ARBITRATION


def to_others(call: Call, values: Mapping[str, object]) -> Instead:
    """What someone who may not answer is told: who may."""
    request = values["request"]
    if not isinstance(request, Found):
        raise TypeError(request)
    return Instead(texts.put_to_others(request.number, asked_of(call, request)))


def bodies_asked(call: Call, request: Found) -> frozenset[str]:
    """The body that was asked, and the one to whose arbitration the request was put off."""
    support = support_of(call, request)
    return frozenset(key for key in (request.body, support.read_in if support else None) if key is not None)


def support_of(call: Call, request: Found) -> Support | None:
    """The request as the subject's state knows it; None once it is lifted or taken back."""
    state = standings.state_of(call.session, subject=request.subject)
    return next((each for each in state.supports if each.said.entry == request.number), None)


def asked_of(call: Call, request: Found) -> str:
    """Of whom it is asked, as people read it."""
    return naming.body_name(call, request.body) or request.holder_label or request.holder or ""


def offered(call: Call, request: Found) -> list[tuple[str, str]]:
    """The label and the word of each answer that the asker may give."""
    return [
        (label, typed)
        for label, typed, state in texts.OFFERED
        if may_answer(call, {"request": request, "answer": Answer(state)})
        and not state is request.state is MatterState.ARBITRATION
    ]


def respond(
    call: Call, request: Found, answer: Answer | None = None, comment: str | None = None, body: str | None = None
) -> Message:
    """Record the answer, and repeat it back; asks for what is missing."""
    request = _locked(call, request)
    if answer is None:
        return _asking(call, request)
    _still_awaited(call, request, answer.state)
    read_in = _read_in(call, request, answer, body or answer.body)
    if answer.state is MatterState.ARBITRATION and read_in is None:
        return _asking_where(request, comment)
    detail: dict[str, Any] = {"request": request.number, "answer": answer.state.value}
    if comment:
        detail["comment"] = comment
    if read_in is not None:
        detail["body"] = read_in
    recorded = recording.record(call, request.subject, SUPPORT_ANSWERED, detail)
    name = naming.body_name(call, read_in)
    line = texts.recorded(request.number, naming.short_name(call, request), answer.state, name, recorded.entry)
    lines = [line] if request.raised_by in (None, call.asker.person_id) else [line, (texts.REQUESTER_TOLD,)]
    buttons = _after(request, recorded.entry)
    return Message((paragraph(*lines), Choices(buttons)), Audience.QUIET, _about(request))


def may_lift(call: Call, values: Mapping[str, object]) -> bool:
    """Whoever has a voice on the subject."""
    request = values.get("request")
    return isinstance(request, Found) and voice_on(call, request.subject) is not None


def lift(call: Call, request: Found, comment: str | None = None) -> Message:
    """Record that the blocker is gone."""
    request = _locked(call, request)
    if request.state is MatterState.LIFTED:
        raise Misread(texts.already_lifted(request.number, _day(call, request)))
    if request.state is MatterState.REVERSED:
        raise Misread(texts.taken_back(request.number))
    detail: dict[str, Any] = {"request": request.number, **({"comment": comment} if comment else {})}
    voice = voice_on(call, request.subject) or recording.OWN
    recorded = recording.record(call, request.subject, SUPPORT_LIFTED, detail, voice=voice)
    told = [texts.lifted(request.number, naming.short_name(call, request), recorded.entry)]
    buttons = _after(request, recorded.entry)
    weather = recorded.after.weather
    if weather in NEEDING_SUPPORT and not recorded.after.supports:
        # Lifting says nothing of the weather: whoever leads does.
        told.append(texts.weather_stays(WEATHER_WORDS[weather]))
        update = f"{naming.group_of(request)} maj {request.subject[1]}"
        buttons = (buttons[0], Button(texts.UPDATE, says=update), *buttons[1:])
    return Message((paragraph(*told), Choices(buttons)), Audience.QUIET, _about(request))


def _locked(call: Call, request: Found) -> Found:
    """The request as it stands now that nobody else adds to its subject's history."""
    ledger.lock(call.session, subject=request.subject)
    found = matters.matter(call.session, request.number, call.reader)
    if found is None:
        raise LookupError(request.number)
    return found


def _still_awaited(call: Call, request: Found, given: MatterState) -> None:
    if request.state is MatterState.LIFTED:
        raise Misread(texts.already_lifted(request.number, _day(call, request)))
    if request.state is MatterState.REVERSED:
        raise Misread(texts.taken_back(request.number))
    if request.state is MatterState.OPEN or (
        request.state is MatterState.ARBITRATION and given is not MatterState.ARBITRATION
    ):
        return
    support = support_of(call, request)
    said = support.answered if support else None
    words = texts.answer_words(request.state, naming.body_name(call, support.read_in if support else None))
    who = people.labels(call.session, ids={said.by}).get(said.by) if said and said.by is not None else None
    when = said.at.astimezone(call.options.zone).date() if said else None
    raise Misread(texts.already_answered(request.number, words, who, when))


def _read_in(call: Call, request: Found, answer: Answer, typed: str | None) -> str | None:
    """The body where it was read, or will be arbitrated: as typed, else the one that was asked."""
    asked = bodies_asked(call, request)
    if typed is None:
        if request.holder is not None and request.holder == call.asker.handle and not asked & bodies_of(call):
            return None
        support = support_of(call, request)
        return (support.read_in if support else None) or request.body
    own = typed in asked | bodies_of(call) or may(call.asker.roles, Action.RECORD_DECISIONS)
    if answer.state is not MatterState.ARBITRATION and not own:
        raise Refused(texts.not_yours(naming.body_name(call, typed) or typed))
    return typed


def _asking(call: Call, request: Found) -> Message:
    """The form that asks for the answer."""
    _still_awaited(call, request, MatterState.GRANTED)
    options = tuple(Button(label, says=typed) for label, typed in offered(call, request))
    fields = (
        Field("answer", texts.ASK_ANSWER, FieldKind.CHOICE, options=options),
        Field("comment", texts.ASK_COMMENT, FieldKind.LONG_TEXT, required=False, hint=texts.ASK_COMMENT_HINT),
    )
    title = texts.answer_title(request.number, naming.short_name(call, request))
    form = Form(title, says=f"appui répondre {request.number}", fields=fields)
    return Message((form,), Audience.QUIET, About(kind="question"))


def _asking_where(request: Found, comment: str | None) -> Message:
    """The form that asks which body is to arbitrate."""
    fields = (Field("body", texts.ASK_BODY, hint=texts.ASK_BODY_HINT),)
    said = f" {comment}" if comment else ""
    form = Form(texts.ASK_BODY, says=f"appui répondre {request.number} {texts.ARBITRATION}{said}", fields=fields)
    return Message((form,), Audience.QUIET, About(kind="question"))


def _after(request: Found, entry: int) -> tuple[Button, ...]:
    group = naming.group_of(request)
    buttons = [Button(texts.UNDO, says=f"{group} annuler {entry}"), Button(texts.LIST, says="appui liste")]
    state = naming.state_says(request)
    return (*buttons, *((Button(texts.STATE, says=state),) if state else ()))


def _about(request: Found) -> About:
    kind, code = request.subject
    if kind == "project":
        return About(kind="recorded", projects=(code,))
    return About(kind="recorded", codes=(code,))


def _day(call: Call, request: Found) -> Any:
    return request.settled_at.astimezone(call.options.zone).date() if request.settled_at else None
