"""The entries of the organisation file, as pydantic checks them one by one; `checking.py` checks them together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from storage.organisation import texts
from storage.organisation.vocabulary import (
    LEAD_ROLES,
    NO,
    PLATFORMS,
    PROJECT_TYPES,
    ROLES,
    UNIT_KINDS,
    YES,
    Meaning,
    fold,
    meaning_of,
    nearest,
    shown,
)
from storage.rows.organisation import LeadRole, Platform, Role, UnitKind
from storage.rows.portfolio import ProjectType

# A handle or key; project and unit keys are slugs, handles may be the local part of an address.
KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")

# On Slack an e-mail address stands for the account to which the workspace's administrators gave it.
ACCOUNTS = {
    Platform.SLACK: re.compile(r"[UW][A-Z0-9]{2,}|[^@\s]+@[^@\s]+\.[^@\s]+"),
    Platform.MATRIX: re.compile(r"@[^:\s]+:\S+"),
}
PLACES = {Platform.SLACK: re.compile(r"[CG][A-Z0-9]{2,}"), Platform.MATRIX: re.compile(r"[!#][^:\s]+:\S+")}
SLACK_GROUP = re.compile(r"S[A-Z0-9]{2,}")

Item = TypeVar("Item")


def tidy(value: Any) -> Any:
    """One line of composed characters: a cell keeps neither line breaks nor double spaces."""
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def as_list(value: Any) -> Any:
    """A text is a list as a cell writes it: « a, b », « a ; b » or « a | b »."""
    if isinstance(value, str):
        return tuple(each.strip() for each in re.split(r"[,;|]", value) if each.strip())
    return tuple(value) if isinstance(value, list) else value


def as_yes_or_no(value: Any) -> Any:
    """« oui », « non », and what spreadsheets make of them."""
    if isinstance(value, str) and fold(value) in YES + NO:
        return fold(value) in YES
    if isinstance(value, bool):
        return value
    raise ValueError(texts.YES_OR_NO_EXPECTED)


def checked_key(value: str) -> str:
    lowered = value.lower()
    if KEY.fullmatch(lowered) is None:
        raise ValueError(texts.bad_key(value))
    return lowered


def reading(words: dict[Meaning, tuple[str, ...]]) -> Callable[[Any], Meaning]:
    """A validator that reads a French word of the table."""

    def read(value: Any) -> Meaning:
        if not isinstance(value, str):
            raise ValueError(texts.TEXT_EXPECTED)
        meaning = meaning_of(value, words)
        if meaning is None:
            every = [word for known in words.values() for word in known]
            raise ValueError(texts.word_unknown(value, nearest(value, every), shown(words)))
        return meaning

    return read


def matching(pattern: re.Pattern[str], sentence: Callable[[str], str]) -> Callable[[str], str]:
    """A validator that wants the whole text to match, and says the sentence otherwise."""

    def check(value: str) -> str:
        if pattern.fullmatch(value) is None:
            raise ValueError(sentence(value))
        return value

    return check


Text = Annotated[str, StringConstraints(min_length=1, max_length=300), BeforeValidator(tidy)]
Key = Annotated[Text, AfterValidator(checked_key)]
YesOrNo = Annotated[bool, BeforeValidator(as_yes_or_no)]
Several = Annotated[tuple[Item, ...], BeforeValidator(as_list)]
SlackAccount = Annotated[
    Text, AfterValidator(matching(ACCOUNTS[Platform.SLACK], lambda value: texts.bad_account(value, "slack")))
]
MatrixAccount = Annotated[
    Text, AfterValidator(matching(ACCOUNTS[Platform.MATRIX], lambda value: texts.bad_account(value, "matrix")))
]
SlackPlace = Annotated[
    Text, AfterValidator(matching(PLACES[Platform.SLACK], lambda value: texts.bad_place(value, "slack")))
]
MatrixPlace = Annotated[
    Text, AfterValidator(matching(PLACES[Platform.MATRIX], lambda value: texts.bad_place(value, "matrix")))
]
SlackGroup = Annotated[Text, AfterValidator(matching(SLACK_GROUP, texts.bad_group))]


class Entry(BaseModel):
    """Any entry: where it was read, for the errors, and whether it is only an example."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    file: str
    where: str
    fictitious: YesOrNo = False

    def __str__(self) -> str:
        return f"{self.file}, {self.where}"


class UnitEntry(Entry):
    """A unit, under its parent; without one it is at the top."""

    key: Key
    name: Text
    kind: Annotated[UnitKind, BeforeValidator(reading(UNIT_KINDS))]
    parent: Key | None = None
    aliases: Several[Text] = ()


