"""`dimension import`: who leads what in bulk: a difference first, every problem with its line, all or nothing."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot import import_texts, importing
from bot.plain import plain
from commands import wire
from reminders.calendar import WorkingCalendar
from reminders.letters import enqueue_letters
from storage.organisation.files import EXAMPLE
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.delivery import OutboxMessage
from storage.rows.following import Notice, Transition
from storage.rows.organisation import LeadRole, Person
from tests.test_cli import run
from tests.test_leading import holders
from tests.test_telling import follow
from tests.world import World

LIST = """objectif;projet;personne;role
4.2.2;;manager;chef de file
4.1.1;;chef-de-file-donnees;
4.1.1;;agent;contributrice
;plan-velo;agent;directeur de projet
;plan-velo;personne;porteur
"""


def listed(folder: Path, content: str | bytes, name: str = "chefs_de_file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def applied(world: World, *files: Path) -> list[str]:
    with world.database.write() as session:
        wishes = importing.read_leads(session, files, at=world.now)
        return import_texts.report(len(wishes), importing.apply(session, wishes, at=world.now), applied=True)


def problems(world: World, path: Path) -> list[str]:
    with world.database.read() as session, pytest.raises(importing.ImportRefused) as refused:
        importing.read_leads(session, [path], at=world.now)
    return [each.replace("\u00a0", " ").replace("\u202f", " ") for each in refused.value.problems]


def test_a_list_sets_who_leads_what(world: World, tmp_path: Path) -> None:
    assert applied(world, listed(tmp_path, LIST))[1:] == [
        "4.2.2, chef de file\u00a0: non désigné → manager.",
        "4.1.1, chef de file\u00a0: chef-de-file → chef-de-file-donnees.",
        "4.1.1, contributeur\u00a0: non désigné → agent.",
        "plan-velo, directeur de projet\u00a0: non désigné → agent.",
        "plan-velo, porteur\u00a0: porteur-mobilites → non désigné.",
        "5 changements consignés.",
    ]
    assert holders(world, "4.1.1") == [
        (LeadRole.OBJECTIVE_LEAD, "chef-de-file-donnees"),
        (LeadRole.CONTRIBUTOR, "agent"),
        (LeadRole.CONTRIBUTOR, "manager"),
    ]
    with world.database.read() as session:
        entries = session.scalars(select(HistoryEntry)).all()
        assert {(entry.action, entry.person_id) for entry in entries} == {("lead_changed", None)}
        assert len(session.scalars(select(Transition)).all()) == len(entries) == 5


def test_a_list_applied_twice_changes_nothing_more(world: World, tmp_path: Path) -> None:
    path = listed(tmp_path, LIST)
    applied(world, path)
    assert applied(world, path) == [import_texts.NOTHING_CHANGES]


def test_showing_the_difference_writes_nothing(sqlite_world: World, tmp_path: Path) -> None:
    with sqlite_world.database.read() as session:
        wishes = importing.read_leads(session, [listed(tmp_path, LIST)], at=sqlite_world.now)
        told = import_texts.report(len(wishes), importing.differences(session, wishes), applied=False)
    assert told[0] == "5 lignes lues, 5 changements\u00a0:"
    assert told[-1] == "Rien n'a été écrit. Relancez avec --apply pour appliquer."
    assert holders(sqlite_world, "4.2.2") == []


@pytest.mark.parametrize(
    "content",
    [
        "Objectif,Personne,Rôle\n4.2.2,MANAGER,Chef de File\n",
        "\ufeffobjectif\tpersonne\trole\n4.2.2\tmanager\tcheffe de file\n",
        "personne|role|objectif|fictif\n manager | responsable | 4.2.2 |oui\n\n\n",
        "objectif;personne;rôle\r\n4.2.2;manager;\r\n".encode("cp1252"),
        "objectif;personne\n4.2.2;manager\n".encode("utf-16"),
    ],
    ids=["commas", "tabs", "bars", "cp1252", "utf-16"],
)
def test_a_list_is_read_as_spreadsheets_write_it(sqlite_world: World, tmp_path: Path, content: str | bytes) -> None:
    applied(sqlite_world, listed(tmp_path, content))
    assert holders(sqlite_world, "4.2.2") == [(LeadRole.OBJECTIVE_LEAD, "manager")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("4.2.2;;zorglub;", "« personne » : la personne « zorglub » n'est pas déclarée."),
        ("4.2.2;;manageur;", "Vouliez-vous dire « manager » ?"),
        ("4.2.9;;manager;", "« objectif » : l'objectif « 4.2.9 » n'est pas au catalogue."),
        ("4.2.2.b;;manager;", "« 4.2.2.b » est un objectif opérationnel."),
        ("plan-velo;;manager;", "« plan-velo » est un projet. Écrivez-le dans la colonne « projet »."),
        (";plan-vlo;manager;porteur", "le projet « plan-vlo » n'est pas au portefeuille. Vouliez-vous dire"),
        (";;manager;", "une ligne porte soit un objectif, soit un projet."),
        ("4.2.2;plan-velo;manager;porteur", "une ligne porte soit un objectif, soit un projet."),
        ("4.2.2;;;", "il manque la personne"),
        ("4.2.2;;manager;porteur", "le rôle « porteur » ne vaut que pour un projet."),
        (";plan-velo;manager;chef de file", "le rôle « chef de file » ne vaut que pour un objectif."),
        (";plan-velo;manager;", "pour un projet, précisez le rôle"),
        (";plan-velo;manager;responsable", "pour un projet, précisez le rôle"),
        ("4.2.2;;manager;capitaine", "« capitaine » n'est pas connu."),
        ("4.2.2;;manager;chef de file;de trop", "cette ligne a plus de cases que de colonnes."),
        ("4.2.2;;personne;contributeur", "une liste ajoute des contributeurs, sans en retirer."),
        (
            ";exemple-plan-de-securite-numerique;agent;porteur",
            "« agent » ne pourrait pas lire ce projet, réservé au cercle « cercle-securite-numerique ».",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(sqlite_world: World, tmp_path: Path, line: str, said: str) -> None:
    path = listed(tmp_path, f"objectif;projet;personne;role\n4.1.1;;manager;\n{line}\n")
    found = problems(sqlite_world, path)
    assert found[0].startswith("chefs_de_file.csv, ligne 3")
    assert said in found[0]


def test_every_problem_is_told_at_once_and_nothing_is_written(sqlite_world: World, tmp_path: Path) -> None:
    path = listed(tmp_path, LIST + "9.9.9;;zorglub;\n")
    assert len(problems(sqlite_world, path)) == 2
    assert holders(sqlite_world, "4.2.2") == []


def test_two_lines_do_not_give_one_role_to_two_persons(sqlite_world: World, tmp_path: Path) -> None:
    path = listed(tmp_path, "objectif;personne\n4.2.2;manager\n4.2.2;manager\n4.2.2;agent\n")
    assert problems(sqlite_world, path) == [
        "chefs_de_file.csv, ligne 4 : le rôle de chef de file de « 4.2.2 » est déjà donné à quelqu'un d'autre "
        "(chefs_de_file.csv, ligne 2)."
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "ce fichier est vide."),
        ("objectif;role\n4.2.2;\n", "les colonnes attendues sont"),
        ("personne;role\nmanager;\n", "les colonnes attendues sont"),
        ("objectif;persone\n4.2.2;manager\n", "colonne inconnue. Vouliez-vous dire « personne » ?"),
        ("objectif;personne;objectif\n4.2.2;manager;4.2.2\n", "cette colonne apparaît deux fois."),
        ('objectif;personne\n4.2.2;"manager\x00\n', "chefs_de_file.csv"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(sqlite_world: World, tmp_path: Path, content: str, said: str) -> None:
    assert said in problems(sqlite_world, listed(tmp_path, content))[0]


def test_somebody_who_has_left_leads_nothing_any_more(sqlite_world: World, tmp_path: Path) -> None:
    sqlite_world.leave("manager")
    assert "n'est pas déclarée" in problems(sqlite_world, listed(tmp_path, LIST))[0]


def test_what_is_imported_stays_when_the_organisation_is_loaded_again(sqlite_world: World, tmp_path: Path) -> None:
    from tests.test_leading import loaded_again

    applied(sqlite_world, listed(tmp_path, LIST))
    loaded_again(sqlite_world, tmp_path, {"3.2.1;direction-performance": "3.2.1;dga-finances"})
    assert holders(sqlite_world, "4.2.2") == [(LeadRole.OBJECTIVE_LEAD, "manager")]
    assert (LeadRole.OBJECTIVE_LEAD, "chef-de-file-donnees") in holders(sqlite_world, "4.1.1")


def test_what_nobody_leads_any_more_or_at_last_is_listed_so(sqlite_world: World, tmp_path: Path) -> None:
    world = sqlite_world
    assert "4.2.2.a" in world.say("/objectif liste axe 4.2 sans chef de file").codes
    applied(world, listed(tmp_path, "objectif;personne\n4.2.2;manager\n4.1.1;personne\n"))
    assert "4.2.2.a" not in world.say("/objectif liste axe 4.2 sans chef de file").codes
    assert "4.1.1.a" in world.say("/objectif liste axe 4.1 sans chef de file").codes
    assert "chef de file : non désigné" in world.say("/objectif statut 4.1.1").text


def test_one_faulty_line_of_one_file_keeps_all_the_files_out(world: World, tmp_path: Path) -> None:
    faulty = listed(tmp_path, "objectif;personne\n4.2.2;zorglub\n9.9.9;manager\n", "faux.csv")
    with world.database.read() as session, pytest.raises(importing.ImportRefused) as refused:
        importing.read_leads(session, [listed(tmp_path, LIST), faulty], at=world.now)
    assert len(refused.value.problems) == 2, "every problem at once"
    assert holders(world, "4.2.2") == []


def test_on_the_command_line(tmp_path: Path) -> None:
    def imported(*arguments: str, status: int = 0) -> tuple[str, str]:
        done = run(tmp_path, "import", *arguments, typed="", status=status, ORGANISATION__FILE=str(EXAMPLE))
        return done.stdout, done.stderr

    listed(tmp_path, LIST)
    listed(tmp_path, "objectif;personne\n4.2.2;zorglub\n", "faux.csv")
    shown, _ = imported("chefs_de_file.csv")
    assert "4.2.2, chef de file : non désigné → manager." in shown
    assert shown.endswith("Relancez avec --apply pour appliquer.\n")
    _, refused = imported("chefs_de_file.csv", "faux.csv", "--apply", status=1)
    assert refused.startswith("Rien n'a été écrit : 1 point à corriger.\n- faux.csv, ligne 2, « personne » :")
    assert "5 changements consignés." in imported("chefs_de_file.csv", "--apply")[0]
    assert imported("chefs_de_file.csv")[0] == "Tout est déjà ainsi : rien à changer.\n"
    assert "ce fichier n'existe pas" in imported("absent.csv", status=1)[1]
    assert "Il manque : FICHIER." in imported(status=2)[1]


# Who is told


MANY = "objectif;personne\n" + "".join(f"{code};manager\n" for code in ("4.2.2", "4.1.1", "4.1.2"))


def notices_of(world: World, handle: str) -> list[tuple[str, str | None]]:
    """The kind of each notice that somebody has, and the letter that told it."""
    with world.database.read() as session:
        mine = select(Notice.kind, Notice.letter).join(Person, Person.id == Notice.person_id)
        return [(row.kind, row.letter) for row in session.execute(mine.where(Person.handle == handle))]


def test_a_list_and_a_command_tell_the_same_persons(world: World, tmp_path: Path) -> None:
    follow(world, ("objective", "4.1.1"), "agent")
    applied(world, listed(tmp_path, "objectif;personne\n4.1.1;manager\n"))
    by_list = {handle: notices_of(world, handle) for handle in ("manager", "chef-de-file", "agent", "appui")}
    assert by_list == {
        "manager": [("lead_change", None)],
        "chef-de-file": [("lead_change", None)],
        "agent": [("followed", None)],
        "appui": [],
    }
    world.say("/objectif chef de file 4.1.1 chef-de-file", by="appui")
    for handle, before in by_list.items():
        assert notices_of(world, handle) == before * 2, handle


def test_a_new_lead_gets_one_letter_for_a_whole_list(world: World, tmp_path: Path) -> None:
    applied(world, listed(tmp_path, MANY))
    with world.database.write() as session:
        enqueue_letters(session, now=world.now, calendar=WorkingCalendar(ZoneInfo("Europe/Paris")))
    key = "daily:manager:2020-11-23"
    assert notices_of(world, "manager") == [("lead_change", key)] * 3
    with world.database.read() as session:
        payload = session.scalars(select(OutboxMessage.payload).where(OutboxMessage.key == key)).one()
    letter = plain(wire.load(payload))
    assert letter.count("par les fichiers de l'organisation") == 3
    for code in ("4.2.2", "4.1.1", "4.1.2"):
        assert code in letter
