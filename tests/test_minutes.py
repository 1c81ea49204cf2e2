"""« Relevé de décisions »: what a meeting decided, in a message and in a file that prints and can be read aloud."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commands.message import File
from storage import meetings
from storage.ledger.retention import forget_texts
from storage.people import NOBODY
from tests.test_cli import run
from tests.world import Answer, World

SECRET = "exemple-plan-de-securite-numerique"
VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


class Page(HTMLParser):
    """What a browser, or a screen reader, finds in the page; fails where a tag is left open."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "title"}:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


def file_of(answer: Answer) -> File:
    [file] = [block for block in answer.message.blocks if isinstance(block, File)]
    return file


def page_of(answer: Answer) -> Page:
    return Page(file_of(answer).content.decode("utf-8"))


def words(page: Page) -> str:
    return re.sub(r"\s+", " ", page.text.replace("\u00a0", " ").replace("\u202f", " "))


def comex(world: World) -> None:
    """The Comex of 12 November: two decisions, two actions, one of them put off."""
    world.say("/instance décision Comex du 12/11/2020 « Lancer le marché » sur 4.2.2 et 4.1.1", by="comex")
    world.say("/instance décision Comex du 12/11/2020 « Se réunir deux fois par mois »", by="comex")
    action = "/instance action Comex du 12/11/2020"
    world.say(f"{action} « Préparer la revue » par appui avant le 15/12/2020", by="comex")
    world.say(f"{action} « Écrire le cahier » par manager avant le 20/11/2020 sur 4.1.1", by="comex")
    world.say("/action", by="appui")
    number = world.say("/action", by="appui").says[0].split()[-1]
    world.say(f"/action reporter {number} 15/01/2021 motif « attente des chiffres »", by="appui")


def test_a_meeting_s_minutes_are_a_message_and_a_file(world: World) -> None:
    comex(world)
    answer = world.say("/instance relevé Comex du 12/11/2020", by="agent")
    assert answer.kind == "minutes"
    assert answer.codes == ("4.2.2", "4.1.1")
    assert "Relevé de décisions, Comex du 12 novembre 2020 : 2 décisions, 2 actions" in answer.text
    # Said once, under both its numbers.
    assert len(re.findall("Lancer le marché", answer.text)) == 1
    assert re.search(r"n° \d+ et \d+ · Lancer le marché · sur 4\.2\.2 Déployer .* ; 4\.1\.1 Élaborer", answer.text)
    assert "Échéance 20 novembre 2020 dépassée de 3 jours" in answer.text
    assert "Échéance initiale 15 décembre 2020, révisée 1 fois, glissement de 31 jours" in answer.text
    file = file_of(answer)
    assert (file.name, file.media_type) == ("releve-comex-2020-11-12.html", "text/html")
    said = words(page_of(answer))
    for expected in (
        "Relevé de décisions, Comex du 12 novembre 2020",
        "Établi le 23 novembre 2020",
        "Lancer le marché",
        "Se réunir deux fois par mois",
        "Préparer la revue",
        "15 janvier 2021. Échéance initiale 15 décembre 2020, révisée 1 fois, glissement de 31 jours : "
        "« attente des chiffres »",
        "échéance dépassée de 3 jours",
        world.label("manager"),
    ):
        assert expected in said


def test_the_file_is_found_in_by_ear_and_needs_nothing_else(sqlite_world: World) -> None:
    comex(sqlite_world)
    answer = sqlite_world.say("/instance relevé Comex", by="agent")
    page = page_of(answer)
    assert page.all("html") == [{"lang": "fr"}]
    assert {"charset": "utf-8"} in page.all("meta")
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert len(page.all("h2")) == len(page.all("table")) == len(page.all("caption")) == 2
    # Every cell of a heading says what it heads.
    assert {each["scope"] for each in page.all("th")} == {"col", "row"}
    assert len([each for each in page.all("th") if each["scope"] == "row"]) == 4
    assert not page.all("script")
    assert not page.all("img")
    content = file_of(answer).content.decode("utf-8")
    assert not re.search(r"https?:|url\(|@import", content)
    assert "@media print" in content
    assert "@page" in content


def test_the_last_meeting_is_the_one_by_default(sqlite_world: World) -> None:
    comex(sqlite_world)
    sqlite_world.say("/instance décision Comex du 19/11/2020 « Attendre »", by="comex")
    assert "Comex du 19 novembre 2020 : 1 décision, 0 action" in sqlite_world.say("/instance relevé Comex").text
    assert "12 novembre" in sqlite_world.say("/communaute relevé comex du 12 novembre").text


def test_a_meeting_that_is_not_recorded_brings_the_last_ones(sqlite_world: World) -> None:
    none = sqlite_world.say("/instance relevé Comex")
    assert "Ce n'est pas consigné : aucune réunion de l'instance « Comex »." in none.text
    assert none.about.abstained
    assert none.buttons == ()
    for day in (5, 12, 19, 22):
        sqlite_world.say(f"/instance décision Comex du {day}/11/2020 « Le {day} »", by="comex")
    for typed in ("11/11/2020", "12/12/2020"):
        answer = sqlite_world.say(f"/instance relevé Comex du {typed}")
        assert "Ce n'est pas consigné" in answer.text
        assert answer.labels == [f"Comex du {day} novembre 2020" for day in (22, 19, 12)]
    assert "1 décision" in sqlite_world.say("2").text


