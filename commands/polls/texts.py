"""French sentences of polls: asking for one, its preview, the ballot, and why something was not taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commands.french import count, day, listing, quote, typeset
from commands.message import Line, Strong
from commands.polls.mode_texts import KINDS, MODES
from commands.texts import shortened
from commands.vocabulary import WEEKDAYS as WEEKDAY_NAMES
from storage.rows.poll_states import PollKind, PollMode

WEEKDAYS = frozenset(WEEKDAY_NAMES)
EVERYONE = "toute l'organisation"

USAGE_LINE = typeset(
    "Exemple : /sondage CAP Managers : Quel créneau ? | lundi | mardi | jeudi --clos vendredi 17h --secret"
)
QUESTION_EXPECTED = "Il manque la question."
PARTICIPANTS_EXPECTED = typeset("Il manque les participants, suivis de « : », avant la question.")
HOW_TO_NAME_PARTICIPANTS = typeset(
    "Nommez une communauté (« CAP Managers »), une unité, ou des personnes (« @manager, @appui »)."
)
EMPTY_OPTION = typeset("Un choix est vide : il y a deux « | » de suite, ou un « | » à la fin.")
NOT_AN_ELECTION = "Ces mots sont ceux d'une élection ou d'un vote à effet juridique : ce sondage n'a pas été créé."
WHAT_A_POLL_IS_NOT = typeset(
    "Un sondage du bot éclaire une décision. Il ne remplace ni une élection professionnelle, ni un vote prévu par un "
    "texte."
)
WHO_MAY_ASK_WHOM = typeset(
    "Vous pouvez interroger vos communautés, votre unité, ou des personnes que vous nommez ; la cellule d'appui et le "
    "Comex, tout le monde."
)
CRITERIA_EXPECTED = typeset("Les critères s'écrivent avec leur poids, de 1 à 10 : --critères Impact 3, Coût 2, Délai 1")
MAJORITY_OF_ONE_CHOICE = "Une majorité ne se compte que pour un choix unique."
MAJORITY_EXPECTED = typeset("La majorité est relative, absolue ou des deux tiers : --majorité absolue")
QUORUM_EXPECTED = typeset(
    "Le quorum est une part des participants ou un nombre de votants : --quorum 50 % ou --quorum 90"
)
SAMPLE_EXPECTED = typeset("L'échantillon est un nombre de personnes : --échantillon 30")
SCALE_EXPECTED = typeset("La note va de 0 à 10 (--note 10) ou de 1 à 5 (--note 5).")
RHYTHM_EXPECTED = typeset("Le rythme est une semaine, un mois, un trimestre, un semestre ou un an : --chaque trimestre")
REPEATED_NEEDS_END = "Un sondage répété qui s'ouvre plus tard a besoin de sa fin : ajoutez --clos."
LIVE_IS_NAMED = typeset("Les comptes en direct ne se montrent que pour un sondage nominatif : ajoutez --nominatif.")
QUIZ_EXPECTED = typeset(
    "Une question de quiz s'écrit avec ses réponses, la bonne suivie d'une étoile : | Combien d'agents ? : 4500 / 8225*"
)
QUIZ_SAYS_SCORES = (
    "Un quiz dit à chacun son score : il ne peut pas être secret. Il peut être nominatif ou à réponses masquées."
)
END_BEFORE_OPENING = "La fin est avant l'ouverture."
MOMENTS_ARE = typeset("Un moment s'écrit « vendredi 17h », « 27/11 à 9h30 », « demain midi », « dans 3 minutes ».")
FLAGS_ARE = typeset(
    "Après les choix : --clos, --ouvre, --secret, --masqué, --nominatif, --plusieurs 2, --classement, --note 5, "
    "--texte, --dates, --critères, --quorum, --majorité, --direct, --échantillon, --volontaires, --séance, --chaque, "
    "--avec, --lieu."
)


def moment(at: datetime) -> str:
    """« vendredi 27 novembre 2020 à 17 h 30 »; the instant is of the zone in which it is read."""
    minutes = f" {at.minute:02}" if at.minute else ""
    return f"{day(at.date(), weekday=True)} à {at.hour} h{minutes}"


# What may not be made


def line_too_long(length: int, most: int) -> str:
    """Why a line is not read."""
    return typeset(f"Ce texte est trop long : {count(length, 'caractère')}, {most} au plus. Rien n'a été enregistré.")


def question_too_long(length: int, most: int) -> str:
    """Why a question is not taken."""
    return typeset(f"La question est trop longue : {count(length, 'caractère')}, {most} au plus.")


def option_too_long(length: int, most: int) -> str:
    """Why an option is not taken."""
    return typeset(f"Un choix est trop long : {count(length, 'caractère')}, {most} au plus.")


def no_options_here(kind: PollKind) -> str:
    """This kind has no options."""
    return typeset(f"Un sondage « {KINDS[kind]} » n'a pas de choix : retirez ce qui suit « | ».")


def too_few_options(number: int) -> str:
    """Two at least."""
    said = "Il n'y a aucun choix" if number == 0 else "Il n'y a qu'un choix"
    return typeset(f"{said} : il en faut au moins deux, séparés par « | ».")


def too_many_options(number: int, most: int) -> str:
    """As many as a message holds."""
    return typeset(f"Il y a {number} choix : {most} au plus tiennent dans un message.")


def same_option(option: str) -> str:
    """Twice the same."""
    return typeset(f"Le choix {quote(shortened(option, 60))} est écrit deux fois.")


def most_expected(options: int) -> str:
    """How many may be chosen."""
    return typeset(f"Le nombre de choix permis va de 2 à {options} : --plusieurs 2")


def minutes_expected(most: int) -> str:
    """How long a live vote lasts."""
    return typeset(f"Une séance dure de 1 à {most} minutes : --séance 3")


def end_past(at: datetime) -> str:
    """An end that is past."""
    return typeset(f"La fin demandée est passée : {moment(at)}.")


def opening_past(at: datetime) -> str:
    """An opening that is past."""
    return typeset(f"L'ouverture demandée est passée : {moment(at)}.")


def end_too_far(days: int) -> str:
    """An end too far away."""
    return typeset(f"Un sondage dure {days} jours au plus.")


def no_such_day(typed: str) -> str:
    """A day that does not exist."""
    return typeset(f"Ce jour n'existe pas : {quote(typed)}.")


def no_such_hour(typed: str) -> str:
    """An hour that does not exist."""
    return typeset(f"Cette heure n'existe pas : {quote(typed)}.")


def no_moment(typed: str) -> str:
    """Words that are no moment."""
    return typeset(f"Je n'ai pas compris ce moment : {quote(shortened(typed, 60))}.")


def unknown_flag(word: str) -> str:
    """An option that there is not."""
    return typeset(f"Je ne connais pas l'option {quote('--' + shortened(word, 30))}.")


def flag_value(value: str) -> str:
    """An option that takes no value."""
    return typeset(f"Cette option ne prend rien après elle : {quote(shortened(value, 60))} est en trop.")


def unknown_participants(typed: str) -> str:
    """A name that nobody has."""
    return typeset(f"Je ne connais ni communauté, ni unité, ni personne de ce nom : {quote(shortened(typed, 60))}.")


def too_many_persons(number: int, most: int) -> str:
    """A list too long."""
    return typeset(f"Cette liste a {number} personnes : {most} au plus. Créez plutôt une communauté.")


def not_your_community(label: str) -> str:
    """Whom one may not ask."""
    return typeset(f"Vous ne pouvez pas interroger {quote(label)}, dont vous n'êtes pas.")


def list_of_persons(labels: Sequence[str]) -> str:
    """Persons named one by one."""
    return listing(labels) if len(labels) <= 3 else count(len(labels), "personne nommée", "personnes nommées")


# The ballot

STALE_BUTTON = "Ce bouton n'est plus valable : il vient d'un autre bulletin."
CHOSEN_TWICE = "Un choix est donné deux fois : votre réponse n'a pas été enregistrée."
RANKED_TWICE = "Un choix est classé deux fois : votre classement n'a pas été enregistré."
TEXT_EXPECTED = "Votre réponse ne dit rien : écrivez-la avec des mots."
VOTE_ASIDE = (
    "Ce vote se fait à l'abri des regards : rien n'a été enregistré. Supprimez votre message, et votez en message "
    "direct au bot ou par le bouton du sondage."
)
SECRETS_NOT_HERE = (
    "Les votes secrets ne sont pas permis sur cette messagerie : rien n'a été enregistré. Votez depuis une autre."
)
ALREADY_VOTED = "Vous avez déjà voté. Un vote secret est définitif : rien n'a changé."
ALREADY_VOTED_FOR_THEM = "Il a déjà été voté pour cette personne. Un vote secret est définitif : rien n'a changé."
RECEIPT_KEPT = "Votre réponse est enregistrée. Vous pouvez la changer jusqu'à la fin."
RECEIPT_REPLACED = "Votre nouvelle réponse remplace la précédente."
RECEIPT_SECRET = "Votre vote est compté. Il est définitif, et le bot ne garde aucun lien avec vous."  # noqa: S105
WITHDRAWN = "Votre réponse est retirée."
NOTHING_TO_WITHDRAW = "Vous n'avez pas répondu à ce sondage : il n'y a rien à retirer."
FINAL = "Un vote secret est définitif : il ne se retire pas."
CAST = "Voter"
CHANGE = "Changer ma réponse"
RESULTS = "Résultats"


def ask_again(number: int) -> str:
    """How to get another ballot paper."""
    return typeset(f"Demandez un nouveau bulletin : sondage bulletin {number}")


def choice_expected(options: int) -> str:
    """What a choice is."""
    return typeset(f"Ce n'est pas un choix de ce sondage : donnez un numéro de 1 à {options}. Rien n'a été enregistré.")


def too_many_chosen(most: int) -> str:
    """How many may be chosen."""
    return typeset(f"Vous donnez trop de choix : {most} au plus. Rien n'a été enregistré.")


def ranking_hint(options: int) -> str:
    """How a ranking is typed."""
    example = " > ".join(str(each) for each in range(min(options, 4), 0, -1))
    return typeset(f"Écrivez les numéros du préféré au moins aimé, par exemple : {example}")


def note_expected(lowest: int, highest: int) -> str:
    """What a note is."""
    return typeset(f"La note est un nombre entier de {lowest} à {highest}. Rien n'a été enregistré.")


def text_too_long(length: int, most: int) -> str:
    """Why a text is not taken."""
    return typeset(
        f"Votre texte est trop long : {count(length, 'caractère')}, {most} au plus. Rien n'a été enregistré."
    )


def notes_expected(projects: int, criteria: int, lowest: int, highest: int) -> str:
    """How weighted notes are typed."""
    number = projects * criteria
    return typeset(
        f"Il faut {number} notes de {lowest} à {highest}, projet par projet ({criteria} pour chacun des {projects}). "
        "Rien n'a été enregistré."
    )


def quiz_hint(questions: int) -> str:
    """How a quiz is answered."""
    return typeset(f"Donnez une réponse par question, par son numéro : {questions} numéros. Rien n'a été enregistré.")


def no_such_poll(number: int) -> str:
    """None that one may see."""
    return typeset(f"Il n'y a pas de sondage n° {number} que vous puissiez voir.")


NUMBER_EXPECTED = typeset("Donnez le numéro du sondage : « sondage liste » les montre.")


def not_a_participant(label: str, at: date) -> str:
    """For whom the poll is, said politely."""
    return typeset(
        f"Ce sondage s'adresse à {quote(label)}, dans sa composition du {day(at)} : vous n'en faites pas partie, et "
        "votre réponse n'a pas été enregistrée."
    )


def not_open_yet(number: int) -> str:
    """Too early."""
    return typeset(f"Le sondage n° {number} n'est pas encore ouvert.")


def ended(number: int, at: datetime) -> str:
    """Too late."""
    return typeset(f"Le sondage n° {number} est clos depuis le {moment(at)} : votre réponse n'a pas été enregistrée.")


def dropped(number: int) -> str:
    """Given up by its author."""
    return typeset(f"Le sondage n° {number} a été abandonné.")


def heading(question: str) -> Line:
    """The question, as a title."""
    return (Strong(question),)


def about(number: int, kind: PollKind, mode: PollMode, closes_at: datetime, *, over: bool) -> Line:
    """The line under the question, on every message of a poll."""
    ends = "clos" if over else "se termine"
    return (typeset(f"Sondage n° {number} · {KINDS[kind]} · {MODES[mode]} · {ends} le {moment(closes_at)}"),)


def how_to_answer(kind: PollKind, *, most: int, lowest: int, highest: int, criteria: Sequence[str]) -> str:
    """The question that is put to the voter where there are no buttons."""
    return typeset(
        {
            PollKind.ONE: "Votre choix, par son numéro ?",
            PollKind.SEVERAL: f"Vos choix, par leurs numéros ({most} au plus) ?",
            PollKind.DATES: "Vos créneaux possibles, par leurs numéros (« aucun » si aucun ne convient) ?",
            PollKind.RANKING: "Votre classement, du préféré au moins aimé, par exemple « 2 > 1 > 3 » ?",
            PollKind.NOTE: f"Votre note, de {lowest} à {highest} ?",
            PollKind.TEXT: "Votre réponse ?",
            PollKind.WEIGHTED: (
                f"Vos notes de {lowest} à {highest}, projet par projet, dans cet ordre : {', '.join(criteria)} ?"
            ),
            PollKind.QUIZ: "Vos réponses, un numéro par question, dans l'ordre ?",
        }[kind]
    )


def in_the_place_of(label: str) -> str:
    """For whom one votes."""
    return typeset(f"Vous votez pour {label}, dont vous avez le pouvoir.")


def no_proxy(handle: str) -> str:
    """No « pouvoir » today."""
    return typeset(
        f"Vous n'avez pas de pouvoir de {quote(shortened(handle, 40))} aujourd'hui : rien n'a été enregistré."
    )


def quiz_score(right: int, of: int) -> str:
    """To oneself only."""
    return typeset(f"Votre score, que vous seul voyez : {count(right, 'bonne réponse', 'bonnes réponses')} sur {of}.")


def erratum(on: date, words: str) -> str:
    """What was said of the poll's words once somebody had voted."""
    return typeset(f"Erratum du {day(on)} : {words}")
