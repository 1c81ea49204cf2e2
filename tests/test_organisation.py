"""The organisation files: how they are read, what is said of their faults, and the example that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.organisation.delimited import decoded, separator_of
from storage.organisation.entries import Organisation
from storage.organisation.files import EXAMPLE, OrganisationError
from storage.organisation.reading import read_organisation
from storage.organisation.vocabulary import CSV_SECTIONS, KEYS, ROLES
from storage.rows.organisation import LeadRole, Role
from tests.organisations import KNOWN, PERSONS, UNITS, Write, plain, shipped_codes, writer


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


def problems(path: Path) -> list[str]:
    with pytest.raises(OrganisationError) as refused:
        read_organisation(path, known=KNOWN)
    return [plain(each) for each in refused.value.problems]


# Reading


def test_the_sections_are_read_from_toml_and_from_csv_alike(write: Write) -> None:
    path = write(
        UNITS,
        personnes="Identifiant;Libellé;Unité;Rôles;Slack;Fictif\nvelo;Chef de projet Vélo;direction;"
        "chef de projet, ambassadrice : dga;U0AAAAAA1|U0AAAAAA2;oui\n",
        comptes="personne;plateforme;compte\nvelo;matrix;@velo:exemple.fr\n",
    )
    organisation = read_organisation(path, known=KNOWN)
    (person,) = organisation.persons
    assert (person.handle, person.label, person.unit, person.fictitious) == (
        "velo",
        "Chef de projet Vélo",
        "direction",
        True,
    )
    assert [(given.role, given.unit) for given in person.roles] == [
        (Role.PROJECT_MANAGER, None),
        (Role.AMBASSADOR, "dga"),
    ]
    assert person.slack == ("U0AAAAAA1", "U0AAAAAA2")
    assert organisation.accounts[0].account == "@velo:exemple.fr"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_csv_file_is_read_in_the_encoding_and_with_the_separator_of_any_spreadsheet(
    write: Write, encoding: str, separator: str
) -> None:
    rows = [("identifiant", "libelle"), ("ete", "Chef de file « Été »"), ("noel", "Chef de file Noël, adjoint; ou non")]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    path = write("", personnes=text.encode(encoding))
    labels = [person.label for person in read_organisation(path, known=KNOWN).persons]
    assert labels == ["Chef de file « Été »", "Chef de file Noël, adjoint; ou non"]


def test_cells_that_a_spreadsheet_would_compute_stay_text(write: Write) -> None:
    path = write("", personnes="identifiant;libelle\na;=1+1\nb;+33 4\nc;-cmd\nd;@SUM(A1)\n")
    labels = [person.label for person in read_organisation(path, known=KNOWN).persons]
    assert labels == ["=1+1", "+33 4", "-cmd", "@SUM(A1)"]


def test_a_separator_is_not_mistaken_for_commas_in_sentences() -> None:
    assert separator_of("cle;nom\na;Un, deux, trois\nb;Quatre\n") == ";"
    assert separator_of("cle\na\nb\n") == ";"
    assert decoded(b"d\xe9j\xe0 \x80") == "déjà €"


def test_a_line_number_is_the_one_that_a_spreadsheet_shows(write: Write) -> None:
    path = write("", personnes='identifiant;libelle\na;"Deux\nlignes"\n\nb;\n')
    assert problems(path) == ["personnes.csv, ligne 5, « libelle » : cette clé est obligatoire. Ajoutez-la."]


# Faults


def test_every_problem_is_told_at_once_with_its_file_its_entry_its_key_and_its_remedy(write: Write) -> None:
    path = write(
        UNITS
        + """
[[personnes]]
identifiant = "velo"
libelle = "Chef de projet Vélo"
unite = "directoin"
roles = ["ambasadeur"]

