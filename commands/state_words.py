"""French words of how things stand: statuses and weathers, the same wherever they are read."""

from __future__ import annotations

from storage.rows.following import Weather
from storage.rows.plan import Status

STATUS_WORDS = {
    Status.PLANNED: "à venir",
    Status.UNDER_WAY: "en cours",
    Status.DONE: "réalisé",
    Status.SUSPENDED: "suspendu",
    Status.STOPPED: "arrêté",
}
WEATHER_WORDS = {
    Weather.SECURE: "objectifs sécurisés (soleil)",
    Weather.REACHABLE: "objectifs atteignables (couvert)",
    Weather.NEEDS_SUPPORT: "appuis nécessaires (nuage)",
    Weather.COMPROMISED: "objectifs compromis (orage)",
}
WEATHER_UNKNOWN = "non renseignée"
