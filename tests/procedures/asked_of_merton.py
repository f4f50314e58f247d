"""What Merton's document asks, and where its procedure says so.

The rows were taken from the procedure file and hold it fast; not each has been read
beside the document. Whoever changes one reads the document first.
"""
# ruff: noqa: FBT003  (what stands in a row is often true or false)

from tests.procedures.asked_for import meets

ROWS = [
    meets(
        "ME-9",
        "ladders.usual.stages.2.respond.officer_chooses",
        {"most": {"working_days": 20}, "as_before": True},
    ),
    meets("ME-A8", "ladders.usual.stages.2.respond.officer_chooses.as_before", True),
    meets("ME-A8", "ladders.usual.stages.3.respond.officer_chooses.as_before", True),
    meets("ME-2", "ladders.usual.stages.1.phase", "informal"),
    meets(
        "ME-2",
        "ladders.usual.stages.1.responders.posts",
        ["social-worker", "team-manager"],
    ),
    meets("ME-3", "ladders.usual.stages.3.responders.posts", ["highest-level"]),
    meets("ME-3", "cafcass.children", ["looked-after"]),
    meets(
        "ME-8",
        "ladders.usual.stages.1.respond.officer_chooses",
        {"most": {"working_days": 20}},
    ),
    meets(
        "ME-8",
        "ladders.usual.stages.2.respond.officer_chooses",
        {"most": {"working_days": 20}, "as_before": True},
    ),
    meets(
        "ME-8",
        "ladders.usual.stages.3.respond.officer_chooses",
        {"most": {"working_days": 20}, "as_before": True},
    ),
    meets(
        "ME-11",
        "ladders.usual.stages.1.steps.existing-arrangements.key",
        "existing-arrangements",
    ),
    meets(
        "ME-15",
        "ladders.usual.stages.1.responders.posts",
        ["social-worker", "team-manager"],
    ),
    meets("ME-15", "ladders.usual.stages.2.responders.posts", ["head-of-service"]),
    meets("ME-18", "side_steps.taken-forward.asked_of", "head-of-service"),
    meets(
        "ME-18",
        "side_steps.taken-forward.agreed_with",
        ["head-of-service-safeguarding"],
    ),
    meets("ME-18", "side_steps.taken-forward.carries_it", True),
    meets(
        "ME-19", "side_steps.partner-agency.asked_of", "head-of-service-safeguarding"
    ),
    meets("ME-20", "officers.cpc.children", ["child-protection"]),
    meets("ME-20", "officers.cpc.may", ["bypass"]),
    meets("ME-21", "side_steps.legal-advice.asked_of", "principal-solicitor"),
    meets("ME-22", "side_steps.independent-legal-advice.asked_of", "coram"),
    meets("ME-22", "side_steps.independent-legal-advice.privileged", True),
    meets("ME-A1", "ladders.usual.stages", [1, 2, 3]),
    meets(
        "ME-A1",
        "ladders.usual.stages.1.respond.officer_chooses",
        {"most": {"working_days": 20}},
    ),
    meets(
        "ME-A1",
        "ladders.usual.stages.2.respond.officer_chooses",
        {"most": {"working_days": 20}, "as_before": True},
    ),
    meets(
        "ME-A1",
        "ladders.usual.stages.3.respond.officer_chooses",
        {"most": {"working_days": 20}, "as_before": True},
    ),
    meets("ME-A4", "officers.cpc.children", ["child-protection"]),
    meets("ME-A4", "officers.cpc.may", ["bypass"]),
    meets("ME-A6", "ladders.usual.overall.within", {"working_days": 20}),
    meets("ME-A6", "ladders.usual.overall.starts", "formal-start"),
    meets("ME-A6", "ladders.usual.overall.warn_before", {"working_days": 3}),
    meets("ME-A6", "ladders.usual.overall.tell", ["head-of-service-safeguarding"]),
]
