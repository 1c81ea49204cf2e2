"""How a letter is laid out: its points, what it has no room for, the digest of the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commands.message import About, Audience, Block, Bullets, Button, Choices, Message, paragraph
from reminders import rule_texts, texts
from reminders.items import Item

# Points told one by one; beyond, a letter says how many more there are, and « suite » shows them.
MOST_ITEMS = 5
MOST_BUTTONS = 10


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says: announcements, its points in order, the digest of the week, and whether it comes late."""

    items: Sequence[Item]
    digest: Sequence[Block | Button]
    late: bool = False
    mandatory: bool = False
    # What the central team announces, before anything else.
    announced: Sequence[Block] = ()

    def message(self, today: date) -> tuple[Message, Message | None]:
        """The letter, and what « suite » shows of what it has no room for."""
        shown, rest = self.items[:MOST_ITEMS], self.items[MOST_ITEMS:]
        blocks: list[Block] = [*self.announced]
        if shown:
            blocks += [paragraph(texts.heading(today)), Bullets(tuple(each.line for each in shown))]
        buttons = [button for each in shown for button in each.buttons]
        if rest:
            blocks.append(paragraph(texts.more(len(rest))))
            buttons = [Button(texts.SUITE, says="dimension suite"), *buttons]
        blocks += [each for each in self.digest if not isinstance(each, Button)]
        buttons += [each for each in self.digest if isinstance(each, Button)]
        if self.late:
            blocks.append(paragraph(rule_texts.LATE_LETTER))
        if self.mandatory:
            blocks.append(paragraph(rule_texts.MANDATORY))
        letter = _with_buttons(blocks, buttons, shown)
        if not rest:
            return letter, None
        left: list[Block] = [paragraph(texts.suite(today)), Bullets(tuple(each.line for each in rest))]
        return letter, _with_buttons(left, [button for each in rest for button in each.buttons], rest)


def _with_buttons(blocks: Sequence[Block], buttons: Sequence[Button], items: Sequence[Item]) -> Message:
    each_once = tuple({button.says: button for button in buttons}.values())[:MOST_BUTTONS]
    codes = tuple(dict.fromkeys(each.code for each in items if each.code and not each.project))
    projects = tuple(dict.fromkeys(each.code for each in items if each.code and each.project))
    choices = (Choices(each_once),) if each_once else ()
    return Message((*blocks, *choices), Audience.PERSONAL, About("letter", codes=codes, projects=projects))
