"""An announcement as people read it: in their letter, in its preview, in its report."""

from __future__ import annotations

from commands.call import Call
from commands.campaigns import texts
from commands.french import number
from commands.message import (
    About,
    Audience,
    Block,
    Bullets,
    Button,
    Choices,
    Fact,
    Facts,
    Item,
    Message,
    Paragraph,
    paragraph,
)
from commands.reserve import held_until
from storage import campaigns, people
from storage.campaigns import Reach
from storage.rows.announcing import Campaign
from storage.rows.campaign_states import CampaignState, RecipientState
from storage.rows.organisation import Platform

# Announcements of one list.
LISTED = 10


def blocks_of(campaign: Campaign) -> tuple[Block, ...]:
    """What its recipients read: the title, then the text, a paragraph for each of its own."""
    parts = [part.strip("\n") for part in campaign.text.split("\n\n")]
    said = tuple(Paragraph(tuple((line,) for line in part.split("\n"))) for part in parts if part)
    return (paragraph(texts.heading(urgent=campaign.urgent)), *said)


def message_of(campaign: Campaign) -> Message:
    """The same as a message of its own."""
    return Message(blocks_of(campaign), Audience.PERSONAL, About("announcement"))


def reach_of(call: Call, campaign: Campaign) -> Reach:
    """Whom it would reach now."""
    platforms = [Platform(name) for name in call.options.campaigns.rates]
    return campaigns.reach(call.session, audience=campaigns.audience_of(campaign), platforms=platforms)


def needs_second(call: Call, campaign: Campaign, reach: Reach) -> bool:
    """Whether somebody else has to answer for it too."""
    return campaign.urgent or reach.persons > call.options.campaigns.second_above


def preview(call: Call, campaign: Campaign) -> Message:
    """Whom it reaches, in how long, and how each platform shows it."""
    reach = reach_of(call, campaign)
    facts = [Fact(texts.LABEL_TO, (texts.to(campaigns.audience_of(campaign).label, reach.persons),))]
    for platform, rate in call.options.campaigns.rates.items():
        persons = reach.on[platform]
        facts.append(Fact(texts.on(platform), (texts.takes(persons, persons / rate),)))
    if reach.no_account:
        facts.append(Fact(texts.LABEL_NO_ACCOUNT, (texts.unreached(reach.no_account),)))
    if reach.no_room:
        facts.append(Fact(texts.LABEL_NO_ROOM, (texts.without_room(reach.no_room),)))
    facts.append(Fact(texts.LABEL_WHEN, (texts.AT_ONCE if campaign.urgent else texts.IN_LETTER,)))
    second = needs_second(call, campaign, reach)
    if campaign.reason:
        facts.append(Fact(texts.LABEL_REASON, (campaign.reason,)))
    said = texts.NOT_NEEDED
    if second:
        said = texts.SECOND_URGENT if campaign.urgent else texts.second_needed(call.options.campaigns.second_above)
    facts.append(Fact(texts.LABEL_SECOND, (said,)))
    blocks = [paragraph(texts.status(campaign)), *_as_shown(call, campaign), Facts(tuple(facts))]
    last = held_until(call.options.reserves, call.today)
    if last is not None and not campaign.urgent:
        blocks.append(paragraph(texts.held(last)))
    buttons = _steps(call, campaign, second=second)
    choices = (Choices(buttons),) if buttons else ()
    return Message((*blocks, *choices), Audience.PERSONAL, About("announcement_preview"))


def _as_shown(call: Call, campaign: Campaign) -> list[Block]:
    """The message as each platform shows it; once for those that show the same."""
    message = message_of(campaign)
    alike: dict[str, list[str]] = {}
    for platform, show in call.options.campaigns.shown.items():
        alike.setdefault(show(message).strip(), []).append(platform)
    if not alike:
        return list(message.blocks)
    blocks: list[Block] = []
    for shown, platforms in alike.items():
        lines = tuple((line,) for line in shown.split("\n") if line.strip())
        blocks += [paragraph(texts.shown_on(platforms)), Paragraph(lines)]
    return blocks


