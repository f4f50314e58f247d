"""What the record in SQL says of one dispute, or that it says nothing."""

from activities.storage import Store
from domain.record import Entry
from starter.errors import NoSuchDispute


async def entries_of(store: Store, dispute: str) -> list[Entry]:
    """Return the entries of a dispute, oldest first.

    Raises:
        NoSuchDispute: The record holds nothing of it.
    """
    entries = await store.entries(dispute)
    if not entries:
        raise NoSuchDispute(
            f"The record holds nothing of {dispute}; `disputes list` shows what it holds."
        )
    return entries
