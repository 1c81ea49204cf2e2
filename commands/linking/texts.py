"""French sentences of linking an account to a person of the register."""

from __future__ import annotations

from commands.french import count, quote, typeset
from commands.message import Line, Strong

HELP_LINK = "Relie ce compte à votre fiche, avec un code confirmé des deux côtés"
USAGE_LINK = "/dimension moi lier [code]"
CONFIRM = "Relier ce compte à ma fiche"
REFUSE = "Ne pas relier"
FINISH = "Terminer"

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


def asked(platform: str, account: str, label: str) -> tuple[Line, ...]:
    """The question put to whoever has an account already."""
    named = f"{_PLATFORMS.get(platform, platform)} {account}"
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
