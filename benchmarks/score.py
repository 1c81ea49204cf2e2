#!/usr/bin/env python3
"""Score the bot's answers to a file of questions.

    score.py QUESTIONS.jsonl [--command 'dimension ask --jsonl'] [--answers OUT.jsonl] [--show N] [--date 2020-11-23]

The command is started once; it gets one JSON object per line (id, question, date) and must give one per line back
(id, text, codes, projects, choices, abstained, elapsed_ms). A question is right when every `must_contain` pattern is
found in the normalised text and no `must_not_contain` pattern is; `abstained` must be true exactly where the catalogue
has no answer; for lists (kinds in SETS) the set of objectives must be the expected one, optional ones aside; for one
status, deadline or target (FIRST) the first code given must be an expected one. The patterns are a net, not a judge.
Prints a table by group and ends with `right N of M`. Exit status 0 whatever the score, 2 when it could not run.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

SETS = {"filter_period", "overdue_at_date", "list"}
FIRST = {"status", "deadline", "target"}


def normalise(text: str) -> str:
    """Lower case, no accents, plain apostrophes and spaces, runs of spaces folded."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return re.sub(r"\s+", " ", text)


def expected_set(wanted: dict[str, Any], field: str, answered: set[str]) -> bool | None:
    """Whether the answered set is the expected one; None when the question expects no set of this field."""
    if field not in wanted:
        return None
    required = set(wanted[field])
    optional = set(wanted.get(f"optional_{field}", []))
    return required <= answered <= required | optional


def objectives(codes: list[str]) -> set[str]:
    """The codes of objectives ('4.2.2'), a key result ('4.2.2.b') counting for its objective."""
    return {".".join(code.split(".")[:3]) for code in codes}


def verdict(question: dict[str, Any], answer: dict[str, Any] | None) -> str:
    """'' when right, else why not."""
    if answer is None:
        return "no answer"
    text, wanted = normalise(answer.get("text", "")), question["expected"]
    for pattern in question["must_contain"]:
        if not re.search(pattern, text):
            return f"lacks /{pattern}/"
    for pattern in question["must_not_contain"]:
        if re.search(pattern, text):
            return f"has /{pattern}/"
    if bool(wanted.get("abstain")) != bool(answer.get("abstained")):
        return "should abstain" if wanted.get("abstain") else "abstains"
    codes = objectives(answer.get("codes", [])[:1])
    may_come_first = objectives(wanted.get("codes", []) + wanted.get("optional_codes", []))
    if question["kind"] in FIRST and wanted.get("codes") and not codes & may_come_first:
        return f"first code {sorted(codes)}, wanted one of {sorted(wanted['codes'])}"
    of_objectives = "codes" in wanted and all(c.count(".") == 2 for c in wanted["codes"])
    answered = objectives(answer.get("codes", []))
    if question["kind"] in SETS and of_objectives and expected_set(wanted, "codes", answered) is False:
        return f"codes {sorted(answered)}, wanted {sorted(wanted['codes'])}"
    return ""


def ask(command: str, questions: list[dict[str, Any]], date: str | None) -> dict[str, dict[str, Any]]:
    lines = "".join(
        json.dumps({"id": q["id"], "question": q["question"], "date": q["expected"].get("ask_date") or date}) + "\n"
        for q in questions
    )
    done = subprocess.run(shlex.split(command), input=lines, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        sys.exit(f"the command failed ({done.returncode}): {done.stderr.strip()[-500:]}")
    return {a["id"]: a for a in map(json.loads, filter(str.strip, done.stdout.splitlines()))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--command", default="dimension ask --jsonl")
    parser.add_argument("--answers", type=Path, help="write question, answer and verdict here, one JSON object a line")
    parser.add_argument("--show", type=int, default=20, help="how many failures to print")
    parser.add_argument("--date", default="2020-11-23", help="the day on which the questions are asked")
    options = parser.parse_args()
    questions = [json.loads(line) for line in options.questions.read_text().splitlines() if line.strip()]
    answers = ask(options.command, questions, options.date)
    groups: dict[str, list[bool]] = collections.defaultdict(list)
    failures, rows, elapsed = [], [], []
    for question in questions:
        answer = answers.get(question["id"])
        why = verdict(question, answer)
        groups[question["group"]].append(not why)
        rows.append({"question": question, "answer": answer, "verdict": why})
        if answer and "elapsed_ms" in answer:
            elapsed.append(answer["elapsed_ms"])
        if why:
            failures.append(f"{question['id']} [{question['group']}] {question['question']!r}: {why}")
    for name, results in sorted(groups.items()):
        print(f"{name:30} {sum(results):4} of {len(results):4}  {100 * sum(results) / len(results):5.1f} %")
    for failure in failures[: options.show]:
        print(" -", failure)
    if options.answers:
        options.answers.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    if elapsed:
        elapsed.sort()
        print(f"elapsed ms: median {elapsed[len(elapsed) // 2]:.2f}, p99 {elapsed[int(len(elapsed) * 0.99)]:.2f}")
    right = len(questions) - len(failures)
    print(f"right {right} of {len(questions)} ({100 * right / len(questions):.1f} %)")


if __name__ == "__main__":
    main()
