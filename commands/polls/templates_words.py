"""The ready-made polls: how they are asked for, what they ask, and the mode that is locked on each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """A ready-made poll; `line` is what stands behind the participants. `optional`: settings have to allow it."""

    key: str
    names: tuple[str, ...]
    line: str
    takes_options: bool = False
    optional: bool = False


TEMPLATES = (
    Template(
        "slot",
        ("créneau", "créneaux", "choix de créneau"),
        "Quels créneaux vous conviennent ? {options} --dates --nominatif",
        takes_options=True,
    ),
    Template("satisfaction", ("satisfaction", "note de satisfaction"), "Quelle note donnez-vous ? --note 10 --masqué"),
    Template(
        "maturity",
        ("maturité", "maturité digitale"),
        "Où en est votre équipe dans l'usage des outils collaboratifs ? | Découverte | Premiers usages"
        " | Usages réguliers | Usages avancés | Nous aidons les autres --masqué",
    ),
    Template("knowledge", ("connaissance", "connaissance de la métropole", "quiz"), ""),
    Template(
        "mood", ("humeur", "humeur d'équipe"), "Comment va l'équipe cette semaine ? --note 5 --secret", optional=True
    ),
)
QUIZ_QUESTION = "Connaissez-vous la Métropole ? (selon DiMENSiON, 2020)"
QUIZ_OPTION = "Combien {label} ? : {answers}"
QUIZ_MODE = "--quiz --masqué"
