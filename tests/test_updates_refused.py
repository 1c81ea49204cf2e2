"""What an update does not accept: one clear sentence says what is, and nothing is written. What people type is text."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from commands.request import Door
from storage import standings
from storage.ledger.state import NOTHING_SAID, State
from storage.rows.bookkeeping import HistoryEntry
from tests.world import World

# A key result whose target is 90 %, due on 30 June 2021; one without a target.
COUNTED, PLAIN = "4.2.2.b", "4.1.1.a"
BY = "chef-de-file"

PROGRESS = "L'avancement est un pourcentage entier, de 0 % à 100 %, par exemple « 62 % »."
IN_WORDS = "Dites l'essentiel en quelques mots, par exemple « 62 %, couvert, reste les sites distants »."
NUMBER = "J'attends un nombre, par exemple 45 000, 62 % ou 2,9."
DAY = "J'attends une date, par exemple 30/09/2020."
TOO_LONG = "500 au plus. Gardez l'essentiel ; un document peut être cité."
FROM = "donnez une date à partir du 1er janvier 2016."
RANGE = "La valeur de cet indicateur va de 0 % à 100 %, par exemple « 62 % »."
HOW_TO_ASK = "Un appui se demande à une instance (« Comex »), à une direction (« DGA numérique ») ou à une personne."
REFUSED = {
    "140 %": PROGRESS,
    "-5 %": PROGRESS,
    "62,5 % d'avancement": PROGRESS,
    "avancement 140": PROGRESS,
    "valeur 140 % au 31/10/2020 source x": RANGE,
    "valeur 45 000 au 31/10/2020 source x": RANGE,
    "valeur 62 € au 31/10/2020 source x": (
        "La cible est un pourcentage. Donnez la valeur en pourcentage, par exemple « 62 % »."
    ),
    "valeur abc au 31/10/2020 source x": f"Je ne lis pas de nombre dans « abc ».\n{NUMBER}",
    "valeur 1.234 au 31/10/2020 source x": f"Je ne lis pas de nombre dans « 1.234 ».\n{NUMBER}",
    "valeur 62 % au 31/10/2015 source x": f"Le 31 octobre 2015 est avant le plan : {FROM}",
    "valeur 62 % au 31/10/1999 source x": f"« 31/10/1999 » est hors du plan : {FROM}\n{DAY}",
    "valeur 62 % au 31/02/2020 source x": f"Cette date n'existe pas : « 31/02/2020 ».\n{DAY}",
    "valeur 62 % au 31/12/2020 source x": (
        "Le 31 décembre 2020 n'est pas encore passé : donnez la date à laquelle c'était vrai."
    ),
    "réalisé le 01/01/2010, preuve a, attendu b, obtenu c": f"Le 1er janvier 2010 est avant le plan : {FROM}",
    "report T1 2020 motif x": "Le 31 mars 2020 est passé : la nouvelle échéance est à venir, par exemple « T2 2021 ».",
    "report T2 2021 motif x": "L'échéance de 4.2.2.b est déjà le 30 juin 2021.",
    "\U0001f44d": IN_WORDS,
    "\U0001f600\U0001f600": IN_WORDS,
    "!!!": IN_WORDS,
    "m": IN_WORDS,
    "commentaire « \U0001f44d »": "J'attends quelques mots.",
    "commentaire " + "a" * 10_000: f"Ce texte fait 10 012 caractères : {TOO_LONG}",
    "commentaire " + "a" * 501: f"Ce texte fait 501 caractères : {TOO_LONG}",
    "vert, rouge": "Il y a deux météos différentes. Laquelle est la bonne ?",
    "en cours, suspendu": "Il y a deux états différents. Lequel est le bon ?",
    "avancement 40 %, avancement 50 %": "Il y a deux avancements différents. Lequel est le bon ?",
    "terminé, 40 %": (
        "« Réalisé » et un avancement de moins de 100 % se contredisent.\n"
        "J'attends un état : à venir, en cours, réalisé, suspendu ou arrêté."
    ),
    "météo bleue": (
        "J'attends une météo : objectifs sécurisés (soleil), objectifs atteignables (couvert), "
        "appuis nécessaires (nuage) ou objectifs compromis (orage)."
    ),
    "nuage, blocage x, appui y à personne inconnue avant le 15/12/2020": (
        f"Je ne connais ni instance, ni unité, ni personne sous « personne inconnue ».\n{HOW_TO_ASK}"
    ),
    "nuage, blocage x, appui y à Comex avant le 15/10/2020": ("La date pour laquelle l'appui est demandé est à venir."),
    "cible 3, valeur 62 % au 31/10/2020 source x": "4.2.2.b a 1 cible : il n'y a pas de cible 3.",
    "source": "J'attends quelques mots.",
    "31/10/2020": "Dites l'essentiel en quelques mots, par exemple « 62 %, couvert, reste les sites distants ».",
}


def state(world: World, code: str) -> State:
    with world.database.read() as session:
        return standings.state_of(session, subject=("key_result", code))


def entries(world: World) -> int:
    with world.database.read() as session:
        return session.scalar(select(func.count()).select_from(HistoryEntry)) or 0


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: typed[:40])
def test_a_clear_sentence_says_what_is_accepted_and_nothing_is_written(sqlite_world: World, typed: str) -> None:
    world = sqlite_world
    world.lead("4.2.2", BY)
    before = entries(world)
    answer = world.say(f"objectif maj {COUNTED} {typed}", by=BY)
    assert (answer.kind, answer.text) == ("misread", REFUSED[typed])
    assert state(world, COUNTED) == NOTHING_SAID
    assert entries(world) == before


@pytest.mark.parametrize("typed", ["valeur 62 % au 31/10/2020", "valeur 62 %", "62 %"])
def test_a_value_without_its_source_is_asked_for_and_not_written(sqlite_world: World, typed: str) -> None:
    world = sqlite_world
    world.lead("4.2.2", BY)
    answer = world.say(f"objectif valeur {COUNTED} {typed.removeprefix('valeur ')}", by=BY)
    assert "Une valeur se donne avec sa date et sa source." in answer.text.splitlines()[1]
    assert state(world, COUNTED) == NOTHING_SAID


def test_a_value_where_there_is_no_target_is_refused(sqlite_world: World) -> None:
    answer = sqlite_world.say(f"objectif valeur {PLAIN} 12 au 01/10/2020 source tableau", by=BY)
    assert answer.text == (
        "4.1.1.a n'a pas de cible chiffrée : donnez son avancement, par exemple « avancement 40 % »."
    )
    assert state(sqlite_world, PLAIN) == NOTHING_SAID


def test_what_is_over_is_not_updated(sqlite_world: World) -> None:
    world = sqlite_world
    world.say(f"objectif maj {PLAIN} réalisé le 12/11/2020, preuve « vu », attendu « a », obtenu « b »", by=BY)
    number = state(world, PLAIN).last_entry
    answer = world.say(f"objectif maj {PLAIN} 40 %", by=BY)
    assert answer.text == (
        f"4.1.1.a est réalisé : on ne le met plus à jour. Si c'est une erreur, annulez le point n° {number}.\n"
        "On peut encore y consigner une évaluation (« objectif évaluer 4.1.1.a … ») ou un retour d'expérience "
        "(« objectif retour 4.1.1.a … »)."
    )
    # No form is opened only to be refused once it is filled in.
    for typed in ("maj", "valeur", "reporter"):
        assert world.say(f"objectif {typed} {PLAIN}", by=BY).text == answer.text
    assert state(world, PLAIN).last_entry == number


SUBMITTED = [
    ({"progress": "140"}, PROGRESS),
    ({"progress": "beaucoup"}, PROGRESS),
    ({"weather": "bleu"}, "J'attends une météo"),
    ({"status": "bof"}, "J'attends un état"),
    ({"comment": "a" * 10_000}, f"Ce texte fait 10 000 caractères : {TOO_LONG}"),
    ({"comment": "\U0001f44d"}, "J'attends quelques mots."),
    ({"status": "réalisé", "progress": "40"}, "« Réalisé » et un avancement de moins de 100 % se contredisent."),
    ({"value": "abc", "as_of": "31/10/2020", "source": "x"}, "Je ne lis pas de nombre dans « abc »."),
    ({"value": "62", "as_of": "le 3 brumaire", "source": "x"}, "Je ne lis pas de date dans « le 3 brumaire »."),
]


@pytest.mark.parametrize(("values", "expected"), SUBMITTED)
def test_a_submitted_form_is_read_as_strictly(sqlite_world: World, values: dict[str, str], expected: str) -> None:
    world = sqlite_world
    world.lead("4.2.2", BY)
    answer = world.say(f"objectif maj {COUNTED}", by=BY, values=values, door=Door(True, True))
    assert answer.kind == "misread"
    assert answer.text.startswith(expected)
    assert state(world, COUNTED) == NOTHING_SAID


MARKUP = [
    "<!channel> @room <b>gras</b>",
    "'; DROP TABLE standing; --",
    "*gras* _souligné_ `code` ~barré~",
    "{{7*7}} ${HOME} %s %(x)s",
    "<script>alert(1)</script>",
    "<@U123> [lien](https://exemple.fr)",
]


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_statements_and_mentions_stay_text(world: World, typed: str) -> None:
    quoted = world.say(f"objectif maj {PLAIN} commentaire « {typed} »", by=BY)
    assert state(world, PLAIN).comment == typed
    assert typed in quoted.text
    world.later(minutes=1)
    world.say(f"objectif maj {PLAIN}", by=BY, values={"comment": typed, "progress": "40"}, door=Door(True, True))
    assert (state(world, PLAIN).comment, state(world, PLAIN).progress) == (typed, 40)


def test_a_smiley_behind_an_update_is_left_out(sqlite_world: World) -> None:
    sqlite_world.say(f"objectif maj {PLAIN} 40 %, vert \U0001f44d", by=BY)
    now = state(sqlite_world, PLAIN)
    assert (now.progress, now.comment) == (40, None)


def test_the_words_of_a_comment_are_not_read_as_parts(sqlite_world: World) -> None:
    sqlite_world.say(f"objectif maj {PLAIN} 40 %, commentaire « rouge, 80 %, réalisé le 12/11/2020 »", by=BY)
    now = state(sqlite_world, PLAIN)
    assert (now.progress, now.weather, now.comment) == (40, None, "rouge, 80 %, réalisé le 12/11/2020")
