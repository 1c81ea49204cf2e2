"""The catalogue's entries as the TOML files write them; `checking.py` checks them together."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict

from storage.catalogue import texts
from storage.catalogue.vocabulary import (
    BASES,
    BOUNDS,
    PERIODS,
    REFERENCE_KINDS,
    TARGET_KINDS,
    Basis,
    Every,
)
from storage.rows.plan import Bound, TargetKind

CODE = re.compile(r"[1-9]\.[1-9]\.[1-9](\.[a-z])?")
KEY_PATTERN = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
PERIOD_PATTERN = r"^(T[1-4]|fin) 20\d\d$"
# A day, a month, a year; two of them for an interval or for two days.
DATE_PATTERN = r"^\d{4}(-\d\d){0,2}( ?/ ?\d{4}(-\d\d){0,2})?$"

Item = TypeVar("Item")


def one_line(value: str) -> str:
    if not value or value != value.strip() or "\n" in value:
        raise ValueError(texts.ONE_LINE_EXPECTED)
    return value


def flowing(value: str) -> str:
    """Our own words may be laid out over several lines of the file; they are one paragraph."""
    # Spaces that do not break stay.
    tidy = re.sub(r"[ \t\r\n]+", " ", value).strip(" ")
    if not tidy:
        raise ValueError(texts.ONE_LINE_EXPECTED)
    return tidy


def not_empty(value: tuple[Item, ...]) -> tuple[Item, ...]:
    if not value:
        raise ValueError(texts.EMPTY_LIST)
    return value


class Word:
    """A validator that reads a French word of a table, and refuses every other with those it knows."""

    def __init__(self, meanings: dict[str, Any]) -> None:
        self.meanings = meanings

    def __call__(self, value: Any) -> Any:
        if not isinstance(value, str) or value not in self.meanings:
            raise ValueError(texts.word_expected(value, self.meanings))
        return self.meanings[value]


def number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def reference(value: Any) -> str:
    """« 4.2.2 » and « 4.2.2.b » stay; « pilier 4 » is pillar:4, « projet diams » is project:diams."""
    kind, _, key = value.partition(" ") if isinstance(value, str) else ("", "", "")
    if kind in REFERENCE_KINDS and key:
        return f"{REFERENCE_KINDS[kind]}:{key}"
    if CODE.fullmatch(kind) and not key:
        return kind
    raise ValueError(texts.reference_expected(value))


Text = Annotated[str, AfterValidator(one_line)]
Prose = Annotated[str, AfterValidator(flowing)]
Key = Annotated[str, Field(pattern=KEY_PATTERN)]
Line = Annotated[int, Field(ge=1)]
Reference = Annotated[str, BeforeValidator(reference)]
# TOML has lists, we keep tuples.
Many = Annotated[tuple[Item, ...], Strict(strict=False)]
Some = Annotated[Many[Item], AfterValidator(not_empty)]


class Entry(BaseModel):
    """Only known fields, of exactly the type that is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Deadline(Entry):
    """A printed deadline, the periods that it names, and the last day of each."""

    printed: Text = Field(alias="imprimee")
    periods: Some[Annotated[str, Field(pattern=PERIOD_PATTERN)]] = Field(alias="periodes")
    dates: Some[datetime.date] = Field(alias="dates")
    labels: Many[Text] = Field(default=(), alias="libelles")
    due_on: datetime.date = Field(alias="retenue")
    line: Line = Field(alias="ligne")


class Target(Entry):
    """A number that a key result is held to."""

    kind: Annotated[TargetKind, BeforeValidator(Word(TARGET_KINDS))] = Field(alias="genre")
    value: Annotated[Decimal, BeforeValidator(number), Field(ge=0)] = Field(alias="valeur")
    unit: Text = Field(alias="unite")
    what: Text = Field(alias="quoi")
    operator: Annotated[Bound | None, BeforeValidator(Word(BOUNDS))] = Field(default=None, alias="sens")
    until: Text | None = Field(default=None, alias="jusqu_a")


class Recurrence(Entry):
    """What comes back: in words, then what it means as far as the document says."""

    text: Text = Field(alias="texte")
    every: Annotated[Every | None, BeforeValidator(Word(PERIODS))] = Field(default=None, alias="tous_les")
    times: Annotated[int, Field(ge=1)] | None = Field(default=None, alias="fois")
    starts_on: datetime.date | None = Field(default=None, alias="depuis")
    ends_on: datetime.date | None = Field(default=None, alias="jusqu_au")


class PrintedMilestone(Entry):
    """A step that a statement prints, dated or not."""

    label: Text = Field(alias="libelle")
    printed_date: Text = Field(alias="imprime")
    due_on: datetime.date | None = Field(default=None, alias="date")
    see: Reference | None = Field(default=None, alias="voir")


class CrossReference(Entry):
    """Another entry that the document, or the subject, leads to."""

    to: Reference = Field(alias="vers")
    basis: Annotated[Basis, BeforeValidator(Word(BASES))] = Field(alias="nature")
    quote: Text | None = Field(default=None, alias="citation")
    why: Text | None = Field(default=None, alias="pourquoi")


