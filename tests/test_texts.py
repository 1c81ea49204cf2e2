"""French stands in texts.py, in the tables of words that people type, and in data; nowhere else in the code."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.sources import PACKAGES, ROOT, Source, complaints, sources

# Files whose whole purpose is French: sentences, and tables of words that people type.
FRENCH_FILES = re.compile(r"(\w+_)?texts\.py|vocabulary\.py|\w+_words\.py")

# Other files that may hold French, and why.
FRENCH_HERE = {
    "commands/codes.py": "how the codes of the plan are typed, as a pattern",
    "commands/entries.py": "capital letters with accents, in a pattern",
    "commands/french.py": "grammar and typography: plurals, dates, spaces before signs",
    "commands/normalise.py": "letters that no decomposition takes apart",
    "commands/spelling.py": "endings of words of one family",
}

# Arguments whose value is typed by people, or typed for them by a button: the words of a command, not a sentence.
TYPED = frozenset({"words", "also", "says", "examples"})

FRENCH_LETTER = re.compile("[àâäæçéèêëîïôöœùûüÿ]", re.IGNORECASE)

# Common words that are not English ones too; two of them make a French sentence.
FRENCH_WORDS = frozenset(
    """
    alors au aucun aucune autre aux avec ce ces cet cette chaque comme dans de des deux du elle en encore est et
    il ils je la le les leur leurs mais mes moins ne nos notre nous ou par pas quand que quel quelle qui
    quoi sa se ses si sont sous sur tous tout toute trop un une vers voici votre vos vous
    annuler aide bonjour demande essayez inconnu introuvable jour merci mois objectif objectifs pilier projet projets
    rien semaine suite tapez trouve veuillez
    """.split()
)
# A key of the data files (« tous_les ») or a handle (« chef-de-projet ») is one word, and none of these.
WORD = re.compile(r"(?<![\w-])[a-zA-Z]+(?![\w-])")


def french_outside_texts(file: Source) -> Iterator[str]:
    """Each string that a person would read or type as French; docstrings and comments may quote it."""
    if FRENCH_FILES.fullmatch(file.name) or file.path in FRENCH_HERE:
        return
    silent = set(_not_shown(file.tree))
    for node in ast.walk(file.tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in silent
            and is_french(node.value)
        ):
            yield f"line {node.lineno}: « {node.value.strip()[:60]} » belongs in texts.py"


def _not_shown(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings (any string that stands alone as a statement), and the words of commands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.keyword) and node.arg in TYPED:
            yield from ast.walk(node.value)


def is_french(text: str) -> bool:
    """Whether the text has a letter of French, or two of its common words."""
    if FRENCH_LETTER.search(text):
        return True
    found = [word for word in WORD.findall(text.lower()) if word in FRENCH_WORDS]
    return len(found) >= 2 and len(set(found)) >= 2


def test_french_stands_in_its_places() -> None:
    found = complaints(french_outside_texts, sources(*PACKAGES))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("listed", FRENCH_HERE)
def test_an_exception_is_still_needed(listed: str) -> None:
    text = (ROOT / listed).read_text(encoding="utf-8")
    assert list(french_outside_texts(Source(f"{listed}.as-if-not-listed", text)))


@pytest.mark.parametrize(
    "text",
    [
        'raise Misread("Aucun objectif ne correspond.")',
        'say("échéance")',
        'say(f"Bonjour {name}, voici la suite")',
        'def f(title="Tous les projets"): ...',
    ],
)
def test_french_is_seen(text: str) -> None:
    assert list(french_outside_texts(Source("commands/objectives.py", text)))


@pytest.mark.parametrize(
    "text",
    [
        '"""A « fiche » is a sheet."""',
        'class A:\n    x = 1\n    """L\'échéance révisée."""',
        '# échéance dépassée\nx = "due"',
        'Command(words=("objectif", "créer"), also=(("objectif", "ajouter"),))',
        'Button(label, says=f"sondage clôturer {poll.id}")',
        'logger.info("Status recorded", extra={"action": "status_recorded"})',
        'raise ValueError(f"two commands are typed « {word} »")',
        'raise ValueError("on a plus sign, or on a comma")',
        'WORDS = ("objectif", "statut")',
        'rows = document["dans_le_corps"]',
    ],
)
def test_the_rest_passes(text: str) -> None:
    assert list(french_outside_texts(Source("commands/objectives.py", text))) == []


def test_texts_may_be_french() -> None:
    assert list(french_outside_texts(Source("commands/texts.py", 'WELCOME = "Bonjour à vous"'))) == []
