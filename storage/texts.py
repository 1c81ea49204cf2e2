"""French sentences about the database: what is wrong, and what to do next."""

from __future__ import annotations

_CHECK = "lancez « dimension database check »"


def address_not_understood(address: str) -> str:
    return (
        f"L’adresse de base « {address} » n’est pas comprise : indiquez un fichier (« dimension.db ») "
        "ou une adresse « postgresql://… »."
    )


def database_in_memory() -> str:
    return "Une base en mémoire serait perdue à l’arrêt : indiquez un fichier, par exemple « --database dimension.db »."


def driver_missing() -> str:
    return (
        "Le pilote de PostgreSQL n’est pas installé : installez l’extra « postgresql » "
        "(pip install « dimension-bot[postgresql] »), ou indiquez un fichier SQLite."
    )


def sqlite_too_old(found: str, needed: str) -> str:
    return f"SQLite {found} est trop ancien, il faut {needed} ou plus : mettez à jour Python ou le système."


def is_a_folder(path: str) -> str:
    return f"« {path} » est un dossier : indiquez un fichier, par exemple « {path.rstrip('/')}/dimension.db »."


def folder_refused(folder: str) -> str:
    return (
        f"Le dossier « {folder} » ne peut pas être créé : donnez-en le droit à ce compte, "
        "ou indiquez un autre emplacement avec « --database »."
    )


def folder_read_only(folder: str) -> str:
    return (
        f"Le dossier « {folder} » est en lecture seule pour ce compte, or la base a besoin d’y écrire : "
        "donnez-lui le droit d’écriture, ou indiquez un autre emplacement avec « --database »."
    )


def file_read_only(path: str) -> str:
    return (
        f"La base « {path} » est en lecture seule pour ce compte : donnez-lui le droit d’écriture sur le fichier, "
        "ou indiquez une autre base avec « --database »."
    )


def file_unreadable(path: str) -> str:
    return (
        f"La base « {path} » ne peut pas être lue par ce compte : donnez-lui les droits de lecture et d’écriture "
        "sur le fichier, ou indiquez une autre base avec « --database »."
    )


def opened_read_only(address: str) -> str:
    return f"La base « {address} » est ouverte en lecture seule : rien n’a été écrit."


def writing_refused(address: str) -> str:
    return f"La base « {address} » refuse l’écriture à ce compte : donnez-lui ce droit, puis recommencez."


def not_a_database(path: str) -> str:
    return (
        f"Le fichier « {path} » n’est pas une base SQLite, ou son en-tête est endommagé : indiquez un autre fichier "
        "avec « --database », ou remettez en place la dernière sauvegarde."
    )


def not_our_database(path: str) -> str:
    return (
        f"Le fichier « {path} » est la base d’un autre programme, rien n’y a été écrit : "
        "indiquez un autre fichier avec « --database »."
    )


def content_damaged(address: str) -> str:
    return (
        f"La base « {address} » est endommagée : arrêtez le robot, remettez en place la dernière sauvegarde, "
        f"puis {_CHECK}."
    )


def file_not_opened(path: str) -> str:
    return (
        f"La base « {path} » ne peut pas être ouverte : vérifiez que le chemin existe et que ce compte peut y écrire, "
        "ou indiquez une autre base avec « --database »."
    )


def file_absent(path: str) -> str:
    return f"La base « {path} » n’existe pas : créez-la avec « dimension database upgrade --database {path} »."


def server_unreachable(address: str) -> str:
    return (
        f"Le serveur PostgreSQL « {address} » ne répond pas ou refuse l’accès : vérifiez qu’il est démarré, "
        "et que le nom de la base, le compte et le mot de passe sont les bons."
    )


def locked_too_long(address: str, seconds: float) -> str:
    return (
        f"La base « {address} » est occupée depuis plus de {seconds:.0f} secondes par un autre programme : "
        "attendez qu’il ait fini, ou arrêtez-le, puis recommencez."
    )


def disk_full(address: str) -> str:
    return f"Il n’y a plus de place sur le disque de la base « {address} » : libérez de l’espace, puis recommencez."


def disk_failed(address: str) -> str:
    return f"Le disque de la base « {address} » répond par une erreur : vérifiez-le, puis {_CHECK}."


def schema_too_new(address: str, found: str, known: str) -> str:
    return (
        f"La base « {address} » a été écrite par une version plus récente du robot (schéma {found}, ce programme "
        f"connaît {known}) : installez cette version, ou indiquez une autre base."
    )


def schema_too_old(address: str, found: str, known: str) -> str:
    return (
        f"La base « {address} » date d’une version plus ancienne du robot (schéma {found}, ce programme attend "
        f"{known}) : lancez « dimension database upgrade --database {address} »."
    )


def schema_absent(address: str) -> str:
    return f"La base « {address} » est vide : lancez « dimension database upgrade --database {address} »."


def upgrade_breaks_references(address: str, table: str) -> str:
    return (
        f"La mise à jour de la base « {address} » laisserait des références cassées dans la table « {table} », elle "
        f"est annulée : {_CHECK}, puis signalez l’anomalie."
    )


def references_broken(table: str, count: int) -> str:
    lines = "1 ligne renvoie" if count == 1 else f"{count} lignes renvoient"
    return (
        f"Dans la table « {table} », {lines} à une ligne qui n’existe pas : remettez en place la dernière sauvegarde, "
        "ou signalez l’anomalie."
    )


def backup_target_exists(path: str) -> str:
    return f"« {path} » existe déjà, rien n’a été écrasé : indiquez un autre nom de fichier."


def backup_not_written(path: str) -> str:
    return f"La sauvegarde « {path} » ne peut pas être écrite : vérifiez le dossier, ses droits et la place restante."


def backup_not_sound(path: str) -> str:
    return f"La sauvegarde « {path} » est incorrecte et a été effacée : {_CHECK} sur la base d’origine."


def pg_dump_missing() -> str:
    return (
        "La sauvegarde d’une base PostgreSQL passe par « pg_dump », introuvable ici : installez les outils clients de "
        "PostgreSQL, ou lancez « pg_dump --format=custom » sur le serveur."
    )


def pg_dump_failed(reason: str) -> str:
    return f"« pg_dump » n’a pas fait la sauvegarde ({reason}) : corrigez, puis recommencez."
