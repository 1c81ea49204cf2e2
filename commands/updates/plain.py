"""A plain sentence that says how something stands: « 4.2.2.b : 62 %, couvert », « mettre à jour 4.1.1 : 40 % »."""

from __future__ import annotations

import re

from commands import verbs_alone
from commands.authority import voice_on
from commands.call import Call
from commands.codes import Code, take_code
from commands.errors import Several, UserError
from commands.references import read_project
from commands.rounds.steps import live
from commands.updates import vocabulary
from commands.words import find_command
from storage import rounds

_VERB = re.compile(vocabulary.UPDATE_VERB, re.IGNORECASE)
_BEING = re.compile(vocabulary.BEING, re.IGNORECASE)
# « 4.2.2.b : », « télétravail : ».
_COLON = re.compile(r"^\s*:\s*")
_FIGURE = re.compile(r"\d\s*(?:%|pct\b|pour\s*cents?\b)", re.IGNORECASE)
# « i », « m : 62 % »: the letters of a round's buttons.
_OF_ROUND = re.compile(r"^\s*(?P<letter>[impa])\s*(?:$|[\s:,]\s*(?P<words>\S.*)$)", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(r"^(?P<name>[^:?]{3,80}?)\s*:\s+(?P<said>.+)$", re.DOTALL)


def as_command(text: str, call: Call) -> str | None:
    """The command that says the same as the sentence, or None where it asks something.

    A verb or « : » says that it tells; after a bare code, the words are an update where they say more than a comment
    and the asker may update, or where they give a figure: for the others « 4.2.2.b terminé » may well be a question.
    Nobody unknown updates anything.
    """
    alone = verbs_alone.as_command(text, call.table)
    if alone is not None:
        return alone
    if call.asker.person_id is None or "?" in text:
        return None
    resumed = resumes(text, call)
    if resumed is not None:
        return resumed
    verb = _VERB.match(text)
    bare = text[verb.end() :] if verb is not None else text
    taken = take_code(bare)
    if taken is None:
        return _of_project(bare, call, verb=verb is not None)
    code, rest = taken
    if code.kind not in {"objective", "key_result"} or not code.pillar:
        return None
    colon = _COLON.match(rest)
    said = rest[colon.end() :] if colon is not None else _BEING.sub("", rest.lstrip(" ,"), count=1)
    command = f"objectif maj {code} {said}".strip()
    if verb is not None:
        return command
    if not said.strip() or not tells(said, call, surely=colon is not None):
        return None
    return command if colon is not None or _FIGURE.search(said) or _may_update(code, call) else None


def _of_project(text: str, call: Call, *, verb: bool) -> str | None:
    """« télétravail : 40 % »: the name of a project that is known, and what is said of it."""
    named = _NAMED.match(text)
    if named is None:
        return f"projet maj {text.strip()}" if verb and text.strip() else None
    if not verb and not tells(named["said"], call, surely=True):
        return None
    try:
        read_project(named["name"], call)
    except (UserError, Several):
        return None
    return f"projet maj {named['name']} : {named['said']}"


def of_point(text: str, call: Call) -> bool:
    """Whether the words, typed where a point of a round is shown, say how that point stands.

    A code, a question or a command means something else; a comment alone may be a search.
    """
    if "?" in text or find_command(text, call.table).command is not None or as_command(text, call) is not None:
        return False
    return take_code(text) is None and tells(text, call, surely=True)


def resumes(text: str, call: Call) -> str | None:
    """What a letter of a round means once its choices are gone; None where no round goes on.

    A letter alone shows the point again, since something else was read meanwhile; with words it is clear.
    """
    found = _OF_ROUND.match(text)
    person_id = call.asker.person_id
    if found is None or person_id is None or (found["words"] and found["letter"].lower() != "m"):
        return None
    going = rounds.last(call.session, person_id=person_id)
    if going is None or not live(call, going):
        return None
    return f"maj modifier {found['words']}" if found["words"] else "maj suivant"


def tells(said: str, call: Call, *, surely: bool) -> bool:
    """Whether the words say more than a comment does; what is not accepted does, where it surely was meant."""
    from commands.updates.reading import read_draft

    try:
        draft = read_draft(said, today=call.today)
    except UserError:
        return surely
    except Several:
        return True
    return draft.says_more_than_a_comment


def _may_update(code: Code, call: Call) -> bool:
    kind = "key_result" if code.letter else "objective"
    return voice_on(call, (kind, str(code))) is not None
