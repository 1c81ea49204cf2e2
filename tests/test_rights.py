"""Who may do what, whatever the door."""

from __future__ import annotations

import pytest

from commands.command import Argument, Command, Help, Taken
from commands.message import Message
from commands.message import say as message
from commands.request import Door
from commands.rights import GRANTS, Action, may
from storage.rows.organisation import Role
from tests.world import Say, World


def test_settings_make_the_first_administrators(sqlite_world: World) -> None:
    for named in ("agent", "slack:U123"):
        world = World(sqlite_world.database, administrators=frozenset({named}))
        platform, _, account = named.rpartition(":")
        assert world.say("/dimension etat", by=account, platform=platform or "terminal").kind == "state"
    assert sqlite_world.say("/dimension etat", by="U123", platform="slack").kind == "refused"


def test_every_action_is_granted_to_somebody() -> None:
    assert GRANTS.keys() == set(Action)
    assert all(GRANTS.values())
    assert all(may(frozenset({role}), Action.CONSULT) for role in Role)
    assert not may(frozenset(), Action.CONSULT)


@pytest.mark.parametrize("by", ["agent", "manager", "ambassadeur", "cap-managers", "chef-de-projet", "inconnu"])
def test_the_state_of_the_service_is_refused_to_others(say: Say, by: str) -> None:
    answer = say("/dimension etat", by=by)
    assert answer.text == (
        "Vous n'avez pas le droit de faire « dimension etat ». "
        "Si vous en avez besoin, demandez-le à la cellule d'appui."
    )
    assert answer.kind == "refused"


@pytest.mark.parametrize(
    "typed", ["/objectif statut 4.2.2", "/projet liste", "/instance liste", "/dimension moi", "4.2.2", "aide"]
)
def test_an_account_that_nobody_knows_may_read_and_ask(say: Say, typed: str) -> None:
    assert say(typed, by="U0INCONNU", platform="slack").kind not in {"refused", "incident"}


@pytest.mark.parametrize(
    "door",
    [Door(), Door(carries_sentences=True, shows_forms=True), Door(remembers=False)],
    ids=["typed", "click", "ask"],
)
def test_a_right_is_checked_whatever_the_door(say: Say, door: Door) -> None:
    assert say("dimension etat", door=door).kind == "refused"


def test_somebody_is_known_by_the_account_of_their_platform(sqlite_world: World) -> None:
    assert sqlite_world.say("/dimension etat", by="U0EXEMPLE07", platform="slack").kind == "state"
    assert sqlite_world.say("/dimension etat", by="@appui:exemple.fr", platform="matrix").kind == "state"
    assert sqlite_world.say("/dimension etat", by="@appui:exemple.fr", platform="slack").kind == "refused"
    assert sqlite_world.say("/dimension etat", by="appui", platform="slack").kind == "refused"


def test_somebody_who_has_left_is_an_agent_again(sqlite_world: World) -> None:
    sqlite_world.leave("appui")
    assert sqlite_world.say("/dimension etat", by="appui").kind == "refused"


def test_what_is_refused_is_not_done(sqlite_world: World) -> None:
    done = []

    def act(call: object, word: str) -> Message:
        done.append(word)
        return message("fait")

    command = Command(
        words=("essai", "agir"),
        arguments=(Argument("word", lambda text, call: Taken(text)),),
        handler=act,
        help=Help("", ""),
        allowed=lambda call, values: values["word"] == "permis",
    )
    sqlite_world.use(command)
    assert sqlite_world.say("/essai agir interdit").kind == "refused"
    assert sqlite_world.say("/essai agir permis").text == "fait"
    assert done == ["permis"]
