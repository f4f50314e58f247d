"""What disputes are about, the duties beside them, reports, and readings."""

from collections.abc import Iterable, Iterator

from domain.explaining.section import Section
from domain.explaining.stages import told
from domain.explaining.words import (
    condition,
    line,
    listed,
    officer,
    posts,
    span,
    the,
    those_needed,
)
from domain.procedure import Procedure
from domain.procedure.matters import Duty, IssueGroup, IssueType, Period, Report

_PERIODS = {
    Period.MONTH: "every month",
    Period.QUARTER: "every quarter",
    Period.YEAR: "every year",
    Period.REGULARLY: "regularly",
}


def matters(procedure: Procedure) -> Iterator[Section]:
    """Yield the sections on issues, duties, reports and readings."""
    for group in procedure.issue_groups:
        title = f"Issues: {group.title}"
        yield Section(title, tuple(_group(procedure, group)))
    yield Section("Other issues", (_other(procedure),))
    for title, duties in (
        ("Duties to the child", procedure.child_duties),
        ("Duties of record", procedure.record_duties),
        ("Other duties", procedure.other_duties),
    ):
        if duties:
            yield Section(title, tuple(_duties(procedure, duties)))
    if procedure.override_events:
        yield Section("Events to be told at once", tuple(_events(procedure)))
    recorded = (*_stay(procedure), *_good_practice(procedure))
    yield Section("Meanwhile, and good practice", recorded)
    if procedure.reports:
        reports = (_report(procedure, one) for one in procedure.reports)
        yield Section("Reports", tuple(reports))
    if procedure.readings:
        yield Section("Where the document is silent", tuple(_readings(procedure)))


def _group(procedure: Procedure, group: IssueGroup) -> Iterator[str]:
    if group.source:
        yield line(f"{group.title}: {len(group.issues)} issues", group)
    for issue in group.issues:
        yield line(_issue(procedure, issue), issue)


def _issue(procedure: Procedure, issue: IssueType) -> str:
    said = [f"{issue.title} ({issue.key})"]
    if issue.kinds:
        said.append(f"counted as {listed(issue.kinds)}")
    if issue.start_stage is not None:
        said.append(f"starts at stage {issue.start_stage}")
    if issue.or_stage is not None:
        when = f" when {issue.or_stage_when}" if issue.or_stage_when else ""
        said.append(f"or at stage {issue.or_stage}{when}")
    if issue.responders:
        who = those_needed(procedure, issue.responders, issue.needed)
        where = "where the dispute starts" if issue.start_stage is None else "there"
        said.append(f"answered {where} by {who}")
    if issue.within is not None:
        most = issue.within_at_most
        upper = f", at most {span(most)}" if most else ""
        said.append(f"within {span(issue.within)}{upper}")
    said += ["action is halted meanwhile"] if issue.stay else []
    said += ["personnel matters are kept apart"] if issue.restricted else []
    return "; ".join(said)


def _other(procedure: Procedure) -> str:
    if procedure.other_issue_allowed:
        return "An issue that is not listed may be raised as `other`."
    return "Only what is listed may be raised."


def _duties(procedure: Procedure, duties: Iterable[Duty]) -> Iterator[str]:
    for duty in duties:
        who, when = the(procedure, duty.by), condition(procedure, duty.when)
        yield line(f"{who}{when}: {duty.says}", duty)


def _events(procedure: Procedure) -> Iterator[str]:
    for event in procedure.override_events:
        for telling in event.tell:
            yield line(f"{event.title}: {told(procedure, telling)}", event, telling)


def _stay(procedure: Procedure) -> Iterator[str]:
    stay = procedure.stay
    if stay is not None:
        when = "always" if stay.always else f"where {officer(procedure)} asks for it"
        if any(issue.stay for issue in procedure.issues()) and not stay.always:
            when += ", and in every dispute about an issue that halts action"
        yield line(f"Meanwhile, {when}: {stay.says}", stay)


def _good_practice(procedure: Procedure) -> Iterator[str]:
    rule = procedure.good_practice
    if not rule.recorded:
        yield line("Good practice is not recorded", rule)
        return
    copied = posts(procedure, rule.copied_to)
    to = f", and copied to {copied}" if copied else ""
    yield line(f"Good practice is recorded, without a limit{to}", rule)


def _report(procedure: Procedure, report: Report) -> str:
    said = f"{report.title}, {_PERIODS[report.every]}, for {listed(report.audience)}"
    if report.made_by is not None:
        said += f", made by {the(procedure, report.made_by)}"
    counts = "counts" if report.counts_informal else "does not count"
    said += f"; it {counts} informal disputes"
    if report.contains:
        said += f"; in it: {listed(report.contains)}"
    return line(said, report)


def _readings(procedure: Procedure) -> Iterator[str]:
    for one in procedure.readings:
        yield line(f"{one.id}. Unclear: {one.point} We read it as: {one.reading}")
