"""French sentences of announcements: making one, its preview, who answers for it, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from commands.about.texts import ROLE_WORDS
from commands.french import count, day, listing, number, percent, quote, typeset, until
from commands.message import Line, Strong
from commands.texts import shortened
from storage.rows.campaign_states import CampaignState, RecipientState
from storage.rows.organisation import Role

if TYPE_CHECKING:
    from storage.rows.announcing import Campaign

GROUP = "Annonces de la cellule d'appui : aperçu, envoi, bilan"
HELP_PREVIEW = "Prépare une annonce : à qui elle va, combien de temps elle prend, telle que chaque messagerie la montre"
USAGE_PREVIEW = typeset("/annonce aperçu destinataires : texte (« tous », un rôle, une communauté, une unité)")
HELP_URGENT = "Prépare une annonce urgente : deux personnes, un motif, à toute heure"
USAGE_URGENT = typeset("/annonce urgente destinataires : texte motif raison")
HELP_SEND = "Envoie une annonce, ou la soumet à une seconde personne ; la seconde personne l'envoie"
USAGE_SEND = "/annonce envoyer numéro"
HELP_PAUSE = "Suspend une annonce : ce qui n'est pas parti attend"
USAGE_PAUSE = "/annonce pause numéro"
HELP_RESUME = "Reprend une annonce suspendue"
USAGE_RESUME = "/annonce reprise numéro"
HELP_CANCEL = "Abandonne une annonce : ce qui n'est pas parti ne partira pas"
USAGE_CANCEL = "/annonce annuler numéro"
HELP_REPORT = "Où en est une annonce : remises, refus, personnes sans compte ; jamais qui"
USAGE_REPORT = "/annonce bilan numéro"
HELP_LIST = "Les dernières annonces, et celles qui attendent une seconde personne"
USAGE_LIST = "/annonce liste"

ASK_NUMBER = "Quelle annonce ? Donnez son numéro."
ASK_AUDIENCE = "À qui ?"
ASK_AUDIENCE_HINT = typeset("« tous », « managers », « CAP Managers », le nom d'une unité")
ASK_TEXT = "Que dit l'annonce ?"
ASK_REASON = "Pourquoi est-elle urgente ?"
TITLE = "Nouvelle annonce"
TITLE_URGENT = "Annonce urgente"

EVERYONE = "toute l'organisation"
HEADING = "Annonce de la cellule d'appui"
HEADING_URGENT = "Annonce urgente de la cellule d'appui"

SEND = "Envoyer"
SUBMIT = "Soumettre à une seconde personne"
APPROVE = "Valider et envoyer"
DROP = "Abandonner"
PAUSE = "Pause"
RESUME = "Reprendre"
REPORT = "Bilan"
PREVIEW = "Aperçu"

LABEL_TO = "Destinataires"
LABEL_NO_ACCOUNT = "Sans compte"
LABEL_NO_ROOM = "Sans conversation directe"
LABEL_WHEN = "Quand"
LABEL_SECOND = "Seconde personne"
LABEL_REASON = "Motif de l'urgence"
LABEL_BY = "Préparée par"
LABEL_SECOND_BY = "Validée par"
LABEL_PROGRESS = "Avancement"
LABEL_LEFT = "Encore"

NUMBER_EXPECTED = typeset("Donnez le numéro de l'annonce : « annonce liste » montre les dernières.")
AUDIENCE_EXPECTED = typeset("Il manque les destinataires, suivis de « : », avant le texte.")
TEXT_EXPECTED = "Il manque le texte de l'annonce."
REASON_EXPECTED = typeset("Une annonce urgente dit pourquoi elle l'est : ajoutez « motif … » à la fin.")
HOW_TO_NAME = typeset(
    "Les destinataires sont « tous », un rôle (« managers », « rôle ambassadeur »), une communauté (« CAP Managers ») "
    "ou une unité, celles qui en dépendent comprises."
)
ONLY_KNOWN = "Votre compte n'est rattaché à personne dans le registre : une annonce porte le nom de qui l'envoie."
ONLY_AUTHOR = "La personne qui a préparé cette annonce est seule à pouvoir la soumettre ou l'envoyer."
ANOTHER_PERSON = (
    "Vous avez préparé cette annonce : une autre personne de la cellule d'appui doit la valider. Demandez-le-lui."
)
IN_LETTER = (
    "dans la lettre du jour de chacun, en heures ouvrées ; qui a déjà reçu la sienne, est absent ou ne veut pas être "
    "dérangé la lit au retour"
)
AT_ONCE = "tout de suite, à toute heure, même à qui est absent ou ne veut pas être dérangé"
NO_CAMPAIGN = "Aucune annonce n'a encore été préparée."
NOBODY = "Personne ne correspond à ces destinataires : l'annonce n'a pas été préparée."
SECOND_URGENT = "nécessaire, l'annonce étant urgente"
NOT_NEEDED = "pas nécessaire"
NO_NAMES = "Le bilan compte, il ne nomme personne."

STATES = {
    CampaignState.DRAFT: "en préparation",
    CampaignState.AWAITING: "attend une seconde personne",
    CampaignState.SENDING: "en cours d'envoi",
    CampaignState.PAUSED: "en pause",
    CampaignState.OVER: "envoyée",
    CampaignState.CANCELLED: "abandonnée",
}
_OUTCOMES = {
    RecipientState.DELIVERED: "Remises",
    RecipientState.REFUSED: "Refusées par la messagerie",
    RecipientState.NO_ACCOUNT: LABEL_NO_ACCOUNT,
    RecipientState.NO_ROOM: LABEL_NO_ROOM,
    RecipientState.LEFT: "Parties de l'organisation",
    RecipientState.EXPIRED: "Non remises, absence ou « Ne pas déranger »",
    RecipientState.WITHDRAWN: "Retirées avant d'être parties",
}
# Shown even when there are none: what a report is asked for.
ALWAYS = frozenset({RecipientState.DELIVERED, RecipientState.REFUSED, RecipientState.NO_ACCOUNT})
PLATFORMS = {"slack": "Slack", "matrix": "Matrix", "terminal": "le terminal"}


def outcome_label(state: RecipientState) -> str | None:
    """What a figure of the report counts; None for recipients who wait."""
    said = _OUTCOMES.get(state)
    return None if said is None else typeset(said)


def having_role(role: Role) -> str:
    """Those with a role."""
    return typeset(f"les personnes qui ont le rôle « {ROLE_WORDS[role]} »")


def no_such_campaign(number_: int) -> str:
    """A number that is none."""
    return typeset(f"Il n'y a pas d'annonce n° {number_}.")


def unknown_audience(typed: str) -> str:
    """Nobody is meant."""
    return typeset(f"Je ne connais ni rôle, ni communauté, ni unité sous {quote(shortened(typed, 60))}.")


def too_long(length: int, most: int) -> str:
    """A text that no letter holds."""
    return typeset(f"Le texte a {number(length)} caractères, pour {number(most)} au plus. Raccourcissez-le.")


def too_many_lines(lines: int, most: int) -> str:
    """The same, of its lines."""
    return typeset(f"Le texte a {lines} lignes, pour {most} au plus. Raccourcissez-le.")


def reason_too_long(length: int, most: int) -> str:
    """A reason that is a text."""
    return typeset(f"Le motif a {number(length)} caractères, pour {number(most)} au plus.")


def heading(*, urgent: bool) -> Line:
    """The title under which it is read."""
    return (Strong(HEADING_URGENT if urgent else HEADING),)


def status(campaign: Campaign) -> Line:
    """Which one, and how it stands."""
    name = "Annonce urgente" if campaign.urgent else "Annonce"
    return (Strong(typeset(f"{name} n° {campaign.id}")), f", {STATES[campaign.state]}")


def to(label: str, persons: int) -> str:
    """Whom it goes to."""
    return typeset(f"{label} ({count(persons, 'personne')})")


def on(platform: str) -> str:
    """A label: what a platform is written."""
    return f"Sur {PLATFORMS.get(platform, platform)}"


def shown_on(platforms: Sequence[str]) -> Line:
    """Before a message as these platforms show it."""
    names = listing([PLATFORMS.get(each, each) for each in platforms])
    return (Strong(typeset(f"Telle qu'elle se lit sur {names} :")),)


def takes(persons: int, minutes: float) -> str:
    """How many there, and how long it takes."""
    return typeset(f"{count(persons, 'personne')}, {duration(minutes)}")


def duration(minutes: float) -> str:
    """« moins d'une minute », « environ 28 minutes », « environ 3 heures »."""
    if minutes < 1:
        return "moins d'une minute"
    if minutes < 120:
        return f"environ {count(round(minutes), 'minute')}"
    return f"environ {count(round(minutes / 60), 'heure')}"


