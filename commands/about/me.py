"""What the bot knows of the asker."""

from __future__ import annotations

from collections.abc import Sequence

from commands import french
from commands.about import texts
from commands.about.home_texts import LINK
from commands.call import Call
from commands.following.following import followed_fact
from commands.message import About, Audience, Block, Button, Choices, Fact, Facts, Message, paragraph
from commands.perimeters import perimeter_of
from commands.standing_lines import at_a_glance, in_a_word
from storage import people, plan, portfolio
from storage.filters import PortfolioFilter, Wanted
from storage.people import Perimeter


def show_me(call: Call) -> Message:
    """Roles, unit, what one leads, and what is kept; for the asker alone."""
    asker = call.asker
    person = people.person(call.session, person_id=asker.person_id)
    facts = [Fact(texts.LABEL_ROLES, (texts.roles(asker.roles),))]
    blocks: list[Block] = [paragraph(texts.me_heading(asker.label, asker.handle))]
    if person is None:
        blocks.append(paragraph(texts.ACCOUNT_UNKNOWN))
    else:
        perimeter = perimeter_of(call)
        communities = people.communities_of(call.session, person=person)
        facts += [
            Fact(texts.LABEL_UNIT, (texts.unit(person.unit),)),
            Fact(texts.LABEL_LED, (_objectives(call, perimeter.led_objectives),)),
            Fact(texts.LABEL_UNIT_OBJECTIVES, (_objectives(call, perimeter.unit_objectives),)),
            Fact(texts.LABEL_PROJECTS, (french.listing(_project_names(call, perimeter)) or texts.NONE,)),
            Fact(texts.LABEL_COMMUNITIES, (french.listing([each.name for each in communities]) or texts.NONE,)),
        ]
        facts += [followed_fact(call), *_delegations(call)]
    blocks += [Facts(tuple(facts)), paragraph(texts.KEPT)]
    buttons = [Button(texts.OWN_STATUS, says="objectif statut")]
    if person is None and call.table.command("dimension", "moi lier") is not None:
        buttons.append(Button(LINK, says="dimension moi lier"))
    blocks.append(Choices(tuple(buttons)))
    return Message(tuple(blocks), Audience.PERSONAL, About(kind="me"))


def _delegations(call: Call) -> list[Fact]:
    # Imported here: reads days as well, which nobody else who asks about themselves waits for.
    from commands.leading.delegations import facts_about_me
    from commands.polls import listing

    return [*facts_about_me(call), *listing.facts_about_me(call)]


def _project_names(call: Call, perimeter: Perimeter) -> list[str]:
    if not perimeter.projects:
        return []
    where = PortfolioFilter(projects=Wanted(frozenset(perimeter.projects)))
    found = portfolio.projects(call.session, where=where, reader=call.reader, today=call.today)
    live = portfolio.live(call.session, keys=[each.key for each in found], reader=call.reader)
    return [texts.with_state(each.name, in_a_word(live.get(each.key), call.today)) for each in found]


def _objectives(call: Call, codes: Sequence[str]) -> str:
    """Codes, each with its state in a few words."""
    live = plan.live(call.session, objectives=codes)
    said = [texts.with_state(code, at_a_glance(live[code], call.today)) for code in codes]
    return french.listing(said) or texts.NONE
