"""What was said and done about an objective, from the document's own deadlines on."""

from __future__ import annotations

from commands.call import Call
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Message, paragraph
from commands.paging import next_page, page_of
from commands.plan import sheet_texts, texts
from commands.references import Paged
from commands.stories import history_items
from storage import documents, history


def of_objective(call: Call, entry: Paged) -> Message:
    """The history of an objective and its key results, newest first, ending with what the document prints."""
    reference = entry.reference
    objective = documents.objective(call.session, ".".join(reference.code.split(".")[:3]))
    if objective is None:
        raise LookupError(reference.code)
    results = [one for one in objective.key_results if reference.kind == "objective" or one.code == reference.code]
    codes = [("key_result", one.code) for one in results]
    if reference.kind == "objective":
        codes.append(("objective", objective.code))
    total = history.count(call.session, subjects=codes)
    page = page_of(entry.page, total, call.options.page_size)
    entries = history.of(call.session, subjects=codes, limit=call.options.page_size, offset=page.offset)
    title = objective.title if reference.kind == "objective" else "".join(one.statement for one in results)
    blocks: list[Block] = [paragraph(sheet_texts.history_heading(reference.code, title))]
    if entries:
        blocks.append(Bullets(tuple(history_items(call, entries, naming=True))))
    if page.more:
        blocks.append(paragraph(texts.shown_range(page.first, page.last, page.total)))
        blocks.append(Choices((next_page(page, f"objectif historique {reference.code}"),)))
    else:
        blocks.append(Bullets(tuple(Item(sheet_texts.printed_first(each)) for each in results)))
        if not entries:
            blocks.append(paragraph(sheet_texts.NOTHING_SINCE))
        blocks.append(Choices((Button(texts.STATE, says=f"objectif statut {reference.code}"),)))
    shown = tuple(one.code for one in results)
    return Message(tuple(blocks), Audience.QUIET, About(kind="history", codes=(objective.code, *shown)))
