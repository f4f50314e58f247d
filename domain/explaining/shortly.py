"""A ladder and its stages in few words, for the pictures of it."""

from collections.abc import Iterator

from domain.explaining.ladders import chosen
from domain.explaining.words import listed, within
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder, Stage
from domain.procedure.matters import WhenNotDone
from domain.procedure.people import OFFICER, Needed
from domain.procedure.time import Within

_NOT_DONE = {
    WhenNotDone.NEXT_STAGE: "goes to the next stage; the last opens again",
    WhenNotDone.SAME_STAGE: "opens the same stage again",
    WhenNotDone.ASK_OFFICER: "goes back to whoever raised it, to say what follows",
}


def ladder_rows(procedure: Procedure, ladder: Ladder) -> Iterator[str]:
    """Yield what is said of a whole ladder, one sentence each."""
    if len(procedure.ladders) > 1:
        yield f"{chosen(procedure, ladder.chosen_for)}."
    if ladder.overall is not None:
        yield f"In all {ladder.overall.within.says()}; it warns, and stops nobody."


def stage_rows(procedure: Procedure, stage: Stage) -> Iterator[str]:
    """Yield what happens at a stage, one row each: who is asked, until when, what else."""
    if stage.optional:
        yield "Only when called for"
    if stage.send is not None:
        yield f"The report is sent{_in_time(procedure, stage.send)}"
    if stage.responders is None:
        yield "Nobody is asked: it only informs."
    else:
        asked = _named(procedure, stage.responders.posts, stage.responders.needed)
        yield f"Asked: {asked}"
        yield (
            f"Answer {within(procedure, stage.respond)}"
            if stage.respond
            else "No limit to answer"
        )
    if stage.meeting is not None:
        must = "must" if stage.meeting.needed else "may"
        yield f"A meeting {must} be held{_in_time(procedure, stage.meeting.within)}"
    accepted = stage.accepted_by
    if accepted.posts != (OFFICER,):
        yield f"Must accept: {_named(procedure, accepted.posts, accepted.needed)}"
    if stage.write_up is not None:
        yield f"The outcome is written up{_in_time(procedure, stage.write_up)}"


def _in_time(procedure: Procedure, limit: Within | None) -> str:
    return f" {within(procedure, limit)}" if limit else ""


def watched(procedure: Procedure) -> str:
    """Return what comes of something agreed that is not done."""
    follows = _NOT_DONE[procedure.monitoring.when_not_done]
    return f"What is agreed is watched; if it is not done, it {follows}."


def handed_over(ladder: Ladder) -> str | None:
    """Return where it goes on after the last stage; None: nowhere."""
    if ladder.hands_over_to is None:
        return None
    return f"Then it is raised anew under {ladder.hands_over_to}"


def _named(procedure: Procedure, posts: tuple[str, ...], needed: Needed) -> str:
    joined = "and" if needed is Needed.ALL else "or"
    return listed((procedure.title_of(post) for post in posts), joined)
