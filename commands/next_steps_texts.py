"""French labels of what one may do next with a subject."""

from __future__ import annotations

UPDATE = "Mettre à jour"
PROPOSE = "Proposer"
FOLLOW = "Suivre"
UNFOLLOW = "Ne plus suivre"
