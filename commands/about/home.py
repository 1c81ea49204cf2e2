"""One's own page: what one leads, what is past due, what waits for one, what one follows, and the ways on."""

from __future__ import annotations

from commands.about import home_texts as texts
from commands.about.texts import ACCOUNT_UNKNOWN
from commands.arguments import read_arguments
from commands.call import Call
from commands.following.following import followed_fact
from commands.message import About, Audience, Block, Button, Choices, Facts, Message, Paragraph, Picture, paragraph

# What other parts of the bot add to the page, when they are there: their command, and the title of its answer.
_ADDED = ((("sondage", "liste"), texts.POLLS),)


def show_home(call: Call) -> Message:
    """The asker's page, for them alone."""
    blocks: list[Block] = [paragraph(texts.heading(call.asker.label))]
    if call.asker.person_id is None:
        blocks.append(paragraph(ACCOUNT_UNKNOWN))
    else:
        blocks += _points(call)
    for words, title in _ADDED:
        blocks += _added(call, words, title)
    overview = _overview(call)
    blocks += [block for block in overview.blocks if not isinstance(block, Picture)]
    if call.asker.person_id is not None:
        blocks.append(Facts((followed_fact(call),)))
    blocks.append(Choices(_onward(call)))
    return Message(tuple(blocks), Audience.PERSONAL, About("home", overview.about.codes, overview.about.projects))


def _overview(call: Call) -> Message:
    # Imported here, as are rounds below: who asks for something else does not wait for them.
    from commands.plan.overview import overview

    return overview(call)


def _points(call: Call) -> list[Block]:
    """How many points are expected, and the round's button."""
    from commands.rounds.opening import is_due, open_points
    from commands.rounds.waiting import waiting

    points = open_points(call)
    due = sum(is_due(call, each) for each in points)
    lines, buttons = waiting(call, points)
    if due:
        lines = [texts.points_due(due), *lines]
        buttons = [Button(texts.MY_POINTS, says="maj"), *buttons]
    if not lines:
        return []
    known = [each for each in buttons if call.table.groups.get(each.says.split()[0])]
    return [Paragraph(tuple((line,) for line in lines)), *([Choices(tuple(known))] if known else [])]


def _added(call: Call, words: tuple[str, str], title: str) -> list[Block]:
    command = call.table.command(*words)
    if command is None:
        return []
    values = read_arguments(command, "", {}, call)
    if not command.allowed(call, values):
        return []
    return [paragraph(texts.title(title)), *command.handler(call, **values).blocks]


def _onward(call: Call) -> tuple[Button, ...]:
    buttons = [Button(texts.HELP, says="dimension aide"), Button(texts.ABOUT_ME, says="dimension moi")]
    if call.table.command("dimension", "silence") is not None:
        buttons.append(Button(texts.SILENCE, says="dimension silence"))
    if call.asker.person_id is not None and call.table.command("recap", "abonnement") is not None:
        buttons.append(Button(texts.DIGEST, says="recap abonnement"))
    if call.asker.person_id is None and call.table.command("dimension", "moi lier") is not None:
        buttons.append(Button(texts.LINK, says="dimension moi lier"))
    return tuple(buttons)
