"""What the bot knows of the asker."""

from __future__ import annotations

from commands import french
from commands.about import texts
from commands.call import Call
from commands.following.following import followed_fact
from commands.message import About, Audience, Block, Button, Choices, Fact, Facts, Message, paragraph
from commands.perimeters import perimeter_of
from storage import people, portfolio
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
            Fact(texts.LABEL_LED, (french.listing(perimeter.led_objectives) or texts.NONE,)),
            Fact(texts.LABEL_UNIT_OBJECTIVES, (french.listing(perimeter.unit_objectives) or texts.NONE,)),
            Fact(texts.LABEL_PROJECTS, (french.listing(_project_names(call, perimeter)) or texts.NONE,)),
            Fact(texts.LABEL_COMMUNITIES, (french.listing([each.name for each in communities]) or texts.NONE,)),
        ]
        facts += [followed_fact(call), *_delegations(call)]
    blocks += [Facts(tuple(facts)), paragraph(texts.KEPT)]
    blocks.append(Choices((Button(texts.OWN_STATUS, says="objectif statut"),)))
    return Message(tuple(blocks), Audience.PERSONAL, About(kind="me"))


def _delegations(call: Call) -> list[Fact]:
    # Imported here: reads days as well, which nobody else who asks about themselves waits for.
    from commands.leading.delegations import facts_about_me

    return facts_about_me(call)


def _project_names(call: Call, perimeter: Perimeter) -> list[str]:
    if not perimeter.projects:
        return []
    where = PortfolioFilter(projects=Wanted(frozenset(perimeter.projects)))
    found = portfolio.projects(call.session, where=where, reader=call.reader, today=call.today)
    return [each.name for each in found]
