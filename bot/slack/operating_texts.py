"""French sentences for those who install and keep the Slack app: start, watchdog, `dimension check`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commands.french import count, listing, quote, typeset

SLACK = "L'application Slack."
MANIFEST = "Écrire le manifeste de l'application, à coller dans Slack ; il suit la table des commandes."

LABEL = "Slack"

# What Slack says of a token that is no good.
_DEAD = {
    "account_inactive": "le compte du bot a été désactivé, ou l'espace de travail supprimé",
    "invalid_auth": "le jeton n'est pas reconnu",
    "not_allowed_token_type": "ce n'est pas le jeton qu'il faut",
    "not_authed": "le jeton n'est pas parvenu à Slack",
    "token_expired": "le jeton a expiré",
    "token_revoked": "le jeton a été révoqué",
}


def command_name_expected(word: str, name: str) -> str:
    """A slash command's name that Slack does not take, or that is given twice."""
    return typeset(
        f"Le nom de la commande {quote(word)} ne convient pas : {quote(name)}. Donnez-en un par commande, en "
        "minuscules, chiffres et tirets, sans barre oblique."
    )


def missing_token(name: str) -> str:
    """A token that no setting gives."""
    return typeset(f"Il manque {quote(name)} pour Slack. Voyez docs/exploitation-slack.md, « Les deux jetons ».")


def unreadable_token(name: str, file: Path) -> str:
    """A token's file that cannot be read."""
    return typeset(f"Le fichier de {quote(name)} ne se lit pas : {file}. Vérifiez son chemin et ses droits.")


def wrong_kind_of_token(name: str, prefix: str) -> str:
    """The other token, or something else."""
    return typeset(f"{quote(name)} doit commencer par {prefix}. Voyez docs/exploitation-slack.md, « Les deux jetons ».")


def dead_token(name: str, reason: str) -> str:
    """Slack refuses a token."""
    why = _DEAD.get(reason, f"Slack répond « {reason} »")
    return typeset(
        f"Slack refuse {quote(name)} : {why}. Réinstallez l'application ou créez un autre jeton, puis relancez le bot."
    )


def no_socket_mode(reason: str) -> str:
    """The app does not receive events by Socket Mode."""
    return typeset(
        f"Slack n'ouvre pas de connexion ({reason}). Activez « Socket Mode » dans les réglages de l'application, et "
        "donnez au jeton xapp- le droit connections:write."
    )


def silent(minutes: int) -> str:
    """Nothing came for too long, in working hours."""
    return typeset(
        f"Slack n'a rien transmis au bot depuis {count(minutes, 'minute', 'minutes')} en heures ouvrées : la connexion "
        "est refaite. Si personne ne lui a parlé, ce n'est rien ; sinon, vérifiez l'application avec dimension check."
    )


def stale() -> str:
    """The connection no longer answers."""
    return "La connexion à Slack ne répondait plus : elle a été refaite."


def unreachable() -> str:
    """The Web API does not answer."""
    return typeset("Slack ne répond pas depuis trois minutes : le bot réessaie. Vérifiez le réseau et le proxy.")


# Check


def connected(team: str, bot: str) -> str:
    """The workspace and the bot's account."""
    return typeset(f"espace de travail {team}, compte du bot {bot}")


def api(url: str) -> str:
    """Another Web API than Slack's."""
    return typeset(f"l'API est {url}, et non celle de Slack : une répétition")


def scopes(number: int) -> str:
    """Every scope is there."""
    return typeset(f"{count(number, 'droit accordé', 'droits accordés')}, aucun ne manque")


def missing_scopes(names: Sequence[str]) -> str:
    """Scopes that the manifest asks for and that were not granted."""
    return typeset(
        f"il manque {listing(names)}. Collez le manifeste (dimension slack manifest) dans les réglages de "
        "l'application, « App Manifest », puis réinstallez-la."
    )


def optional_scopes(names: Sequence[str]) -> str:
    """Scopes without which something is left out."""
    return typeset(f"sans {listing(names)}, {' ; '.join(_WITHOUT[name] for name in names)}")


_WITHOUT = {
    "users:read.email": "personne n'est relié par son adresse de courriel",
    "usergroups:read": "les groupes d'utilisateurs ne donnent pas de membres aux communautés",
    "files:write": "les images et les fichiers sont remplacés par leur texte",
}

SCOPES_UNSAID = "le serveur ne dit pas quels droits sont accordés : on ne peut pas les vérifier"
SOCKET_OPENS = "la connexion d'événements s'ouvre"
UNVERIFIED = typeset(
    "non vérifiés sur Slack, seulement sur notre double : groupes d'utilisateurs, raccourcis, menus de plus de cent "
    "entrées, tableaux, vue d'agent"
)


def unreachable_api(problem: str) -> str:
    """The Web API cannot be reached."""
    return typeset(f"Slack ne répond pas ({problem}). Vérifiez le réseau, network.proxy et network.ca_bundle.")
