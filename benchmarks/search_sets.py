"""What the search benchmark looks in and for: the plan, made-up projects, noised titles, written questions."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commands.entries import Entry, also_said, detail, statement
from commands.normalise import fold, words
from commands.stop_words import FUNCTION_WORDS

REFERENCE = Path(__file__).parent.parent / "tests" / "reference" / "catalogue.json"
QUESTIONS = Path(__file__).with_name("search_questions.tsv")
_WRAPPERS = ("où en est {}", "{} c'est pour quand ?", "et {} ?", "quelle échéance pour {}", "{} svp")
_WORKS = """
    Réhabilitation Extension Création Aménagement Rénovation Modernisation Construction Déploiement Étude Restauration
    Requalification Sécurisation Accessibilité Réaménagement Programme Entretien
""".split()
_THINGS = """
    piscine; médiathèque; pôle d'échanges; voie verte; réseau d'eau potable; station d'épuration; école de musique;
    gymnase; place centrale; zone d'activités; parc relais; digue; port de plaisance; déchèterie; éclairage public;
    piste cyclable; hôtel d'entreprises; aire de covoiturage; logements sociaux; jardin partagé; bassin de rétention;
    quai; pont; tunnel; crèche; marché couvert; forêt communale; plage; théâtre; musée; centre technique; ligne de bus
""".split(";")
_SYLLABLES = """
    ba be ca co da fe ga gi la lo ma mi na no pa po ra ri sa so ta tu va vi bri cla dro fon gran mon
""".split()
_NEIGHBOURS = dict(zip("azertyuiopqsdfghjklmwxcvbn", "zertyuiopaqsdfghjklmwxcvbn", strict=True))


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the kind of entry it is asked about, and the entries that answer; none: nothing recorded is meant."""

    group: str
    text: str
    kind: str | None
    right: frozenset[str]


def plan(said: Path | None = None) -> list[Entry]:
    """The entries of the reference reading of the plan, with other ways to say them when a file gives some."""
    catalogue = json.loads(REFERENCE.read_text(encoding="utf-8"))
    known_words = json.loads(said.read_text(encoding="utf-8")) if said else {}

    def others(section: str, code: str) -> tuple[str, ...]:
        return tuple(known_words.get(section, {}).get(code, {}).get("aussi_dit", ()))

    entries = []
    for pillar in catalogue["pillars"]:
        for objective in (one for axis in pillar["axes"] for one in axis["objectives"]):
            code = objective["code"]
            known = others("objectives", code)
            statements = []
            for key_result in objective["operational"]:
                statements.append(statement(key_result["text"]))
                known += others("key_results", key_result["code"])
            details = [detail(fact) for fact in objective["body_facts"]]
            entries.append(
                Entry("objective", code, objective["title"], (*map(also_said, known), *statements, *details))
            )
    for theme in catalogue["themes"]:
        for project in theme["projects"]:
            name = project["name"]
            places = detail(" ".join(map(str, project["places"])))
            texts = (*map(also_said, others("projects", name)), statement(project["text"]), places)
            entries.append(Entry("project", name, name, texts))
    for kind, group in (("community", "communities_and_instances"), ("tool", "tools")):
        for one in catalogue[group]:
            code = one.get("id", one["name"])
            known = others("communities" if kind == "community" else "tools", code)
            texts = (*map(also_said, (*one.get("aka", ()), *known)), detail(one.get("role") or ""))
            entries.append(Entry(kind, code, one["name"], texts))
    return entries


def made_up(count: int, seed: int = 1) -> list[Entry]:
    """Projects named like real ones, from parts in every combination: works, things and places."""
    choose = random.Random(seed)
    sizes = (2, 3, 3, 4)
    places = ["".join(choose.choices(_SYLLABLES, k=choose.choice(sizes))).title() for _ in range(count // 8 + 90)]
    entries = []
    for number in range(count):
        first, second, third = (thing.strip() for thing in choose.choices(_THINGS, k=3))
        work, (here, there) = choose.choice(_WORKS), choose.choices(places, k=2)
        title = f"{work} {first} {choose.choice(('de', 'à', 'du quartier', 'secteur', 'avenue'))} {here}"
        text = f"{work} {first} sur la commune de {there}, avec {second} et {third}"
        entries.append(Entry("project", f"made-{number}", title, (statement(text),)))
    return entries


def noised(entries: list[Entry], seed: int = 7) -> Iterator[Question]:
    """Titles as people mistype, cut, shuffle and shorten them, one of each kind of noise for every entry."""
    choose = random.Random(seed)
    same: dict[str, set[str]] = {}
    for entry in entries:
        same.setdefault(fold(entry.title), set()).add(entry.code)
    for entry in entries:
        content = [word for word in words(entry.title) if word not in FUNCTION_WORDS and len(word) > 1]
        right = frozenset(same[fold(entry.title)])
        kind = entry.kind if entry.kind in ("objective", "project") else None
        part = content[: choose.choice((3, 4))] if choose.random() < 0.5 else content[-choose.choice((2, 3, 4)) :]
        mixed = choose.sample(content, len(content))
        for group, said in (
            ("typos", [_typo(word, choose) if choose.random() < 0.6 else word for word in content]),
            ("part", part),
            ("part with typos", [_typo(word, choose) if choose.random() < 0.5 else word for word in part]),
            ("shuffled", mixed),
            ("cut short", [word[: choose.choice((4, 5, 6))] if choose.random() < 0.5 else word for word in content]),
        ):
            wrapped = choose.choice(_WRAPPERS).format(" ".join(said))
            yield Question(group, wrapped, kind, right)


def written() -> Iterator[Question]:
    """The questions written by hand beside the benchmark."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, right, text = line.split("\t")
            if kind == "-":
                yield Question("nothing meant", text, None, frozenset())
            else:
                yield Question("written", text, None if kind == "any" else kind, frozenset(right.split("|")))


def practice(path: Path) -> Iterator[Question]:
    """The practice questions whose answer is one objective or one project; a project's question names its kind."""
    single = {"deadline": "objective", "status": "objective", "target": "objective", "milestone": "objective"}
    for line in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        expected, kind = question["expected"], single.get(question["kind"])
        if kind and len(expected.get("codes", ())) == 1 and "code" not in question["tags"]:
            right = frozenset(expected["codes"] + expected.get("optional_codes", []))
            yield Question("practice", question["question"], kind, right)
        elif question["kind"] == "project" and len(expected.get("projects", ())) == 1:
            yield Question("practice", question["question"], "project", frozenset(expected["projects"]))
        elif question["kind"] == "out_of_scope":
            yield Question("practice, nothing meant", question["question"], None, frozenset())


def _typo(word: str, choose: random.Random) -> str:
    """The word with one slip of the fingers; short words are typed right."""
    if len(word) < 5:
        return word
    at = choose.randrange(1, len(word) - 1)
    slip = choose.randrange(4)
    if slip == 0:
        return word[:at] + word[at + 1 :]
    if slip == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if slip == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + _NEIGHBOURS.get(word[at], "e") + word[at + 1 :]
