"""French sentences of `dimension database forget-texts`."""

from __future__ import annotations

from datetime import date

from commands.french import count, day, number, typeset

FORGET_TEXTS = "Retirer les textes libres plus anciens que le réglage updates.keep_texts_days."


def forgotten(texts: int, subjects: int, before: date) -> str:
    """What retention has taken away."""
    if not texts:
        return typeset(f"Aucun texte libre antérieur au {day(before)}.")
    return typeset(
        f"Textes libres retirés, antérieurs au {day(before)} : {number(texts)}, de {count(subjects, 'sujet')}."
    )
