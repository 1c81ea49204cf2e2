"""Results: nothing before the end, what counts give, the relevé, exports, and what is attached afterwards."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bot.pictures import draw
from commands.message import File, Picture
from commands.polls.export import safe
from tests.polls import directors, members, opened, vote
from tests.world import Answer, World


def voted(world: World, line: str, ballots: dict[str, int], *, more: int = 0) -> tuple[int, Answer]:
    """A poll in which so many cast each ballot, and what its closing answers."""
    if more:
        directors(world, more)
    number = opened(world, line)
    typed = [each for each, times in ballots.items() for _ in range(times)]
    for handle, each in zip(members(world), typed, strict=False):
        vote(world, number, handle, each)
    return number, world.say(f"sondage clore {number}", by="appui")


def test_nothing_is_shown_before_the_end_unless_asked_for(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif")
    vote(world, number, "cap-managers", "1")
    answer = world.say(f"sondage résultats {number}", by="cap-managers").text
    assert "Participation : 1 votant sur 8 participants" in answer
    assert "1 voix" not in answer
    live = opened(world, "CAP Managers : Lequel ? | a | b --nominatif --direct")
    vote(world, live, "cap-managers", "1")
    assert "a : 1 voix (100 %)" in world.say(f"sondage résultats {live}", by="cap-managers").text
    assert "Vous n'avez pas" in world.say(f"sondage résultats {live}", by="agent").text


def test_counts_shares_quorum_and_majority(sqlite_world: World) -> None:
    line = "CAP Managers : Lequel ? | a | b --quorum 50 % --majorité absolue"
    _, answer = voted(sqlite_world, line, {"1": 12, "2": 7}, more=20)
    assert "Participation : 19 votants sur 28 participants (68 %)" in answer.text
    assert "Quorum (50 % des participants) : atteint" in answer.text
    assert "a : 12 voix (63 %)" in answer.text
    assert "En tête : a" in answer.text
    assert "Majorité absolue des voix exprimées : atteinte" in answer.text


def test_a_tie_is_announced_and_nothing_settles_it(sqlite_world: World) -> None:
    _, answer = voted(sqlite_world, "CAP Managers : Lequel ? | a | b --nominatif --majorité absolue", {"1": 4, "2": 4})
    assert "Égalité en tête : a et b. Rien ne les départage." in answer.text
    assert "Majorité absolue des voix exprimées : non atteinte" in answer.text


def test_small_groups_are_not_shown_nor_worked_out(sqlite_world: World) -> None:
    _, answer = voted(sqlite_world, "CAP Managers : Lequel ? | a | b | c", {"1": 20, "2": 6, "3": 2}, more=20)
    assert "a : 20 voix" in answer.text
    assert "b : non communiqué" in answer.text
    assert "c : non communiqué" in answer.text
    assert "Les effectifs de moins de 5 ne sont pas communiqués" in answer.text


def test_the_option_of_nearly_everybody_is_named_without_a_figure(sqlite_world: World) -> None:
    _, answer = voted(sqlite_world, "CAP Managers : D'accord ? | oui | non", {"1": 26, "2": 2}, more=20)
    assert "En tête, avec plus des trois quarts des voix : oui" in answer.text
    assert "26" not in answer.text


def test_few_answers_are_not_shown_at_all(sqlite_world: World) -> None:
    _, answer = voted(sqlite_world, "CAP Managers : D'accord ? | oui | non --secret", {"1": 4})
    assert "Résultat non communiqué : moins de 5 réponses" in answer.text


def test_a_mean_is_not_given_beside_counts_that_it_would_tell(sqlite_world: World) -> None:
    _number, answer = voted(sqlite_world, "CAP Managers : Note ? --note 5 --secret", {"5": 20, "4": 8}, more=20)
    assert "Note moyenne : 4,5" in answer.text
    assert "20 réponses" not in answer.text
    assert "médiane" not in answer.text


def test_a_ranking_says_its_method_its_rounds_and_its_ties(sqlite_world: World) -> None:
    line = "CAP Managers : Ordre ? | a | b | c --classement --nominatif"
    _, answer = voted(sqlite_world, line, {"1 2 3": 3, "2 1 3": 3, "3 2 1": 2})
    assert "1. b\n2. a\n3. c" in answer.text
    assert "Tour 1 : a 3, b 3, c 2" in answer.text
    assert "Méthode : vote alternatif." in answer.text
    tied = voted(sqlite_world, line, {"1": 4, "2": 4})[1].text
    assert "Égalité entre a et b : départagés par l'ordre de la liste, b est écarté." in tied


def test_a_secret_ranking_says_its_order_and_no_round(sqlite_world: World) -> None:
    line = "CAP Managers : Ordre ? | a | b | c --classement --secret"
    _, answer = voted(sqlite_world, line, {"1 2 3": 3, "2 1 3": 3, "3 2 1": 2})
    assert "1. b\n2. a\n3. c" in answer.text
    assert "Tour 1" not in answer.text


def test_weighted_criteria_help_to_decide_and_are_weighed_anew(sqlite_world: World) -> None:
    line = "CAP Managers : Que lancer ? | Tramway | Vélo --critères Importance 3, Urgence 1 --nominatif"
    number, answer = voted(sqlite_world, line, {"5 1 2 4": 8})
    assert "Aide à l'arbitrage, la décision appartient aux élus." in answer.text
    assert "Important, non urgent : Tramway" in answer.text
    assert "Urgent, moins important : Vélo" in answer.text
    assert "Note pondérée : 4,00" in answer.text
    again = sqlite_world.say(f"sondage pondérer {number} 1 9", by="appui").text
    assert again.index("Vélo") < again.index("Tramway")
    assert "2 poids de 1 à 10" in sqlite_world.say(f"sondage pondérer {number} 11", by="appui").text


def test_a_quiz_says_ones_score_to_oneself_only(sqlite_world: World) -> None:
    world = sqlite_world
    line = "CAP Managers : Quiz ? | Combien d'agents ? : 4500 / 8225* | Combien de communes ? : 92* / 18 --quiz"
    number = opened(world, line)
    own = vote(world, number, "cap-managers", "2 2")
    assert "Votre score, que vous seul voyez : 1 bonne réponse sur 2." in own.text
    for handle in members(world):
        vote(world, number, handle, "2 1")
    result = world.say(f"sondage clore {number}", by="appui").text
    assert "1. 8225" in result
    assert "cap-managers" not in result


def test_the_minutes_say_all_that_made_the_result(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel <b>? | a & co | =1+1 --nominatif --quorum 4 --clos vendredi 17h")
    world.say(f"sondage prolonger {number} lundi 30/11/2020 12h", by="appui")
    vote(world, number, "cap-managers", "2")
    world.say(f"sondage clore {number}", by="appui")
    world.say(f"sondage décision {number} Retenir le second scénario", by="appui")
    answer = world.say(f"sondage relevé {number}", by="cap-managers")
    assert "Participants : CAP Managers, 8 personnes, liste arrêtée le lundi 23 novembre 2020 à 12 h" in answer.text
    assert "Quorum (4 votants) : non atteint" in answer.text
    assert "prolongé du vendredi 27 novembre 2020 à 17 h au lundi 30 novembre 2020 à 12 h" in answer.text
    assert "clos avant la fin prévue, le lundi 30 novembre 2020 à 12 h" in answer.text
    assert "décision : « Retenir le second scénario »" in answer.text
    (page,) = [block for block in answer.message.blocks if isinstance(block, File)]
    assert page.name == f"sondage-{number}.html"
    assert "Lequel &lt;b&gt;?" in page.content.decode()
    assert "a &amp; co" in page.content.decode()


def test_exports_hold_no_formula(sqlite_world: World) -> None:
    world = sqlite_world
    line = '@cap-managers, @manager : =cmd()? | =HYPERLINK("http://x") | +1 --nominatif'
    number = opened(world, line, by="appui")
    vote(world, number, "manager", "1")
    world.say(f"sondage clore {number}", by="appui")
    answer = world.say(f"sondage exporter {number}", by="appui")
    sheet_file, table_file = [block for block in answer.message.blocks if isinstance(block, File)]
    book = load_workbook(BytesIO(sheet_file.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert '=HYPERLINK("http://x")' in [cell.value for cell in cells]
    rows = list(csv.reader(StringIO(table_file.content.decode("utf-8-sig")), delimiter=";"))
    assert ['\'=HYPERLINK("http://x")', "1"] in rows
    assert ["Participation (%)", "50,0"] in rows


@pytest.mark.parametrize("typed", ["=1", "+1", "-1", "@x", "\tx", "＝1"])  # noqa: RUF001 full-width forms count too
def test_what_a_spreadsheet_would_compute_is_text(typed: str) -> None:
    assert safe(typed) == f"'{typed}"


def test_a_poll_becomes_a_value_with_its_source_date_and_participation(sqlite_world: World) -> None:
    world = sqlite_world
    world.lead("4.2.2", "cap-managers")
    line = "CAP Managers : Utilisez-vous les outils ? | oui | non --nominatif"
    number, _ = voted(world, line, {"1": 4, "2": 2})
    asked = world.say(f"sondage valeur {number} 4.2.2.b", by="cap-managers")
    assert "[1] oui (67 %)  [2] non (33 %)" in asked.text
    answer = world.say(asked.says[0], by="cap-managers")
    assert answer.kind == "recorded", answer.text
    assert "67 %" in answer.text
    history = world.say("objectif historique 4.2.2.b", by="cap-managers").text
    assert f"sondage n° {number} du 23 novembre 2020, participation 75 %" in history
    assert "valeur enregistrée pour 4.2.2.b" in world.say(f"sondage relevé {number}", by="appui").text
    assert "pas le droit" in world.say(asked.says[0], by="manager").text


def test_the_mean_that_is_shown_may_be_recorded_and_a_ranking_gives_no_value(sqlite_world: World) -> None:
    world = sqlite_world
    world.lead("4.2.2", "cap-managers")
    number, _ = voted(world, "CAP Managers : Note ? --note 10 --nominatif", {"8": 4, "7": 4})
    answer = world.say(f"sondage valeur {number} 4.2.2.b", by="cap-managers")
    assert "7,5" in answer.text
    ranking, _ = voted(world, "CAP Managers : Ordre ? | a | b --classement", {"1 2": 8})
    assert "ne donne pas de nombre" in world.say(f"sondage valeur {ranking} 4.2.2.b", by="cap-managers").text


def test_a_hundred_and_eighty_voters_with_long_names_are_counted_shown_and_drawn(sqlite_world: World) -> None:
    world = sqlite_world
    directors(world, 172, label="Direction générale adjointe de la coordination des politiques publiques " * 3 + "{}")
    options = " | ".join(
        f"Choix {rank} dont l'intitulé est vraiment très long et se replie sur deux lignes" for rank in range(12)
    )
    number = opened(world, f"CAP Managers : Lequel de ces choix faut-il retenir ? | {options} --nominatif")
    for rank, handle in enumerate(members(world)):
        vote(world, number, handle, str(rank % 12 + 1))
    answer = world.say(f"sondage clore {number}", by="appui")
    assert "180 votants sur 180 participants (100 %)" in answer.text
    assert "Et 150 autres votants, dans l'export." in answer.text
    (picture,) = [block for block in answer.message.blocks if isinstance(block, Picture)]
    assert draw(picture.chart).startswith(b"\x89PNG")
    exported = world.say(f"sondage exporter {number}", by="appui")
    book = load_workbook(BytesIO(next(b.content for b in exported.message.blocks if isinstance(b, File))))
    assert book["Réponses"].max_row == 181
