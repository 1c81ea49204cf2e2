"""Who does what: a role of a project, what a body is made of, who leads an entry, and whom to ask."""

from __future__ import annotations

from commands.call import Call
from commands.codes import codes_within
from commands.communities import communities as community_answers
from commands.message import About, Audience, Button, Choices, Line, Message, Strong, paragraph
from commands.normalise import words
from commands.plan.objectives import leads_by_objective
from commands.questions import card_texts, cards, choosing, texts
from commands.questions.cue_words import CUES, WHO_VERBS
from commands.questions.cues import Cue
from commands.questions.finding import Match, look_for, matches
from commands.questions.labels import label_of, typed_of
from commands.questions.question import Question, is_small, subject_of
from commands.questions.unrecorded import refused
from commands.questions.unrecorded_kinds import Unrecorded
from commands.references import Reference
from storage import meetings, planned_meetings
from storage.communities import community
from storage.leads import Holder, leads_of
from storage.planned_meetings import Body
from storage.rows.organisation import SubjectKind

# The one body that helps with anything: it has this key in the catalogue.
SUPPORT = "cellule_appui"
# Share of a question that a duty or a body must hold to be what « who » asks about.
DUTY, BODY = 0.55, 0.5


def who(question: Question, call: Call) -> Message | None:
    """The role that has the duty, what the body is made of, or who leads the entry; None where none is clear."""
    if question.asks(Cue.WHOM):
        return whom(question, call)
    if not question.asks(Cue.WHO) or question.asks(Cue.WHEN):
        return None
    if texts.LEADING.search(question.said):
        return lead(question, call)
    kinds = frozenset({"duty", "community", "objective"}) | ({"date"} if question.asks(Cue.PAST) else set())
    subject = subject_of(WHO_VERBS.sub(" ", question.said))
    found = matches(subject, call, kinds, prefer={"objective": -0.04, "date": 0.05})
    best = found[0] if found else None
    if best is None or best.coverage < (DUTY if best.kind == "duty" else BODY):
        return None
    return cards.card(call, best)


def role_in(text: str, call: Call) -> Match | None:
    """The role of a project whose name the words hold: « directeur de projet »."""
    said = set(words(text))
    for (kind, key), outline in call.names().entries.items():
        if kind == "duty":
            named = [word for word in words(outline.place) if not is_small(word)]
            if all(word in said or f"{word}s" in said for word in named):
                return Match("duty", key, outline.place, 1.0, 1.0)
    return None


def role(question: Question, call: Call) -> Message | None:
    """« c'est quoi un directeur de projet »: the role, where its name is all that is left."""
    if not question.asks(Cue.DEFINE, Cue.WHO):
        return None
    one = role_in(question.subject, call)
    named = set(words(one.title)) if one is not None else set()
    if one is None or any(word not in named and not is_small(word) for word in words(question.subject)):
        return None
    return cards.card(call, one)


def lead(question: Question, call: Call, entry: Match | None = None) -> Message | None:
    """Who leads the objective or project that the words mean; that nobody is recorded, where nobody is."""
    meant = entry or look_for(texts.LEADING.sub(" ", question.said), call, frozenset({"objective", "project"})).one
    if meant is None:
        return None
    holders = _holders(call, meant)
    if not holders:
        return refused(Unrecorded.PERSON, question, call, meant)
    lines: tuple[Line, ...] = ((Strong(label_of(meant, call)),), *(texts.holder(each) for each in holders))
    codes = (meant.code,) if meant.kind == "objective" else ()
    projects = (meant.code,) if meant.kind == "project" else ()
    return Message(
        (paragraph(*lines), paragraph(card_texts.FROM_REGISTER)), Audience.QUIET, About("lead", codes, projects)
    )


def whom(question: Question, call: Call) -> Message:
    """Whom to ask: who leads what the words mean, else the cellule d'appui."""
    about = subject_of(CUES[Cue.WHOM].sub(" ", question.said))
    meant = next(iter(look_for(about, call, frozenset({"objective", "project"})).meant), None)
    holders = _holders(call, meant) if meant is not None else []
    lines: list[Line] = []
    if meant is not None and holders:
        lines.append((Strong(label_of(meant, call)),))
        lines += [texts.holder(each) for each in holders]
    support = community(call.session, SUPPORT)
    if support is not None:
        lines.append((texts.ask_support(support.name),))
    codes = (meant.code,) if meant is not None and meant.kind == "objective" else ()
    cited = About("whom", codes, sources=(("community", SUPPORT),))
    buttons = (Button(label_of(meant, call), says=typed_of(meant)),) if meant is not None else ()
    blocks = (paragraph(*lines), *((Choices(buttons),) if buttons else ()))
    return Message(blocks, Audience.QUIET, cited)


def meets(question: Question, call: Call) -> Message | None:
    """When a body meets: its next meeting on the calendar, or that it has none; its rhythm, the last one recorded."""
    if not question.asks(Cue.MEETS):
        return None
    found = look_for(question.subject, call, frozenset({"community"}))
    if len(found.meant) > 1:
        return choosing.offered(call, found.meant, question.typed)
    one = found.one
    if one is None:
        return None
    body = community(call.session, one.code)
    if body is None:
        return None
    answer = community_answers.info(call, Reference("community", one.code))
    last = meetings.last(call.session, one.code, call.today, reader=call.reader)
    asks_next = texts.NEXT_WORD.search(question.said) is not None
    lines: list[Line] = []
    coming = planned_meetings.coming(call.session, since=call.now, reader=call.reader, body=Body(one.code))
    if coming and asks_next:
        lines.append((texts.meeting_on(body.name, coming[0].starts_at.astimezone(call.options.zone), call.today),))
    elif asks_next:
        lines.append((texts.next_meeting(body.name, body.rhythm),))
    if last is not None:
        lines.append((texts.last_meeting(last),))
    blocks = (paragraph(*lines), *answer.blocks) if lines else answer.blocks
    codes = tuple(str(code) for code in codes_within(f"{body.rhythm or ''} {body.printed_deadline or ''}"))
    about = About(
        "meeting", codes, sources=(("community", one.code),), abstained=asks_next and body.rhythm is None and not coming
    )
    return Message(blocks, answer.audience, about)


def _holders(call: Call, meant: Match) -> list[Holder]:
    if meant.kind == "objective":
        return leads_by_objective(call, [meant.code])[meant.code]
    return list(leads_of(call.session, kind=SubjectKind.PROJECT, code=meant.code))
