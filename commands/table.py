"""Every command there is. Help, manifests and the reference follow from it."""

from __future__ import annotations

from commands.about import texts as about
from commands.about.table import ABOUT
from commands.command import CommandTable
from commands.communities import texts as bodies
from commands.communities.table import COMMUNITIES
from commands.following.table import FOLLOWING
from commands.leading.table import LEADING
from commands.plan import texts as plan
from commands.plan.table import OBJECTIVES
from commands.portfolio import texts as portfolio
from commands.portfolio.table import PROJECTS
from commands.rounds import texts as rounds
from commands.rounds.table import ROUNDS
from commands.support import texts as support
from commands.support.table import SUPPORT

TABLE = CommandTable(
    (*OBJECTIVES, *PROJECTS, *FOLLOWING, *LEADING, *ROUNDS, *COMMUNITIES, *SUPPORT, *ABOUT),
    # The verb meant when a first word is followed by none.
    defaults={
        "objectif": "statut",
        "projet": "statut",
        "maj": "suivant",
        "instance": "info",
        "communaute": "info",
        "appui": "liste",
        "dimension": "aide",
    },
    summaries={
        "objectif": plan.GROUP,
        "projet": portfolio.GROUP,
        "maj": rounds.GROUP,
        "instance": bodies.GROUP_BODY,
        "communaute": bodies.GROUP_COMMUNITY,
        "appui": support.GROUP,
        "dimension": about.GROUP,
    },
)
