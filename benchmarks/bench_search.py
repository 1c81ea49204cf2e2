"""Search beside its peers: who finds the right entry, and how long it takes.

    python -m benchmarks.bench_search [--said WORDS.json] [--practice QUESTIONS.jsonl] [--large 100000]

WORDS.json gives other ways to say the entries (`section → code → aussi_dit`). Peers look in the same texts.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import statistics
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.search_sets import Question, made_up, noised, plan, practice, written
from commands.normalise import content_words, fold
from commands.search import Clear, Close, Entry, Index

Engine = Callable[[Question], list[str]]


def ours(entries: list[Entry]) -> Engine:
    """The index of the bot."""
    index = Index(entries)
    return lambda question: [hit.entry.code for hit in index.search(question.text, kinds=_kinds(question), limit=5)]


def rapidfuzz_alone(
    entries: list[Entry], scorer: Callable[..., float] = fuzz.WRatio, clean: Callable[[str], str] = fold
) -> Engine:
    """`process.extract` over every text."""
    by_kind: defaultdict[str | None, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries:
        for text in (entry.title, *(one.text for one in entry.texts)):
            for kind in (None, entry.kind):
                by_kind[kind].append((clean(text), entry.code))
    choices = {kind: [text for text, _ in pairs] for kind, pairs in by_kind.items()}

    def find(question: Question) -> list[str]:
        pairs = by_kind[question.kind]
        found = process.extract(clean(question.text), choices[question.kind], scorer=scorer, limit=15)
        return list(dict.fromkeys(pairs[place][1] for _, _, place in found))[:5]

    return find


def full_text(entries: list[Entry], tokenizer: str) -> Engine:
    """SQLite FTS5 with BM25, the words of the question joined by OR, as prefixes where the tokenizer has words."""
    database = sqlite3.connect(":memory:")
    database.execute(
        f"CREATE VIRTUAL TABLE entry USING fts5(code UNINDEXED, kind UNINDEXED, text, tokenize='{tokenizer}')"
    )
    rows = [(e.code, e.kind, fold("\n".join((e.title, *(one.text for one in e.texts))))) for e in entries]
    database.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
    trigram = tokenizer == "trigram"

    def find(question: Question) -> list[str]:
        words = content_words(question.text)
        if trigram:
            words = list(dict.fromkeys(word[i : i + 3] for word in words for i in range(len(word) - 2)))
        match = " OR ".join(f'"{word}"' + ("" if trigram else "*") for word in words if len(word) > 1)
        if not match:
            return []
        kind = " AND kind = ?" if question.kind else ""
        query = f"SELECT code FROM entry WHERE entry MATCH ?{kind} ORDER BY rank LIMIT 5"
        values = (match, question.kind) if question.kind else (match,)
        return [code for (code,) in database.execute(query, values)]

    return find


ENGINES: dict[str, Callable[[list[Entry]], Engine]] = {
    "ours": ours,
    "rapidfuzz WRatio": rapidfuzz_alone,
    "rapidfuzz token_set": lambda entries: rapidfuzz_alone(
        entries, fuzz.token_set_ratio, lambda text: " ".join(content_words(text))
    ),
    "FTS5 words": lambda entries: full_text(entries, "unicode61 remove_diacritics 2"),
    "FTS5 trigram": lambda entries: full_text(entries, "trigram"),
}


def _kinds(question: Question) -> frozenset[str] | None:
    return None if question.kind is None else frozenset({question.kind})


def measure(engine: Engine, questions: Sequence[Question]) -> tuple[list[list[str]], str]:
    """What the engine finds for each question; median and 99th percentile in ms, and the latter of processor time."""
    answers, spent, worked = [], [], []
    for question in questions:
        begun, work = time.perf_counter(), time.process_time()
        answers.append(engine(question))
        spent.append(1_000 * (time.perf_counter() - begun))
        worked.append(1_000 * (time.process_time() - work))
    late = int(len(questions) * 0.99)
    return answers, f"{statistics.median(spent):8.2f} {sorted(spent)[late]:8.2f} {sorted(worked)[late]:8.2f}"


def report(title: str, entries: list[Entry], questions: list[Question], engines: Sequence[str]) -> None:
    """A line an engine: right first and among the first three by group, then speed and building."""
    groups = [name for name in dict.fromkeys(q.group for q in questions) if not name.endswith("nothing meant")]
    print(f"\n{title}: {len(entries)} entries, {len(questions)} questions; right first / among the first three, in %")
    print(f"{'':20}" + "".join(f"{name[:15]:>16}" for name in groups) + "   median      p99  p99 CPU  build (ms)")
    for name in engines:
        begun = time.perf_counter()
        engine = ENGINES[name](entries)
        built = 1_000 * (time.perf_counter() - begun)
        answers, speed = measure(engine, questions)
        cells = []
        for group in groups:
            pairs = [(q, a) for q, a in zip(questions, answers, strict=True) if q.group == group]
            first = sum(bool(a) and a[0] in q.right for q, a in pairs)
            three = sum(not q.right.isdisjoint(a[:3]) for q, a in pairs)
            cells.append(f"{100 * first / len(pairs):9.1f} /{100 * three / len(pairs):5.1f}")
        print(f"{name:20}{''.join(cells)} {speed} {built:10.0f}")


def decisions(entries: list[Entry], questions: list[Question]) -> None:
    """What the two thresholds make of each group."""
    index = Index(entries)
    counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for question in questions:
        decision = index.decide(index.search(question.text, kinds=_kinds(question)))
        hits = (decision.hit,) if isinstance(decision, Clear) else decision.hits if isinstance(decision, Close) else ()
        right = any(hit.entry.code in question.right for hit in hits)
        counts[question.group][type(decision).__name__ + ("" if not hits else " right" if right else " wrong")] += 1
    for group, made in counts.items():
        print(f"  {group:26}" + ", ".join(f"{name} {count}" for name, count in sorted(made.items())))


def odd_inputs(entries: list[Entry]) -> None:
    """The cost of folding and of searching what nobody should send."""
    index = Index(entries)
    long = "Où en est l’élaboration du schéma directeur ? " * 450
    for name, call in (
        (f"fold, {len(long.encode()) // 1000} kB", lambda: fold(long)),
        ("search, the same", lambda: index.search(long)),
        ("search, 20 kB in one word", lambda: index.search("é" * 10_000)),
        ("search, 20 kB of emoji", lambda: index.search("😀" * 5_000)),
    ):
        begun = time.perf_counter()
        call()
        print(f"  {name:28}{1_000 * (time.perf_counter() - begun):8.2f} ms")


def memory(entries: list[Entry]) -> str:
    """What Python objects and arrays of an index hold, in MB."""
    tracemalloc.start()
    index = Index(entries)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return f"index of {len(index.entries)} entries: {held / 1e6:.1f} MB, {peak / 1e6:.1f} MB while it is built"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--said", type=Path)
    parser.add_argument("--practice", type=Path)
    parser.add_argument("--large", type=int, default=100_000)
    options: Any = parser.parse_args(arguments)
    printed = plan()
    questions = [*noised(printed), *written(), *(practice(options.practice) if options.practice else ())]
    report("The plan, titles and statements", printed, questions, list(ENGINES))
    decisions(printed, questions)
    if options.said:
        known = plan(options.said)
        report("The plan, with other ways to say it", known, questions, list(ENGINES))
        decisions(known, questions)
    thousand = plan(options.said) + made_up(1_000)
    report("With 1,000 projects", thousand, questions, list(ENGINES))
    odd_inputs(thousand)
    print(" ", memory(thousand))
    if options.large:
        large = plan(options.said) + made_up(options.large)
        some = [*questions[::6], *noised(made_up(options.large)[:: options.large // 40])]
        some = [q for q in some if re.search(r"\w", q.text)]
        report(f"With {options.large:,} projects", large, some, ("ours", "FTS5 words", "FTS5 trigram"))
        report("The same, a few questions", large, some[::20], ("ours", "rapidfuzz WRatio"))
        print(" ", memory(large))


if __name__ == "__main__":
    main()
