"""How far an announcement is, in words that its rows and its texts share: no row, so that texts do not wait for it."""

from enum import Enum


class CampaignState(Enum):
    """draft → awaiting (a second person) → sending ⇄ paused → over, or cancelled; a small one awaits nobody."""

    DRAFT = "draft"
    AWAITING = "awaiting"
    SENDING = "sending"
    PAUSED = "paused"
    OVER = "over"
    CANCELLED = "cancelled"


class RecipientState(Enum):
    """How far the announcement is on its way to one person."""

    WAITING = "waiting"
    # Put in their letter of the day, or in the outbox: not arrived yet.
    HANDED = "handed"
    DELIVERED = "delivered"
    REFUSED = "refused"
    NO_ACCOUNT = "no_account"
    NO_ROOM = "no_room"
    # They have left the organisation meanwhile.
    LEFT = "left"
    # Away, or not to be disturbed, for longer than an announcement is worth telling.
    EXPIRED = "expired"
    # The announcement was called off before it reached them.
    WITHDRAWN = "withdrawn"
