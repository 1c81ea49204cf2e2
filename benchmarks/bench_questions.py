"""Plain questions beside three ways to retrieve: who answers right, who refuses, how long it takes, what it holds.

    python -m benchmarks.bench_questions [--large 100000] [--show]

The peers look in the same texts (titles, other ways to say them, statements, surroundings) and answer with the same
card of the entry that they find first; each refuses under the floor that serves it best on the practice questions.
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from benchmarks.bench_commands import NOW, more_projects
from benchmarks.figures import line, median, percentile
from benchmarks.question_sets import DAY, SETS, Judged, Question, judged, own, practice
from benchmarks.score import verdict
from bot.ask import Asking, described
from bot.clock import frozen_at
from bot.opening import Content, open_ready
from commands.call import Asker, Call, Options
from commands.dispatch import Dispatcher
from commands.entries import Entry
from commands.lexicon import LexiconCache
from commands.message import About, Message, paragraph
from commands.normalise import content_words, fold
from commands.questions.cards import card
from commands.questions.finding import Match, objective_of
from commands.table import TABLE
from storage.database import Database
from storage.people import NOBODY

ZONE = ZoneInfo("Europe/Paris")
# From a question to the first entry and its score, higher being better; None when nothing is found.
Engine = Callable[[str], tuple[Entry, float] | None]
# Floors tried for each peer, as shares of the scores that it gives to the practice questions.
FLOORS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
REFUSAL = "Ce n'est pas consigné dans DiMENSiON."


def rapidfuzz_alone(entries: Sequence[Entry]) -> Engine:
    """`process.extractOne` with WRatio over every text."""
    pairs = [(fold(text), entry) for entry in entries for text in texts_of(entry)]
    choices = [text for text, _ in pairs]

    def find(question: str) -> tuple[Entry, float] | None:
        _, score, place = process.extractOne(fold(question)[:200], choices, scorer=fuzz.WRatio)
        return pairs[place][1], score

    return find


def full_text(entries: Sequence[Entry]) -> Engine:
    """SQLite FTS5 with BM25 over the words of each entry, the words of the question joined by OR."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO entry VALUES (?)", [("\n".join(texts_of(entry)),) for entry in entries])

    def find(question: str) -> tuple[Entry, float] | None:
        match = " OR ".join(f'"{word}"*' for word in content_words(question[:1_000]))
        if not match:
            return None
        row = database.execute(
            "SELECT rowid, bm25(entry) FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT 1", (match,)
        ).fetchone()
        return (entries[row[0] - 1], -row[1]) if row is not None else None

    return find


def bm25_with_stems(entries: Sequence[Entry]) -> Engine:
    """rank-bm25 over French stems (Snowball)."""
    import snowballstemmer
    from rank_bm25 import BM25Okapi

    stemmer = snowballstemmer.stemmer("french")

    def stems(text: str) -> list[str]:
        return [str(stem) for stem in stemmer.stemWords(content_words(text))]

    index = BM25Okapi([stems(" ".join(texts_of(entry))) for entry in entries])

    def find(question: str) -> tuple[Entry, float] | None:
        scores = index.get_scores(stems(question[:1_000]))
        best = int(scores.argmax())
        return (entries[best], float(scores[best])) if scores[best] > 0 else None

    return find


PEERS: dict[str, Callable[[Sequence[Entry]], Engine]] = {
    "rapidfuzz WRatio": rapidfuzz_alone,
    "SQLite FTS5, BM25": full_text,
    "rank-bm25, French stems": bm25_with_stems,
}


def texts_of(entry: Entry) -> list[str]:
    """Everything that an entry says of itself."""
    return [entry.title, *(each.text for each in entry.texts)]


def asking_of(database: Database) -> Asking:
    """What `dimension ask` answers with."""
    dispatcher = Dispatcher(TABLE, Options(ZONE), LexiconCache())
    return Asking(dispatcher, database, ZONE, DAY, "")


def peer_answers(
    database: Database, engine: Engine, questions: Sequence[Question], floor: float
) -> tuple[list[Judged], list[float]]:
    """Each question answered with the card of the first entry found; milliseconds of finding alone."""
    lexicons = LexiconCache()
    asker = Asker(None, "", "", frozenset(), None, False, NOBODY)
    results, spent = [], []
    with database.read() as session:
        lexicon = lexicons.current(session)
        for question in questions:
            now = frozen_at(DAY, ZONE).now()
            call = Call(session, asker, now, Options(ZONE, 200), TABLE, lambda: lexicon)
            begun = time.perf_counter()
            found = engine(question["question"])
            spent.append(1_000 * (time.perf_counter() - begun))
            shown: Message | None = None
            if found is not None and found[1] >= floor:
                shown = card(call, objective_of(Match(found[0].kind, found[0].code, found[0].title, 1.0, 1.0)))
            message = shown or Message((paragraph(REFUSAL),), about=About("nothing", abstained=True))
            answer = described(message)
            results.append(Judged(question, answer, verdict(question, answer)))
    return results, spent


