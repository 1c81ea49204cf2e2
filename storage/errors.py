"""What can be wrong with the database, each said in one French sentence with what to do next."""

from __future__ import annotations


class DatabaseError(Exception):
    """The database cannot be used as asked; `str()` of it is a sentence to show as it is.

    `key` is its stable English name, for logs and reports.
    """

    key = "database_error"


class DatabaseUnreachable(DatabaseError):
    """The address is wrong, the server does not answer, or its driver is not installed."""

    key = "database_unreachable"


class DatabaseReadOnly(DatabaseError):
    """The file, its folder or the connection allows no writing."""

    key = "database_read_only"


class DatabaseDamaged(DatabaseError):
    """The file is not a database, is not ours, or its content is broken."""

    key = "database_damaged"


class DatabaseTooNew(DatabaseError):
    """The schema was written by a later version of the program."""

    key = "database_too_new"


class DatabaseTooOld(DatabaseError):
    """The schema has to be upgraded first."""

    key = "database_too_old"


class DatabaseBusy(DatabaseError):
    """Another process held the write lock longer than we wait."""

    key = "database_busy"


class DatabaseFull(DatabaseError):
    """No space is left on the disk."""

    key = "database_full"


class BackupFailed(DatabaseError):
    """The copy could not be made, or is not sound."""

    key = "backup_failed"
