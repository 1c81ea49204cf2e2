"""French sentences about the type of a project, which decides the review that follows it."""

from __future__ import annotations

from commands.french import listing, quote, typeset
from commands.message import Line, Strong
from commands.texts import shortened
from storage.rows.portfolio import ProjectType

# The plan's words (7.3.2).
TYPES = {
    ProjectType.TOTEMIC: "totémique",
    ProjectType.SEVERAL_DGA: "multi-DGA",
    ProjectType.ONE_DGA: "mono-DGA",
}
# What else people type, folded, hyphens as spaces.
ALSO = {
    "totemique": ProjectType.TOTEMIC,
    "totem": ProjectType.TOTEMIC,
    "plan programme schema": ProjectType.TOTEMIC,
    "plan": ProjectType.TOTEMIC,
    "programme": ProjectType.TOTEMIC,
    "schema": ProjectType.TOTEMIC,
    "multi dga": ProjectType.SEVERAL_DGA,
    "multidga": ProjectType.SEVERAL_DGA,
    "multi dgst": ProjectType.SEVERAL_DGA,
    "multi dga dgst": ProjectType.SEVERAL_DGA,
    "mono dga": ProjectType.ONE_DGA,
    "monodga": ProjectType.ONE_DGA,
    "mono dgst": ProjectType.ONE_DGA,
    "mono dga dgst": ProjectType.ONE_DGA,
}
# What takes the type away.
NONE = frozenset({"aucun", "sans", "retirer", "aucun type"})
REVIEWS = {
    ProjectType.TOTEMIC: "Comex - revue des projets",
    ProjectType.SEVERAL_DGA: "Comité transversal",
    ProjectType.ONE_DGA: "Revue des projets de sa DGA ou DGST",
}
HELP_TYPE = "Le type d'un projet, qui décide de la revue qui le suit ; ou le consigne"
USAGE_TYPE = "/projet type nom [: totémique, multi-DGA ou mono-DGA]"
ASK = "Quel projet, et de quel type ?"
ASK_HINT = typeset("Par exemple : stratobus : totémique.")
NOT_SAID = "non consigné"


def shown(name: str, type_: ProjectType | None) -> Line:
    """The type, and the review that follows from it."""
    if type_ is None:
        said = f" : type non consigné. Les types : {listing(TYPES.values(), last='ou')} (DiMENSiON, 7.3.2)."
        return (Strong(name), typeset(said))
    return (Strong(name), typeset(f" : projet {TYPES[type_]}, suivi par : {REVIEWS[type_]} (DiMENSiON, 7.3.2)."))


def changed(name: str, before: ProjectType | None, after: ProjectType | None) -> Line:
    """A type that was said."""
    now = TYPES[after] if after is not None else NOT_SAID
    was = f", auparavant {TYPES[before]}" if before is not None else ""
    review = f" La revue qui le suit : {REVIEWS[after]}." if after is not None else ""
    return (Strong(name), typeset(f" : type {now}{was}.{review}"))


def unchanged(name: str, type_: ProjectType | None) -> Line:
    """A type that was known."""
    return (Strong(name), typeset(f" : type {TYPES[type_] if type_ is not None else NOT_SAID}, comme auparavant."))


def unknown(typed: str) -> str:
    """A type that is not."""
    known = listing(TYPES.values(), last="ou")
    return typeset(f"Je ne connais pas le type {quote(shortened(typed, 40))}. Les types : {known}.")


def in_history(before: str | None, after: str | None) -> str:
    """« type multi-DGA (auparavant mono-DGA) »."""
    words = {each.value: word for each, word in TYPES.items()}
    was = f" (auparavant {words.get(before, before)})" if before else ""
    return f"type {words.get(after, after) if after else NOT_SAID}{was}"
