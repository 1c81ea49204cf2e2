"""The French sentences about the organisation file: what is wrong and how to mend it, what a loading did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def quoted(word: str) -> str:
    """« word », with the spaces that do not break."""
    return f"«\u00a0{word}\u00a0»"


def any_of(words: Iterable[str]) -> str:
    """« a », « b » ou « c »."""
    *first, last = [quoted(each) for each in words]
    return f"{', '.join(first)} ou {last}" if first else last


def counted(number: int, singular: str, plural: str) -> str:
    """« 1 unité », « 2 unités »; zero is singular in French."""
    return f"{number} {singular if number < 2 else plural}"


# Where


def toml_entry(section: str, number: int, name: str | None) -> str:
    return f"[[{section}]] n°\u00a0{number}" + (f" ({name})" if name else "")


def csv_line(number: int) -> str:
    return f"ligne {number}"


def problem(file: str, where: str, key: str, sentence: str) -> str:
    place = ", ".join(each for each in (file, where, quoted(key) if key else "") if each)
    return f"{place}\u00a0: {sentence}"


def refused(file: str, problems: Sequence[str]) -> str:
    count = counted(len(problems), "point à corriger", "points à corriger")
    return f"L'organisation ({file}) n'est pas chargée\u00a0: {count}.\n" + "\n".join(f"- {each}" for each in problems)


# Files

MISSING_FILE = "ce fichier n'existe pas. Vérifiez le chemin, ou retirez-le des réglages."
UNREADABLE_FILE = "ce fichier ne peut pas être lu. Vérifiez les droits de lecture."
EMPTY_TABLE = "ce fichier est vide. Sa première ligne doit nommer les colonnes."
NOT_A_TABLE = "ce fichier n'est pas un tableau lisible. Enregistrez-le en CSV UTF-8 depuis le tableur."
TOO_MANY_CELLS = (
    "cette ligne a plus de cases que de colonnes. Mettez entre guillemets le texte qui contient le séparateur."
)


def toml_syntax(line: int | None) -> tuple[str, str]:
    """Where (empty when unknown), and the sentence."""
    sentence = (
        "la syntaxe n'est pas comprise. Un texte s'écrit entre guillemets, une liste entre crochets, "
        "et une clé n'apparaît qu'une fois par entrée."
    )
    return ("" if line is None else csv_line(line)), sentence


def not_a_list(section: str) -> str:
    return f"chaque entrée doit commencer par [[{section}]], avec deux crochets."


def section_unknown(near: str | None, sections: Iterable[str]) -> str:
    return f"section inconnue.{did_you_mean(near)} Sections admises\u00a0: {', '.join(sections)}."


def key_unknown(near: str | None, keys: Iterable[str]) -> str:
    return f"clé inconnue.{did_you_mean(near)} Clés admises\u00a0: {', '.join(keys)}."


def column_twice() -> str:
    return "cette colonne apparaît deux fois. Gardez-en une."


def lead_key_on_project() -> str:
    return (
        "un chef de file n'est désigné que pour un objectif, dans [[chefs_de_file]]. "
        "Pour un projet\u00a0: porteur, directeur_de_projet ou chef_de_projet."
    )


# Values

MISSING_VALUE = "cette clé est obligatoire. Ajoutez-la."
EMPTY_VALUE = "la valeur est vide. Complétez-la, ou retirez la clé si elle est facultative."
TOO_LONG = "le texte dépasse 300 caractères. Raccourcissez-le."
TEXT_EXPECTED = "un texte est attendu, entre guillemets."
LIST_EXPECTED = 'une liste de textes est attendue, par exemple ["un", "deux"].'
YES_OR_NO_EXPECTED = "la réponse attendue est «\u00a0oui\u00a0» ou «\u00a0non\u00a0» (true ou false en TOML)."
BAD_VALUE = "cette valeur n'est pas comprise. Comparez avec l'exemple du guide."


def bad_key(value: str) -> str:
    return (
        f"{quoted(value)} ne peut pas servir d'identifiant. "
        "Employez des minuscules sans accent, des chiffres, des tirets ou des points, 60 caractères au plus."
    )


def bad_account(value: str, platform: str) -> str:
    shape = {"slack": "U0123ABCD (pas le nom affiché) ou nom@exemple.fr", "matrix": "@nom:serveur.fr"}
    return f"{quoted(value)} n'est pas un compte {platform}. Un compte s'y écrit {shape[platform]}."


def bad_place(value: str, platform: str) -> str:
    shape = {
        "slack": "C0123ABCD (l'identifiant du canal, au bas de «\u00a0À propos\u00a0»), pas son nom",
        "matrix": "!identifiant:serveur.fr ou #alias:serveur.fr",
    }
    return f"{quoted(value)} n'est pas un lieu {platform}. Un lieu s'y écrit {shape[platform]}."


def bad_group(value: str) -> str:
    return f"{quoted(value)} n'est pas un groupe d'utilisateurs Slack. Un groupe s'écrit S0123ABCD."


def word_unknown(value: str, near: str | None, words: Iterable[str]) -> str:
    return f"{quoted(value)} n'est pas connu.{did_you_mean(near)} Valeurs admises\u00a0: {any_of(words)}."


def did_you_mean(near: str | None) -> str:
    return f" Vouliez-vous dire {quoted(near)}\u202f?" if near else ""


# References between entries


def unit_unknown(key: str, near: str | None) -> str:
    return f"l'unité {quoted(key)} n'est pas déclarée.{did_you_mean(near)} Corrigez la clé, ou ajoutez l'unité."


def person_unknown(handle: str, near: str | None) -> str:
    return (
        f"la personne {quoted(handle)} n'est pas déclarée.{did_you_mean(near)} Corrigez, ou ajoutez-la aux personnes."
    )


def circle_unknown(key: str, near: str | None) -> str:
    return (
        f"le cercle {quoted(key)} n'est pas déclaré.{did_you_mean(near)} "
        f"Corrigez, ajoutez le cercle, ou écrivez «\u00a0aucun\u00a0» pour un projet ouvert à tous."
    )


def community_unknown(key: str, near: str | None) -> str:
    return f"la communauté {quoted(key)} n'est pas au catalogue.{did_you_mean(near)} Employez la clé du catalogue."


def objective_unknown(code: str, near: str | None) -> str:
    return f"l'objectif {quoted(code)} n'est pas au catalogue.{did_you_mean(near)} Un code s'écrit «\u00a04.2.2\u00a0»."


def objective_not_key_result(code: str, objective: str) -> str:
    return (
        f"{quoted(code)} est un objectif opérationnel. Le chef de file est désigné pour l'objectif entier\u00a0: "
        f"écrivez {quoted(objective)}."
    )


def objective_expected(code: str) -> str:
    return (
        f"{quoted(code)} est un projet, qui n'a pas de chef de file. "
        "Déclarez-le dans [[projets]], avec porteur, directeur_de_projet ou chef_de_projet."
    )


def role_not_on_objective(role: str) -> str:
    return (
        f"le rôle {quoted(role)} ne vaut que pour un projet. Pour un objectif\u00a0: "
        "«\u00a0chef de file\u00a0» ou «\u00a0contributeur\u00a0»\u202f; pour un projet, employez [[projets]]."
    )


def project_unknown(key: str, near: str | None) -> str:
    return (
        f"le projet {quoted(key)} n'est pas au catalogue.{did_you_mean(near)} "
        "Corrigez la clé\u202f; pour un projet que le document n'imprime pas, "
        "ajoutez «\u00a0nom\u00a0» et «\u00a0thematique\u00a0»."
    )


def project_is_an_objective(key: str) -> str:
    return f"{quoted(key)} est un objectif. Son chef de file se déclare dans [[chefs_de_file]]."


def project_already_known(key: str) -> str:
    return f"le projet {quoted(key)} est au catalogue, qui donne déjà son nom et sa thématique. Retirez cette clé."


def theme_unknown(key: str, near: str | None) -> str:
    return f"la thématique {quoted(key)} n'est pas au catalogue.{did_you_mean(near)} Employez la clé du catalogue."


def already_declared(name: str, first: str) -> str:
    return f"{quoted(name)} est déjà déclaré ({first}). Gardez une seule des deux entrées."


def account_already_declared(account: str, first: str) -> str:
    return (
        f"le compte {quoted(account)} est déjà donné ({first}). "
        "Un compte est celui d'une seule personne\u00a0: gardez une seule des deux entrées."
    )


def second_objective_lead(code: str, first: str) -> str:
    return (
        f"l'objectif {quoted(code)} a déjà un chef de file ({first}). "
        "Gardez-en un, et donnez aux autres le rôle «\u00a0contributeur\u00a0»."
    )


def cycle(keys: Sequence[str]) -> str:
    return (
        f"ces unités tournent en rond\u00a0: {' → '.join([*keys, keys[0]])}. "
        "Retirez «\u00a0parent\u00a0» à celle qui est au-dessus des autres."
    )


def outside_circle(handle: str, circle: str) -> str:
    return (
        f"{quoted(handle)} ne pourrait pas lire ce projet, réservé au cercle {quoted(circle)}. "
        "Ajoutez cette personne, ou son unité, au cercle."
    )


# What a loading did

UNCHANGED = "L'organisation n'a pas changé depuis le dernier chargement."

KINDS = {
    "unit": ("unité", "unités"),
    "person": ("personne", "personnes"),
    "account": ("compte", "comptes"),
    "role_grant": ("rôle", "rôles"),
    "community_place": ("lieu de communauté", "lieux de communauté"),
    "community_user_group": ("groupe d'utilisateurs", "groupes d'utilisateurs"),
    "community_member": ("appartenance à une communauté", "appartenances à une communauté"),
    "circle": ("cercle", "cercles"),
    "circle_member": ("lecteur de cercle", "lecteurs de cercle"),
    "project": ("projet", "projets"),
    "project_type": ("type de projet", "types de projets"),
    "lead": ("responsabilité", "responsabilités"),
}


def tally(kind: str, added: int, changed: int, removed: int) -> str:
    """« Unités : 2 ajoutées… » in a form that needs no agreement in gender."""
    name = KINDS[kind][1]
    numbers = ((added, "ajout", "ajouts"), (changed, "changement", "changements"), (removed, "retrait", "retraits"))
    parts = [counted(number, singular, plural) for number, singular, plural in numbers if number]
    return f"{name[0].upper()}{name[1:]}\u00a0: {', '.join(parts)}."


def account_moved(account: str, before: str, after: str) -> str:
    return f"Le compte {quoted(account)}, connu pour {quoted(before)}, est désormais celui de {quoted(after)}."


def lead_replaced(role: str, code: str, before: str | None, after: str | None) -> str:
    return f"{code}, {role}\u00a0: {before or 'non désigné'} → {after or 'non désigné'}."


def lead_kept(role: str, code: str, named: str, holder: str | None) -> str:
    now = quoted(holder) if holder else "retiré"
    return (
        f"{code}, {role}\u00a0: le fichier dit {quoted(named)}, une commande a dit depuis {now}, qui reste. "
        "Corrigez le fichier, ou désignez de nouveau par commande."
    )


def still_restricted(projects: Sequence[str]) -> str:
    return (
        f'Restent réservés, faute de «\u00a0cercle = "aucun"\u00a0»\u00a0: {", ".join(projects)}. '
        "Leur cercle n'est plus déclaré\u00a0: plus personne n'y lit."
    )


def ignored_file(name: str, sections: Iterable[str]) -> str:
    lists = ", ".join(f"{each}.csv" for each in sections)
    return f"{name} n'a pas été lu\u00a0: son nom n'est pas celui d'une liste ({lists})."