class GivenRole(BaseModel):
    """A role, and the unit it is limited to."""

    model_config = ConfigDict(frozen=True)

    role: Role
    unit: str | None = None


def as_given_role(value: Any) -> Any:
    """« ambassadeur », or « ambassadeur : direction-numerique » for one unit and those below."""
    if not isinstance(value, str):
        raise ValueError(texts.TEXT_EXPECTED)
    word, colon, unit = value.partition(":")
    return GivenRole(role=reading(ROLES)(tidy(word)), unit=checked_key(unit.strip()) if colon else None)


class PersonEntry(Entry):
    """A person, named by function, with roles and accounts."""

    handle: Key
    label: Text
    unit: Key | None = None
    roles: Several[Annotated[GivenRole, BeforeValidator(as_given_role)]] = ()
    slack: Several[SlackAccount] = ()
    matrix: Several[MatrixAccount] = ()

    def accounts(self) -> list[tuple[Platform, str]]:
        return [(Platform.SLACK, each) for each in self.slack] + [(Platform.MATRIX, each) for each in self.matrix]


class AccountEntry(Entry):
    """One more account of a person."""

    person: Key
    platform: Annotated[Platform, BeforeValidator(reading(PLATFORMS))]
    account: Text

    @field_validator("account")
    @classmethod
    def checked(cls, account: str, info: ValidationInfo) -> str:
        platform = info.data.get("platform")
        pattern = ACCOUNTS.get(platform) if platform is not None else None
        if pattern is not None and pattern.fullmatch(account) is None:
            raise ValueError(texts.bad_account(account, info.data["platform"].value))
        return account


class CommunityEntry(Entry):
    """Where a community of the catalogue lives, and who belongs to it."""

    key: Text
    slack: Several[SlackPlace] = ()
    matrix: Several[MatrixPlace] = ()
    slack_groups: Several[SlackGroup] = ()
    member_role: Annotated[Role, BeforeValidator(reading(ROLES))] | None = None
    members: Several[Key] = ()

    def places(self) -> list[tuple[Platform, str]]:
        return [(Platform.SLACK, each) for each in self.slack] + [(Platform.MATRIX, each) for each in self.matrix]


class MemberEntry(Entry):
    """One more member of a community."""

    community: Text
    person: Key


class LeadEntry(Entry):
    """The chef de file of an objective, or one who contributes to it."""

    objective: Text
    person: Key
    role: Annotated[LeadRole, BeforeValidator(reading(LEAD_ROLES))] = LeadRole.OBJECTIVE_LEAD


class ProjectEntry(Entry):
    """Who holds a project, which unit, which circle may read it, and its type, which decides its review.

    `name`, `statement` and `theme` are only for a project that the document does not print.
    """

    key: Key
    name: Text | None = None
    statement: Text | None = None
    theme: Key | None = None
    unit: Key | None = None
    circle: Key | None = None
    type: Annotated[ProjectType, BeforeValidator(reading(PROJECT_TYPES))] | None = None
    sponsor: Key | None = None
    project_director: Key | None = None
    project_manager: Key | None = None
    contributors: Several[Key] = ()

    def holders(self) -> list[tuple[str, LeadRole, str]]:
        """Field, role and handle of each person named."""
        single = (
            ("sponsor", LeadRole.SPONSOR, self.sponsor),
            ("project_director", LeadRole.PROJECT_DIRECTOR, self.project_director),
            ("project_manager", LeadRole.PROJECT_MANAGER, self.project_manager),
        )
        named = [(field, role, handle) for field, role, handle in single if handle is not None]
        return named + [("contributors", LeadRole.CONTRIBUTOR, each) for each in dict.fromkeys(self.contributors)]


class CircleEntry(Entry):
    """Who may read the projects restricted to it: persons, and units with those below."""

    key: Key
    name: Text
    members: Several[Key] = ()
    units: Several[Key] = ()


class Organisation(BaseModel):
    """Everything the files say, entry by entry."""

    model_config = ConfigDict(frozen=True)

    # Of the bytes of all files.
    digest: str
    units: tuple[UnitEntry, ...] = ()
    persons: tuple[PersonEntry, ...] = ()
    accounts: tuple[AccountEntry, ...] = ()
    communities: tuple[CommunityEntry, ...] = ()
    members: tuple[MemberEntry, ...] = ()
    leads: tuple[LeadEntry, ...] = ()
    projects: tuple[ProjectEntry, ...] = ()
    circles: tuple[CircleEntry, ...] = ()
    # CSV files beside, whose name is no list's.
    ignored_files: tuple[str, ...] = ()
