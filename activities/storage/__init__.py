"""The record in SQL: what happened, where each dispute stands, who was told what.

    entries       only ever added to; triggers refuse UPDATE and DELETE
      dispute ─────────────┐      sealed: the details, with what people wrote
      number               │      plain:  at, kind, stage, by, message_id, says
                           ▼
    situations    one present row a dispute, replaced only by a later one
      dispute                     sealed: the whole `Situation`
      (authority, reference)      plain:  what lists are filtered by

    notices       one claim a notice, so that a retry is not a second mail
      key                         state:  sending ──► sent | refused | nobody
      dispute, number                       │  ▲
      address_hash                          ▼  │
                                          delayed

    directory_facts   who holds which post: facts that begin and end
      said                        plain:  a fact as JSON, with its work address

SQLite in a file by default, PostgreSQL by setting its URL; both behave alike and the
same tests run on both. One transaction at a time writes to a dispute. Times are aware
UTC. No address is stored with a dispute, and what people wrote rests sealed (`Sealer`).

`notices` has no foreign key: somebody may have to be told before the record is written.
"""

from activities.storage.claims import Claim, ClaimState
from activities.storage.directory import facts_at
from activities.storage.errors import (
    StorageConflict,
    StorageError,
    StorageUnavailable,
)
from activities.storage.prepare import migrate
from activities.storage.sealing import Sealer
from activities.storage.store import Store
from activities.storage.told import ToldNotice

__all__ = [
    "Claim",
    "ClaimState",
    "Sealer",
    "StorageConflict",
    "StorageError",
    "StorageUnavailable",
    "Store",
    "ToldNotice",
    "facts_at",
    "migrate",
]
