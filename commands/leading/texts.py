"""French sentences about who leads what, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import capitalised, count, day, days_between, quote, to, typeset
from commands.message import Line, Strong
from commands.texts import LABEL_LENGTH, shortened
from storage.organisation.vocabulary import LEAD_ROLES
from storage.rows.organisation import LeadRole

# Folded: what stands for nobody, and what takes somebody away.
NOBODY = frozenset({"personne", "aucun", "aucune", "non designe", "retirer", "vacant"})
LEAVING = ("retirer", "enlever", "sans")
# What may stand between a subject and a person.
LINKS = ("=", ":", ",", "à ", "a ", "est ", "→")
# Folded: what ends a delegation, and what says of which subject it is.
ENDING = frozenset({"fin", "terminer", "arreter", "clore"})
ABOUT = ("sur", "concernant")
TO = ("à", "a")

# Commands

HELP_OBJECTIVE_LEAD = "Désigner le chef de file d'un objectif, ou le retirer"
USAGE_OBJECTIVE_LEAD = "/objectif chef-de-file code identifiant (« personne » pour retirer)"
HELP_OBJECTIVE_CONTRIBUTOR = "Ajouter un contributeur à un objectif, ou le retirer"
USAGE_OBJECTIVE_CONTRIBUTOR = "/objectif contributeur code [retirer] identifiant"
HELP_PROJECT_ROLE = {
    LeadRole.SPONSOR: "Désigner le porteur d'un projet, ou le retirer",
    LeadRole.PROJECT_DIRECTOR: "Désigner le directeur de projet, ou le retirer",
    LeadRole.PROJECT_MANAGER: "Désigner le chef de projet, ou le retirer",
    LeadRole.CONTRIBUTOR: "Ajouter un contributeur à un projet, ou le retirer",
}
HELP_RESPONSIBLE = "Désigner le responsable d'un projet : le rôle vous est demandé"
USAGE_RESPONSIBLE = "/projet responsable projet identifiant"
ASK_ENTRY = "De quel objectif ?"
ASK_ENTRY_HINT = "Son code, par exemple 4.2.2."
ASK_PROJECT = "De quel projet ?"
ASK_PROJECT_HINT = "Son nom, ou des mots de son nom."
ASK_WHO = "Qui ?"
ASK_WHO_HINT = "Un identifiant ou des mots de la fonction ; « personne » pour retirer."

# The words of the command that sets each role of a project.
ROLE_VERBS = {
    LeadRole.SPONSOR: "porteur",
    LeadRole.PROJECT_DIRECTOR: "directeur de projet",
    LeadRole.PROJECT_MANAGER: "chef de projet",
    LeadRole.CONTRIBUTOR: "contributeur",
}
STATE = "État"
HISTORY = "Historique"


def usage_project_role(role: LeadRole) -> str:
    """How a role of a project is set."""
    between = "[retirer] " if role is LeadRole.CONTRIBUTOR else ""
    last = "" if role is LeadRole.CONTRIBUTOR else " (« personne » pour retirer)"
    return f"/projet {ROLE_VERBS[role]} projet {between}identifiant{last}"


def role_word(role: LeadRole) -> str:
    """« chef de file »."""
    return LEAD_ROLES[role][0]


def changed(name: str, role: LeadRole, before: str | None, after: str | None) -> Line:
    """Who takes a role, and from whom; persons by their label."""
    if after is None:
        said = f" : {role_word(role)} retiré, {before}."
    elif before is None:
        said = f" : {role_word(role)} désigné, {after}."
    else:
        said = f" : {role_word(role)} désigné, {after}, à la place de {before}."
    return (Strong(name), typeset(said))


def vacant(role: LeadRole) -> str:
    """What a role that was left becomes."""
    return typeset(f"Le rôle de {role_word(role)} n'est plus tenu par personne.")


def already(name: str, role: LeadRole, label: str) -> Line:
    """The person has the role."""
    return (Strong(name), typeset(f" : {label} est déjà {role_word(role)}. Rien n'a changé."))


def nobody_there(name: str, role: LeadRole, label: str) -> Line:
    """Nobody (no label), or not this person, has the role that one would take away."""
    if not label:
        return (Strong(name), typeset(f" : personne n'est {role_word(role)}. Rien n'a changé."))
    return (Strong(name), typeset(f" : {label} n'est pas {role_word(role)}. Rien n'a changé."))


def which_contributor(name: str) -> str:
    """Several contribute, and one is to be taken away."""
    return typeset(f"{name} : quel contributeur retirer ?")


def which_role(name: str, label: str) -> str:
    """« responsable » may be any of the three roles of a project."""
    return typeset(f"{name} : {label} en est responsable à quel titre ?")


def outside_circle(name: str, label: str) -> str:
    """A restricted project is given to someone who may not read it."""
    return typeset(
        f"{label} ne peut pas lire {quote(name)}, à lecture restreinte. Ajoutez d'abord cette personne à son cercle, "
        "dans le fichier de l'organisation."
    )


def put_back(label: str) -> str:
    """A button that gives the role back."""
    return shortened(f"Remettre {label}", LABEL_LENGTH)


def take_away(label: str) -> str:
    """A button that takes the role away."""
    return shortened(f"Retirer {label}", LABEL_LENGTH)


# Delegations

HELP_DELEGATE = "Laisser quelqu'un mettre à jour à votre place, d'un jour à un autre"
USAGE_DELEGATE = "/objectif déléguer à identifiant du 1er au 31 décembre [sur code]"
USAGE_DELEGATE_PROJECT = "/projet déléguer à identifiant du 1er au 31 décembre [sur projet]"
HELP_END = "Mettre fin à une délégation avant son terme"
USAGE_END = "/objectif déléguer fin identifiant"
USAGE_END_PROJECT = "/projet déléguer fin identifiant"
ASK_DEPUTY = "À qui déléguez-vous ?"
ASK_DEPUTY_HINT = "Un identifiant, ou des mots de la fonction."
ASK_PERIOD = "Pour quels jours ?"
ASK_PERIOD_HINT = "Par exemple « du 1er au 31 décembre », « jusqu'au 15 janvier ». 366 jours au plus."
ALL_I_LEAD = "tout ce que vous pilotez"
END = "Mettre fin"


def period_expected(typed: str) -> str:
    """Something else stands where days must."""
    return typeset(f"Je ne lis pas de période dans {quote(typed)}. Écrivez par exemple « du 1er au 31 décembre ».")


def no_such_date(typed: str) -> str:
    """A day that the calendar does not have."""
    return typeset(f"La date {quote(typed)} n'existe pas.")


END_EXPECTED = typeset(
    "Une délégation a un dernier jour. Écrivez par exemple « du 1er au 31 décembre » ou « jusqu'au 15 janvier »."
)
NOT_TO_ONESELF = "On ne délègue pas à soi-même. Nommez la personne qui mettra à jour à votre place."
ONLY_LEADS = (
    "Seuls le chef de file d'un objectif, le porteur, le directeur et le chef d'un projet délèguent leur saisie."
)


def period_past(last: date) -> str:
    """A delegation that would be over."""
    return typeset(f"Le {day(last)} est passé : une délégation vaut pour des jours à venir.")


def period_too_long(days: int, most: int) -> str:
    """A delegation longer than a year."""
    return typeset(f"{count(days, 'jour')}, c'est trop : une délégation dure {most} jours au plus.")


def does_not_lead(short: str) -> str:
    """A subject that the asker does not lead."""
    return typeset(f"Vous ne pilotez pas {short} : seules les personnes qui le pilotent délèguent leur saisie.")


def deputy_may_not_read(name: str, label: str) -> str:
    """A restricted project is delegated to someone who may not read it."""
    return typeset(
        f"{label} ne peut pas lire {quote(name)}, à lecture restreinte. La cellule d'appui peut l'ajouter à son cercle."
    )


def delegated(label: str, first: date, last: date, about: str | None) -> Line:
    """What was just delegated."""
    on = about or ALL_I_LEAD
    return (Strong(f"Délégation à {label}"), typeset(f", {days_between(first, last)}, sur {on}."))


DELEGATED_HOW = (
    "Ses mises à jour porteront son nom et le vôtre. Vous gardez la main, et vous pouvez y mettre fin à tout moment."
)


def already_delegated(label: str, first: date, last: date) -> str:
    """The same delegation again."""
    return typeset(f"C'est déjà délégué {to(label)}, {days_between(first, last)}. Rien n'a changé.")


def no_delegation_to(label: str) -> str:
    """Nothing to end."""
    return typeset(f"Vous n'avez pas de délégation en cours ou à venir pour {label}.")


def ended(label: str, first: date, last: date, about: str | None) -> Line:
    """What was just ended."""
    return (
        Strong(f"Délégation à {label} finie"),
        typeset(f" : {days_between(first, last)}, sur {about or ALL_I_LEAD}."),
    )


ENDED_NOW = "Ce que cette personne a consigné à votre place reste consigné."


def given_line(label: str, first: date, last: date, about: str | None) -> Line:
    """One of my delegations."""
    return (typeset(f"à {label}, {days_between(first, last)}, sur {about or ALL_I_LEAD}"),)


def received_line(label: str, first: date, last: date, about: str | None) -> Line:
    """A delegation to me."""
    return (typeset(f"de {label}, {days_between(first, last)}, sur {about or 'tout ce que cette personne pilote'}"),)


LABEL_GIVEN = "Délégations que vous avez données"
LABEL_RECEIVED = "Délégations que vous avez reçues"
LABEL_SAID = "Vos dernières délégations de tout ce que vous pilotez"


def listed(lines: Sequence[str]) -> str:
    """Several delegations in one value."""
    return " ; ".join(lines)


def sentence(text: str) -> str:
    """With a capital."""
    return capitalised(text)
