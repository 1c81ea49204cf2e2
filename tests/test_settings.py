"""Settings: where each is read from, what wins, and what is said of a wrong one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.settings_reading import SettingsError, read_settings, setting_names, settings_file


@pytest.fixture(autouse=True)
def nothing_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without settings, and an environment without ours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIMENSION_SETTINGS", raising=False)


def written(text: str) -> None:
    Path("dimension.toml").write_text(text, encoding="utf-8")


def problems() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings()
    return caught.value.problems


def test_without_anything_to_read_each_is_its_default() -> None:
    settings = read_settings()
    assert settings == Settings()
    assert settings.database.url == "sqlite:///.dimension/dimension.db"
    assert settings.zone.key == "Europe/Paris"


def test_an_empty_file_says_nothing() -> None:
    written("")
    assert read_settings() == Settings()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    written('[answers]\npage_size = 5\n[logs]\nlevel = "info"\n[organisation]\nfile = "o.toml"\n')
    monkeypatch.setenv("DIMENSION_ANSWERS__PAGE_SIZE", "7")
    settings = read_settings()
    assert (settings.answers.page_size, settings.logs.level) == (7, "info")
    assert settings.organisation.file == Path("o.toml")


def test_another_file_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.toml"
    other.write_text('[rights]\nadministrators = ["appui"]\n', encoding="utf-8")
    monkeypatch.setenv("DIMENSION_SETTINGS", str(other))
    assert settings_file() == other
    assert read_settings().rights.administrators == {"appui"}
    other.unlink()
    assert problems() == [f"Le fichier {other} n'existe pas. Donnez un autre chemin, ou créez-le."]


def test_a_pillar_has_its_default_place(monkeypatch: pytest.MonkeyPatch) -> None:
    written('[organisation.default_places]\n4 = "slack:C0123"\n')
    monkeypatch.setenv("DIMENSION_ORGANISATION__DEFAULT_PLACES__7", "matrix:!plan:exemple.fr")
    assert read_settings().organisation.default_places == {"4": "slack:C0123", "7": "matrix:!plan:exemple.fr"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[answers]\npage_size = 2", "Le réglage « answers.page_size » ne convient pas. Il faut un nombre de 3 à 50."),
        ("[answers]\npage_size = 51", "Le réglage « answers.page_size » ne convient pas. Il faut un nombre de 3 à 50."),
        ("[time]\nzone = 'Mars/Phobos'", "« Mars/Phobos » n'est pas un fuseau horaire."),
        ("[network]\nproxy = 'serveur:3128'", "Un proxy s'écrit http://serveur:port."),
        ("[network]\nca_bundle = 'absent.pem'", "Le fichier absent.pem n'existe pas."),
        ("[organisation.default_places]\n4 = 'C0123'", "Le lieu par défaut du pilier « 4 » ne se lit pas"),
        ("[organisation]\ndefault_places = 4", "il faut une section de noms et de valeurs"),
        ("[database]\nurle = 'a'", "Le réglage « database.urle » n'existe pas. Vouliez-vous dire database.url ?"),
        ("[logs]\nlevel = 'trop'", "ce n'est pas une des valeurs possibles"),
        ("database = 3", "il faut une section, par exemple [database]"),
        ("[answers", "n'est pas du TOML lisible"),
    ],
)
def test_a_wrong_setting_is_told_with_its_remedy(text: str, said: str) -> None:
    written(text)
    (problem,) = problems()
    assert said in problem.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_problem_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written("[answers]\npage_size = 'dix'\n[time]\nzone = 3\n")
    monkeypatch.setenv("DIMENSION_DATABSE__URL", "x")
    found = problems()
    assert len(found) == 3
    assert "DIMENSION_DATABASE__URL" in found[0]


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIMENSION_DATABASE__URL", "postgresql://bot:motdepasse@serveur/base")
    monkeypatch.setenv("DIMENSION_NETWORK__PROXY", "http://bot:motdepasse@serveur:3128")
    settings = read_settings()
    assert "motdepasse" in settings.database.url
    assert "motdepasse" not in repr(settings)
    monkeypatch.setenv("DIMENSION_NETWORK__PROXY", "bot:motdepasse@serveur:3128")
    assert "motdepasse" not in repr(problems())


def test_the_names_are_those_of_the_sections() -> None:
    names = list(setting_names())
    assert {"database.url", "network.ca_bundle", "organisation.default_places", "time.zone"} <= set(names)
    assert all(name.count(".") == 1 for name in names)


def test_a_start_with_nothing_to_read_does_not_wait_for_pydantic() -> None:
    script = (
        "import sys; from bot.settings_reading import read_settings; read_settings(); print('pydantic' in sys.modules)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