def unreached(persons: int) -> str:
    """Those without an account."""
    return typeset(f"{count(persons, 'personne')}, qui ne la {'recevra' if persons < 2 else 'recevront'} pas")


def without_room(persons: int) -> str:
    """Those who have never written to the bot."""
    never, nor = ("a jamais écrit", "recevra") if persons < 2 else ("ont jamais écrit", "recevront")
    return typeset(f"{count(persons, 'personne')} sur Matrix, qui n'{never} au bot et ne la {nor} pas")


def second_needed(above: int) -> str:
    """Two persons are needed for so many."""
    return typeset(f"nécessaire au-delà de {count(above, 'personne')}")


def held(last: date) -> str:
    """A période de réserve."""
    return typeset(f"Période de réserve {until(last)} : l'annonce partira ensuite.")


def submitted(number_: int) -> str:
    """It awaits somebody else."""
    return typeset(
        f"L'annonce n° {number_} attend une seconde personne de la cellule d'appui, qui la relit puis tape "
        f"« annonce envoyer {number_} »."
    )


def asks_second(number_: int, *, urgent: bool) -> str:
    """To the cellule d'appui, in its room."""
    what = "Une annonce urgente" if urgent else "Une annonce"
    return typeset(f"{what}, n° {number_}, attend une seconde personne : relisez-la, puis validez-la ou abandonnez-la.")


