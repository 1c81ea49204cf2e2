"""The entries that surround the plan: communities, roles, figures, terms, dates, tools, anomalies, territories."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from storage.catalogue.entries import DATE_PATTERN, Entry, Key, Line, Many, Prose, Reference, Some, Text, Word
from storage.catalogue.vocabulary import ANOMALY_KINDS, COMMUNITY_KINDS

Year = Annotated[int, Field(ge=2000, le=2099)]


class Community(Entry):
    """A community or a governance body."""

    key: Key = Field(alias="cle")
    name: Text = Field(alias="nom")
    also_named: Many[Text] = Field(default=(), alias="autres_noms")
    kind: Annotated[str, BeforeValidator(Word({word: word for word in COMMUNITY_KINDS}))] = Field(alias="genre")
    composition: Text | None = Field(default=None, alias="composition")
    size: Text | None = Field(default=None, alias="effectif")
    rhythm: Text | None = Field(default=None, alias="rythme")
    purpose: Text = Field(alias="role")
    reporting: Text | None = Field(default=None, alias="compte_rendu")
    created: Text | None = Field(default=None, alias="creation")
    printed_deadline: Text | None = Field(default=None, alias="echeance")
    source: Text = Field(alias="source")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    summary: Prose | None = Field(default=None, alias="resume")


class ProjectRole(Entry):
    """A role of a project and its duties."""

    name: Text = Field(alias="nom")
    duties: Some[Text] = Field(alias="missions")
    source: Text = Field(alias="source")


class Communities(Entry):
    """The file of communities, bodies and project roles."""

    communities: Many[Community] = Field(alias="communautes")
    roles: Many[ProjectRole] = Field(alias="roles_de_projet")


class Figure(Entry):
    """A key figure printed outside the pillars."""

    key: Key = Field(alias="cle")
    label: Text = Field(alias="libelle")
    value: Text = Field(alias="valeur")
    printed: Text = Field(alias="imprime")
    source: Text = Field(alias="source")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")


class Figures(Entry):
    """The file of key figures."""

    figures: Many[Figure] = Field(alias="chiffres")


class Term(Entry):
    """An acronym, or a term, that the document develops."""

    term: Text = Field(alias="sigle")
    expansion: Text = Field(alias="developpe")
    variants: Many[Text] = Field(default=(), alias="graphies")
    source: Text = Field(alias="source")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    definition: Prose | None = Field(default=None, alias="definition")


class BareTerm(Entry):
    """An acronym that the document leaves as it is."""

    term: Text = Field(alias="sigle")
    note: Text | None = Field(default=None, alias="note")
    source: Text | None = Field(default=None, alias="source")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    definition: Prose | None = Field(default=None, alias="definition")


class Glossary(Entry):
    """The file of acronyms and terms."""

    terms: Many[Term] = Field(alias="sigles")
    bare_terms: Many[BareTerm] = Field(alias="sigles_non_developpes")


class KeyDate(Entry):
    """Something done between 2016 and 2019, with what is printed of its date."""

    key: Key = Field(alias="cle")
    title: Text = Field(alias="titre")
    printed_date: Text | None = Field(default=None, alias="imprimee")
    date: Annotated[str, Field(pattern=DATE_PATTERN)] | None = Field(default=None, alias="date")
    stated_year: Year | None = Field(default=None, alias="annee_imprimee")
    page_year: Year = Field(alias="annee_page")
    category: Text | None = Field(default=None, alias="rubrique")
    detail: Text = Field(alias="detail")
    places: Many[Text] = Field(default=(), alias="lieux")
    note: Text | None = Field(default=None, alias="note")
    source: Text = Field(alias="source")
    source_line: Line = Field(alias="ligne")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")


class OtherDate(Entry):
    """A dated event told elsewhere in the document."""

    key: Key = Field(alias="cle")
    title: Text = Field(alias="titre")
    printed_date: Text = Field(alias="imprimee")
    date: Annotated[str, Field(pattern=DATE_PATTERN)] = Field(alias="date")
    source: Text = Field(alias="source")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")


class Dates(Entry):
    """The file of dates."""

    key_dates: Many[KeyDate] = Field(alias="dates_cles")
    other_dates: Many[OtherDate] = Field(alias="autres_dates")


class Tool(Entry):
    """A tool that the document names."""

    key: Key = Field(alias="cle")
    name: Text = Field(alias="nom")
    also_named: Many[Text] = Field(default=(), alias="autres_noms")
    purpose: Text = Field(alias="role")
    dates: Text | None = Field(default=None, alias="dates")
    source: Text = Field(alias="source")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    summary: Prose | None = Field(default=None, alias="resume")


class Tools(Entry):
    """The file of tools."""

    tools: Many[Tool] = Field(alias="outils")


class Anomaly(Entry):
    """A fault or contradiction of the document, and what is to be done of it."""

    key: Key = Field(alias="cle")
    kind: Annotated[str, BeforeValidator(Word(ANOMALY_KINDS))] = Field(alias="genre")
    place: Text = Field(alias="ou")
    what: Text = Field(alias="constat")
    expected: Text = Field(alias="conduite")
    concerns: Many[Reference] = Field(default=(), alias="concerne")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")


class Anomalies(Entry):
    """The file of anomalies."""

    anomalies: Many[Anomaly] = Field(alias="anomalies")


class Territory(Entry):
    """A Territoire and its communes."""

    key: Key = Field(alias="cle")
    name: Text = Field(alias="nom")
    printed_name: Text | None = Field(default=None, alias="nom_imprime")
    also_said: Many[Text] = Field(default=(), alias="aussi_dit")
    communes: Some[Text] = Field(alias="communes")


class Commune(Entry):
    """Other ways to say a commune's name."""

    name: Text = Field(alias="nom")
    also_said: Some[Text] = Field(alias="aussi_dit")


class Territories(Entry):
    """The file of Territoires and communes."""

    territories: Many[Territory] = Field(alias="territoires")
    communes: Many[Commune] = Field(default=(), alias="communes")
