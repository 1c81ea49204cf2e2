"""One line that is a whole poll: « CAP Managers : Quel créneau ? | lundi | mardi --clos vendredi 17h --secret »."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from commands.call import Call
from commands.errors import Misread, Several
from commands.normalise import fold
from commands.persons import read_person
from commands.polls import moments, places_texts, texts, vocabulary
from commands.polls.electorates import read_electorate
from commands.polls.places import MOST_PLACES, read_place
from commands.polls.wanted import Wanted, check_options, check_words
from storage.polls.rules import Rules
from storage.rows.poll_states import PollKind, PollMode

_FLAG = re.compile(vocabulary.BEFORE_FLAG)
_SPACES = re.compile(r"\s+")
_FIGURES = re.compile(r"\d+")
_PARTICIPANTS = re.compile(r"^(?P<who>[^|:]*?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
# Characters of a whole line: more than its parts may hold together, far less than what would slow its reading.
LONGEST_LINE = 6_000
# Minutes of a live vote in a meeting, and of the longest one.
MEETING_MINUTES, MOST_MINUTES = 3, 60
_WEIGHTS = range(1, 11)


@dataclass(slots=True)
class Said:
    """What the options behind the dashes say."""

    call: Call
    mode: PollMode | None = None
    kind: PollKind | None = None
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    helper_id: int | None = None
    rules: dict[str, Any] = field(default_factory=dict)


def read_line(text: str, call: Call) -> Wanted:
    """The poll that the whole text asks for; raises Misread, Refused, or Several where two participants are meant."""
    if len(text) > LONGEST_LINE:
        raise Misread(texts.line_too_long(len(text), LONGEST_LINE))
    main, *flags = _FLAG.split(text)
    said = Said(call)
    for flag in flags:
        _read_flag(flag.strip(), said)
    found = _PARTICIPANTS.match(main.strip())
    if found is None:
        raise Misread(texts.PARTICIPANTS_EXPECTED, texts.USAGE_LINE)
    question, *options = (_SPACES.sub(" ", part).strip() for part in found["rest"].split("|"))
    rest = text[text.index(":") + 1 :].strip()
    try:
        asked = read_electorate(found["who"], call)
    except Several as several:
        again = tuple((f"{typed} : {rest}", label, detail) for typed, label, detail in several.options)
        raise Several(several.question, again, abstained=several.abstained) from None
    return assembled(Wanted(asked, question, tuple(options), PollKind.ONE, PollMode.MASKED, Rules(), call.now), said)


def assembled(wanted: Wanted, said: Said) -> Wanted:
    """The poll with what was said of it, checked."""
    call, options = said.call, wanted.options
    kind = said.kind or PollKind.ONE
    check_words(wanted.question, options)
    if kind is PollKind.QUIZ:
        options = _quiz(options, said)
    check_options(options, kind)
    rules = replace(Rules(least=call.options.polls.least), **said.rules)
    if kind is PollKind.SEVERAL:
        rules = replace(rules, most=_most(rules.most, len(options)))
    if kind is PollKind.WEIGHTED and not rules.criteria:
        raise Misread(texts.CRITERIA_EXPECTED)
    if rules.majority and kind is not PollKind.ONE:
        raise Misread(texts.MAJORITY_OF_ONE_CHOICE)
    if rules.repeats and said.opens_at is not None and said.closes_at is None:
        raise Misread(texts.REPEATED_NEEDS_END)
    mode = said.mode or PollMode.MASKED
    if kind is PollKind.QUIZ and mode is PollMode.SECRET:
        # One's score is said to oneself: the message that says it stays in the outbox beside one's name.
        raise Misread(texts.QUIZ_SAYS_SCORES)
    if rules.live and mode is not PollMode.NAMED:
        raise Misread(texts.LIVE_IS_NAMED)
    closes_at = said.closes_at or moments.usual_end(call)
    if rules.minutes:
        closes_at = (said.opens_at or call.now) + timedelta(minutes=rules.minutes)
    moments.check_end(closes_at, call, begins=said.opens_at)
    return replace(
        wanted,
        options=options,
        kind=kind,
        mode=mode,
        rules=rules,
        closes_at=closes_at,
        opens_at=said.opens_at,
        helper_id=said.helper_id,
    )


def _most(most: int, options: int) -> int:
    if most > options or most == 1:
        raise Misread(texts.most_expected(options))
    return most or options


# What stands behind the dashes


def _read_flag(flag: str, said: Said) -> None:
    words = flag.split()
    for length in range(min(4, len(words)), 0, -1):
        name, value = fold(" ".join(words[:length])), " ".join(words[length:])
        if name in vocabulary.MODES and not value:
            said.mode = vocabulary.MODES[name]
            return
        if name in vocabulary.KINDS and name not in vocabulary.CRITERIA:
            said.kind = vocabulary.KINDS[name]
            _KIND_VALUES.get(said.kind, _nothing)(value, said)
            return
        read = _READERS.get(name)
        if read is not None:
            read(value, said)
            return
    raise Misread(texts.unknown_flag(words[0] if words else ""), texts.FLAGS_ARE)


def _nothing(value: str, said: Said) -> None:
    del said
    if value:
        raise Misread(texts.flag_value(value), texts.FLAGS_ARE)


def _closes(value: str, said: Said) -> None:
    said.closes_at = moments.read_moment(value, said.call)


def _opens(value: str, said: Said) -> None:
    said.opens_at = moments.read_moment(value, said.call)
    if said.opens_at <= said.call.now:
        raise Misread(texts.opening_past(said.opens_at.astimezone(said.call.options.zone)))


def _quorum(value: str, said: Said) -> None:
    found = _FIGURES.search(value)
    number = int(found.group()) if found else 0
    if "%" in value:
        if not 1 <= number <= 100:
            raise Misread(texts.QUORUM_EXPECTED)
        said.rules["quorum_share"] = number
    elif number >= 1:
        said.rules["quorum_voters"] = number
    else:
        raise Misread(texts.QUORUM_EXPECTED)


def _majority(value: str, said: Said) -> None:
    majority = vocabulary.MAJORITIES.get(value.strip().lower()) or vocabulary.MAJORITIES.get(fold(value))
    if majority is None:
        raise Misread(texts.MAJORITY_EXPECTED)
    said.rules["majority"] = majority


def _live(value: str, said: Said) -> None:
    _nothing(value, said)
    said.rules["live"] = True


def _sample(value: str, said: Said) -> None:
    found = _FIGURES.search(value)
    if found is None or not 1 <= int(found.group()) <= 10_000:
        raise Misread(texts.SAMPLE_EXPECTED)
    said.rules["sample"] = int(found.group())


def _volunteers(value: str, said: Said) -> None:
    _nothing(value, said)
    said.rules["volunteers"] = True


def _helper(value: str, said: Said) -> None:
    said.helper_id = read_person(value.lstrip("@"), said.call).value.id


def _meeting(value: str, said: Said) -> None:
    found = _FIGURES.search(value)
    minutes = int(found.group()) if found else MEETING_MINUTES
    if not 1 <= minutes <= MOST_MINUTES:
        raise Misread(texts.minutes_expected(MOST_MINUTES))
    said.rules["minutes"] = minutes


def _repeats(value: str, said: Said) -> None:
    rhythm = vocabulary.RHYTHMS.get(fold(value))
    if rhythm is None:
        raise Misread(texts.RHYTHM_EXPECTED)
    said.rules["repeats"] = rhythm


def _criteria(value: str, said: Said) -> None:
    """« Impact 3, Coût 2 »: names and weights, 1 where none is typed."""
    names: list[str] = []
    weights: list[int] = []
    for part in re.split(r"\s*[,;]\s*", value):
        found = re.fullmatch(r"(?P<name>.*?\D)(?:\s+(?P<weight>\d{1,2}))?", part.strip())
        if found is None or int(found["weight"] or 1) not in _WEIGHTS:
            raise Misread(texts.CRITERIA_EXPECTED)
        names.append(found["name"].strip())
        weights.append(int(found["weight"] or 1))
    if not 1 <= len(names) <= 8 or len({fold(name) for name in names}) < len(names):
        raise Misread(texts.CRITERIA_EXPECTED)
    said.kind = PollKind.WEIGHTED
    said.rules |= {"criteria": tuple(names), "weights": tuple(weights), "lowest": 1, "highest": 5}


def _place(value: str, said: Said) -> None:
    """One more place, or several between commas."""
    named = [one for part in value.split(",") for one in read_place(part, said.call)]
    known = said.rules.get("places", ())
    places = tuple(dict.fromkeys((*known, *named)))
    if len(places) > MOST_PLACES:
        raise Misread(places_texts.too_many_places(len(places), MOST_PLACES))
    said.rules["places"] = places


def _several(value: str, said: Said) -> None:
    found = _FIGURES.search(value)
    if found is not None:
        said.rules["most"] = int(found.group())


def _scale(value: str, said: Said) -> None:
    """« 5 » is 1 to 5, « 10 » or nothing is 0 to 10."""
    scale = vocabulary.SCALE.search(value)
    bounds = (
        (int(scale["lowest"]), int(scale["highest"]))
        if scale
        else {"": (0, 10), "10": (0, 10), "5": (1, 5)}.get(value.strip())
    )
    if bounds not in {(0, 10), (1, 5)}:
        raise Misread(texts.SCALE_EXPECTED)
    said.rules |= {"lowest": bounds[0], "highest": bounds[1]}


def _quiz(options: tuple[str, ...], said: Said) -> tuple[str, ...]:
    """« Combien d'agents ? : 8225* / 4500 / 12000 »: each option a question with its answers, the right one starred."""
    questions: list[str] = []
    choices: list[int] = []
    answers: list[int] = []
    flat: list[str] = []
    for each in options:
        question, _, rest = each.rpartition(" : ")
        offered = [one.strip() for one in rest.split("/")]
        right = [rank for rank, one in enumerate(offered, start=1) if one.endswith("*")]
        if not question.strip() or len(offered) < 2 or len(right) != 1:
            raise Misread(texts.QUIZ_EXPECTED)
        questions.append(question.strip())
        choices.append(len(offered))
        answers.append(right[0])
        flat += [one.rstrip("* ") for one in offered]
    said.rules |= {"questions": tuple(questions), "choices": tuple(choices), "answers": tuple(answers)}
    return tuple(f"{rank}. {one}" for rank, one in _ranked(flat, choices))


def _ranked(flat: list[str], choices: list[int]) -> list[tuple[int, str]]:
    ranks = [rank for rank, number in enumerate(choices, start=1) for _ in range(number)]
    return list(zip(ranks, flat, strict=True))


_Reader = Callable[[str, Said], None]
_READERS: Mapping[str, _Reader] = {
    name: reader
    for names, reader in (
        (vocabulary.CLOSES, _closes),
        (vocabulary.OPENS, _opens),
        (vocabulary.QUORUM, _quorum),
        (vocabulary.MAJORITY, _majority),
        (vocabulary.LIVE, _live),
        (vocabulary.SAMPLE, _sample),
        (vocabulary.VOLUNTEERS, _volunteers),
        (vocabulary.HELPER, _helper),
        (vocabulary.MEETING, _meeting),
        (vocabulary.REPEATS, _repeats),
        (vocabulary.CRITERIA, _criteria),
        (vocabulary.PLACE, _place),
    )
    for name in names
}
_KIND_VALUES: Mapping[PollKind, _Reader] = {PollKind.SEVERAL: _several, PollKind.NOTE: _scale}
