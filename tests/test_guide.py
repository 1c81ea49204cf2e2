"""What the guide and the README show of the bot is what it answers: their transcripts are replayed, word for word.

A block that begins with ```text is a transcript: « chef-de-file> /maj », or « > … » for the person that one usually is
in the terminal, then the answer. The blocks of a page are one story. After a change of words,
`DIMENSION_WRITE_GUIDE=1 pytest tests/test_guide.py` writes the answers anew, to be read before they are committed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat import USUAL_HANDLE
from tests.world import World

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^(?P<handle>[a-z-]*)> (?P<typed>.+)$", re.MULTILINE)


def replayed(block: str, world: World) -> Iterator[str]:
    """Each prompt with its answer; answers of the page are left out."""
    for prompt in PROMPT.finditer(block):
        answer = world.say(prompt["typed"], by=prompt["handle"] or USUAL_HANDLE)
        yield f"{prompt[0]}\n{answer.text.strip()}\n"


@pytest.mark.parametrize("page", ["docs/guide.md", "README.md"])
def test_a_transcript_is_what_the_bot_answers(sqlite_world: World, page: str) -> None:
    path = ROOT / page
    written = path.read_text(encoding="utf-8")
    anew = BLOCK.sub(lambda found: "\n".join(replayed(found[0], sqlite_world)), written)
    assert BLOCK.search(written), page
    if os.environ.get("DIMENSION_WRITE_GUIDE"):
        path.write_text(anew, encoding="utf-8")
    else:
        assert written == anew, "write it anew and read it: DIMENSION_WRITE_GUIDE=1"
