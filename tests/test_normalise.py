"""Folding: what people type and what is recorded meet in one spelling."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.normalise import content_words, fold, fold_lines, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  Élaborer   le Schéma\tdirecteur ", "elaborer le schema directeur"),
        ("mise en ŒUVRE, cœur", "mise en oeuvre, coeur"),
        ("l’intranet d'Istres", "l intranet d istres"),
        ("e-recrutement – post‑Covid", "e recrutement post covid"),
        ("4.2.2.b", "4.2.2.b"),
        ("sché\u200bma\u00ad di\ufeffrecteur", "schema directeur"),
        ("e\u0301cole", "ecole"),
        ("ﬁlière Ⅳ", "filiere iv"),
        ("1\u202f000\u00a0000", "1 000 000"),
        ("\x00\x07", ""),
    ],
)
def test_folding_leaves_one_spelling(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_control_and_format_character_goes() -> None:
    hidden = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in {"Cc", "Cf"}]
    kept = [c for c in hidden if fold(f"a{c}b") not in {"ab", "a b"}]
    assert kept == []


def test_lines_are_folded_like_single_texts() -> None:
    texts = ["L'école\ndes managers", "", "T3 2020 ; « fin »", "\r\u2028x"]
    assert [line.split() for line in fold_lines(texts)] == [words(text) for text in texts]
    assert fold_lines([]) == []


def test_the_wrapping_of_a_question_is_dropped() -> None:
    assert content_words("Où en est le schéma directeur ?") == ["schema", "directeur"]
    assert content_words("kes ki avance ds le télétravail, svp") == ["teletravail"]


def test_a_question_of_nothing_but_wrapping_keeps_its_words() -> None:
    assert content_words("quelle échéance ?") == ["echeance"]


def test_an_electronic_compound_is_read_both_ways() -> None:
    assert content_words("l'e-recrutement") == ["erecrutement", "recrutement"]


def test_twenty_kilobytes_fold_in_no_time() -> None:
    long = "Où en est l’élaboration ? " * 800
    begun = time.process_time()
    fold(long)
    assert time.process_time() - begun < 0.1
