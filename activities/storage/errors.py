"""What the record in SQL refuses or cannot do.

    StorageError
    ├── StorageUnavailable    the database cannot be used as it is; a retry may help
    └── StorageConflict       what is to be written contradicts what is written

Sentences name files, servers, disputes and keys: never a password, a mail address or a
person.
"""


class StorageError(Exception):
    """Root of everything the record refuses or cannot do."""


class StorageUnavailable(StorageError):
    """The database cannot be used as it is; says why and what to do."""


class StorageConflict(StorageError):
    """What is to be written contradicts what is written; a retry cannot heal it."""
