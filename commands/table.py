"""Every command there is. Help, manifests and the reference follow from it."""

from __future__ import annotations

from commands.about import texts as about
from commands.about.table import ABOUT
from commands.campaigns import texts as campaigns
from commands.campaigns.table import CAMPAIGNS
from commands.command import CommandTable
from commands.communities import texts as bodies
from commands.communities.table import COMMUNITIES
from commands.decisions import texts as decisions
from commands.decisions.table import DECISIONS
from commands.digests import texts as digests
from commands.digests.table import DIGESTS
from commands.following.table import FOLLOWING
from commands.leading.table import LEADING
from commands.linking.table import LINKING
from commands.meetings.table import MEETINGS
from commands.movements.table import MOVEMENTS
from commands.newcomers.table import NEWCOMERS
from commands.plan import texts as plan
from commands.plan.table import OBJECTIVES
from commands.polls import table_texts as polls
from commands.polls.table import POLLS
from commands.portfolio import texts as portfolio
from commands.portfolio.table import PROJECTS
from commands.proposals import texts as proposals
from commands.proposals.table import PROPOSALS
from commands.reminding import texts as reminding
from commands.reminding.table import REMINDING
from commands.rounds import texts as rounds
from commands.rounds.table import ROUNDS
from commands.support import texts as support
from commands.support.table import SUPPORT
from commands.teaching.table import TEACHING
from commands.updates.table import UPDATES

TABLE = CommandTable(
    (
        *OBJECTIVES,
        *PROJECTS,
        *FOLLOWING,
        *LEADING,
        *UPDATES,
        *PROPOSALS,
        *ROUNDS,
        *COMMUNITIES,
        *MEETINGS,
        *SUPPORT,
        *DECISIONS,
        *MOVEMENTS,
        *POLLS,
        *REMINDING,
        *DIGESTS,
        *CAMPAIGNS,
        *ABOUT,
        *NEWCOMERS,
        *LINKING,
        *TEACHING,
    ),
    # The verb meant when a first word is followed by none.
    defaults={
        "objectif": "statut",
        "projet": "statut",
        "maj": "suivant",
        "instance": "info",
        "communaute": "info",
        "appui": "liste",
        "sondage": "creer",
        "action": "liste",
        "proposition": "liste",
        "rappel": "liste",
        "recap": "apercu",
        "digest": "apercu",
        "annonce": "liste",
        "dimension": "aide",
    },
    summaries={
        "objectif": plan.GROUP,
        "projet": portfolio.GROUP,
        "maj": rounds.GROUP,
        "instance": bodies.GROUP_BODY,
        "communaute": bodies.GROUP_COMMUNITY,
        "appui": support.GROUP,
        "sondage": polls.GROUP,
        "action": decisions.GROUP_ACTION,
        "proposition": proposals.GROUP,
        "rappel": reminding.GROUP,
        "recap": digests.GROUP,
        "digest": digests.GROUP,
        "annonce": campaigns.GROUP,
        "dimension": about.GROUP,
    },
)