[[chefs_de_file]]
objectif = "4.1.9"
personne = "vélo"
"""
    )
    assert problems(path) == [
        "organisation.toml, [[personnes]] n° 1 (velo), « roles » : « ambasadeur » n'est pas connu. Vouliez-vous dire "
        "« ambassadeur » ? Valeurs admises : « agent », « encadrant », « ambassadeur », « membre du CAP Managers », "
        "« chef de projet », « chef de file », « cellule d'appui », « Comex » ou « administrateur ».",
        "organisation.toml, [[chefs_de_file]] n° 1 (4.1.9), « personne » : « vélo » ne peut pas servir d'identifiant. "
        "Employez des minuscules sans accent, des chiffres, des tirets ou des points, 60 caractères au plus.",
    ]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[unites]]\ncle = "a"\nnom = "A"\nnature = "direction"\nparent = "z"', "l'unité « z » n'est pas déclarée."),
        ('[[unites]]\ncle = "a"\nnom = "A"\nnature = "bureau"', "« bureau » n'est pas connu."),
        ('[[personnes]]\nidentifiant = "a"\nlibelle = "A"\nunite = "z"', "l'unité « z » n'est pas déclarée."),
        (
            '[[personnes]]\nidentifiant = "a"\nlibelle = "A"\nroles = ["agent : z"]',
            "« roles » : l'unité « z » n'est pas déclarée.",
        ),
        (
            PERSONS.replace('unite = "direction"\n', "").replace(" : direction", "")
            + '[[personnes]]\nidentifiant = "Velo"\nlibelle = "B"',
            "« velo » est déjà déclaré (organisation.toml, [[personnes]] n° 2 (velo)).",
        ),
        (
            '[[personnes]]\nidentifiant = "a"\nlibelle = "A"\nslack = "U0AAAAAA1"\n'
            '[[comptes]]\npersonne = "a"\nplateforme = "slack"\ncompte = "U0AAAAAA1"',
            "le compte « U0AAAAAA1 » est déjà donné (organisation.toml, [[personnes]] n° 1 (a)).",
        ),
        ('[[personnes]]\nidentifiant = "a"\nlibelle = "A"\nslack = "@moi"', "« @moi » n'est pas un compte slack."),
        (
            '[[personnes]]\nidentifiant = "a"\nlibelle = "A"\n'
            '[[comptes]]\npersonne = "a"\nplateforme = "matrix"\ncompte = "moi"',
            "« moi » n'est pas un compte matrix.",
        ),
        ('[[communautes]]\ncle = "cap-manager"', "n'est pas au catalogue. Vouliez-vous dire « cap_managers » ?"),
        ('[[communautes]]\ncle = "comex"\nslack = "#comex"', "« #comex » n'est pas un lieu slack."),
        ('[[communautes]]\ncle = "comex"\nmatrix = "comex"', "« comex » n'est pas un lieu matrix."),
        ('[[communautes]]\ncle = "comex"\ngroupe_slack = "tous"', "n'est pas un groupe d'utilisateurs Slack."),
        ('[[communautes]]\ncle = "comex"\nmembres = ["x"]', "la personne « x » n'est pas déclarée."),
        ('[[membres]]\ncommunaute = "copil"\npersonne = "x"', "la communauté « copil » n'est pas au catalogue."),
        ('[[chefs_de_file]]\nobjectif = "4.1.2"\npersonne = "x"', "Vouliez-vous dire « 4.1.1 » ?"),
        (
            '[[chefs_de_file]]\nobjectif = "4.2.2.b"\npersonne = "x"',
            "« 4.2.2.b » est un objectif opérationnel. Le chef de file est désigné pour l'objectif entier : "
            "écrivez « 4.2.2 ».",
        ),
        ('[[chefs_de_file]]\nobjectif = "plan-velo"\npersonne = "x"', "est un projet, qui n'a pas de chef de file."),
        (
            '[[chefs_de_file]]\nobjectif = "4.2.2"\npersonne = "x"\nrole = "porteur"',
            "« role » : le rôle « porteur » ne vaut que pour un projet.",
        ),
        ('[[projets]]\ncle = "plan-velo"\nchef_de_file = "x"', "un chef de file n'est désigné que pour un objectif"),
        ('[[projets]]\ncle = "4.2.2"', "« 4.2.2 » est un objectif."),
        ('[[projets]]\ncle = "plan-velos"', "n'est pas au catalogue. Vouliez-vous dire « plan-velo » ?"),
        ('[[projets]]\ncle = "plan-velo"\nnom = "Plan"', "qui donne déjà son nom et sa thématique."),
        ('[[projets]]\ncle = "neuf"\nnom = "N"\nthematique = "x"', "la thématique « x » n'est pas au catalogue."),
        ('[[projets]]\ncle = "plan-velo"\ncercle = "x"', "le cercle « x » n'est pas déclaré."),
        ('[[cercles]]\ncle = "c"\nnom = "C"\nunites = ["x"]', "l'unité « x » n'est pas déclarée."),
        ('[[cercles]]\ncle = "c"\nnom = "C"\nfictif = "peut-être"', "« oui » ou « non »"),
        ('[[cercles]]\ncle = "c"\nnom = ""', "« nom » : la valeur est vide."),
        ('[[cercles]]\ncle = "c"\nnom = 3', "« nom » : un texte est attendu, entre guillemets."),
        ('[[cercles]]\ncle = "c"\nnom = "C"\nmembres = 3', "« membres » : une liste de textes est attendue"),
        ('[[cercles]]\ncle = "c"\nnon = "C"', "« non » : clé inconnue. Vouliez-vous dire « nom » ?"),
        (f'[[cercles]]\ncle = "c"\nnom = "{"x" * 301}"', "le texte dépasse 300 caractères."),
        ('[[personnes]]\nidentifiant = "a"\nlibelle = "A"\nroles = [3]', "« roles » : un texte est attendu"),
        ('[[unites]]\ncle = "a"\nnom = "A"\nnature = 3', "« nature » : un texte est attendu"),
        ("[[personne]]", "« personne » : section inconnue. Vouliez-vous dire « personnes » ?"),
        ("[personnes]", "chaque entrée doit commencer par [[personnes]]"),
        ("[[personnes]]\nidentifiant = 4.2.2", "organisation.toml, ligne 2 : la syntaxe n'est pas comprise."),
    ],
)
def test_a_fault_is_told_with_what_to_do(write: Write, toml: str, said: str) -> None:
    assert any(said in each for each in problems(write(toml))), problems(write(toml))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("personnes", "", "personnes.csv : ce fichier est vide."),
        ("personnes", "identifiant;prénom\na;b\n", "personnes.csv, ligne 1, « prénom » : clé inconnue."),
        ("personnes", "libelle;Libellé\na;b\n", "« Libellé » : cette colonne apparaît deux fois."),
        ("personnes", "identifiant;libelle\na;A;B\n", "personnes.csv, ligne 2 : cette ligne a plus de cases"),
        ("unites", "cle;nom;nature\na;A;\n", "unites.csv, ligne 2, « nature » : cette clé est obligatoire."),
        ("personnes", 'identifiant;libelle\na;"' + "x" * 200_000, "n'est pas un tableau lisible."),
    ],
)
def test_a_fault_of_a_table_is_told_with_its_line(write: Write, name: str, content: str, said: str) -> None:
    assert any(said in each for each in problems(write("", **{name: content})))


def test_a_cycle_of_units_is_told_once(write: Write) -> None:
    lines = "cle;nom;nature;parent\na;A;DGA;c\nb;B;direction;a\nc;C;service;b\nd;D;service;c\n"
    assert problems(write("", unites=lines)) == [
        "unites.csv, ligne 2, « parent » : ces unités tournent en rond : a → c → b → a. "
        "Retirez « parent » à celle qui est au-dessus des autres."
    ]


def test_an_objective_has_one_chef_de_file_and_as_many_contributors_as_wanted(write: Write) -> None:
    table = "objectif;personne;role\n4.2.2;marche;\n4.2.2;velo;contributeur\n4.2.2;velo;chef de file\n"
    assert problems(write(UNITS + PERSONS, chefs_de_file=table)) == [
        "chefs_de_file.csv, ligne 4, « objectif » : l'objectif « 4.2.2 » a déjà un chef de file "
        "(chefs_de_file.csv, ligne 2). Gardez-en un, et donnez aux autres le rôle « contributeur »."
    ]


def test_who_holds_a_restricted_project_must_be_able_to_read_it(write: Write) -> None:
    restricted = """
