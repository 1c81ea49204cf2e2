"""What a poll asks for besides its question: the keys of `Poll.rules`, read as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Rules:
    """How one answers, and what is made of the answers; a field is absent from the row where it is as here.

    `most` options of several; notes from `lowest` to `highest`; quorum as a share of the participants (per cent) or as
    a number of voters; `majority` is a word of `commands/polls/counting.py`. `live`: counts are shown while it is open.
    `sample`: so many participants, drawn at the opening. `minutes`: it ends so long after its opening. `criteria` and
    `weights` of a weighted poll; `answers` of a quiz, whose questions stand in `questions` with as many options each as
    `choices` says. `places` are « platform:address », empty for those of the community. `repeats` is a word of
    `commands/polls/editions.py`.
    """

    most: int = 0
    lowest: int = 0
    highest: int = 10
    quorum_share: int = 0
    quorum_voters: int = 0
    majority: str = ""
    live: bool = False
    volunteers: bool = False
    sample: int = 0
    minutes: int = 0
    repeats: str = ""
    criteria: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()
    choices: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    # Below the threshold of small groups it was opened with, nothing is shown.
    least: int = 5

    def stored(self) -> dict[str, Any]:
        """As a row keeps it."""
        usual = Rules()
        said = {name: value for name, value in asdict(self).items() if value != getattr(usual, name)}
        return {**said, "least": self.least}


def read(stored: Mapping[str, Any]) -> Rules:
    """The rules that a row keeps; a key of a later version is left aside."""
    known = {each.name for each in fields(Rules)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    kept: dict[str, Any] = {name: value for name, value in values.items() if name in known}
    return Rules(**kept)
