"""The arguments of the commands of announcements: which one, or to whom, what, and why it is urgent."""

from __future__ import annotations

from dataclasses import dataclass

from commands.call import Call
from commands.campaigns import texts, vocabulary
from commands.campaigns.audiences import read_audience
from commands.command import Taken
from commands.errors import Misread, Several
from storage import campaigns
from storage.polls.electorate import Electorate

# Characters and lines of an announcement: it is read in a letter, on a telephone.
MOST_CHARACTERS, MOST_LINES = 1_500, 30
MOST_REASON = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """An announcement to be made."""

    audience: Electorate
    text: str
    urgent: bool = False
    reason: str | None = None


def read_campaign(text: str, call: Call) -> Taken:
    """The announcement of a number; leaves what follows."""
    found = vocabulary.NUMBER.match(text)
    if found is None:
        raise Misread(texts.NUMBER_EXPECTED)
    number = int(found["number"])
    campaign = campaigns.campaign(call.session, number=number)
    if campaign is None:
        raise Misread(texts.no_such_campaign(number), texts.NUMBER_EXPECTED)
    return Taken(campaign, text[found.end() :])


def read_wanted(text: str, call: Call) -> Taken:
    """« tous : … »; of a number alone, the announcement that there is. Takes the whole text."""
    number = vocabulary.NUMBER.match(text)
    if number is not None and number.end() == len(text):
        return read_campaign(text, call)
    return Taken(_wanted(text, call))


def read_urgent(text: str, call: Call) -> Taken:
    """The same with « motif … » at its end. Takes the whole text."""
    # The text may hold the word too: the last one counts.
    reason = next(iter(reversed(list(vocabulary.REASON.finditer(text)))), None)
    if reason is None:
        raise Misread(texts.REASON_EXPECTED, texts.USAGE_URGENT)
    wanted = _wanted(text[: reason.start()], call, after=text[reason.start() :])
    return Taken(urgent(wanted, text[reason.end() :]))


def urgent(wanted: Wanted, reason: str) -> Wanted:
    """The same announcement, urgent for this reason; raises Misread for none, or a long one."""
    said = " ".join(reason.split())
    if not said:
        raise Misread(texts.REASON_EXPECTED, texts.USAGE_URGENT)
    if len(said) > MOST_REASON:
        raise Misread(texts.reason_too_long(len(said), MOST_REASON))
    return Wanted(wanted.audience, wanted.text, urgent=True, reason=said)


def made_of(audience: str, text: str, call: Call) -> Wanted:
    """The announcement that a form asks for."""
    return Wanted(read_audience(audience, call), checked(text))


def _wanted(text: str, call: Call, *, after: str = "") -> Wanted:
    typed = text.strip()
    between = vocabulary.AFTER_AUDIENCE.search(typed)
    if between is None or not between.start():
        raise Misread(texts.AUDIENCE_EXPECTED, texts.USAGE_PREVIEW)
    said = typed[between.end() :]
    try:
        audience = read_audience(typed[: between.start()], call)
    except Several as several:
        options = tuple((f"{one} : {said}{after}", label, detail) for one, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None
    return Wanted(audience, checked(said))


def checked(text: str) -> str:
    """The text without blanks at its ends and at those of its lines; raises Misread for none, or a long one."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    said = "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)
    if not said:
        raise Misread(texts.TEXT_EXPECTED, texts.USAGE_PREVIEW)
    if len(said) > MOST_CHARACTERS:
        raise Misread(texts.too_long(len(said), MOST_CHARACTERS))
    if len(lines) > MOST_LINES:
        raise Misread(texts.too_many_lines(len(lines), MOST_LINES))
    return said