[[cercles]]
cle = "c"
nom = "C"
unites = ["dga"]

[[projets]]
cle = "plan-velo"
cercle = "c"
porteur = "marche"
chef_de_projet = "velo"
"""
    assert problems(write(UNITS + PERSONS + restricted)) == [
        "organisation.toml, [[projets]] n° 1 (plan-velo), « chef_de_projet » : « velo » ne pourrait pas lire ce "
        "projet, réservé au cercle « c ». Ajoutez cette personne, ou son unité, au cercle."
    ]


def test_a_reference_to_an_entry_already_refused_is_no_second_problem(write: Write) -> None:
    toml = '[[personnes]]\nidentifiant = "a"\n[[membres]]\ncommunaute = "comex"\npersonne = "a"'
    assert problems(write(toml)) == [
        "organisation.toml, [[personnes]] n° 1 (a), « libelle » : cette clé est obligatoire. Ajoutez-la."
    ]


def test_an_absent_file_is_said_plainly(tmp_path: Path) -> None:
    (said,) = problems(tmp_path / "organisation.toml")
    assert said.endswith("organisation.toml : ce fichier n'existe pas. Vérifiez le chemin, ou retirez-le des réglages.")
    (tmp_path / "organisation.toml").mkdir()
    assert "ce fichier ne peut pas être lu" in problems(tmp_path / "organisation.toml")[0]


# The example


@pytest.fixture(scope="module")
def example() -> Organisation:
    return read_organisation(EXAMPLE, known=shipped_codes())


def test_the_example_holds_the_persons_one_may_speak_as(example: Organisation) -> None:
    spoken_as = {"agent", "manager", "ambassadeur", "cap-managers", "chef-de-projet", "chef-de-file", "appui"}
    assert spoken_as <= {person.handle for person in example.persons}


def test_every_entry_of_the_example_says_that_it_is_fictitious(example: Organisation) -> None:
    sections = (
        *example.units,
        *example.persons,
        *example.accounts,
        *example.communities,
        *example.members,
        *example.leads,
        *example.projects,
        *example.circles,
    )
    assert [str(entry) for entry in sections if not entry.fictitious] == []
    assert [person.label for person in example.persons if not person.label.endswith("(exemple)")] == []
    assert [unit.name for unit in example.units if not unit.name.endswith("(exemple)")] == []


def test_the_example_leaves_most_objectives_without_a_lead(example: Organisation) -> None:
    led = {lead.objective for lead in example.leads if lead.role is LeadRole.OBJECTIVE_LEAD}
    assert "4.2.2" not in led
    assert 0 < len(led) < 72 / 4


def test_the_example_restricts_no_project_of_the_document(example: Organisation) -> None:
    restricted = {project.key for project in example.projects if project.circle}
    assert len(restricted) == 2
    assert not restricted & shipped_codes().projects


# The guide


def test_the_guide_names_every_section_every_key_and_every_role() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "organisation.md").read_text(encoding="utf-8")
    words = {f"`{key}`" for keys in KEYS.values() for key in keys}
    words |= {f"[[{section}]]" for section in KEYS} | {f"`{section}.csv`" for section in CSV_SECTIONS}
    words |= {known[0] for known in ROLES.values()}
    assert sorted(word for word in words if word not in guide) == []
