"""French sentences of the process: command line, settings, terminal, checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from commands.french import count, day, listing, quote, typeset

# Settings


def unknown_variable(name: str, near: str) -> str:
    """A variable with our prefix that is no setting."""
    advice = f" Vouliez-vous dire {near} ?" if near else " Voyez docs/reglages.md."
    return typeset(f"La variable d'environnement {name} n'est pas un réglage connu.{advice}")


def bad_setting(place: str, kind: str, message: str, near: str) -> str:
    """A setting that cannot be used; its value is never repeated, since it may be a secret."""
    if kind == "extra_forbidden":
        advice = f" Vouliez-vous dire {near} ?" if near and near != place else " Voyez docs/reglages.md."
        return typeset(f"Le réglage {quote(place)} n'existe pas.{advice}")
    if kind == "value_error":
        return typeset(f"Le réglage {quote(place)} ne convient pas. {message.removeprefix('Value error, ')}")
    known = {
        "literal_error": "ce n'est pas une des valeurs possibles",
        "int_parsing": "il faut un nombre entier",
        "int_type": "il faut un nombre entier",
        "string_type": "il faut un texte entre guillemets",
        "path_type": "il faut un chemin de fichier entre guillemets",
        "frozen_set_type": "il faut une liste de textes",
        "time_parsing": "il faut une heure, par exemple 08:30",
        "time_type": "il faut une heure, par exemple 08:30",
        "date_from_datetime_parsing": "il faut des jours, par exemple 2020-12-24",
        "date_parsing": "il faut des jours, par exemple 2020-12-24",
        "date_type": "il faut des jours, par exemple 2020-12-24",
        "model_type": "il faut une section, par exemple [database]",
        "model_attributes_type": "il faut une section, par exemple [database]",
        "dict_type": "il faut une section de noms et de valeurs",
    }
    said = known.get(kind, "la valeur ne convient pas")
    return typeset(f"Le réglage {quote(place)} ne convient pas : {said}. Voyez docs/reglages.md.")


def unreadable_toml(path: Path, detail: str) -> str:
    """A settings file that is not TOML."""
    return typeset(f"Le fichier de réglages {path} n'est pas du TOML lisible ({detail}). Corrigez la ligne indiquée.")


def no_such_file(path: Path) -> str:
    """A file that a setting names and that is not there."""
    return typeset(f"Le fichier {path} n'existe pas. Donnez un autre chemin, ou créez-le.")


def unknown_zone(name: str) -> str:
    """A time zone that is not."""
    return typeset(f"{quote(name)} n'est pas un fuseau horaire. Écrivez par exemple Europe/Paris.")


def number_between(least: int, most: int) -> str:
    """A number out of its bounds."""
    return f"Il faut un nombre de {least} à {most}."


def morning_expected() -> str:
    """An opening in the afternoon."""
    return "Il faut une heure avant midi, par exemple 08:30."


def afternoon_expected() -> str:
    """A closing in the morning."""
    return "Il faut une heure à partir de midi, par exemple 18:00."


def proxy_expected() -> str:
    """A proxy without its scheme."""
    return "Un proxy s'écrit http://serveur:port."


def default_place_expected(number: str, place: str) -> str:
    """A default place that is no place."""
    return typeset(
        f"Le lieu par défaut du pilier {quote(number)} ne se lit pas : {quote(place)}. "
        'Écrivez par exemple 4 = "slack:C0123".'
    )


# Messages as text


def label(name: str) -> str:
    """A label before its value."""
    return typeset(f"{name} : ")


def choice_mark(rank: int, letter: str) -> str:
    """What one types for a choice: « [2] », « [2 ou m] »."""
    return f"[{rank} ou {letter}]" if letter else f"[{rank}]"


def attached_file(name: str, size: int) -> str:
    """A file that a plain text cannot show."""
    return typeset(f"Fichier joint : {name} ({count(max(size // 1000, 1), 'ko', 'ko')})")


def file_written(path: Path) -> str:
    """Where a picture or an attached file was written."""
    return typeset(f"{'Image' if path.suffix == '.png' else 'Fichier'} : {path}")


# Command line

PROGRAM = "Suivre le projet d'administration DiMENSiON depuis la messagerie ou le terminal."
CHAT = "Parler au bot dans ce terminal : rien à configurer."
ASK = "Poser une question et lire la réponse ; avec --jsonl, un objet JSON par ligne en entrée et en sortie."
CHECK = "Dire ce qui ne va pas dans les réglages, le plan, le registre et la base, et comment y remédier."
DATABASE = "Mettre à jour, sauvegarder ou vérifier la base."
DATABASE_UPGRADE = "Créer la base ou la mettre à jour, et y charger le plan et le registre."
DATABASE_BACKUP = "Copier la base dans un fichier, pendant que le bot tourne."
DATABASE_CHECK = "Vérifier l'intégrité de la base."
EXPORT = "Écrire le plan, les projets et les communautés sur la sortie standard."
OPTION_DATABASE = "Base à utiliser : chemin d'un fichier SQLite ou adresse postgresql://…"
OPTION_DATE = "Jour auquel on se place (2020-11-23)."
OPTION_AS = "Personne au nom de laquelle on parle (identifiant du registre)."
OPTION_EMPTY = "Sans l'organisation d'exemple, à la date d'aujourd'hui."
OPTION_PICTURES = "Dossier où écrire les images et les fichiers des réponses."
OPTION_JSONL = "Lire et écrire un objet JSON par ligne."
OPTION_FORMAT = "Format de l'export."
OPTION_RESTRICTED = "Inclure les projets à lecture restreinte."
OPTION_VERSION = "Afficher la version."
OPTION_HELP = "Afficher cette aide."
OPTIONS = "Options"
COMMANDS = "Commandes"
USAGE = "Utilisation : "
MESSAGE_USAGE = "Tapez « dimension --help » pour la liste des commandes."
INTERRUPTED = "Interrompu."


def unknown_option(name: str, possible: Sequence[str]) -> str:
    """An option that is not."""
    advice = f" Vouliez-vous dire {listing(possible, last='ou')} ?" if possible else ""
    return typeset(f"L'option {name} n'existe pas.{advice}")


def unknown_subcommand(name: str, near: str) -> str:
    """A command of the command line that is not."""
    advice = f" Vouliez-vous dire « {near} » ?" if near else ""
    return typeset(f"Il n'y a pas de commande {quote(name)}.{advice} {MESSAGE_USAGE}")


def missing_argument(name: str) -> str:
    """Something that must be given."""
    return typeset(f"Il manque : {name}. {MESSAGE_USAGE}")


def unusable_option(name: str, advice: str) -> str:
    """An option whose value does not do."""
    return typeset(f"La valeur de {name} ne convient pas. {advice}")


def wrong_usage() -> str:
    """Anything else."""
    return typeset(f"Cette commande ne se tape pas ainsi. {MESSAGE_USAGE}")


def date_expected(typed: str) -> str:
    """A day that cannot be read."""
    return typeset(f"{quote(typed)} n'est pas une date. Écrivez-la comme 2020-11-23.")


def unknown_person(handle: str, known: Sequence[str]) -> str:
    """A handle that the register does not have."""
    who = f" Connus : {listing(known)}." if known else " Le registre est vide : retirez --as."
    return typeset(f"{quote(handle)} n'est pas dans le registre.{who}")


def unreadable_folder(path: Path) -> str:
    """A folder in which nothing can be written."""
    return typeset(f"On ne peut pas écrire dans le dossier {path}. Donnez-en un autre.")


def unexpected(name: str) -> str:
    """A fault of ours on the command line."""
    return typeset(f"Erreur inattendue ({name}). Relancez avec DIMENSION_LOGS__LEVEL=debug pour en voir le détail.")


QUESTION_EXPECTED = typeset('Il manque la question. Tapez par exemple : dimension ask "statut 4.2.2"')


def unreadable_line(number: int) -> str:
    """A line of input that is not the object we expect."""
    return typeset(f"La ligne {number} n'est pas un objet JSON avec « id » et « question ».")


# Chat


def welcome(today: date, handle: str, others: Sequence[str], *, fictitious: bool) -> str:
    """What one reads first."""
    said = [f"DiMENSiON, nous sommes le {day(today, weekday=True)}."]
    if fictitious:
        said.append("L'organisation est un exemple fictif ; le plan est le vrai.")
    if handle:
        said.append(f"Vous parlez en tant que « {handle} » (autres : --as {', '.join(others)}).")
    said.append("Tapez « aide » pour commencer, « quitter » pour sortir.")
    return typeset("\n".join(said))


# Handles of the example organisation that are shown first.
SUGGESTED = ("agent", "manager", "ambassadeur", "cap-managers", "chef-de-projet", "chef-de-file", "appui", "comex")
PROMPT = "> "
GOODBYE = "Au revoir."
QUIT_WORDS = frozenset({"quitter", "exit", "quit", "/quitter", "au revoir"})


def incident() -> str:
    """The database cannot be used in the middle of a conversation."""
    return "La base ne répond pas."


# Checks

CHECK_OK = "tout va bien"
LABEL_SETTINGS = "Réglages"
LABEL_CATALOGUE = "Plan"
LABEL_ORGANISATION = "Registre"
LABEL_DATABASE = "Base"
LABEL_QUEUE = "Envois"
LABEL_NETWORK = "Réseau"
NO_ORGANISATION = "aucun fichier : tout le monde peut lire et poser des questions, personne n'a de rôle"
DATABASE_ABSENT = "pas encore créée ; « dimension database upgrade » la crée et charge le plan"


def check_line(name: str, said: str, *, ok: bool) -> str:
    """A line of the report; the verdict is a word."""
    return typeset(f"{'bon' if ok else 'à corriger'} · {name} : {said}")


def settings_from(path: Path, *, present: bool) -> str:
    """Where the settings come from."""
    return f"{path}" if present else "valeurs par défaut et environnement"


def catalogue_size(objectives: int, results: int, projects: int) -> str:
    """What the files hold."""
    return f"{objectives} objectifs, {results} objectifs opérationnels, {projects} projets"


def organisation_size(persons: int, units: int) -> str:
    """What the register holds."""
    return f"{count(persons, 'personne')}, {count(units, 'unité')}"


def queue(waiting: int, failed: int, unknown: int) -> str:
    """Messages waiting, failed, uncertain."""
    return f"{waiting} en attente, {failed} en échec, {unknown} incertains"


def dead_letter(key: str, platform: str, place: str, failure: str) -> str:
    """A message that the operator must look at: keys only, never its text."""
    return f"{key} vers {platform} {place} : {failure}"


def network(proxy: bool, bundle: bool) -> str:
    """How platforms are reached."""
    said = ["par un proxy" if proxy else "sans proxy"]
    if bundle:
        said.append("avec un fichier d'autorités")
    return ", ".join(said)


# Database


def upgraded(name: str, before: str | None, after: str) -> str:
    """What an upgrade did."""
    if before is None:
        return typeset(f"Base créée : {name} (schéma {after}).")
    if before == after:
        return typeset(f"Base à jour : {name} (schéma {after}).")
    return typeset(f"Base mise à jour : {name} (du schéma {before} au schéma {after}).")


def backed_up(path: Path) -> str:
    """A backup that is done."""
    return typeset(f"Sauvegarde écrite et vérifiée : {path}")


def sound(name: str) -> str:
    """A database with nothing wrong."""
    return typeset(f"Base saine : {name}")


def left_out(number: int) -> str:
    """Restricted projects left out of an export, said to the operator."""
    return typeset(
        f"{count(number, 'projet')} à lecture restreinte laissé{'s' if number > 1 else ''} de côté "
        "(--restricted pour les inclure)."
    )


# Command reference

REFERENCE_OPENING = (
    "# Commandes",
    "",
    "Écrit par `make docs` à partir de la table des commandes : ne pas corriger ici.",
    "",
    "Sur Slack et dans le terminal une commande commence par `/`, sur Matrix par `!`. Chacune marche aussi après",
    "`/dimension` : `/dimension objectif statut 4.2.2`. Accents et majuscules sont libres, le crochet est facultatif.",
)
REFERENCE_RIGHTS = (
    "## Qui peut faire quoi",
    "",
    "Un compte que le registre ne connaît pas est un agent. Un projet à lecture restreinte n'apparaît, quel que",
    "soit le rôle, qu'aux personnes de son cercle.",
)
REFERENCE_ACTION = "Action"
REFERENCE_YES = "oui"
REFERENCE_NO = "non"


def reference_usage(usage: str) -> str:
    """How a command is typed."""
    return f"- Utilisation : `{usage}`"


def reference_also(names: Sequence[str]) -> str:
    """A command's other names."""
    return f"- Aussi : {', '.join(f'`{name}`' for name in names)}"


def reference_examples(examples: Sequence[str]) -> str:
    """Sentences that work."""
    return f"- Exemples : {', '.join(f'`{example}`' for example in examples)}"
