"""French sentences of the frame: commands and references not understood, choices, forms, rights, incidents."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import listing, quote, typeset
from commands.message import Line, Strong

# The word under which every command is found, in workspaces where a short name is taken.
UMBRELLA = "dimension"
# The group whose bare words are a round, or an update where a code follows.
UPDATES = "maj"
HELP_WORD = "aide"
HELP_SENTENCE = "dimension aide"
HELP = "Aide"
NEXT = "Suite"

# Words that are a whole command when nothing else is typed.
WORDS_ALONE = {
    "aide": ("dimension", "aide"),
    "help": ("dimension", "aide"),
    "?": ("dimension", "aide"),
    "bonjour": ("dimension", "aide"),
    "moi": ("dimension", "moi"),
    "tournee": ("maj", "suivant"),
}
# The same for several words, folded.
SENTENCES_ALONE = {
    "ma tournee": ("maj", "suivant"),
    "mes points": ("maj", "suivant"),
    "mes points a faire": ("maj", "suivant"),
    "mes mises a jour": ("maj", "suivant"),
    "mes actions": ("action", "liste"),
    "mes appuis": ("appui", "liste"),
    "mes propositions": ("proposition", "liste"),
}
NEXT_WORDS = frozenset({"suite", "la suite", "suivant", "page suivante", "encore"})
# What ends a conversation politely, and what is answered.
THANKS = frozenset({"merci", "merci beaucoup", "merci bien", "super merci", "parfait merci", "ok merci", "c est note"})
YOU_ARE_WELCOME = "Avec plaisir."
CANCEL_WORDS = frozenset({"annuler", "annule", "abandonner", "stop"})
# The letter of a button that goes on after a question of yes or no, and what says the same.
YES = "o"
YES_WORDS = frozenset({"oui", "ok", "oui oui", "yes", "je confirme", "confirme", "confirmer", "quand meme"})
SKIP_WORDS = frozenset({"passer", "passe"})

UNKNOWN_PERSON = "agent"
WHOLE_PLAN_WORDS = frozenset({"plan", "le plan", "tout", "tout le plan", "dimension", "plan entier"})

# What one types to mean exactly one entry.
TYPED = {
    "pillar": "pilier {}",
    "axis": "axe {}",
    "objective": "{}",
    "key_result": "{}",
    "project": "{}",
    "community": "{}",
    "theme": "{}",
}

# The same where no command says what kind of entry is meant.
TYPED_ALONE = {**TYPED, "project": "projet statut {}", "community": "communaute info {}"}

# Characters of a button's label that every platform shows whole. Source: Block Kit reference, button element.
LABEL_LENGTH = 75

INTERRUPTED = "…"
AN_AXIS = "axe"
CODES_ARE = "Un code s'écrit 4.2.2 pour un objectif, 4.2.2.b pour un objectif opérationnel, axe 4.2, pilier 4."
NOTHING_TYPED = "Posez votre question, ou tapez « aide »."
CANCELLED = "C'est abandonné, rien n'a été enregistré."
CHOICES_OUTDATED = typeset(
    "Ces choix ne sont plus valables : ils datent de plus de 30 minutes. Posez de nouveau la question."
)
NOTHING_TO_CANCEL = "Il n'y a rien à abandonner."
NOTHING_TO_CANCEL_HERE = (
    (NOTHING_TO_CANCEL,),
    (
        typeset(
            "Pour reprendre ce qui a été consigné, donnez son numéro et un motif : « objectif annuler 128 motif … »."
        ),
    ),
)


def unknown_command(word: str) -> str:
    """A first word that is no command."""
    return typeset(f"Je ne connais pas la commande {quote(shortened(word, 40))}.")


def left_over(rest: str) -> str:
    """Words after the arguments that mean nothing."""
    return typeset(f"Je n'ai pas compris {quote(shortened(rest, 60))}.")


def usage(usage: str) -> str:
    """How the command is typed."""
    return typeset(f"Tapez : {usage}")


def incomplete(sentence: str) -> tuple[Line, ...]:
    """A command without what it needs, where no conversation can follow."""
    return (
        (
            typeset(
                f"Il manque quelque chose après {quote(sentence)}. Tapez « {sentence} » suivi de ce que vous cherchez."
            ),
        ),
    )


def refused(sentence: str) -> str:
    """Understood, not allowed."""
    return typeset(
        f"Vous n'avez pas le droit de faire {quote(sentence)}. "
        "Si vous en avez besoin, demandez-le à la cellule d'appui."
    )


def incident(reference: str) -> str:
    """A fault of ours; the reference finds it in the log."""
    return typeset(
        f"Une erreur de notre côté empêche de répondre. Rien n'a été enregistré. "
        f"Si elle se répète, donnez à la cellule d'appui la référence {reference}."
    )


def several_match(text: str) -> str:
    """Several entries are meant."""
    return typeset(f"Plusieurs réponses possibles pour {quote(shortened(text, 60))}. Laquelle ?")


def none_matches(text: str, *, near: bool) -> str:
    """Nothing recorded is meant."""
    said = f"Ce n'est pas consigné : {quote(shortened(text, 60))}."
    return typeset(f"{said} Le plus proche :" if near else f"{said} Essayez d'autres mots, ou un code comme 4.2.2.")


def no_such_code(code: str, kind: str, *, near: bool) -> str:
    """A well written code that names nothing."""
    what = {"axis": "d'axe", "key_result": "d'objectif opérationnel"}.get(kind, "d'objectif")
    said = f"Il n'y a pas {what} {code} dans DiMENSiON."
    return typeset(f"{said} Le plus proche :" if near else said)


def no_such_pillar(number: int, known: Sequence[int]) -> str:
    """A pillar that is not."""
    if not known:
        return "Le plan n'est pas chargé."
    return typeset(f"Il n'y a pas de pilier {number} : DiMENSiON en compte {len(known)}, du {known[0]} au {known[-1]}.")


def objective_expected(text: str) -> str:
    """The code of a pillar or an axis where an objective must stand."""
    return typeset(f"J'attends un objectif, et non {quote(shortened(text, 40))}. {CODES_ARE}")


def code_expected(text: str) -> str:
    """Something else stands where a code must."""
    return typeset(f"J'attends un code, et non {quote(shortened(text, 40))}. {CODES_ARE}")


def printed_in_several(number: str) -> str:
    """« 2.2 » without its pillar."""
    return typeset(f"Le document imprime {number} dans plusieurs piliers. Lequel ?")


def in_pillar(number: int, title: str) -> str:
    """Which pillar an entry belongs to."""
    return f"pilier {number}, {title}"


def entry_label(kind: str, code: str, title: str) -> str:
    """An entry on a button."""
    prefix = {"pillar": f"Pilier {code} ", "axis": f"Axe {code} ", "objective": f"{code} ", "key_result": f"{code} "}
    return shortened(prefix.get(kind, "") + title, LABEL_LENGTH)


def entry_place(kind: str, place: str) -> str:
    """Where an entry stands, to tell it from others."""
    match kind:
        case "pillar":
            return "pilier"
        case "axis":
            return f"axe du pilier {place[:1]}"
        case "objective":
            return f"objectif, pilier {place[:1]}, axe {place[2:]}"
        case "project":
            return f"projet, thématique {place}"
        case "theme":
            return "thématique de projets"
        case _:
            return place


def no_such_choice(position: int, offered: int, *, outdated: bool) -> tuple[Line, ...]:
    """A number that stands for nothing any more, or never did."""
    if outdated:
        said = CHOICES_OUTDATED
    elif not offered:
        said = f"Il n'y a pas de choix numéroté en cours : {position} ne désigne rien. Tapez « aide » pour commencer."
    else:
        said = f"Il n'y a pas de choix {position} : les numéros vont de 1 à {offered}."
    return ((typeset(said),),)


def no_such_letter(letter: str, offered: Sequence[str]) -> str:
    """A letter that stands for none of the choices."""
    known = f"la lettre est {offered[0]}" if len(offered) == 1 else f"les lettres sont {listing(offered)}"
    return typeset(f"Il n'y a pas de choix {quote(letter)} : {known}.")


def to_type(label: str, says: str) -> str:
    """A button of a message that nobody asked for: what it does, and the sentence to type."""
    return typeset(f"{label} (tapez {quote(says)})")


def cancelled_by_typing(says: str) -> tuple[Line, ...]:
    """« Annuler » typed too late for a click: what takes the same thing back."""
    return (
        (typeset("Le bouton « Annuler » n'est plus en mémoire (plus de 30 minutes)."),),
        (typeset(f"Tapez {quote(says)} et un motif."),),
    )


def nothing_follows(*, outdated: bool) -> str:
    """« suite » with nothing to follow."""
    if outdated:
        return "La liste n'est plus en mémoire (plus de 30 minutes). Demandez-la de nouveau."
    return "Il n'y a pas de suite à afficher."


def form_question(label: str, hint: str, *, required: bool, initial: str = "") -> tuple[Line, ...]:
    """A form's question, where it is asked in a conversation; `initial` is what stands, and « passer » keeps."""
    ways = "« annuler » pour abandonner"
    if initial:
        ways = f"« passer » pour garder, {ways}"
    elif not required:
        ways = f"« passer » pour laisser vide, {ways}"
    lines: list[Line] = [(Strong(typeset(label)),)]
    if hint:
        lines.append((typeset(hint),))
    if initial:
        lines.append((typeset(f"actuellement : {shortened(initial, 200)}"),))
    lines.append((typeset(f"({ways})"),))
    return tuple(lines)


def shortened(text: str, length: int) -> str:
    """The text in at most so many characters, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    cut = flat[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.") + INTERRUPTED
