"""A catalogue file that was spoilt is refused with the file, the entry, the field and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogues import copy, edit, problems

# The deadline of 4.2.2.b, field by field.
DEADLINE = 'imprimee = "T2 2021", periodes = ["T2 2021"], dates = [2021-06-30], retenue = 2021-06-30, ligne = 1365'
KEY_RESULT = "pilier-4.toml, objectif opérationnel 4.2.2.b"


SPOILT = {
    "a deadline's day is not the last of its quarter": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace("2021-06-30", "2021-06-29")),
        f"{KEY_RESULT}, champ « echeance → dates » : 29/06/2021 n'est pas le dernier jour de « T2 2021 ». "
        "Écrivez 2021-06-30.",
    ),
    "a deadline is a text alone": (
        ("pilier-4.toml", f"echeance = {{ {DEADLINE} }}", 'echeance = "T2 2021"'),
        f"{KEY_RESULT}, champ « echeance » : on attend ici un groupe de champs entre accolades, on lit « T2 2021 ». "
        'Écrivez par exemple : echeance = { imprimee = "T2 2021", periodes = ["T2 2021"], dates = [2021-06-30], '
        "retenue = 2021-06-30, ligne = 1365 }.",
    ),
    "a period is misspelt": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace('["T2 2021"]', '["T2 21"]')),
        f"{KEY_RESULT}, champ « echeance → periodes (1) » : « T2 21 » n'a pas la forme attendue. "
        'Écrivez par exemple : periodes = ["T4 2020", "T4 2021"] ou periodes = ["fin 2020"].',
    ),
    "a period is not the one printed": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace('imprimee = "T2', 'imprimee = "T3')),
        f"{KEY_RESULT}, champ « echeance → periodes » : « T2 2021 » n'est pas dans le texte imprimé « T3 2021 ». "
        "Corrigez l'un ou l'autre d'après le document.",
    ),
    "a period has no date": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace("dates = [2021-06-30]", "dates = []")),
        f"{KEY_RESULT}, champ « echeance → dates » : cette liste est vide. "
        "Donnez-lui au moins une valeur, ou retirez le champ s'il est facultatif.",
    ),
    "there are more dates than periods": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace("dates = [2021-06-30]", "dates = [2021-06-30, 2021-09-30]")),
        f"{KEY_RESULT}, champ « echeance → dates » : il en faut une par période, donc 1. "
        "Écrivez par exemple : dates = [2021-06-30].",
    ),
    "there are more labels than periods": (
        ("pilier-4.toml", DEADLINE, f'{DEADLINE}, libelles = ["un", "deux"]'),
        f"{KEY_RESULT}, champ « echeance → libelles » : il en faut une par période, donc 1. "
        'Écrivez par exemple : libelles = ["1er évènement"].',
    ),
    "the day to hold to is another": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace("retenue = 2021-06-30", "retenue = 2021-07-30")),
        f"{KEY_RESULT}, champ « echeance → retenue » : ce jour n'est pas l'une des dates. Écrivez 2021-06-30.",
    ),
    "the day to hold to has an hour": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace("retenue = 2021-06-30", "retenue = 2021-06-30T10:00:00")),
        f"{KEY_RESULT}, champ « echeance → retenue » : on attend ici une date sans guillemets et sans heure, "
        "on lit 2021-06-30 10:00. Écrivez par exemple : retenue = 2021-06-30.",
    ),
    "a line number is impossible": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace("ligne = 1365", "ligne = 0")),
        f"{KEY_RESULT}, champ « echeance → ligne » : 0 est hors des limites. Écrivez par exemple : ligne = 1320.",
    ),
    "it is printed as done and not said so": (
        ("pilier-4.toml", DEADLINE, DEADLINE.replace('imprimee = "T2', 'imprimee = "RÉALISÉ T2')),
        f"{KEY_RESULT}, champ « realise » : l'échéance imprimée dit « réalisé ». "
        "Écrivez realise = true, ou corrigez le texte imprimé.",
    ),
    "it is said done and not printed so": (
        ("pilier-4.toml", f"echeance = {{ {DEADLINE} }}", f"echeance = {{ {DEADLINE} }}\nrealise = true"),
        f"{KEY_RESULT}, champ « realise » : l'échéance imprimée ne dit pas « réalisé ». "
        "Retirez ce champ, ou corrigez le texte imprimé.",
    ),
    "a word is not in the table": (
        ("pilier-4.toml", 'genre = "pourcentage", valeur = 90', 'genre = "pourcent", valeur = 90'),
        f"{KEY_RESULT}, champ « cibles (1) → genre » : « pourcent » n'est pas un mot attendu ici. "
        "Mots possibles : pourcentage, nombre, durée, ratio.",
    ),
    "a number is a text": (
        ("pilier-4.toml", 'genre = "pourcentage", valeur = 90', 'genre = "pourcentage", valeur = "90"'),
        f"{KEY_RESULT}, champ « cibles (1) → valeur » : on attend ici un nombre, sans guillemets, on lit « 90 ». "
        'Écrivez par exemple : valeur = 90 pour une cible, valeur = "1 840 000" pour un chiffre clé.',
    ),
    "a percentage is too high": (
        ("pilier-4.toml", 'genre = "pourcentage", valeur = 90', 'genre = "pourcentage", valeur = 190'),
        f"{KEY_RESULT}, champ « cibles (1) → valeur » : un pourcentage ne dépasse pas 100. "
        'Corrigez la valeur, ou écrivez genre = "nombre".',
    ),
    "a milestone's day is not the last of its month": (
        ("pilier-4.toml", 'imprime = "avril 2020", date = 2020-04-30', 'imprime = "avril 2020", date = 2020-05-31'),
        "pilier-4.toml, objectif opérationnel 4.2.1.a, champ « jalons (1) → date » : 31/05/2020 n'est pas le dernier "
        "jour de « avril 2020 ». Écrivez 2020-04-30.",
    ),
    "a recurrence ends before it begins": (
        ("pilier-4.toml", "jusqu_au = 2026-12-31", "jusqu_au = 2020-12-31"),
        "pilier-4.toml, objectif opérationnel 4.3.1.a, champ « recurrence → jusqu_au » : la fin vient avant le début. "
        "Corrigez depuis ou jusqu_au.",
    ),
    "a field is not known": (
        ("pilier-4.toml", 'genre = "pourcentage", valeur = 90', 'genre = "pourcentage", plafond = 99, valeur = 90'),
        f"{KEY_RESULT}, champ « cibles (1) → plafond » : ce champ n'est pas connu. "
        "Champs possibles : genre, valeur, unite, quoi, sens, jusqu_a.",
    ),
    "a field is misspelt": (
        ("pilier-4.toml", "lecture_ambigue = true", "lecture_ambigu = true"),
        "pilier-4.toml, objectif opérationnel 4.2.1.a, champ « lecture_ambigu » : ce champ n'est pas connu. "
        "Vouliez-vous écrire « lecture_ambigue » ? Champs possibles : code, enonce, ligne, echeance, realise, cibles, "
        "recurrence, jalons, partagee_avec, lecture_ambigue, note, a_savoir, aussi_dit.",
    ),
    "a field is missing": (
        ("pilier-4.toml", 'titre = "Accompagner le Big Bang digital"\n', ""),
        "pilier-4.toml, champ « titre » : ce champ manque. "
        'Écrivez par exemple : titre = "Mesurer les usages et la maturité digitale des collaborateurs".',
    ),
    "an entry has no code": (
        ("pilier-4.toml", 'code = "4.2.2.b"\n', ""),
        "pilier-4.toml, objectif opérationnel n° 6 du fichier, champ « code » : ce champ manque. "
        'Écrivez par exemple : code = "4.2.2.b".',
    ),
    "a letter is skipped": (
        ("pilier-4.toml", 'code = "4.2.2.b"', 'code = "4.2.2.c"'),
        "pilier-4.toml, objectif opérationnel 4.2.2.c, champ « code » : 4.2.2.c ne suit pas le précédent. "
        "Écrivez « 4.2.2.b », ou remettez les entrées dans l'ordre.",
    ),
    "a code belongs to nothing": (
        ("pilier-4.toml", 'code = "4.2.2.b"', 'code = "4.2.9.b"'),
        "pilier-4.toml, objectif opérationnel 4.2.9.b, champ « code » : 4.2.9.b n'a pas sa place ici : 4.2.9 n'est "
        "pas dans ce fichier. Corrigez le code, ou ajoutez 4.2.9.",
    ),
    "a text is blank": (
        ("pilier-4.toml", 'enonce = "Mettre en place le schéma directeur"', 'enonce = " "'),
        "pilier-4.toml, objectif opérationnel 4.1.1.a, champ « enonce » : ce texte est vide, commence ou finit par un "
        "espace, ou tient sur plusieurs lignes. Écrivez-le d'un trait entre guillemets, par exemple "
        '"Mettre en place le schéma directeur".',
    ),
    "the pillar is another": (
        ("pilier-4.toml", "numero = 4", "numero = 5"),
        "pilier-4.toml, champ « numero » : ce numéro n'est pas celui du nom du fichier. Écrivez numero = 4.",
    ),
    "a reference leads nowhere": (
        ("pilier-4.toml", 'vers = "2.3.4"', 'vers = "2.3.9"'),
        "pilier-4.toml, objectif 4.2.2, champ « renvois » : « 2.3.9 » ne mène à rien. Vérifiez le code ou la clé. "
        'Écrivez par exemple : vers = "6.2.2", vers = "pilier 4" ou vers = "projet diams".',
    ),
    "a reference is a sentence": (
        ("pilier-4.toml", 'vers = "2.3.4"', 'vers = "le pilier 2"'),
        "pilier-4.toml, objectif 4.2.2, champ « renvois (1) → vers » : « le pilier 2 » n'est pas un renvoi. "
        'Écrivez par exemple : vers = "6.2.2", vers = "pilier 4" ou vers = "projet diams".',
    ),
    "a deadline is shared on one side only": (
        ("pilier-3.toml", 'partagee_avec = ["3.3.3.a"]\n', ""),
        "pilier-3.toml, objectif opérationnel 3.3.3.a, champ « partagee_avec » : 3.3.3.b n'existe pas dans cet "
        "objectif, n'a pas la même échéance, ou ne nomme pas celui-ci en retour. Une échéance partagée se dit des "
        'deux côtés : partagee_avec = ["1.1.1.b", "1.1.1.c"].',
    ),
    "a commune is misspelt": (
        ("projets.toml", 'communes = ["Istres", "Miramas"]', 'communes = ["Istre", "Miramas"]'),
        "projets.toml, projet bhs-istres-miramas, champ « communes » : la commune « Istre » n'est pas dans "
        "territoires.toml. Écrivez « Istres ».",
    ),
    "a commune is elsewhere": (
        ("projets.toml", 'communes = ["Istres", "Miramas"]', 'communes = ["Zzz", "Miramas"]'),
        "projets.toml, projet bhs-istres-miramas, champ « communes » : la commune « Zzz » n'est pas dans "
        "territoires.toml. Ajoutez-la dans territoires.toml, ou mettez ce lieu dans sites.",
    ),
    "a commune is printed and deduced": (
        (
            "projets.toml",
            'communes_deduites = ["Fos-sur-Mer"]',
            'communes = ["Fos-sur-Mer"]\ncommunes_deduites = ["Fos-sur-Mer"]',
        ),
        "projets.toml, projet eolien-offshore-flottant-provence-grand-large, champ « communes_deduites » : "
        "« Fos-sur-Mer » est déjà dans communes. Donnez-lui un autre nom, ou retirez l'une des deux entrées.",
    ),
    "a theme is misspelt": (
        ("projets.toml", 'thematique = "gestion-urbaine"', 'thematique = "gestion-urbane"'),
        "projets.toml, projet gestion-des-dechets-des-professionnels, champ « thematique » : la thématique "
        "« gestion-urbane » n'existe pas. Écrivez « gestion-urbaine ».",
    ),
    "a key is a title": (
        ("projets.toml", 'cle = "contrats-de-ville"', 'cle = "Contrats de ville"'),
        "projets.toml, projet Contrats de ville, champ « cle » : « Contrats de ville » n'a pas la forme attendue. "
        'Écrivez par exemple : cle = "programme-stratobus".',
    ),
    "a key is used twice": (
        ("projets.toml", 'cle = "contrats-de-ville"', 'cle = "diams"'),
        "projets.toml, projet diams, champ « cle » : « diams » est déjà dans projets.toml. "
        "Donnez-lui un autre nom, ou retirez l'une des deux entrées.",
    ),
    "a name of one commune leads to another": (
        ("territoires.toml", '"Fos"', '"Istres"'),
        "territoires.toml, commune Fos-sur-Mer, champ « aussi_dit » : « Istres » est déjà dans commune Istres. "
        "Donnez-lui un autre nom, ou retirez l'une des deux entrées.",
    ),
    "a commune with another name is nowhere": (
        ("territoires.toml", 'nom = "Fos-sur-Mer"', 'nom = "Fos sur Mer"'),
        "territoires.toml, commune Fos sur Mer, champ « nom » : la commune « Fos sur Mer » n'est pas dans "
        "territoires.toml. Écrivez « Fos-sur-Mer ».",
    ),
    "a year is not that of the date": (
        ("dates.toml", "annee_imprimee = 2016", "annee_imprimee = 2017"),
        "dates.toml, date clé m01, champ « annee_imprimee » : cette date n'est pas de l'année imprimée. "
        "Écrivez annee_imprimee = 2016, ou corrigez la date.",
    ),
    "a list is a text": (
        ("anomalies.toml", 'concerne = ["3.2.3.a"]', 'concerne = "3.2.3.a"'),
        "anomalies.toml, anomalie typo_dha, champ « concerne » : on attend ici une liste entre crochets, on lit "
        '« 3.2.3.a ». Écrivez par exemple : concerne = ["4.2.1.a", "projet site-microship"].',
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_entry_is_told_with_its_remedy(case: str, tmp_path: Path) -> None:
    change, said = SPOILT[case]
    folder = copy(tmp_path)
    edit(folder, *change)
    assert problems(folder) == [said]
