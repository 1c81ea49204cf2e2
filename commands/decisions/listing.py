"""Lists of actions: one's own, those of a subject, those of a body; the soonest due first."""

from __future__ import annotations

from commands.call import Call
from commands.decisions import lines, naming, texts
from commands.decisions.reading import Scope
from commands.decisions.settling import may_settle
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Message, paragraph
from commands.paging import next_page, page_of
from commands.topics import topic
from storage import matters
from storage.matters import Found

_OWN = Scope()


def listing(call: Call, scope: Scope = _OWN) -> Message:
    """What is to be done, with its deadlines."""
    title, found = _titled(call, scope)
    if not found:
        return Message((paragraph(texts.no_action(title)),), Audience.QUIET, About(kind="list"))
    page = page_of(scope.page, len(found), call.options.page_size)
    here = found[page.offset : page.last]
    revised = matters.postponements(call.session, here)
    items = tuple(
        Item(
            texts.action_line(one.number, one.detail.get("text")),
            lines.action_lines(call, one, revised.get(one.number, [])),
        )
        for one in here
    )
    blocks: list[Block] = [paragraph(texts.actions_heading(title, len(found))), Bullets(items)]
    buttons = [
        button
        for one in here
        if may_settle(call, {"action": one})
        for button in (
            Button(texts.done_button(one.number), says=f"action fait {one.number}"),
            Button(texts.postpone_button(one.number), says=f"action reporter {one.number}"),
        )
    ]
    if page.more:
        blocks.append(paragraph(texts.shown_range(page.first, page.last, page.total)))
        buttons.append(next_page(page, f"action liste {scope.typed}".strip()))
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    codes = tuple(dict.fromkeys(one.subject[1] for one in here if one.subject[0] in {"objective", "key_result"}))
    projects = tuple(dict.fromkeys(one.subject[1] for one in here if one.subject[0] == "project"))
    counts = any(one.subject[0] == "project" for one in found)
    about = About(kind="list", codes=codes, projects=projects, counts_projects=counts)
    return Message(tuple(blocks), Audience.QUIET, about)


def _titled(call: Call, scope: Scope) -> tuple[str, list[Found]]:
    if scope.subject is not None:
        title = texts.actions_on(topic(call, scope.subject).short)
        return title, matters.actions(call.session, subject=scope.subject.subject, reader=call.reader)
    if scope.body is not None:
        title = texts.actions_of(naming.body_name(call, scope.body) or scope.body)
        return title, matters.actions(call.session, body=scope.body, reader=call.reader)
    if not call.asker.handle:
        return texts.YOUR_ACTIONS, []
    return texts.YOUR_ACTIONS, matters.actions(call.session, holder=call.asker.handle, reader=call.reader)
