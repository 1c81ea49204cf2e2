"""French sentences of the process that runs: its command line, its faults, its health endpoint."""

from __future__ import annotations

from pathlib import Path

from commands.french import quote, typeset

RUN = "Faire tourner le bot sur toutes les messageries configurées, jusqu'à ce qu'on l'arrête."
MATRIX = "Préparer le compte Matrix."
MATRIX_SETUP = (
    "Ouvrir la session du bot, créer ou reprendre son identité, signer son appareil. Peut être relancé sans risque."
)
OPTION_NEW_DEVICE = "Ouvrir une nouvelle session : la précédente, ou ses clés, sont perdues."
OPTION_RECOVERY = "Reprendre l'identité à partir du texte de reprise, lu sur l'entrée standard."
NO_PLATFORM = typeset(
    "Aucune messagerie n'est configurée : remplissez la section [matrix] ou [slack] de dimension.toml "
    "(docs/exploitation.md dit comment)."
)


WEAK_CALENDAR_TOKEN = typeset(
    "health.calendar_token doit avoir 32 caractères au moins, lettres, chiffres, « - » ou « _ », tirés au hasard : "
    "« openssl rand -hex 24 » en donne un."
)


def unreadable_calendar_token(file: Path) -> str:
    """A file that cannot be read."""
    return typeset(f"Le fichier de health.calendar_token ({file}) ne se lit pas.")


def health_port_taken(host: str, port: int) -> str:
    """The address of the health endpoint is somebody else's."""
    return typeset(
        f"Le point de santé ne peut pas s'ouvrir sur {host}, port {port} : un autre programme l'occupe sans doute. "
        "Changez health.port, ou mettez 0 pour vous en passer."
    )


def bad_operators_place(place: str) -> str:
    """A place that is none."""
    return typeset(f'Le lieu des exploitants ne se lit pas : {quote(place)}. Écrivez par exemple "matrix:!salon".')


def secret_file_absent(path: Path) -> str:
    """A file that should hold a secret."""
    return typeset(f"Le fichier de secret {path} ne peut pas être lu. Créez-le, lisible du seul compte du bot.")
