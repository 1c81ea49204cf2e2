"""French sentences of ready-made polls."""

from __future__ import annotations

from commands.french import quote, typeset
from commands.texts import shortened

TITLE = "Sondages prêts à poser"
MODE_LOCKED = "Le mode et le genre de ce modèle sont fixés : retirez cette option, ou créez un sondage sans modèle."
OPTIONS_LOCKED = "Les choix de ce modèle sont fixés : retirez ce qui suit « | », ou créez un sondage sans modèle."
TEMPLATES_ARE = typeset(
    "Les modèles : créneau, satisfaction, maturité, connaissance. Exemple : sondage modèle satisfaction Comex"
)
_MEANS = {
    "slot": "des créneaux, chacun coche les siens ; nominatif",
    "satisfaction": "une note de 0 à 10 ; réponses masquées",
    "maturity": "cinq niveaux d'usage du numérique ; réponses masquées",
    "knowledge": "un quiz sur les chiffres clés du plan, chacun ne voit que son score ; réponses masquées",
    "mood": "une note de 1 à 5 ; vote secret",
}


def listed(name: str, key: str) -> str:
    """A template of the list."""
    return typeset(f"{name} : {_MEANS[key]}")


def unknown_template(word: str) -> str:
    """Why none was found."""
    return typeset(f"Je ne connais pas le modèle {quote(shortened(word, 40))}.")
