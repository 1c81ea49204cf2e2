"""Who is who, what each may read and leads, who belongs where: asked of the example organisation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import people
from storage.database import Database
from storage.leads import leads_by_code, leads_of, led_subjects, objectives_without_lead, projects_without
from storage.organisation.files import EXAMPLE
from storage.reader import Reader
from storage.rows.organisation import Account, Lead, LeadRole, Person, Platform, Role, SubjectKind
from storage.rows.portfolio import Project
from tests.databases import Databases
from tests.organisations import add_catalogue, load, shipped_codes

REORGANISATION = "exemple-regroupement-des-sites-administratifs"
SECURITY = "exemple-plan-de-securite-numerique"


def example_loaded(url: str) -> None:
    """Fill the template of these tests: every code of the catalogue, and the example."""
    from storage.database import open_database
    from storage.upgrade import upgrade

    with open_database(url) as opened:
        upgrade(opened)
        with opened.write() as session:
            add_catalogue(session, shipped_codes())
        load(opened, EXAMPLE)


@pytest.fixture
def organised(databases: Databases) -> Iterator[Database]:
    from storage.database import open_database

    with databases.fresh(example_loaded) as url, open_database(url) as opened:
        yield opened


@pytest.fixture
def session(organised: Database) -> Iterator[Session]:
    with organised.write() as session:
        yield session


def person(session: Session, handle: str) -> Person:
    found = people.person_by_handle(session, handle=handle)
    assert found is not None
    return found


def test_a_person_is_found_by_an_account_and_by_a_handle(session: Session) -> None:
    by_account = people.person_by_account(session, platform=Platform.MATRIX, account_id="@dgs:exemple.fr")
    assert by_account is person(session, " DGS ")
    assert by_account.unit is not None
    assert by_account.unit.name == "Direction générale des services (exemple)"
    assert {account.account_id for account in people.accounts_of(session, person=by_account)} == {
        "U0EXEMPLE10",
        "@dgs:exemple.fr",
    }
    assert "chef-de-file" in people.handles(session)


def test_an_inactive_person_is_not_found(session: Session) -> None:
    dgs = person(session, "dgs")
    dgs.active = False
    session.flush()
    assert people.person_by_handle(session, handle="dgs") is None
    assert people.person_by_account(session, platform=Platform.SLACK, account_id="U0EXEMPLE10") is None
    assert "dgs" not in people.handles(session)
    assert "dgs" not in {each.handle for each in people.members_of(session, community_key="comex")}
    assert leads_of(session, kind=SubjectKind.PROJECT, code="intranet-metropolitain") != []


def test_the_asker_is_known_by_account_and_in_the_terminal_by_handle(session: Session) -> None:
    known = people.asker(session, platform="slack", account="U0EXEMPLE06")
    assert known is not None
    assert (known.handle, known.unit_key, known.fictitious) == ("chef-de-file", "direction-numerique", True)
    assert known.roles == {Role.AGENT, Role.MANAGER, Role.OBJECTIVE_LEAD, Role.PROJECT_MANAGER, Role.CAP_MANAGERS}
    assert known.reader == Reader(known.id, frozenset({"cercle-securite-numerique"}))
    assert people.asker(session, platform="terminal", account="chef-de-file") == known
    assert people.asker(session, platform="slack", account="chef-de-file") is None
    assert people.asker(session, platform="minitel", account="3615") is None


def test_a_terminal_account_is_one_too(session: Session) -> None:
    session.add(Account(platform=Platform.TERMINAL, account_id="poste-12", person_id=person(session, "dgs").id))
    session.flush()
    known = people.asker(session, platform="terminal", account="poste-12")
    assert known is not None
    assert known.handle == "dgs"
    assert people.person(session, person_id=known.id) is person(session, "dgs")
    assert people.person(session, person_id=None) is None


def test_a_role_may_be_limited_to_a_unit(session: Session) -> None:
    grants = people.grants_of(session, person=person(session, "ambassadeur"))
    assert [(grant.role, grant.unit_key) for grant in grants] == [(Role.AMBASSADOR, "direction-numerique")]


def test_leading_brings_its_role_and_contributing_none(session: Session) -> None:
    leads = led_subjects(session, person=person(session, "manager"))
    assert {(lead.subject_code, lead.role) for lead in leads} == {
        ("4.1.1", LeadRole.CONTRIBUTOR),
        ("developpement-du-teletravail", LeadRole.CONTRIBUTOR),
    }
    assert people.roles_of(session, person=person(session, "manager")) == {Role.AGENT, Role.MANAGER}
    assert Role.OBJECTIVE_LEAD in people.roles_of(session, person=person(session, "appui"))


def test_a_circle_is_read_by_name_and_by_a_unit_above(session: Session) -> None:
    def circles(handle: str) -> frozenset[str]:
        return people.circles_of(session, person=person(session, handle))

    assert circles("dgs") == {"cercle-reorganisation", "cercle-securite-numerique"}
    assert circles("manager") == {"cercle-securite-numerique"}
    assert circles("agent") == frozenset()
    session.add(Person(handle="sans-unite", label="Agent"))
    session.flush()
    assert circles("sans-unite") == frozenset()


def test_an_unknown_person_reads_what_everybody_may(session: Session) -> None:
    assert people.reader_of(session, person=None) == people.NOBODY
    assert not people.NOBODY.may_read("cercle-reorganisation")
    assert people.NOBODY.may_read(None)


@pytest.mark.parametrize(
    ("handle", "sees_all", "read"),
    [
        ("agent", False, set()),
        ("manager", False, {SECURITY}),
        ("dgs", False, {SECURITY, REORGANISATION}),
        ("agent", True, {SECURITY, REORGANISATION}),
    ],
)
def test_the_condition_and_the_value_agree_on_who_reads(
    session: Session, handle: str, sees_all: bool, read: set[str]
) -> None:
    reader = people.reader_of(session, person=person(session, handle), sees_all=sees_all)
    shown = set(session.scalars(select(Project.key).where(reader.clause(Project.circle_key))))
    restricted = {key: circle for key, circle in session.execute(select(Project.key, Project.circle_key)) if circle}
    assert shown & {SECURITY, REORGANISATION} == read
    assert {key for key, circle in restricted.items() if reader.may_read(circle)} == read
    assert len(shown - read) == len(shipped_codes().projects)


def test_the_leads_of_a_subject_come_with_their_persons_in_the_order_of_roles(session: Session) -> None:
    leads = leads_of(session, kind=SubjectKind.PROJECT, code="la-metropole-dans-ma-poche")
    assert [(lead.role, lead.handle) for lead in leads] == [
        (LeadRole.SPONSOR, "dga-relation-publics"),
        (LeadRole.PROJECT_DIRECTOR, "cap-managers"),
        (LeadRole.PROJECT_MANAGER, "chef-de-projet-services-en-ligne"),
    ]
    assert leads_of(session, kind=SubjectKind.OBJECTIVE, code="4.2.2") == []
    several = leads_by_code(session, kind=SubjectKind.OBJECTIVE, codes=["4.1.1", "4.1.2", "4.2.2"])
    assert {code: len(leads) for code, leads in several.items()} == {"4.1.1": 2, "4.1.2": 1}


def test_what_has_no_lead_is_listed(session: Session) -> None:
    leaderless = objectives_without_lead(session)
    assert "4.2.2" in leaderless
    assert "4.1.1" not in leaderless
    assert len(leaderless) == 72 - 12
    without = projects_without(session, role=LeadRole.PROJECT_MANAGER, reader=people.NOBODY)
    assert "tramway-de-marseille" in without
    assert "plan-velo" not in without
    everything = Reader(sees_all=True)
    without_sponsor = projects_without(session, role=LeadRole.SPONSOR, reader=everything)
    assert set(without_sponsor) - set(projects_without(session, role=LeadRole.SPONSOR, reader=people.NOBODY)) == {
        SECURITY
    }


def test_a_unit_has_those_below_it(session: Session) -> None:
    assert people.units_below(session, unit_key="dga-mobilites") == {
        "dga-mobilites",
        "direction-voirie",
        "service-travaux",
        "direction-transports",
    }
    assert people.units_below(session, unit_key="inconnue") == frozenset()
    assert len(people.units_below(session, unit_key="direction-generale")) == len(people.units(session))
    within = people.members_of_unit(session, unit_key="direction-voirie")
    assert [each.handle for each in within] == [
        "agent",
        "ambassadeur-voirie",
        "chef-de-projet-voirie",
        "direction-voirie",
    ]
    found = people.unit(session, key="service-travaux")
    assert found is not None
    assert found.parent_key == "direction-voirie"


def test_a_perimeter_is_what_one_leads_then_what_one_s_unit_does(session: Session) -> None:
    chef = person(session, "chef-de-file")
    mine = people.perimeter(session, person=chef, reader=people.reader_of(session, person=chef))
    assert mine.led_objectives == ("4.1.1", "4.1.2")
    assert mine.objectives == ("4.1.1", "4.1.2", "4.4.1")
    assert mine.led_projects == (SECURITY,)
    assert mine.unit_projects == ("intranet-metropolitain",)
    assert "service-donnees" in mine.units


def test_a_perimeter_never_shows_a_project_outside_the_reader_s_circles(session: Session) -> None:
    finance = person(session, "dga-finances")
    finance.unit_key = "dga-ressources-humaines"
    session.flush()
    hers = people.perimeter(session, person=finance, reader=people.reader_of(session, person=finance))
    assert REORGANISATION not in hers.projects
    assert "developpement-du-teletravail" in hers.unit_projects
    session.add(
        Lead(
            subject_kind=SubjectKind.PROJECT,
            subject_code=REORGANISATION,
            role=LeadRole.PROJECT_DIRECTOR,
            person_id=finance.id,
        )
    )
    session.flush()
    hers = people.perimeter(session, person=finance, reader=people.reader_of(session, person=finance))
    assert REORGANISATION not in hers.projects


def test_who_has_neither_unit_nor_lead_has_no_perimeter(session: Session) -> None:
    session.add(Person(handle="sans-unite", label="Agent"))
    session.flush()
    alone = people.perimeter(session, person=person(session, "sans-unite"), reader=people.NOBODY)
    assert not alone


def test_members_come_from_roles_and_from_names(session: Session) -> None:
    ambassadors = people.members_of(session, community_key="ambassadeurs_digital")
    assert [each.handle for each in ambassadors] == ["ambassadeur", "ambassadeur-rh", "ambassadeur-voirie"]
    holders = {each.handle for each in people.members_of(session, community_key="porteurs_projet")}
    assert {"porteur-mobilites", "chef-de-projet"} <= holders
    theirs = people.communities_of(session, person=person(session, "chef-de-file"))
    assert {each.key for each in theirs} == {"cap_managers", "cap_digital"}


def test_a_place_may_be_that_of_several_communities(session: Session) -> None:
    here = people.communities_at(session, platform=Platform.SLACK, place_id="C0EXEMPLE2")
    assert {each.key for each in here} == {"comex", "comex_revue"}