def test_a_meeting_whose_decisions_were_all_taken_back_has_none(world: World) -> None:
    world.say("/instance décision Comex du 12/11/2020 « Attendre »", by="comex")
    world.say("1", by="comex")
    answer = world.say("/instance relevé Comex")
    assert "Comex du 12 novembre 2020 : 0 décision, 0 action" in answer.text
    assert "Ni décision ni action consignée pour cette réunion." in answer.text
    said = words(page_of(answer))
    assert "Aucune décision consignée." in said
    assert "Aucune action consignée." in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Atlantide", "Je ne connais pas l'instance « Atlantide »."),
        ("Comex du 31/02/2020", "n'existe pas"),
        ("Comex bla bla", "Je ne lis pas de date dans « bla bla »."),
        ("", "De quelle instance"),
    ],
)
def test_what_is_no_meeting_is_said(sqlite_world: World, typed: str, said: str) -> None:
    assert said in sqlite_world.say(f"/instance relevé {typed}").text


def test_what_people_type_is_text_in_the_file(sqlite_world: World) -> None:
    text = '<script>alert(1)</script> <b>gras</b> & "co" <!channel> @room'
    sqlite_world.say(f"/instance décision Comex du 12/11/2020 « {text} »", by="comex")
    answer = sqlite_world.say("/instance relevé Comex")
    assert text in answer.text
    page = page_of(answer)
    assert text in page.text
    assert not page.all("script")
    assert not page.all("b")


def test_a_long_meeting_is_whole_in_the_file(sqlite_world: World) -> None:
    for rank in range(1, 19):
        sqlite_world.say(f"/instance décision Comex du 12/11/2020 « Décision de rang {rank} »", by="comex")
    answer = sqlite_world.say("/instance relevé Comex")
    assert "18 décisions, 0 action" in answer.text
    assert "Décision de rang 15" in answer.text
    assert "Décision de rang 16" not in answer.text
    assert "Et 3 autres dans le fichier joint." in answer.text
    assert "Décision de rang 18" in words(page_of(answer))


def test_texts_that_were_forgotten_leave_who_and_when(world: World) -> None:
    comex(world)
    world.later(days=1)
    forget_texts(world.database, before=world.now)
    answer = world.say("/instance relevé Comex du 12/11/2020")
    # Recorded on two objectives, a decision without its words is two entries.
    assert "3 décisions, 2 actions" in answer.text
    assert "texte retiré" in answer.text
    assert world.label("manager") in answer.text
    assert "révisée 1 fois" in answer.text
    for forgotten in ("marché", "cahier", "chiffres"):
        assert forgotten not in answer.text.replace("4.2.2", "")
        assert forgotten not in words(page_of(answer))


def test_the_terminal_writes_the_file_where_it_is_told(tmp_path: Path) -> None:
    typed = "/instance décision Comex du 12/11/2020 « Lancer le marché »\n/instance relevé Comex\n"
    done = run(tmp_path, "chat", "--as", "comex", "--pictures", "fichiers", typed=typed)
    path = Path("fichiers") / "releve-comex-2020-11-12.html"
    assert f"Fichier : {path}" in done.stdout
    assert "Lancer le marché" in words(Page((tmp_path / path).read_text(encoding="utf-8")))


# Restricted projects


def test_a_restricted_project_is_in_no_part_of_the_minutes_of_others(world: World) -> None:
    comex(world)
    before = world.say("/instance relevé Comex", by="agent")
    world.say(f"/projet décision {SECRET} « Chiffrer les postes » en Comex du 12/11/2020", by="dgs")
    world.say(f"/projet action {SECRET} « Auditer » par dgs avant le 15/12/2020 en Comex du 12/11/2020", by="dgs")
    for by in ("agent", "comex", "appui"):
        after = world.say("/instance relevé Comex", by=by)
        assert after.text == before.text
        assert after.about == before.about
        assert file_of(after) == file_of(before)
    within = world.say("/instance relevé Comex", by="dgs")
    assert "3 décisions, 3 actions" in within.text
    assert within.projects == (SECRET,)
    # Those who may read it do so in private, and are told that the file is not for everybody.
    assert within.message.personal
    assert not before.message.personal
    for said in (within.text, words(page_of(within))):
        assert "cite un projet à lecture restreinte : ne le partagez pas" in said
    assert "restreinte" not in before.text
    assert "Chiffrer les postes" in words(page_of(within))


def test_a_meeting_of_restricted_projects_alone_is_not_there_for_others(world: World) -> None:
    world.say(f"/projet décision {SECRET} « Chiffrer les postes » en Comex du 12/11/2020", by="dgs")
    assert "1 décision" in world.say("/instance relevé Comex", by="dgs").text
    other = world.say("/instance relevé Comex du 11/11/2020", by="comex").text
    assert world.say("/instance relevé Comex du 12/11/2020", by="comex").text == other.replace("11 nov", "12 nov")
    assert "aucune réunion de l'instance « Comex »." in world.say("/instance relevé Comex", by="comex").text
    with world.database.read() as session:
        assert meetings.meetings(session, "comex", reader=NOBODY) == []
    # Once something else is decided there, the meeting is known, and only that.
    world.say("/instance décision Comex du 12/11/2020 « Attendre »", by="comex")
    assert "1 décision, 0 action" in world.say("/instance relevé Comex", by="comex").text
    with world.database.read() as session:
        assert meetings.last(session, "comex", date(2020, 11, 23), reader=NOBODY) == date(2020, 11, 12)
