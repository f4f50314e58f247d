"""What the Temporal UI shows of a dispute: list columns, details, labels.

Search attributes are never encrypted: they hold codes and dates only. The details are
Markdown with headings and bullets, which the UI renders well; tables it does not.
"""

from collections.abc import Iterable
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

with workflow.unsafe.imports_passed_through():
    from domain.calendar import london
    from domain.notices import Post, Purpose
    from domain.record import Entry, Situation

AUTHORITY = SearchAttributeKey.for_keyword("DisputeAuthority")
STAGE = SearchAttributeKey.for_keyword("DisputeStage")
STANDING = SearchAttributeKey.for_keyword("DisputeStanding")
DUE_AT = SearchAttributeKey.for_datetime("DisputeDueAt")
TEAM = SearchAttributeKey.for_keyword("DisputeTeam")
THEMES = SearchAttributeKey.for_keyword_list("DisputeThemes")
AWAITING = SearchAttributeKey.for_keyword_list("DisputeAwaiting")

SEARCH_ATTRIBUTES = (AUTHORITY, STAGE, STANDING, DUE_AT, TEAM, THEMES, AWAITING)
"""Every list column, to be registered with the server once."""

LONGEST_LABEL = 120
"""Characters that the UI shows of a label."""

LATEST = 12
"""How many of the newest entries the details show."""


def columns(now: Situation) -> dict[str, object]:
    """Return the list columns of a situation; None for a column that is empty."""
    return {
        AUTHORITY.name: now.authority,
        STAGE.name: now.stage_title or None,
        STANDING.name: now.standing.value,
        DUE_AT.name: now.due_at,
        TEAM.name: now.team,
        THEMES.name: list(now.themes),
        AWAITING.name: list(now.awaiting) or None,
    }


def updates(
    before: dict[str, object], after: dict[str, object]
) -> Iterable[SearchAttributeUpdate[Any]]:
    """Yield one update for each column that has changed."""
    for key in SEARCH_ATTRIBUTES:
        value = after[key.name]
        if before.get(key.name) != value:
            yield key.value_unset() if value is None else key.value_set(value)  # type: ignore[arg-type]


def waiting_for(now: Situation) -> str:
    """Label of the timer, as the timeline shows it."""
    who = ", ".join(now.awaiting) or "nobody"
    by = f" by {now.due_says}" if now.due_says else ""
    return f"{now.stage_title}: waiting for {who}{by}"[:LONGEST_LABEL]


def round_of_post(post: Post) -> str:
    """Label of a round of the postman: who is told what."""
    asked: list[str] = []
    told: list[str] = []
    for one in post.notices:
        (asked if one.purpose is Purpose.TO_ACT else told).append(one.to_title)
    parts = [
        f"{verb} {', '.join(dict.fromkeys(names))}"
        for verb, names in (("ask", asked), ("tell", told))
        if names
    ]
    label = "; ".join(parts) or "write the record"
    return (label[:1].upper() + label[1:])[:LONGEST_LABEL]


def details(now: Situation, entries: list[Entry]) -> str:
    """Markdown for the UI: who is awaited, until when, what happens next, what was."""
    lines = [f"## {_heading(now)}", ""]
    if now.rehearsal:
        lines += ["**This is a rehearsal. It counts for nothing.**", ""]
    if now.awaiting:
        by = f" by **{now.due_says}**" if now.due_says else ""
        lines += [f"- Waiting for **{', '.join(now.awaiting)}**{by}"]
    if now.next_says:
        lines += [f"- {now.next_says}"]
    if now.overall_due_at:
        lines += [f"- The whole process: by {london(now.overall_due_at)}"]
    if now.waiting:
        lines += [f"- {now.waiting} notice(s) wait for the morning"]
    if now.undelivered:
        lines += [f"- **{now.undelivered} notice(s) could not be delivered yet**"]
    if now.refused:
        lines += [f"- {now.refused} message(s) were kept but not taken"]
    lines += ["", f"Team {now.team} · {', '.join(now.themes)} · {now.procedure}", ""]
    lines += ["### What has happened", ""]
    lines += [f"- {london(entry.at)} · {entry.says}" for entry in entries[-LATEST:]]
    return "\n".join(lines)


def _heading(now: Situation) -> str:
    standing = now.standing.value.replace("-", " ")
    stage = f"{now.stage_title}, " if now.stage_title else ""
    return f"{now.reference}: {stage}{standing}"