def _steps(call: Call, campaign: Campaign, *, second: bool) -> tuple[Button, ...]:
    """What the asker may do next."""
    mine = campaign.author_id == call.asker.person_id
    drop = Button(texts.DROP, says=f"annonce annuler {campaign.id}")
    match campaign.state:
        case CampaignState.DRAFT if mine:
            label = texts.SUBMIT if second else texts.SEND
            return (Button(label, says=f"annonce envoyer {campaign.id}"), drop)
        case CampaignState.AWAITING if not mine:
            return (Button(texts.APPROVE, says=f"annonce envoyer {campaign.id}"), drop)
        case CampaignState.DRAFT | CampaignState.AWAITING:
            return (drop,)
        case _:
            return steps_under_way(campaign)


def steps_under_way(campaign: Campaign) -> tuple[Button, ...]:
    """What anybody of the central team may do once it goes."""
    report = Button(texts.REPORT, says=f"annonce bilan {campaign.id}")
    drop = Button(texts.DROP, says=f"annonce annuler {campaign.id}")
    if campaign.state is CampaignState.SENDING:
        return (report, Button(texts.PAUSE, says=f"annonce pause {campaign.id}"), drop)
    if campaign.state is CampaignState.PAUSED:
        return (report, Button(texts.RESUME, says=f"annonce reprise {campaign.id}"), drop)
    return (report,)


def report(call: Call, campaign: Campaign) -> Message:
    """How far it is, in figures: never who."""
    figures = campaigns.figures(call.session, campaign=campaign)
    total = sum(figures.values())
    labels = people.labels(call.session, ids={each for each in (campaign.author_id, campaign.second_id) if each})
    zone = call.options.zone
    said = texts.by(labels.get(campaign.author_id, ""), campaign.created_at.astimezone(zone))
    facts = [Fact(texts.LABEL_TO, (campaigns.audience_of(campaign).label,)), Fact(texts.LABEL_BY, (said,))]
    if campaign.second_id is not None and campaign.sent_at is not None:
        said = texts.by(labels.get(campaign.second_id, ""), campaign.sent_at.astimezone(zone))
        facts.append(Fact(texts.LABEL_SECOND_BY, (said,)))
    if campaign.reason:
        facts.append(Fact(texts.LABEL_REASON, (campaign.reason,)))
    if total:
        left = figures[RecipientState.WAITING] + figures[RecipientState.HANDED]
        facts.append(Fact(texts.LABEL_PROGRESS, (texts.progress(total - left, total),)))
        facts += [
            Fact(label, (number(figures[state]),))
            for state in RecipientState
            if (label := texts.outcome_label(state)) is not None and (figures[state] or state in texts.ALWAYS)
        ]
        if left:
            facts.append(Fact(texts.LABEL_LEFT, (number(left),)))
    blocks: list[Block] = [paragraph(texts.status(campaign)), Facts(tuple(facts))]
    last = held_until(call.options.reserves, call.today)
    if last is not None and not campaign.urgent and campaign.state is CampaignState.SENDING:
        blocks.append(paragraph(texts.held(last)))
    blocks.append(paragraph(texts.NO_NAMES))
    buttons = tuple(each for each in steps_under_way(campaign) if each.label != texts.REPORT)
    if campaign.state in (CampaignState.DRAFT, CampaignState.AWAITING):
        buttons = (Button(texts.PREVIEW, says=f"annonce aperçu {campaign.id}"),)
    choices = (Choices(buttons),) if buttons else ()
    return Message((*blocks, *choices), Audience.PERSONAL, About("announcement_report"))


def listing(call: Call) -> Message:
    """The last announcements, with what one looks at of each."""
    found = campaigns.latest(call.session, limit=LISTED)
    if not found:
        return Message((paragraph(texts.NO_CAMPAIGN, texts.USAGE_PREVIEW),), Audience.PERSONAL, About("announcements"))
    zone = call.options.zone
    items = tuple(
        Item(texts.in_list(each, campaigns.audience_of(each).label, each.created_at.astimezone(zone))) for each in found
    )
    before = (CampaignState.DRAFT, CampaignState.AWAITING)
    buttons = tuple(
        Button(texts.with_number(texts.PREVIEW, each.id), says=f"annonce aperçu {each.id}")
        if each.state in before
        else Button(texts.with_number(texts.REPORT, each.id), says=f"annonce bilan {each.id}")
        for each in found
    )
    return Message((Bullets(items), Choices(buttons)), Audience.PERSONAL, About("announcements"))
