"""The state of the service, for those who answer for it: what is loaded, what waits, failed, or left off hours."""

from __future__ import annotations

from datetime import date, datetime, time

from commands import french
from commands.about import texts
from commands.call import Call
from commands.message import About, Audience, Block, Bullets, Fact, Facts, Item, Message, Strong, paragraph
from storage import outbox, people, plan, portfolio, sweeps
from storage.filters import PlanFilter

# Dead letters, and periods skipped, named at once.
NAMED = 5


def show_state(call: Call) -> Message:
    """Sizes of what is loaded, messages by state, the keys of those that failed, and what came too late to be told."""
    session = call.session
    size = texts.plan_size(
        plan.count_objectives(session),
        plan.count_key_results(session, where=PlanFilter(), today=call.today),
        portfolio.count_projects(session, reader=call.reader, today=call.today),
    )
    begun = date(call.today.year, 1, 1)
    left = outbox.sent_off_hours(session, since=datetime.combine(begun, time(), tzinfo=call.options.zone))
    states = [(state.value, number) for state, number in outbox.counts(session).items()]
    blocks: list[Block] = [
        paragraph((Strong(texts.STATE_HEADING),)),
        Facts(
            (
                Fact(texts.LABEL_PLAN, (french.typeset(size),)),
                Fact(texts.LABEL_REGISTER, (texts.register_size(len(people.handles(session))),)),
                Fact(texts.LABEL_QUEUE, (french.typeset(texts.queue(states)),)),
                Fact(texts.LABEL_OFF_HOURS, (texts.off_hours(begun, left.unasked, left.urgent),)),
            )
        ),
    ]
    dead = outbox.dead_letters(session, limit=NAMED)
    if dead:
        items = tuple(Item(texts.dead_letter(each.key, each.place, each.failure or "")) for each in dead)
        blocks += [paragraph((Strong(texts.LABEL_DEAD),)), Bullets(items)]
    skipped = sweeps.skipped(session, limit=NAMED)
    if skipped:
        zone = call.options.zone
        late = tuple(Item(texts.skipped_period(each.rule, each.instant.astimezone(zone).date())) for each in skipped)
        blocks += [paragraph((Strong(texts.LABEL_SKIPPED),)), Bullets(late)]
    return Message(tuple(blocks), Audience.PERSONAL, About(kind="state"))
