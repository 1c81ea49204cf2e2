"""Each anomaly of the document meets, in the data, the behaviour that it asks for; answers do the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from storage.catalogue.entries import Axis, KeyResult, Objective, Pillar, Project, Theme
from storage.catalogue.reading import DATA
from storage.catalogue.surroundings import Anomaly, Commune, Community, Figure, KeyDate, Tool
from tests.catalogues import shipped


def result(code: str) -> KeyResult:
    return next(each for each in shipped().key_results if each.code == code)


def results(code: str) -> list[KeyResult]:
    return [each for each in shipped().key_results if each.objective == code]


def objective(code: str) -> Objective:
    return next(each for each in shipped().objectives if each.code == code)


def axis(code: str) -> Axis:
    return next(each for each in shipped().axes if each.code == code)


def pillar(number: int) -> Pillar:
    return next(each for each in shipped().pillars if each.number == number)


def project(key: str) -> Project:
    return next(each for each in shipped().projects if each.key == key)


def theme(key: str) -> Theme:
    return next(each for each in shipped().themes if each.key == key)


def community(key: str) -> Community:
    return next(each for each in shipped().communities if each.key == key)


def tool(key: str) -> Tool:
    return next(each for each in shipped().tools if each.key == key)


def figure(key: str) -> Figure:
    return next(each for each in shipped().figures if each.key == key)


def key_date(key: str) -> KeyDate:
    return next(each for each in shipped().key_dates if each.key == key)


def commune(name: str) -> Commune:
    return next(each for each in shipped().communes if each.name == name)


def anomaly(key: str) -> Anomaly:
    return next(each for each in shipped().anomalies if each.key == key)


def links(of: Objective | Project) -> set[str]:
    return {each.to for each in of.cross_references}


def files() -> str:
    """All that the catalogue prints, but the anomalies, which quote what the rest must not hold."""
    return "".join(path.read_text(encoding="utf-8") for path in DATA.glob("*.toml") if path.stem != "anomalies")


def share_one_deadline(code: str) -> bool:
    everyone = {each.code for each in results(code)}
    return all({each.code, *each.shared_with} == everyone for each in results(code))


def bare(term: str) -> bool:
    """The acronym is there, without an expansion, and leads to « DGS de Territoires »."""
    return any(each.term == term and "DGS de Territoires" in each.also_said for each in shipped().bare_terms)


SPELLINGS = {"GPEC", "GPEEC", "GPÉEC", "GPPEC"}
DGS = {"DGSC", "DGS CT", "DGST", "DGS de Territoires"}
SITES_ALONE = (
    "boues-de-sormiou",
    "decheterie-de-chateau-gombert",
    "reservoir-enterre-de-port-miou",
    "encorbellements-de-la-corniche-kennedy",
)

MEETS: dict[str, Callable[[], bool]] = {
    "dup_324_325": lambda: (
        result("3.2.4.a").statement == result("3.2.5.a").statement and "réserve" in (result("3.2.5.a").note or "")
    ),
    "dup_731_741": lambda: (
        result("7.3.1.a").statement == result("7.4.1.b").statement
        and "7.4.1" in links(objective("7.3.1"))
        and "7.3.1" in links(objective("7.4.1"))
    ),
    "typo_dha": lambda: "DHA" in result("3.2.3.a").statement and "DGA" in result("3.2.3.a").also_said,
    "typo_ancer": lambda: (
        pillar(3).title.startswith("Ancrer")
        and pillar(3).printed_title.startswith("ANCER")
        and "Ancer la culture de la performance" in pillar(3).also_said
    ),
    "typo_constuire": lambda: (
        result("3.2.6.a").statement.startswith("Constuire")
        and any(said.startswith("Construire") for said in result("3.2.6.a").also_said)
    ),
    "typo_retour": lambda: not any("feuille de retour" in each.statement for each in shipped().key_results),
    "typo_z0graviy": lambda: {"zogravity", "zero gravity", "z0graviy"} <= set(tool("z0gravity").also_said),
    "gpec": lambda: (
        all(
            len(SPELLINGS & {"GPEC", *said}) == 4
            for said in (objective("5.1.1").also_said, objective("5.3.2").also_said)
        )
        and "GPEC" in objective("2.1.2").also_said
        and "GPEC" in axis("5.1").also_said
    ),
    "dgs_ct": lambda: (
        set(objective("3.1.3").also_said) >= DGS
        and set(objective("3.2.1").also_said) >= DGS
        and bare("DGSC")
        and bare("DGSCT")
        and bare("DGST")
    ),
    "axe2_repeat": lambda: len(shipped().axes) == 24,
    "echeance_bullet": lambda: not any(each.statement.startswith("Échéance") for each in shipped().key_results),
    "echeance_glued": lambda: (
        [result(code).deadline.printed for code in ("1.1.1.d", "1.1.2.a", "1.1.3.a")]
        == ["T4 2021", "T2 2021", "T4 2021"]
        and not any("chéance" in each.title for each in shipped().objectives)
    ),
    "no_deadline_341": lambda: all(
        result(f"3.4.1.{letter}").deadline.printed == "T3 2020"
        and result(f"3.4.1.{letter}").ambiguous
        and "3.4.1.e" in result(f"3.4.1.{letter}").shared_with
        for letter in "bcd"
    ),
    "shared_deadlines": lambda: all(map(share_one_deadline, ("1.1.1", "3.1.3", "3.3.3", "4.2.3", "5.1.2"))),
    "double_421": lambda: all(
        each.deadline.dates == (date(2020, 12, 31), date(2021, 12, 31))
        and each.deadline.due_on == date(2021, 12, 31)
        and each.ambiguous
        for each in results("4.2.1")
    ),
    "order_421": lambda: (
        [each.see for each in result("4.2.1.a").milestones if each.due_on is None] == ["7.2.1", "pillar:3"]
    ),
    "double_121": lambda: (
        [(each.label, each.due_on) for each in result("1.2.1.a").milestones]
        == [("Mise en place de l'intranet", date(2020, 3, 31)), ("Passage en extranet", date(2020, 12, 31))]
    ),
    "intranet_dates": lambda: (
        not result("1.2.1.a").done
        and {"6.2.2", "4.2.1"} <= links(objective("1.2.1"))
        and {"1.2.1", "6.2.2", "date:m53"} <= links(project("intranet-metropolitain"))
        and "tool:mactu" in anomaly("intranet_dates").concerns
    ),
    "t2_2020_open": lambda: (
        [each.code for each in shipped().key_results if each.deadline.periods == ("T2 2020",) and not each.done]
        == ["5.2.1.a"]
    ),
    "salons_2020": lambda: (
        "en 2020" in result("5.2.3.a").statement
        and result("5.2.3.a").deadline.printed == "T2 2021"
        and "en 2020" in (result("5.2.3.a").note or "")
    ),
    "tdb_order": lambda: (
        result("3.2.1.a").deadline.printed == "T4 2020" and "premier trimestre 2021" in objective("3.2.1").body_facts[0]
    ),
    "accueil_2020": lambda: (
        result("5.3.1.a").deadline.printed == "T1 2021" and "fin 2020" in objective("5.3.1").body_facts[0]
    ),
    "connaissance_132": lambda: (
        result("1.3.2.a").targets[0].value == 100
        and result("1.3.2.a").deadline.printed == "T2 2021"
        and "multiplier par 2" in objective("1.3.2").body_facts[0]
    ),
    "body_only_222": lambda: (
        not result("2.2.2.a").targets and "5 autres organisations" in objective("2.2.2").body_facts[0]
    ),
    "body_only_432": lambda: len(results("4.3.2")) == 1 and "T1 2021" in objective("4.3.2").body_facts[1],
    "cap_managers_created": lambda: all(
        said in (community("cap_managers").created or "") for said in ("début 2019", "mars 2020", "se contredit")
    ),
    "projects_count": lambda: (
        {each.key: each.value for each in pillar(7).figures}
        == {
            "pilier-7-projets-a-suivre": "500",
            "pilier-7-projets-identifies": "+ DE 1000",
            "pilier-7-thematiques-de-politiques-publiques": "11",
        }
        and figure("projets-recenses").value == "près de 1 000"
    ),
    "theme_11": lambda: "11e" in (theme("administration-performante").note or ""),
    "axes_p5": lambda: all(len(axis(code).title) > len(axis(code).other_titles[0]) for code in ("5.1", "5.2")),
    "pillar_numbers": lambda: [each.number for each in shipped().pillars] == list(range(1, 8)),
    "part4_already_done": lambda: all(
        any(to.startswith("date:") for to in links(project(target.removeprefix("project:"))))
        for target in anomaly("part4_already_done").concerns
    ),
    "data_platform": lambda: {"4.4.1", "date:m19"} <= links(project("smart-metropole")) and not result("4.4.1.a").done,
    "years_part2": lambda: all(
        key_date(key).date is None and key_date(key).printed_date and key_date(key).stated_year is None
        for key in ("m55", "m73")
    ),
    "opendata_page": lambda: (key_date("m19").stated_year, key_date("m19").page_year) == (2018, 2017),
    "tense_pertuis": lambda: key_date("m51").date == "2018-07",
    "place_typos": lambda: all(
        said in project(key).also_said
        for key, said in (
            ("site-microship", "Microchip"),
            ("min-des-arnaux-et-somaty", "Arnavaux"),
            ("min-des-arnaux-et-somaty", "Saumaty"),
            ("projet-atlas", "La Ciotat Shipyards"),
            ("bhs-istres-miramas", "BHNS"),
            ("site-lepilotage", "lepilote"),
            ("bassins-de-retention-snake", "snake"),
        )
    ),
    "theme_misfit": lambda: (
        project("billetterie-des-reseaux-de-transports").theme == "gestion-urbaine"
        and "transports" in project("billetterie-des-reseaux-de-transports").statement
        and project("reservoir-enterre-de-port-miou").theme == "transition-ecologique-et-energetique"
        and "alimentation en eau" in project("reservoir-enterre-de-port-miou").statement
    ),
    "centrale_names": lambda: (
        "centrale d'achat mutualisée" in tool("centrale-d-achat-commune").also_named
        and "centrale d'achat mutualisée" in result("3.4.1.a").also_said
        and "centrale d'achat commune" in project("centrale-d-achat-mutualisee").also_said
    ),
    "missing_images": lambda: "répartition des agents par catégorie" in anomaly("missing_images").also_said,
    "part4_title": lambda: "Perspectives de projets 2020/2026" in anomaly("part4_title").also_said,
    "singular_label": lambda: [each.deadline.printed for each in results("2.1.4")] == ["fin 2020", "T1 2021"],
    "composite_611": lambda: (
        len(results("6.1.1")) == 1
        and result("6.1.1.a").ambiguous
        and "deux composantes" in (result("6.1.1.a").note or "")
    ),
    "pillar7_name": lambda: "gestion de projet" in pillar(7).also_said,
    "no_doc_date": lambda: all(
        each.done == ("réalisé" in each.deadline.printed.lower()) for each in shipped().key_results
    ),
    "empty_bullets": lambda: len(shipped().projects) == 87,
    "ocr_job_table": lambda: re.search(r"\b42(7[6-9]|8[01])\b", files()) is None,
    "title_statement_121": lambda: (
        "intranet" not in objective("1.2.1").title and "intranet" in result("1.2.1.a").statement
    ),
    "organigramme_twice": lambda: all("organigramme" in result(code).statement for code in ("3.1.3.a", "3.1.3.c")),
    "simplification_twice": lambda: (
        "2.3.2" in links(objective("3.2.2"))
        and "3.2.2" in links(objective("2.3.2"))
        and result("2.3.2.a").deadline.due_on == result("3.2.2.a").deadline.due_on
    ),
    "comex_counts": lambda: (
        (
            figure("comex-de-la-filiere-manageriale").value,
            figure("cap-managers-de-la-filiere-manageriale").value,
            [each.date for each in shipped().other_dates if "première concertation" in each.title],
        )
        == ("4", "3", ["2019-06 / 2019-10", "2019-07"])
    ),
    "ateliers_ambiguous": lambda: (
        figure("ateliers-de-3h30").printed == "7 ateliers de 3h30 sur chacun des piliers de la transformation"
    ),
    "thanks_list": lambda: community("cap_managers").size == "180 directeurs" and "emerciements" not in files(),
    "photo_noise": lambda: "©" not in files() and "Cavaou" not in files(),
    "place_abbrev": lambda: (
        all(
            said in commune(name).also_said
            for name, said in (
                ("Fos-sur-Mer", "Fos"),
                ("Berre-l'Étang", "Berre"),
                ("La Fare-les-Oliviers", "La Fare"),
                ("Salon-de-Provence", "Salon"),
            )
        )
        and "Fos-sur-Mer" in project("stations-d-epuration-et-methanisation-des-boues").deduced_communes
        and not any(project(key).communes or project(key).deduced_communes for key in SITES_ALONE)
    ),
}


def test_every_anomaly_is_looked_at() -> None:
    assert set(MEETS) == {each.key for each in shipped().anomalies}


@pytest.mark.parametrize("key", MEETS)
def test_the_data_meets_what_an_anomaly_asks(key: str) -> None:
    assert MEETS[key](), f"{anomaly(key).what} -> {anomaly(key).expected}"


def test_an_anomaly_leads_to_the_entries_it_concerns() -> None:
    # Two speak of the whole document.
    assert {each.key for each in shipped().anomalies if not each.concerns} == {"no_doc_date", "photo_noise"}


def test_a_commune_is_deduced_only_where_the_sentence_does_not_print_it() -> None:
    for each in shipped().projects:
        assert all(name in each.statement for name in each.communes), each.key
        assert not any(name in each.statement for name in each.deduced_communes), each.key
