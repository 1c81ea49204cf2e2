"""Announcements on their way: handed over some at a time, followed to their arrival, taken back when they are paused.

An announcement is a point of each recipient's letter of the day; an urgent one is a message of its own, at any hour.
What is handed over and has not left is bounded: a pause takes all of that back at once, and each beat is short.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from commands.campaigns import showing, texts
from commands.campaigns.running import WINDOW
from commands.message import About, Audience, Block, Button, Choices, Message, paragraph
from commands.request import Place
from commands.reserve import held_until
from reminders import rules
from reminders.outbox import enqueue
from reminders.rules import Terms
from storage import campaign_sending, campaigns, communities, letter_items
from storage.campaign_sending import Next
from storage.letter_items import DueItem, NewItem
from storage.rows.announcing import Campaign
from storage.rows.campaign_states import CampaignState, RecipientState
from storage.rows.delivery import Rank

logger = logging.getLogger(__name__)

# Recipients handed over in one transaction, and settled in one: some 10 ms each.
_AT_ONCE, _SETTLED_AT_ONCE = 100, 200
# How long an announcement waits for those who are away or do not want to be disturbed.
WORTH_TELLING = timedelta(days=30)
# How long after its end recipients are remembered.
RECIPIENTS_KEPT_FOR = timedelta(days=30)
# The community in whose rooms a second person is asked for.
CENTRAL_TEAM = "cellule_appui"


def run_campaigns(session: Session, *, now: datetime, terms: Terms) -> int:
    """A part of what is to be done of announcements; 0 once nothing is, at this instant."""
    for number in campaign_sending.to_follow(session):
        campaign = campaigns.lock(session, number=number)
        done = _Beat(session, campaign, now, terms).run()
        if done:
            # The next one waits for the next transaction: each is short.
            return done
    return 0


@dataclass(slots=True)
class _Beat:
    """One announcement, of which nobody else does anything meanwhile."""

    session: Session
    campaign: Campaign
    now: datetime
    terms: Terms

    def run(self) -> int:
        """Do one bounded thing; gives 0 when there is none."""
        match self.campaign.state:
            case CampaignState.AWAITING:
                return self._ask_second()
            case CampaignState.SENDING:
                return self._freeze() or self._settle() or self._hand_over() or self._end()
            case CampaignState.PAUSED:
                return self._settle() or self._take_back(RecipientState.WAITING)
            case CampaignState.CANCELLED:
                return self._settle() or self._take_back(RecipientState.WITHDRAWN) or self._withdraw() or self._end()
            case _:
                return 0

    @property
    def _held(self) -> bool:
        """Whether it has to wait: for working hours, or for the end of a période de réserve."""
        calendar = self.terms.calendar
        in_reserve = held_until(self.terms.reserves, calendar.day_of(self.now)) is not None
        return not self.campaign.urgent and (in_reserve or not calendar.is_open(self.now))

    def _ask_second(self) -> int:
        """Tell the rooms of the cellule d'appui, once, in working hours unless it is urgent."""
        campaign = self.campaign
        if campaign.told_at is not None or (not campaign.urgent and not self.terms.calendar.is_open(self.now)):
            return 0
        campaign.told_at = self.now
        button = Button(texts.PREVIEW, says=f"annonce aperçu {campaign.id}")
        blocks: tuple[Block, ...] = (paragraph(texts.asks_second(campaign.id, urgent=campaign.urgent)),)
        message = Message((*blocks, Choices((button,))), Audience.EVERYONE, About("announcement"))
        for each in communities.places(self.session, CENTRAL_TEAM):
            if each.platform in self.terms.platforms:
                key = f"announcement:{campaign.id}:second:{each.platform.value}:{each.place_id}"
                place = Place(each.platform.value, each.place_id)
                in_hours = not campaign.urgent
                enqueue(self.session, key=key, place=place, message=message, at=self.now, in_hours=in_hours)
        return 1

    def _freeze(self) -> int:
        """Write down who the recipients are; whoever comes later is none."""
        if self.campaign.frozen_at is not None or self._held:
            return 0
        persons = campaign_sending.freeze(self.session, campaign=self.campaign, at=self.now)
        extra = {"action": "campaign_begun", "campaign": self.campaign.id, "persons": persons}
        logger.info("Announcement begun", extra=extra)
        return 1

    def _settle(self) -> int:
        return campaign_sending.settle(self.session, campaign=self.campaign, limit=_SETTLED_AT_ONCE)

    def _hand_over(self) -> int:
        if self._held:
            return 0
        waiting = campaign_sending.under_way(self.session, campaign=self.campaign, now=self.now)
        room = min(_AT_ONCE, WINDOW - waiting)
        if room <= 0:
            return 0
        following = campaign_sending.next_waiting(
            self.session, campaign=self.campaign, limit=room, platforms=self.terms.platforms
        )
        reached = [each for each in following if each.state is None]
        keys = self._urgently(reached) if self.campaign.urgent else self._in_letters(reached)
        campaign_sending.mark_handed(self.session, campaign=self.campaign, keys=keys)
        for state in {each.state for each in following if each.state is not None}:
            persons = [each.person_id for each in following if each.state is state]
            campaign_sending.mark(self.session, campaign=self.campaign, persons=persons, state=state)
        return len(following)

    def _in_letters(self, recipients: Sequence[Next]) -> dict[int, str]:
        sent_at = self.campaign.sent_at or self.now
        instant = sent_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        keys = {
            each.person_id: f"{rules.ANNOUNCEMENT}:{self.campaign.id}:{instant}:{each.handle}" for each in recipients
        }
        detail = {"campaign": self.campaign.id}
        items = (NewItem(key, person_id, rules.ANNOUNCEMENT, detail, self.now) for person_id, key in keys.items())
        letter_items.put(self.session, items=items, at=self.now)
        return keys

    def _urgently(self, recipients: Sequence[Next]) -> dict[int, str]:
        message = showing.message_of(self.campaign)
        keys = {each.person_id: f"{rules.ANNOUNCEMENT}:{self.campaign.id}:urgent:{each.handle}" for each in recipients}
        for each in recipients:
            place = Place(each.platform, each.address, direct=True)
            key = keys[each.person_id]
            enqueue(self.session, key=key, place=place, message=message, at=self.now, rank=Rank.URGENT, in_hours=False)
        return keys

    def _take_back(self, to: RecipientState) -> int:
        return campaign_sending.take_back(self.session, campaign=self.campaign, limit=_SETTLED_AT_ONCE, to=to)

    def _withdraw(self) -> int:
        return campaign_sending.withdraw_waiting(self.session, campaign=self.campaign, limit=_SETTLED_AT_ONCE)

    def _end(self) -> int:
        """Note that everybody has it, or never will; after a month, whoever could not be told is told no more."""
        campaign = self.campaign
        if campaign.state is CampaignState.SENDING and campaign.frozen_at is None:
            return 0
        if campaign_sending.anybody_left(self.session, campaign=campaign):
            late = campaign.frozen_at is not None and self.now - campaign.frozen_at > WORTH_TELLING
            return self._take_back(RecipientState.EXPIRED) if late else 0
        campaign.over_at = self.now
        if campaign.state is CampaignState.SENDING:
            campaign.state = CampaignState.OVER
            campaigns.note(self.session, campaign=campaign, action=campaigns.ENDED, by=None, at=self.now)
        logger.info("Announcement over", extra={"action": "campaign_over", "campaign": campaign.id})
        return 1


class Announced:
    """The announcements of the letters of one transaction, each read once."""

    def __init__(self, session: Session, now: datetime, terms: Terms) -> None:
        self._session = session
        self._held = held_until(terms.reserves, terms.calendar.day_of(now)) is not None
        self._blocks: dict[int, tuple[Block, ...]] = {}

    def held(self, items: Sequence[DueItem]) -> list[DueItem]:
        """Those of these points that must not be told now: of an announcement that is paused or given up, or held."""
        mine = [each for each in items if each.rule == rules.ANNOUNCEMENT]
        if not mine or self._held:
            return mine
        sending = campaign_sending.sending(self._session, numbers={_number(each) for each in mine})
        return [each for each in mine if _number(each) not in sending]

    def blocks(self, item: DueItem) -> tuple[Block, ...]:
        """What a letter says of it."""
        number = _number(item)
        if number not in self._blocks:
            campaign = campaigns.campaign(self._session, number=number)
            self._blocks[number] = () if campaign is None else showing.blocks_of(campaign)
        return self._blocks[number]


def _number(item: DueItem) -> int:
    return int(item.detail["campaign"])