def best_floor(database: Database, engine: Engine, questions: Sequence[Question]) -> float:
    """The floor under which the peer refuses, chosen where it is right most often on these questions."""
    scores = sorted(found[1] for each in questions if (found := engine(each["question"])) is not None)
    tried = {scores[int(share * (len(scores) - 1))] for share in FLOORS}
    return max(tried, key=lambda floor: sum(not one.why for one in peer_answers(database, engine, questions, floor)[0]))


def table(results: dict[str, list[Judged]]) -> None:
    """Right answers by kind of question, in %, a column an engine; then refusals."""
    groups: defaultdict[str, dict[str, list[bool]]] = defaultdict(dict)
    for engine, judgements in results.items():
        for one in judgements:
            groups[one.question["group"]].setdefault(engine, []).append(not one.why)
    print(f"| {'kind':28} |    n | " + " | ".join(results) + " |")
    for group, by_engine in sorted(groups.items()):
        cells = [f"{100 * sum(right) / len(right):.0f}" for right in by_engine.values()]
        print(f"| {group:28} | {len(next(iter(by_engine.values()))):4} | " + " | ".join(cells) + " |")
    rows: dict[str, Callable[[list[Judged]], float]] = {
        "all": lambda found: _share([not one.why for one in found]),
        "refused of what has no answer": lambda found: _share(
            [one.answer["abstained"] for one in found if one.question["expected"].get("abstain")]
        ),
        "refused of what has one": lambda found: _share(
            [one.answer["abstained"] for one in found if not one.question["expected"].get("abstain")]
        ),
    }
    for name, of in rows.items():
        print(f"| {name:28} |      | " + " | ".join(f"{of(found):.1f}" for found in results.values()) + " |")


def _share(values: Sequence[bool]) -> float:
    return 100 * sum(values) / len(values) if values else 0.0


def quality(database: Database, *, show: bool) -> None:
    """Ours and the peers on each set."""
    asking = asking_of(database)
    with database.read() as session:
        entries = asking.dispatcher.lexicons.current(session).index.entries
    engines = {name: build(entries) for name, build in PEERS.items()}
    floors = {name: best_floor(database, engine, practice()) for name, engine in engines.items()}
    sets = {"practice": practice(), **{f"own, {name}": own(name) for name in SETS}}
    for title, questions in sets.items():
        print(f"\n{title}: {len(questions)} questions, right in %")
        results = {"ours": list(judged(asking, questions))}
        for name, engine in engines.items():
            results[name], spent = peer_answers(database, engine, questions, floors[name])
            print(f"   {name}: finding alone, median {median(spent):.2f} ms, p99 {percentile(spent, 0.99):.2f} ms")
        table(results)
        if show:
            for one in results["ours"]:
                if one.why:
                    print(f" - [{one.question['group']}] {one.question['question']!r}: {one.why[:90]}")


def speed(database: Database, projects: int, limits: tuple[float | None, float]) -> None:
    """Milliseconds of processor from question to answer, the least of three rounds of each question.

    A processor shared with others makes every clock wrong but this one.
    """
    asking = replace(asking_of(database), day=DAY)
    begun = time.perf_counter()
    asking.answer("un mot inconnu : xyzzyq")
    print(line(f"{projects} projects: first question, index built", 1_000 * (time.perf_counter() - begun), "ms"))
    gc.collect()
    gc.freeze()
    questions = [each["question"] for each in (*practice(), *own())]
    spent = [min(_timed(asking, typed) for _ in range(3)) for typed in questions]
    print(line(f"{projects} projects: median of {len(questions)} questions", median(spent), "ms", limits[0]))
    print(line(f"{projects} projects: 99th percentile", percentile(spent, 0.99), "ms", limits[1]))
    gc.unfreeze()


def _timed(asking: Asking, typed: str) -> float:
    begun = time.process_time()
    asking.answer(typed)
    return 1_000 * (time.process_time() - begun)


def memory(database: Database, projects: int) -> None:
    """What names and index hold once questions have been asked, beside the rest of the program."""
    tracemalloc.start()
    asking = asking_of(database)
    for typed in (
        "où en est le schéma directeur ?",
        "ya koi de prevu a miramas",
        "shema directeure",
        "cb d'axes pilier 6",
    ):
        asking.answer(typed)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(line(f"{projects} projects: memory of names and index", held / 1e6, "MB", 60.0))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--show", action="store_true", help="print the questions that are answered wrong")
    options: Any = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        with open_ready(Path(folder) / "plan.db", Content(), now=NOW).database as database:
            quality(database, show=options.show)
            more_projects(database, 1_000)
            print()
            memory(database, 1_000)
            speed(database, 1_000, (3.0, 15.0))
        if options.large:
            with open_ready(Path(folder) / "large.db", Content(), now=NOW).database as database:
                more_projects(database, options.large)
                speed(database, options.large, (None, 50.0))
                memory(database, options.large)


if __name__ == "__main__":
    main()