def sent(number_: int, persons: int) -> str:
    """It goes."""
    return typeset(f"L'annonce n° {number_} part vers {count(persons, 'personne')}.")


def paused(number_: int) -> str:
    """Nothing more leaves."""
    return typeset(
        f"L'annonce n° {number_} est en pause. Ce qui n'est pas parti attend ; quelques messages déjà remis à la "
        "messagerie arrivent encore."
    )


def resumed(number_: int) -> str:
    """It goes on."""
    return typeset(f"L'annonce n° {number_} reprend là où elle en était.")


def cancelled(number_: int) -> str:
    """It is given up."""
    return typeset(f"L'annonce n° {number_} est abandonnée : ce qui n'est pas parti ne partira pas.")


def not_now(number_: int, state: CampaignState) -> str:
    """What cannot be done to an announcement that stands so."""
    return typeset(f"L'annonce n° {number_} est à ce stade : {STATES[state]}. Cela ne se peut pas.")


def by(label: str, at: datetime) -> str:
    """Who did it, and when."""
    return typeset(f"{label}, le {day(at.date())} à {at.hour} h {at.minute:02}")


def progress(done: int, of: int) -> str:
    """How far it is."""
    share = percent(100 * done // of) if of else percent(0)
    return typeset(f"{number(done)} sur {number(of)}, {share}")


def in_list(campaign: Campaign, label: str, at: datetime) -> Line:
    """An announcement of the list."""
    begins = shortened(campaign.text.replace("\n", " "), 60)
    return (*status(campaign), typeset(f" · {label} · {day(at.date())} · {quote(begins)}"))


def with_number(label: str, number_: int) -> str:
    """A button."""
    return typeset(f"{label} (n° {number_})")
