"""One spelling for what people type and what is recorded: lower case, no accents, plain spaces."""

from __future__ import annotations

import re
import unicodedata

from commands.stop_words import FUNCTION_WORDS, WRAPPER_WORDS

_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("ø", "o"), ("ł", "l"), ("đ", "d"))
# Accents left alone by the decomposition: the combining blocks of Unicode used by the Latin script.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
# Controls (except white space) and format characters: zero-width spaces and joiners, direction marks, soft hyphen.
# A test compares this class with the categories Cc and Cf of the running Python.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]+"
)
_APOSTROPHES_AND_DASHES = re.compile(
    "['`´‘’‚‛ʹʻʼʽˈ′＇\\-_‐‑‒–—―⁃−﹘﹣－]+"  # noqa: RUF001 look-alikes are what this class is for
)
_SPACES = re.compile(r"\s+")
_NOT_A_WORD = re.compile(r"[^\w\n]+")
# « e-recrutement » is a word of its own as well as « recrutement ».
_ELECTRONIC = re.compile(r"\be ([a-z]{5,})")


def fold(text: str) -> str:
    """The text in lower case without accents, invisible characters, apostrophes or dashes, in single spaces.

    Punctuation other than apostrophes and dashes stays (« 4.2.2 » is still a code). Folding twice changes nothing.
    Time is linear: 20 kB take under 4 ms (measured by benchmarks/bench_search.py).
    """
    return _SPACES.sub(" ", _plain(text)).strip()


def fold_lines(texts: list[str]) -> list[str]:
    """Every text folded with its punctuation turned into spaces, in one pass: ten times faster than one by one."""
    if not texts:
        return []
    joined = "\n".join([text.replace("\n", " ") for text in texts])
    return _NOT_A_WORD.sub(" ", _plain(joined)).split("\n")


def words(text: str) -> list[str]:
    """The words of the folded text, in order: runs of letters and digits."""
    return fold_lines([text])[0].split()


def compounded(line: str) -> str:
    """The folded line with « e recrutement » written both ways: « erecrutement recrutement »."""
    return _ELECTRONIC.sub(r"e\1 \1", line) if "e " in line else line


def content_words(text: str) -> list[str]:
    """The words that say what a question is about.

    Function words go, and so do the words that wrap a question (« où en est … », « c'est pour quand »), unless nothing
    else was typed.
    """
    said = [word for word in compounded(fold_lines([text])[0]).split() if len(word) > 1 and word not in FUNCTION_WORDS]
    return [word for word in said if word not in WRAPPER_WORDS] or said


def _plain(text: str) -> str:
    """Lower case, no accent, ligature, invisible character, apostrophe or dash; white space as typed."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower()))
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        for ligature, letters in _LIGATURES:
            text = text.replace(ligature, letters)
    else:
        text = _INVISIBLE.sub("", text.lower())
    return _APOSTROPHES_AND_DASHES.sub(" ", text)
