"""Which clocks start when a stage begins, and from when each is counted."""

from datetime import datetime
from typing import TYPE_CHECKING

from domain import stage_rules, whole_process

if TYPE_CHECKING:
    from domain.dispute import Dispute
    from domain.visit import Visit


def start_clocks(dispute: "Dispute", visit: "Visit", at: datetime) -> None:
    """Start the clock of the stage that begins, and that of the whole where it is time.

    Args:
        dispute: Which dispute.
        visit: Its present one, which has just begun.
        at: When, aware UTC.
    """
    if dispute.formal_since is None and visit.stage.phase.begins_formally:
        dispute.formal_since = at
    _start_the_stages(dispute, visit, at)
    if dispute.overall is None:
        _start_the_whole(dispute)


def _start_the_stages(dispute: "Dispute", visit: "Visit", at: datetime) -> None:
    stage = visit.stage
    limit = stage_rules.limit_at(dispute, stage, at, visit.chosen_working_days)
    respond = stage.respond
    if respond is None or limit is None:
        return
    if respond.officer_chooses is not None:
        dispute.days_set_last = limit.amount
    since = stage_rules.clock_starts_at(dispute, stage, at)
    clock = dispute.new_clock(limit, since, respond.source or stage.source)
    if stage.clock_starts.is_shared:
        clock = stage_rules.on_shared_clock(dispute, clock, at)
        dispute.shared_clock = clock
    visit.clock = clock
    dispute.clocks.append((stage.title, clock))


def _start_the_whole(dispute: "Dispute") -> None:
    rule = dispute.ladder.overall
    since = whole_process.started_at(dispute, rule) if rule else None
    if rule is not None and since is not None:
        limit = rule.within.limit(dispute.procedure.timing.counting)
        dispute.change_overall(dispute.new_clock(limit, since, rule.source))
