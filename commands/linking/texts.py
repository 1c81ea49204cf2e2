"""French sentences of linking an account to a person of the register."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import count, listing, quote, typeset
from commands.message import Line, Strong

HELP_LINK = "Relie ce compte à votre fiche, avec un code confirmé des deux côtés"
USAGE_LINK = "/dimension moi lier [code ou « autre fiche »]"
CONFIRM = "Relier ce compte à ma fiche"
REFUSE = "Ne pas relier"
FINISH = "Terminer"
JOIN = "J'ai une autre fiche : réunir les deux"
# What is typed for it, folded.
OTHER_ENTRY = "autre fiche"

_PLATFORMS = {"slack": "Slack", "matrix": "Matrix"}
NOT_HERE = "Un compte se relie depuis Slack ou Matrix, pas depuis le terminal."
CODE_UNKNOWN = typeset(
    "Ce code n'est pas connu, ou n'est plus valable. Demandez-en un autre depuis le compte à relier : "
    "« dimension moi lier »."
)
NOT_CONFIRMED = typeset(
    "Ce code n'est pas encore confirmé. Tapez-le d'abord depuis un compte déjà relié à votre fiche : "
    "« dimension moi lier », puis le code."
)
SAME_ACCOUNT = "Ce compte est déjà relié à votre fiche."
TAKEN = "Ce compte vient d'être relié à une fiche. Si ce n'est pas la vôtre, prévenez la cellule d'appui."
NOT_LINKED = "Rien n'a été relié. Le code ne sera plus proposé ; il s'éteint de lui-même."


def begun(code: str, minutes: int) -> tuple[Line, ...]:
    """The code, and what to do with it."""
    return (
        (typeset("Votre code : "), Strong(code)),
        (
            typeset(
                f"Il est valable {count(minutes, 'minute', 'minutes')}. Depuis un compte déjà relié à votre fiche, "
                f"tapez « dimension moi lier {code} » et confirmez ; puis revenez ici et terminez. "
                "Ne le donnez à personne : qui le confirme vous prête sa fiche."
            ),
        ),
        (typeset("Pas de compte relié ? Demandez à la cellule d'appui de vous inscrire au registre."),),
    )


SAME_ENTRY = "Ces deux comptes sont déjà ceux d'une seule fiche."
MAY_MORE = typeset(
    "L'autre fiche porte un rôle, un cercle ou un suivi que la vôtre n'a pas : la cellule d'appui réunit les deux "
    "dans le registre."
)


def voted_twice(polls: Sequence[int]) -> str:
    """Two persons who have both voted are no longer made one."""
    named = listing(f"n° {number}" for number in polls)
    return typeset(
        f"Les deux fiches ont voté dans {'le sondage' if len(polls) == 1 else 'les sondages'} {named} : "
        "elles ne peuvent plus être réunies, une personne aurait deux voix. Prévenez la cellule d'appui."
    )


def joined(label: str) -> str:
    """Two entries have become one."""
    return typeset(f"Les deux fiches n'en font plus qu'une : {label}. Une personne, une voix.")


def asked(platform: str, account: str, label: str, other: str) -> tuple[Line, ...]:
    """The question put to whoever has an account already; `other` is the entry that the account has, if any."""
    named = f"{_PLATFORMS.get(platform, platform)} {account}"
    if other:
        return (
            (typeset(f"Réunir la fiche {quote(other)} (compte {named}) à la vôtre ({label}) ?"),),
            (
                typeset(
                    "Ses comptes et sa place dans les sondages deviendront les vôtres, et cette fiche s'éteindra. "
                    "Ne confirmez que si vous venez de demander ce code vous-même."
                ),
            ),
        )
    return (
        (typeset(f"Relier le compte {named} à votre fiche ({label}) ?"),),
        (
            typeset(
                "Ce compte pourra tout ce que vous pouvez, en votre nom. Ne confirmez que si vous venez de demander "
                "ce code vous-même."
            ),
        ),
    )


def confirmed(code: str) -> str:
    """Confirmed on this side; the other one is left."""
    return typeset(
        f"C'est confirmé de ce côté. Depuis le compte à relier, tapez {quote(f'dimension moi lier {code}')}."
    )


def linked(label: str) -> str:
    """Done."""
    return typeset(f"Ce compte est relié à votre fiche : {label}.")