class KeyResult(Entry):
    """An « objectif opérationnel »."""

    code: Annotated[str, Field(pattern=r"^[1-9]\.[1-9]\.[1-9]\.[a-z]$")] = Field(alias="code")
    statement: Text = Field(alias="enonce")
    source_line: Line = Field(alias="ligne")
    deadline: Deadline = Field(alias="echeance")
    done: bool = Field(default=False, alias="realise")
    targets: Many[Target] = Field(default=(), alias="cibles")
    recurrence: Recurrence | None = Field(default=None, alias="recurrence")
    milestones: Many[PrintedMilestone] = Field(default=(), alias="jalons")
    shared_with: Many[Text] = Field(default=(), alias="partagee_avec")
    ambiguous: bool = Field(default=False, alias="lecture_ambigue")
    note: Text | None = Field(default=None, alias="note")
    to_know: Text | None = Field(default=None, alias="a_savoir")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")

    @property
    def objective(self) -> str:
        """Code of its objective."""
        return self.code[:-2]

    @property
    def letter(self) -> str:
        """Its place within the objective, in the order of printing."""
        return self.code[-1]


class Objective(Entry):
    """A « grand objectif »."""

    code: Annotated[str, Field(pattern=r"^[1-9]\.[1-9]\.[1-9]$")] = Field(alias="code")
    title: Text = Field(alias="titre")
    source_line: Line = Field(alias="ligne")
    note: Text | None = Field(default=None, alias="note")
    body_facts: Many[Text] = Field(default=(), alias="dans_le_corps")
    cross_references: Many[CrossReference] = Field(default=(), alias="renvois")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    summary: Prose | None = Field(default=None, alias="resume")
    pitch: Prose | None = Field(default=None, alias="argumentaire")

    @property
    def axis(self) -> str:
        """Code of its axis."""
        return self.code[:-2]

    @property
    def printed_number(self) -> str:
        """« 2.2 », as the document numbers it within its pillar."""
        return self.code[2:]


class Axis(Entry):
    """An axis of a pillar."""

    code: Annotated[str, Field(pattern=r"^[1-9]\.[1-9]$")] = Field(alias="code")
    title: Text = Field(alias="titre")
    other_titles: Many[Text] = Field(default=(), alias="titres_imprimes")
    source_line: Line = Field(alias="ligne")
    note: Text | None = Field(default=None, alias="note")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")


class PillarFigure(Entry):
    """A key figure printed at the head of a pillar."""

    key: Key = Field(alias="cle")
    label: Text = Field(alias="libelle")
    value: Text = Field(alias="valeur")
    note: Text | None = Field(default=None, alias="note")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")


class Pillar(Entry):
    """A pillar and everything under it: one file."""

    number: Annotated[int, Field(ge=1, le=9)] = Field(alias="numero")
    title: Text = Field(alias="titre")
    printed_title: Text = Field(alias="titre_imprime")
    source_line: Line = Field(alias="ligne")
    ambition: Text = Field(alias="ambition")
    context: Many[Text] = Field(default=(), alias="contexte")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    summary: Prose | None = Field(default=None, alias="resume")
    pitch: Prose | None = Field(default=None, alias="argumentaire")
    figures: Many[PillarFigure] = Field(default=(), alias="chiffres")
    axes: Many[Axis] = Field(alias="axes")
    objectives: Many[Objective] = Field(alias="objectifs")
    key_results: Many[KeyResult] = Field(alias="operationnels")


class Theme(Entry):
    """One of the themes that class the projects."""

    key: Key = Field(alias="cle")
    position: Annotated[int, Field(ge=1)] = Field(alias="ordre")
    title: Text = Field(alias="titre")
    printed_title: Text = Field(alias="titre_imprime")
    source_line: Line = Field(alias="ligne")
    scope: Text = Field(alias="perimetre")
    note: Text | None = Field(default=None, alias="note")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    summary: Prose | None = Field(default=None, alias="resume")


class Project(Entry):
    """A project that the document prints."""

    key: Key = Field(alias="cle")
    name: Text = Field(alias="nom")
    theme: Key = Field(alias="thematique")
    source_line: Line = Field(alias="ligne")
    statement: Text = Field(alias="enonce")
    printed_year: Text | None = Field(default=None, alias="annee")
    communes: Many[Text] = Field(default=(), alias="communes")
    deduced_communes: Many[Text] = Field(default=(), alias="communes_deduites")
    sites: Many[Text] = Field(default=(), alias="sites")
    components: Many[Text] = Field(default=(), alias="composantes")
    cross_references: Many[CrossReference] = Field(default=(), alias="renvois")
    note: Text | None = Field(default=None, alias="note")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    summary: Prose | None = Field(default=None, alias="resume")


class Portfolio(Entry):
    """The file of themes and projects."""

    themes: Many[Theme] = Field(alias="thematiques")
    projects: Many[Project] = Field(alias="projets")
