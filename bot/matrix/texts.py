"""French sentences about Matrix: what people read in rooms, what operators read at set-up, in checks and in notices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commands.french import count, listing, quote, typeset

LABEL = "Matrix"

# Set-up and start


def setting_missing(*names: str) -> str:
    """Settings that set-up needs."""
    return typeset(f"Il manque, pour Matrix : {listing(names)}. Voyez docs/exploitation.md.")


def folder_refused(path: Path) -> str:
    """A folder that cannot be made or written in."""
    return typeset(f"Le dossier Matrix {path} ne peut pas être créé, ou le bot ne peut pas y écrire.")


def folder_taken(path: Path) -> str:
    """Another process has the account."""
    return typeset(
        f"Un autre processus se sert déjà du dossier Matrix {path}. Arrêtez-le : un appareil n'a qu'un processus."
    )


def file_unreadable(path: Path) -> str:
    """A file of the account that cannot be read."""
    return typeset(f"Le fichier {path} ne peut pas être lu. Reprenez-le d'une sauvegarde du dossier Matrix.")


NOT_SET_UP = typeset("Le compte Matrix n'est pas préparé. Lancez « dimension matrix setup ».")
STORE_LOST = typeset(
    "Les clés de l'appareil Matrix ont disparu alors que sa session existe : rien de ce qui est chiffré ne serait lu. "
    "Reprenez le dossier Matrix d'une sauvegarde ; à défaut lancez « dimension matrix setup --new-device », qui ouvre "
    "un nouvel appareil et garde l'identité du bot."
)
WRONG_SECRET = typeset(
    "Le secret du magasin de clés Matrix (matrix.store_secret) n'est pas celui sous lequel il a été écrit. "
    "Rendez-lui sa valeur ; si elle est perdue, lancez « dimension matrix setup --new-device »."
)
OTHER_DEVICE = typeset(
    "Le serveur Matrix connaît cet appareil sous d'autres clés que les nôtres : le dossier Matrix est une copie "
    "ancienne. Reprenez la dernière sauvegarde, ou lancez « dimension matrix setup --new-device »."
)
DEAD_TOKEN = typeset(
    "Le serveur Matrix ne reconnaît plus la session du bot : elle a été fermée, ou le compte désactivé. Si le compte "
    "est encore actif, lancez « dimension matrix setup --new-device »."
)
OTHER_IDENTITY = typeset(
    "Le compte Matrix a déjà une identité qui n'est pas celle de ce dossier : quelqu'un l'a créée, depuis Element par "
    "exemple. Le bot ne l'écrase pas. Si c'est la sienne, reprenez-la : « dimension matrix setup --recovery ». Sinon, "
    "réinitialisez l'identité du compte depuis Element, ou donnez au bot un compte à lui."
)
UNREADABLE_RECOVERY = typeset(
    "Ce texte de reprise ne se lit pas. Recopiez-le en entier : il a 109 caractères hors espaces."
)
NOT_SIGNED = typeset(
    "Le serveur Matrix n'a pas gardé la signature de l'appareil. Relancez « dimension matrix setup » ; si cela dure, "
    "montrez cette phrase à l'administrateur du serveur."
)
LOGGED_IN = typeset("Session ouverte : le jeton est gardé et servira désormais, ne le demandez plus.")
LOGIN_KEPT = typeset("Session déjà ouverte : elle est gardée.")
IDENTITY_CREATED = typeset(
    "Identité du bot créée. Notez ce texte de reprise en lieu sûr, il ne sera plus montré ; qui l'a peut se faire "
    "passer pour le bot :"
)
IDENTITY_KEPT = typeset("Identité du bot : déjà créée, gardée.")
IDENTITY_TAKEN_UP = typeset("Identité du bot : reprise.")
SET_UP = typeset("Appareil signé. Le compte Matrix est prêt : « dimension run ».")


def login_refused(code: str) -> str:
    """The homeserver did not open a session."""
    return typeset(
        f"Le serveur Matrix refuse la session du bot ({code}). Vérifiez matrix.user et le mot de passe, puis relancez."
    )


def refused(code: str) -> str:
    """The homeserver refused something during set-up."""
    return typeset(f"Le serveur Matrix refuse ({code}). Corrigez, puis relancez : « dimension matrix setup » reprend.")


def unreachable(homeserver: str) -> str:
    """The homeserver does not answer."""
    return typeset(f"Le serveur Matrix {homeserver} ne répond pas. Vérifiez matrix.homeserver, le réseau et le proxy.")


# In rooms

SECRET_CHOICE = typeset("Scrutin secret : répondez-moi en message direct, les réactions se voient.")
LETTER_WAITS = typeset("Votre message de la journée vous attend : écrivez-moi en message direct pour le recevoir.")


def undecrypted(when: str, *, direct: bool) -> str:
    """A message that the bot cannot read, said once."""
    said = f"Je n'ai pas pu déchiffrer votre message de {when}."
    return typeset(
        f"{said} {'Envoyez-le' if direct else 'Si vous me parliez, envoyez-le'} de nouveau, s'il vous plaît."
    )


def no_such_number(number: int, most: int) -> str:
    """A reaction that is none of the choices."""
    return typeset(f"Il n'y a pas de choix {number} : ce message en a {most}.")


def poll_lead(count_of_choices: int) -> str:
    """What stands beside a poll for clients that show none."""
    return typeset(f"Répondez dans le sondage ci-dessous, ou par un nombre de 1 à {count_of_choices}.")


# Notices to operators


def kicked(room: str, communities: Sequence[str]) -> str:
    """The bot was put out of a room."""
    whose = f", où vit {listing(communities)}" if communities else ""
    return typeset(
        f"Le bot n'est plus dans le salon Matrix {room}{whose} : quelqu'un l'en a retiré. Réinvitez-le au besoin."
    )


def upgraded(old: str, new: str, communities: Sequence[str]) -> str:
    """A room was replaced."""
    whose = f" Corrigez le registre pour {listing(communities)}." if communities else ""
    return typeset(f"Le salon Matrix {old} a été mis à niveau : le bot le suit dans {new}.{whose}")


def upgrade_not_followed(old: str, new: str) -> str:
    """The bot could not join the new room."""
    return typeset(f"Le salon Matrix {old} a été mis à niveau, mais le bot n'entre pas dans {new} : invitez-l'y.")


def too_little_power(room: str) -> str:
    """The bot may not write."""
    return typeset(f"Le bot n'a pas le droit d'écrire dans le salon Matrix {room} : donnez-lui le niveau qu'il faut.")


def clear_refused(room: str) -> str:
    """A message that would have gone out in clear."""
    return typeset(
        f"Un message pour le salon chiffré {room} serait parti en clair : il est retenu. Prévenez les développeurs."
    )


# Checks


def server_reached(homeserver: str, version: str) -> str:
    """The homeserver answers."""
    return typeset(f"{homeserver} répond (version {version} de la spécification)")


def token_valid(user: str, device: str) -> str:
    """The session is good."""
    return typeset(f"session de {user} valide, appareil {device}")


DEVICE_SIGNED = "appareil signé par l'identité du bot"
DEVICE_NOT_SIGNED = (
    "appareil non signé : les messageries strictes n'échangent pas avec lui ; relancez « dimension matrix setup »"
)
STORE_READABLE = "magasin de clés lisible"
POWER_ENOUGH = "droit d'écrire"


def room_fine(room: str, communities: Sequence[str]) -> str:
    """A bound room that is as it should be."""
    return typeset(f"salon {room} ({listing(communities)}) : le bot y est et peut y écrire")


def room_not_joined(room: str, communities: Sequence[str]) -> str:
    """A bound room in which the bot is not."""
    return typeset(f"salon {room} ({listing(communities)}) : le bot n'y est pas ; invitez-le")


def room_without_power(room: str, communities: Sequence[str], has: int, needs: int) -> str:
    """A bound room in which the bot may not write."""
    return typeset(f"salon {room} ({listing(communities)}) : niveau {has}, il faut {needs} pour y écrire")


def exemption(*, known: bool, exempt: bool) -> str:
    """Whether the account is free of rate limits."""
    if not known:
        return typeset(
            "limite de débit : ce compte ne peut pas la lire ; l'administrateur du serveur peut en exempter le bot "
            "(docs/exploitation.md)"
        )
    return (
        "exempté de limite de débit"
        if exempt
        else "soumis à la limite de débit du serveur, une réponse toutes les quelques secondes"
    )


def clock_skew(seconds: float, *, most: int) -> str:
    """How far the two clocks are apart."""
    apart = count(round(abs(seconds)), "seconde")
    return f"horloges à {apart} l'une de l'autre" + (
        "" if abs(seconds) <= most else " : mettez celle de cette machine à l'heure"
    )


def undecryptable(number: int) -> str:
    """How many events wait for their keys."""
    return f"{count(number, 'message')} en attente de clés"


def check_refused(what: str, code: str) -> str:
    """A check that the homeserver did not answer."""
    return typeset(f"{quote(what)} : le serveur refuse ({code})")


# Ballots

NOT_TAKEN_AWAY = typeset(
    "Je n'ai pas le droit d'effacer votre message dans ce salon : effacez-le vous-même, pour que personne ne le relise."
)
POLL_ENDED = typeset("Ce sondage est terminé.")
