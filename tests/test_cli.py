"""The command line as an operator types it: what it prints, its exit status, and no traceback ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.sources import ROOT

LINES = "/objectif statut 4.2.2\n1\n/objectif statut\n"


def run(
    folder: Path, *arguments: str, typed: str | bytes = "", status: int = 0, **settings: str
) -> subprocess.CompletedProcess[str]:
    """`dimension` in the folder, on its own; fails unless it ends with the status and without a traceback."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DIMENSION_")}
    environment |= {"PYTHONPATH": str(ROOT), **{f"DIMENSION_{name}": value for name, value in settings.items()}}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        cwd=folder,
        env=environment,
        check=False,
        timeout=120,
    )
    said, failed = (text.decode().replace("\u00a0", " ").replace("\u202f", " ") for text in (done.stdout, done.stderr))
    result = subprocess.CompletedProcess(done.args, done.returncode, said, failed)
    assert "Traceback" not in result.stderr
    assert result.returncode == status, (result.stdout, result.stderr)
    return result


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a question was already asked, so that its database is there."""
    folder = tmp_path_factory.mktemp("ready")
    run(folder, "ask", "--date", "2020-11-23", "4.2.2")
    return folder


def test_chat_through_a_pipe_is_plain_text(tmp_path: Path) -> None:
    done = run(tmp_path, "chat", "--pictures", "images", typed=LINES)
    assert done.stdout.startswith("4.2.2 Déployer les outils collaboratifs")
    assert "dépassée de 54 jours" in done.stdout
    assert "Historique de 4.2.2" in done.stdout
    assert "\x1b" not in done.stdout
    assert (tmp_path / ".dimension" / "chat.db").exists()
    [picture] = (tmp_path / "images").iterdir()
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert f"Image : {picture.relative_to(tmp_path)}" in done.stdout


def test_chat_speaks_as_someone_on_a_day(tmp_path: Path) -> None:
    done = run(
        tmp_path, "chat", "--as", "chef-de-file", "--date", "2021-10-02", typed="moi\n4.1.1\nquitter\njamais lu\n"
    )
    assert "Chef de file Convergence numérique" in done.stdout
    assert "dépassée de 2 jours" in done.stdout
    assert "Je réponds sur" not in done.stdout
    unknown = run(tmp_path, "chat", "--as", "personne", status=1)
    assert unknown.stderr.startswith("« personne » n'est pas dans le registre. Connus : agent, manager")


def test_chat_without_the_example_knows_nobody(tmp_path: Path) -> None:
    done = run(tmp_path, "chat", "--empty", typed="moi\n")
    assert "Votre compte n'est rattaché à personne" in done.stdout


def test_badly_encoded_lines_are_answered(tmp_path: Path) -> None:
    done = run(tmp_path, "chat", typed="/objectif chercher t\u00e9l\u00e9travail\n".encode("latin-1"))
    assert done.stdout.strip()


def test_nothing_typed_reaches_the_log(tmp_path: Path) -> None:
    done = run(tmp_path, "chat", typed="bouillabaisse secrète\n/objectif liste blorgh\n", LOGS__LEVEL="debug")
    assert "request_misread" in done.stderr
    for word in ("bouillabaisse", "blorgh", "secr"):
        assert word not in done.stderr
    for line in done.stderr.splitlines():
        assert {"at", "level", "logger", "message"} <= json.loads(line).keys()


def test_ask_answers_and_writes_nothing(ready: Path) -> None:
    database = ready / ".dimension" / "dimension.db"
    before = database.read_bytes()
    done = run(ready, "ask", "--date", "2020-11-23", "où en est", "le schéma directeur de convergence ?")
    assert done.stdout.startswith("4.1.1 ")
    assert database.read_bytes() == before
    assert "dans 311 jours" in done.stdout


def test_ask_reads_a_database_that_cannot_be_written(ready: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes((ready / ".dimension" / "dimension.db").read_bytes())
    copy.chmod(0o444)
    assert run(tmp_path, "ask", "--database", "copy.db", "4.2.2").stdout.startswith("4.2.2")


def test_ask_takes_and_gives_json_lines(ready: Path) -> None:
    asked = [
        {"id": "a", "question": "/objectif liste pilier 7 T3 2020", "date": "2020-11-23"},
        {"id": 2, "question": "recette de la bouillabaisse"},
        {"id": 3, "question": "CAP"},
    ]
    done = run(ready, "ask", "--jsonl", typed="\n".join(json.dumps(each) for each in asked) + "\n\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 2, 3]
    assert answers[0]["codes"] == ["7.2.1.a", "7.2.2.a", "7.4.1.a"]
    assert (answers[0]["kind"], answers[0]["abstained"]) == ("list", False)
    assert answers[1]["abstained"]
    assert len(answers[2]["choices"]) >= 2
    assert all(answer["elapsed_ms"] >= 0 for answer in answers)
    assert answers[0].keys() == {"id", "text", "kind", "codes", "projects", "choices", "abstained", "elapsed_ms"}


@pytest.mark.parametrize("line", ["{", "[]", '"x"', '{"id": 1}', '{"id": 1, "question": "x", "date": "hier"}'])
def test_an_unreadable_line_is_named(ready: Path, line: str) -> None:
    done = run(ready, "ask", "--jsonl", typed=line + "\n", status=1)
    assert done.stderr == "La ligne 1 n'est pas un objet JSON avec « id » et « question ».\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "Il manque la question."),
        (["chatt"], "Il n'y a pas de commande « chatt ». Vouliez-vous dire « chat » ?"),
        (["database", "upgrad"], "Il n'y a pas de commande « upgrad »."),
        (["chat", "--dat", "2020-11-23"], "L'option --dat n'existe pas."),
        (["chat", "--date", "23/11/2020"], "La valeur de --date ne convient pas. « 23/11/2020 » n'est pas une date."),
        (["chat", "--date"], "Cette commande ne se tape pas ainsi."),
        (["export", "--format", "yaml"], "La valeur de --format ne convient pas."),
        (["database", "backup"], "Il manque : FICHIER."),
        (["check", "en trop"], "Cette commande ne se tape pas ainsi."),
    ],
)
def test_wrong_usage_is_one_french_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run(tmp_path, *arguments, status=2)
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command", [[], ["chat"], ["ask"], ["check"], ["database"], ["database", "backup"], ["export"]]
)
def test_help_is_in_french(tmp_path: Path, command: list[str]) -> None:
    help_page = run(tmp_path, *command, "--help").stdout
    assert help_page.startswith("Utilisation")
    assert "Afficher cette aide." in help_page
    for english in ("Usage:", "Options:\n  --help  Show", "Show this message", "Commands:", "COMMAND "):
        assert english not in help_page, help_page


def test_the_version_is_that_of_the_project(tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert run(tmp_path, "--version").stdout.strip() == version


def test_a_closed_pipe_is_no_fault(ready: Path) -> None:
    command = f"{sys.executable} -m bot export | head -1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", command], cwd=ready, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("{", "")


def test_export_is_json(ready: Path) -> None:
    content = json.loads(run(ready, "export").stdout)
    assert [pillar["number"] for pillar in content["pillars"]] == [1, 2, 3, 4, 5, 6, 7]
    objectives = [o for pillar in content["pillars"] for axis in pillar["axes"] for o in axis["objectives"]]
    assert (len(objectives), sum(len(o["key_results"]) for o in objectives)) == (72, 97)
    assert (len(content["projects"]), len(content["communities"])) == (87, 28)


def test_the_operator_cares_for_the_database(tmp_path: Path) -> None:
    assert "pas encore créée" in run(tmp_path, "check").stdout
    assert run(tmp_path, "database", "upgrade").stdout.startswith("Base créée")
    assert run(tmp_path, "database", "upgrade").stdout.startswith("Base à jour")
    assert run(tmp_path, "database", "backup", "copie.db").stdout.startswith("Sauvegarde écrite et vérifiée : copie.db")
    assert run(tmp_path, "database", "check", "--database", "copie.db").stdout.startswith("Base saine")
    assert run(tmp_path, "check").stdout.count("bon ·") == 6


def test_check_names_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    for content, said in (
        ("[databse]\nurl = 1", "Le réglage « databse » n'existe pas. Vouliez-vous dire database ?"),
        (
            "[answers]\npage_size = 'dix'",
            "Le réglage « answers.page_size » ne convient pas : il faut un nombre entier.",
        ),
        ("[time]\nzone = 'Mars/Olympus'", "« Mars/Olympus » n'est pas un fuseau horaire."),
        ("[network]\nproxy = 'serveur'", "Un proxy s'écrit http://serveur:port."),
        ("[network]\nca_bundle = 'absent.pem'", "Le fichier absent.pem n'existe pas."),
        ("[organisation]\ndefault_places = { 4 = 'C1' }", "Le lieu par défaut du pilier « 4 » ne se lit pas"),
        ("[answers", "n'est pas du TOML lisible"),
        ("[catalogue]\nfolder = 'absent'", "à corriger · Plan"),
        ("[organisation]\nfile = 'absent.toml'", "à corriger · Registre"),
        ("[database]\nurl = 'mysql://x'", "à corriger · Base"),
    ):
        (tmp_path / "dimension.toml").write_text(content, encoding="utf-8")
        done = run(tmp_path, "check", status=1)
        assert said in done.stdout, done.stdout


def test_an_unknown_variable_names_the_nearest(tmp_path: Path) -> None:
    done = run(tmp_path, "ask", "4.2.2", status=1, DATABASE__URLL="x")
    assert (
        "DIMENSION_DATABASE__URLL n'est pas un réglage connu. Vouliez-vous dire DIMENSION_DATABASE__URL ?"
        in done.stderr
    )
    missing = run(tmp_path, "ask", "4.2.2", status=1, SETTINGS="absent.toml")
    assert "Le fichier absent.toml n'existe pas." in missing.stderr


def test_settings_come_from_the_file_then_the_environment(tmp_path: Path) -> None:
    (tmp_path / "dimension.toml").write_text("[answers]\npage_size = 4\n", encoding="utf-8")
    assert "De 1 à 4 sur 97" in run(tmp_path, "ask", "/objectif liste").stdout
    assert "De 1 à 5 sur 97" in run(tmp_path, "ask", "/objectif liste", ANSWERS__PAGE_SIZE="5").stdout


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    url = "postgresql://dimension:motdepasse@127.0.0.1:1/absente"
    for arguments in (["ask", "4.2.2"], ["check"], ["database", "upgrade"]):
        done = run(tmp_path, *arguments, status=1, DATABASE__URL=url, LOGS__LEVEL="debug")
        assert "motdepasse" not in done.stdout + done.stderr
        assert "127.0.0.1" in done.stdout + done.stderr


@pytest.mark.parametrize("command", [["ask", "4.2.2"], ["database", "upgrade"], ["check"], ["database", "check"]])
def test_a_damaged_database_is_said_plainly(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "abimee.db").write_bytes(b"SQLite format 3\x00" + os.urandom(8_000))
    done = run(tmp_path, *command, "--database", "abimee.db", status=1)
    assert "abimee.db" in done.stdout + done.stderr
