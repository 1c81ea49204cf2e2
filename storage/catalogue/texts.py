"""The French sentences about the catalogue files: what is wrong and how to mend it, what a loading did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from storage.catalogue.vocabulary import FIELD_NAMES, KIND_NAMES

INSIDE = " → "
END_OF_FILE = "fin du fichier"

ONE_LINE_EXPECTED = (
    "ce texte est vide, commence ou finit par un espace, ou tient sur plusieurs lignes. "
    'Écrivez-le d\'un trait entre guillemets, par exemple "Mettre en place le schéma directeur".'
)

EMPTY_LIST = "cette liste est vide. Donnez-lui au moins une valeur, ou retirez le champ s'il est facultatif."

# How each field is written, for those whose example says more than « champ = "…" ».
_EXAMPLES = {
    "annee_page": "annee_page = 2018",
    "argumentaire": 'argumentaire = "Trois phrases, dans nos mots."',
    "aussi_dit": 'aussi_dit = ["GPEC", "gestion des compétences"]',
    "axes": '[[axes]], puis code = "4.2" et les autres champs',
    "cibles": 'cibles = [{ genre = "pourcentage", valeur = 90, unite = "%", quoi = "collaborateurs formés" }]',
    "cle": 'cle = "programme-stratobus"',
    "code": 'code = "4.2.2.b"',
    "communes": 'communes = ["Istres", "Miramas"]',
    "concerne": 'concerne = ["4.2.1.a", "projet site-microship"]',
    "date": 'date = 2020-09-30 dans un jalon, date = "2018-06-28" ou date = "2018-06" dans dates.toml',
    "dates": "dates = [2021-06-30]",
    "depuis": "depuis = 2021-01-01",
    "echeance": (
        'echeance = { imprimee = "T2 2021", periodes = ["T2 2021"], dates = [2021-06-30], '
        "retenue = 2021-06-30, ligne = 1365 }"
    ),
    "enonce": 'enonce = "Mettre en place le schéma directeur"',
    "fois": "fois = 4",
    "genre": 'genre = "pourcentage" pour une cible, genre = "instance" pour une communauté',
    "jalons": 'jalons = [{ libelle = "visio", imprime = "septembre 2020", date = 2020-09-30 }]',
    "jusqu_au": "jusqu_au = 2026-12-31",
    "lecture_ambigue": "lecture_ambigue = true",
    "libelles": 'libelles = ["1er évènement"]',
    "ligne": "ligne = 1320",
    "numero": "numero = 4",
    "ordre": "ordre = 8",
    "periodes": 'periodes = ["T4 2020", "T4 2021"] ou periodes = ["fin 2020"]',
    "realise": "realise = true",
    "recurrence": 'recurrence = { texte = "4 par an", tous_les = "an", fois = 4 }',
    "renvois": 'renvois = [{ vers = "6.2.2", nature = "même sujet", pourquoi = "intranet" }]',
    "retenue": "retenue = 2021-06-30",
    "titre": 'titre = "Mesurer les usages et la maturité digitale des collaborateurs"',
    "valeur": 'valeur = 90 pour une cible, valeur = "1 840 000" pour un chiffre clé',
    "vers": 'vers = "6.2.2", vers = "pilier 4" ou vers = "projet diams"',
}

_WANTED = {
    "string_type": "un texte entre guillemets",
    "int_type": "un nombre entier, sans guillemets",
    "int_from_float": "un nombre entier, sans virgule",
    "bool_type": "true ou false, sans guillemets",
    "date_type": "une date sans guillemets et sans heure",
    "date_from_datetime_inexact": "une date sans heure",
    "tuple_type": "une liste entre crochets",
    "model_type": "un groupe de champs entre accolades",
    "is_instance_of": "un nombre, sans guillemets",
    "decimal_type": "un nombre, sans guillemets",
    "decimal_parsing": "un nombre, sans guillemets",
}

_SYNTAX = (
    ("Unterminated", "un guillemet, un crochet ou une accolade n'est pas fermé"),
    ("Unclosed", "un crochet ou une accolade n'est pas fermé"),
    ("Cannot overwrite", "ce champ est écrit deux fois dans la même entrée"),
    ("Cannot declare", "cette entrée est ouverte deux fois : une entrée d'une liste prend deux crochets"),
    ("Duplicate", "ce champ est écrit deux fois"),
    ("Expected '='", "il manque le signe « = » entre le champ et sa valeur"),
    ("Invalid value", "la valeur n'est pas comprise : un texte prend des guillemets droits"),
    ("Illegal character", "un guillemet n'est pas fermé, ou un texte de plusieurs lignes n'en a pas trois"),
    ("Unescaped", "un guillemet à l'intérieur d'un texte s'écrit \\\" et une barre oblique inverse \\\\"),
    ("Expected newline", "il y a quelque chose de trop en fin de ligne"),
    ("Invalid statement", "cette ligne n'est ni un champ, ni une entrée, ni un commentaire (#)"),
    ("Expected ']", "il manque un crochet fermant"),
)


def quoted(words: Any) -> str:
    """« words », with the spaces that do not break."""
    return f"«\u00a0{words}\u00a0»"


def counted(number: int, singular: str, plural: str) -> str:
    """« 1 entrée », « 2 entrées »; zero is singular in French."""
    return f"{number} {singular if number < 2 else plural}"


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def problem(file: str, entry: str, field: str, remedy: str) -> str:
    place = ", ".join(part for part in (file, entry, f"champ {quoted(field)}" if field else "") if part)
    return f"{place}\u00a0: {remedy}"


def refused(problems: Sequence[str]) -> str:
    count = counted(len(problems), "point à corriger", "points à corriger")
    return f"Le catalogue n'est pas chargé\u00a0: {count}.\n" + "\n".join(f"- {each}" for each in problems)


def entry(kind: str, name: str | None, rank: int) -> str:
    return f"{kind} {name}" if name else f"{kind} n°\u00a0{rank} du fichier"


def line_of_file(number: int) -> str:
    return f"ligne {number}"


def example(field: str) -> str:
    written = _EXAMPLES.get(field, f'{field} = "…"')
    return f"Écrivez par exemple\u00a0: {written}."


# Files


def folder_missing(folder: str) -> str:
    return (
        f"ce dossier n'existe pas ou ne peut pas être lu ({folder}). Réinstallez le robot, ou indiquez le bon dossier."
    )


FILE_MISSING = "ce fichier manque. Remettez-le en place depuis la dernière version livrée."
NO_PILLAR = "aucun fichier « pilier-1.toml » à « pilier-9.toml ». Remettez-les en place depuis la version livrée."
FILE_UNKNOWN = "ce fichier n'est pas attendu ici. Renommez-le, ou retirez-le du dossier."
FILE_UNREADABLE = "ce fichier ne peut pas être lu. Vérifiez les droits de lecture."
NOT_UTF8 = "ce fichier n'est pas enregistré en UTF-8. Enregistrez-le de nouveau avec cet encodage."


def syntax(reason: str, typed: str) -> str:
    meaning = next((said for start, said in _SYNTAX if reason.startswith(start)), "la syntaxe n'est pas comprise")
    shown = f" (on lit {quoted(typed if len(typed) <= 60 else typed[:60] + '…')})" if typed else ""
    return f"{meaning}{shown}. Corrigez cette ligne ou celle d'avant, puis recommencez."


def section_missing(section: str) -> str:
    return f"il n'y a aucune entrée [[{section}]]. Remettez celles de la dernière version livrée."


# Fields


def missing(field: str) -> str:
    return f"ce champ manque. {example(field)}"


def unknown_field(near: str | None, fields: Sequence[str]) -> str:
    guess = f" Vouliez-vous écrire {quoted(near)}\u00a0?" if near else ""
    known = f" Champs possibles\u00a0: {', '.join(fields)}." if fields else ""
    return f"ce champ n'est pas connu.{guess}{known}"


def wrong_type(field: str, kind: str, given: Any) -> str:
    wanted = _WANTED.get(kind)
    expected = f"on attend ici {wanted}" if wanted else "cette valeur n'est pas acceptée"
    return f"{expected}, on lit {as_typed(given)}. {example(field)}"


def shape(field: str, given: Any) -> str:
    return f"{quoted(given)} n'a pas la forme attendue. {example(field)}"


def out_of_range(field: str, given: Any) -> str:
    return f"{given} est hors des limites. {example(field)}"


def as_typed(given: Any) -> str:
    match given:
        case bool():
            return "true" if given else "false"
        case str():
            return quoted(given if len(given) <= 60 else given[:60] + "…")
        case list():
            return "une liste"
        case dict():
            return "un groupe de champs"
        case datetime():
            return f"{given:%Y-%m-%d %H:%M}"
        case date():
            return f"{given:%Y-%m-%d}"
        case _:
            return str(given)


def word_expected(given: Any, words: Mapping[str, Any] | Sequence[str]) -> str:
    return f"{as_typed(given)} n'est pas un mot attendu ici. Mots possibles\u00a0: {', '.join(words)}."


def reference_expected(given: Any) -> str:
    return f"{as_typed(given)} n'est pas un renvoi. {example('vers')}"


# Entries together


def wrong_pillar_number(expected: int) -> str:
    return f"ce numéro n'est pas celui du nom du fichier. Écrivez numero = {expected}."


def already_used(name: str, where: str) -> str:
    return f"{quoted(name)} est déjà dans {where}. Donnez-lui un autre nom, ou retirez l'une des deux entrées."


def wrong_parent(code: str, parent: str) -> str:
    return (
        f"{code} n'a pas sa place ici\u00a0: {parent} n'est pas dans ce fichier. Corrigez le code, ou ajoutez {parent}."
    )


def out_of_order(code: str, expected: str) -> str:
    return f"{code} ne suit pas le précédent. Écrivez {quoted(expected)}, ou remettez les entrées dans l'ordre."


def wrong_last_day(period: str, given: date, expected: date) -> str:
    return f"{day(given)} n'est pas le dernier jour de {quoted(period)}. Écrivez {expected:%Y-%m-%d}."


def not_as_many(field: str, periods: int) -> str:
    return f"il en faut une par période, donc {periods}. {example(field)}"


def due_elsewhere(dates: Iterable[date]) -> str:
    return f"ce jour n'est pas l'une des dates. Écrivez {' ou '.join(f'{each:%Y-%m-%d}' for each in dates)}."


def period_not_printed(period: str, printed: str) -> str:
    return (
        f"{quoted(period)} n'est pas dans le texte imprimé {quoted(printed)}. "
        "Corrigez l'un ou l'autre d'après le document."
    )


def done_not_printed(done: bool) -> str:
    if done:
        return "l'échéance imprimée ne dit pas « réalisé ». Retirez ce champ, ou corrigez le texte imprimé."
    return "l'échéance imprimée dit « réalisé ». Écrivez realise = true, ou corrigez le texte imprimé."


def percent_too_high() -> str:
    return 'un pourcentage ne dépasse pas 100. Corrigez la valeur, ou écrivez genre = "nombre".'


def ends_before_start() -> str:
    return "la fin vient avant le début. Corrigez depuis ou jusqu_au."


def not_shared(code: str) -> str:
    return (
        f"{code} n'existe pas dans cet objectif, n'a pas la même échéance, ou ne nomme pas celui-ci en retour. "
        'Une échéance partagée se dit des deux côtés\u00a0: partagee_avec = ["1.1.1.b", "1.1.1.c"].'
    )


def unknown_reference(target: str) -> str:
    return f"{quoted(target)} ne mène à rien. Vérifiez le code ou la clé. {example('vers')}"


def unknown_theme(key: str, near: str | None) -> str:
    guess = f" Écrivez {quoted(near)}." if near else " Ajoutez-la, ou corrigez la clé."
    return f"la thématique {quoted(key)} n'existe pas.{guess}"


def unknown_commune(name: str, near: str | None) -> str:
    guess = f" Écrivez {quoted(near)}." if near else " Ajoutez-la dans territoires.toml, ou mettez ce lieu dans sites."
    return f"la commune {quoted(name)} n'est pas dans territoires.toml.{guess}"


def year_differs(year: int) -> str:
    return f"cette date n'est pas de l'année imprimée. Écrivez annee_imprimee = {year}, ou corrigez la date."


# Where an entry stands


def pillar_figures(number: int) -> str:
    return f"Pilier {number}, chiffres clés"


# What a loading did

NOTHING_LOADED = "Catalogue inchangé."


def added(counts: Mapping[str, int]) -> str:
    listed = ", ".join(counted(number, *KIND_NAMES[kind]) for kind, number in counts.items())
    return f"Ajouts du catalogue\u00a0: {listed}."


def _listed(fields: Sequence[str]) -> str:
    return ", ".join(FIELD_NAMES.get(name, name) for name in fields)


def updated(kind: str, key: str, fields: Sequence[str]) -> str:
    return f"Repris du catalogue, {KIND_NAMES[kind][0]} {key}\u00a0: {_listed(fields)}."


def kept(kind: str, key: str, fields: Sequence[str]) -> str:
    return (
        f"Laissé tel que l'organisation l'a changé, {KIND_NAMES[kind][0]} {key}\u00a0: {_listed(fields)}. "
        "Le catalogue dit autre chose."
    )


def retired(kind: str, key: str) -> str:
    return f"Retiré du catalogue, {KIND_NAMES[kind][0]} {key}\u00a0: n'apparaît plus, son historique reste."


def removed(kind: str, key: str) -> str:
    return f"Retiré du catalogue, {KIND_NAMES[kind][0]} {key}\u00a0: effacé."
