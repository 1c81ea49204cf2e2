"""Making an announcement, answering for it, stopping it; what is done to it is kept in its history."""

from __future__ import annotations

import logging
from typing import Any

from commands.call import Call
from commands.campaigns import reading, showing, texts
from commands.campaigns.reading import Wanted
from commands.errors import Misread, Refused
from commands.message import About, Audience, Block, Button, Choices, Field, FieldKind, Form, Message, paragraph
from commands.reserve import held_until
from storage import campaign_sending, campaigns
from storage.rows.announcing import Campaign
from storage.rows.campaign_states import CampaignState, RecipientState

logger = logging.getLogger(__name__)

# Recipients handed over and not sent yet, at most: what a pause takes back at once.
WINDOW = 500


def prepare(call: Call, asked: Wanted | Campaign | None = None, *, audience: str = "", text: str = "") -> Message:
    """Keep the announcement and show what it will be; of a number, the one there is; without a word, the form."""
    if isinstance(asked, Campaign):
        return showing.preview(call, asked)
    if asked is None and not text:
        return _asking(urgent=False)
    return _prepared(call, asked or reading.made_of(audience, text, call))


def prepare_urgent(
    call: Call, asked: Wanted | None = None, *, audience: str = "", text: str = "", reason: str = ""
) -> Message:
    """The same of an urgent one."""
    if asked is None and not text:
        return _asking(urgent=True)
    return _prepared(call, asked or reading.urgent(reading.made_of(audience, text, call), reason))


def _prepared(call: Call, wanted: Wanted) -> Message:
    campaign = campaigns.create(
        call.session,
        audience=wanted.audience,
        text=wanted.text,
        urgent=wanted.urgent,
        reason=wanted.reason,
        by=_known(call),
        at=call.now,
    )
    if not showing.reach_of(call, campaign).persons:
        raise Misread(texts.NOBODY, texts.HOW_TO_NAME)
    return showing.preview(call, campaign)


def _asking(*, urgent: bool) -> Message:
    fields = [
        Field("audience", texts.ASK_AUDIENCE, hint=texts.ASK_AUDIENCE_HINT),
        Field("text", texts.ASK_TEXT, FieldKind.LONG_TEXT),
    ]
    if urgent:
        fields.append(Field("reason", texts.ASK_REASON))
        form = Form(texts.TITLE_URGENT, says="annonce urgente", fields=tuple(fields))
    else:
        form = Form(texts.TITLE, says="annonce aperçu", fields=tuple(fields))
    return Message((form,), Audience.QUIET, About(kind="question"))


def send(call: Call, campaign: Campaign) -> Message:
    """Send it, or put it to a second person, who sends it: never the one who wrote it."""
    held, person_id = campaigns.lock(call.session, number=campaign.id), _known(call)
    reach = showing.reach_of(call, held)
    if held.state is CampaignState.DRAFT:
        if person_id != held.author_id:
            raise Refused(texts.ONLY_AUTHOR)
        if showing.needs_second(call, held, reach):
            held.state = CampaignState.AWAITING
            _note(call, held, campaigns.ASKED)
            return _said(held, texts.submitted(held.id))
    elif held.state is CampaignState.AWAITING:
        if person_id == held.author_id:
            raise Refused(texts.ANOTHER_PERSON)
        held.second_id = person_id
    else:
        raise Misread(texts.not_now(held.id, held.state))
    held.state, held.sent_at = CampaignState.SENDING, call.now
    _note(call, held, campaigns.APPROVED, persons=reach.persons)
    lines = [texts.sent(held.id, sum(reach.on.values()))]
    last = held_until(call.options.reserves, call.today)
    if last is not None and not held.urgent:
        lines.append(texts.held(last))
    return _said(held, *lines)


def pause(call: Call, campaign: Campaign) -> Message:
    """Let nothing more of it leave."""
    held = _standing(call, campaign, CampaignState.SENDING)
    held.state = CampaignState.PAUSED
    call.session.flush()
    campaign_sending.take_back(call.session, campaign=held, limit=WINDOW, to=RecipientState.WAITING)
    _note(call, held, campaigns.PAUSED)
    return _said(held, texts.paused(held.id))


def resume(call: Call, campaign: Campaign) -> Message:
    """Let it go on."""
    held = _standing(call, campaign, CampaignState.PAUSED)
    held.state = CampaignState.SENDING
    _note(call, held, campaigns.RESUMED)
    return _said(held, texts.resumed(held.id))


def cancel(call: Call, campaign: Campaign) -> Message:
    """Give it up, whatever of it has already left."""
    under_way = (CampaignState.SENDING, CampaignState.PAUSED)
    held = _standing(call, campaign, CampaignState.DRAFT, CampaignState.AWAITING, *under_way)
    if held.state in under_way:
        campaign_sending.take_back(call.session, campaign=held, limit=WINDOW, to=RecipientState.WITHDRAWN)
    else:
        held.over_at = call.now
    held.state = CampaignState.CANCELLED
    _note(call, held, campaigns.CANCELLED)
    return _said(held, texts.cancelled(held.id))


def _standing(call: Call, campaign: Campaign, *states: CampaignState) -> Campaign:
    """The announcement, which nobody else changes meanwhile; raises Misread unless it stands so."""
    held = campaigns.lock(call.session, number=campaign.id)
    if held.state not in states:
        raise Misread(texts.not_now(held.id, held.state))
    _known(call)
    return held


def _known(call: Call) -> int:
    if call.asker.person_id is None:
        raise Refused(texts.ONLY_KNOWN)
    return call.asker.person_id


def _note(call: Call, campaign: Campaign, action: str, **detail: Any) -> None:
    campaigns.note(call.session, campaign=campaign, action=action, by=call.asker.person_id, at=call.now, **detail)
    extra = {"action": "campaign_changed", "campaign": campaign.id, "what": action}
    logger.info("Announcement changed", extra=extra)


def _said(campaign: Campaign, *lines: str) -> Message:
    blocks: list[Block] = [paragraph(*lines)]
    if campaign.state is not CampaignState.CANCELLED:
        buttons = showing.steps_under_way(campaign)
        if campaign.state is CampaignState.AWAITING:
            buttons = (Button(texts.PREVIEW, says=f"annonce aperçu {campaign.id}"),)
        blocks.append(Choices(buttons))
    return Message(tuple(blocks), Audience.PERSONAL, About("announcement"))
