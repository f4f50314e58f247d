"""What Hull's document asks, and where its procedure says so.

The rows were taken from the procedure file and hold it fast; not each has been read
beside the document. Whoever changes one reads the document first.
"""
# ruff: noqa: FBT003  (what stands in a row is often true or false)

from tests.procedures.asked_for import meets

ROWS = [
    meets(
        "HU-9",
        "issue_groups.1.issues",
        [
            "needs-not-addressed",
            "not-reviewed",
            "decision-not-implemented",
            "other-breach",
        ],
    ),
    meets(
        "HU-9", "issue_groups.1.issues.needs-not-addressed.key", "needs-not-addressed"
    ),
    meets("HU-9", "issue_groups.1.issues.not-reviewed.key", "not-reviewed"),
    meets(
        "HU-9",
        "issue_groups.1.issues.decision-not-implemented.key",
        "decision-not-implemented",
    ),
    meets("HU-9", "issue_groups.1.issues.other-breach.key", "other-breach"),
    meets("HU-11", "ladders.usual.stages.3.responders.posts", ["chief-executive"]),
    meets("HU-16", "side_steps.helpline.asked_of", "cafcass-helpline"),
    meets("HU-16", "side_steps.helpline.privileged", True),
    meets("HU-18", "ladders.usual.overall.within", {"working_days": 20}),
    meets("HU-18", "ladders.usual.overall.starts", "formal-start"),
    meets("HU-18", "ladders.usual.overall.warn_before", {"working_days": 3}),
    meets("HU-18", "ladders.usual.overall.tell", ["iro-manager"]),
    meets("HU-19", "ladders.usual.stages.0.respond.by_issue_type", True),
    meets("HU-19", "ladders.usual.stages.1.respond.by_issue_type", True),
    meets("HU-19", "ladders.usual.stages.2.respond.by_issue_type", True),
    meets(
        "HU-19",
        "issue_groups.0.issues",
        [
            "not-informed-or-consulted",
            "social-worker-not-at-review",
            "no-social-worker",
            "assessment-or-plan",
            "health-assessment",
            "contact-with-parents",
            "contact-with-siblings",
            "order-discharge",
            "move-not-in-plan",
            "family-finding",
            "education",
            "agency-provision",
            "care-plan-not-appropriate",
            "risk-in-placement",
            "dangerous-practice",
            "visits-not-made",
        ],
    ),
    meets(
        "HU-21",
        "ladders.usual.stages.0.responders.posts",
        ["social-worker", "team-manager"],
    ),
    meets("HU-25", "ladders.usual.stages.0.phase", "informal"),
    meets("HU-27", "ladders.usual.overall.within", {"working_days": 20}),
    meets("HU-27", "ladders.usual.overall.starts", "formal-start"),
    meets("HU-27", "ladders.usual.overall.warn_before", {"working_days": 3}),
    meets("HU-27", "ladders.usual.overall.tell", ["iro-manager"]),
    meets("HU-28", "ladders.usual.stages.1.responders.posts", ["group-manager"]),
    meets("HU-28", "ladders.usual.stages.1.tell.iro-manager.post", "iro-manager"),
    meets(
        "HU-28",
        "ladders.usual.stages.1.meeting.attend",
        ["group-manager", "iro-manager"],
    ),
    meets("HU-28", "ladders.usual.stages.2.tell.iro-manager.post", "iro-manager"),
    meets("HU-28", "ladders.usual.stages.3.tell.iro-manager.post", "iro-manager"),
    meets("HU-33", "ladders.usual.stages.1.when_unanswered", "ask-officer"),
    meets("HU-33", "ladders.usual.stages.1.may_repeat", True),
    meets("HU-33", "ladders.usual.stages.2.when_unanswered", "ask-officer"),
    meets("HU-33", "ladders.usual.stages.2.may_repeat", True),
    meets("HU-37", "side_steps.mediation.asked_of", "partnership-manager"),
    meets("HU-45", "reports.trends.every", "regularly"),
    meets("HU-45", "reports.trends.audience", ["Legal Gateway Panel"]),
    meets(
        "HU-45",
        "reports.trends.contains",
        ["trends", "resource shortfalls", "patterns of poor practice"],
    ),
    meets("HU-46", "reports.cafcass-outcomes.every", "regularly"),
    meets("HU-46", "reports.cafcass-outcomes.audience", ["IRO Manager"]),
    meets("HU-47", "reports.annual.every", "year"),
    meets(
        "HU-47",
        "reports.annual.audience",
        ["Lead Elected Member for Children's Services"],
    ),
    meets("HU-47", "reports.annual.contains", ["details of cases referred to Cafcass"]),
    meets("HU-53", "side_steps.after-proceedings.asked_of", "legal-section"),
    meets(
        "HU-54",
        "side_steps.independent-legal-advice.asked_of",
        "legal-services-manager",
    ),
    meets(
        "HU-54",
        "side_steps.independent-legal-advice.if_conflicted",
        "independent-lawyer",
    ),
    meets("HU-54", "side_steps.independent-legal-advice.not_before_stage", 1),
    meets("HU-54", "side_steps.independent-legal-advice.privileged", True),
    meets(
        "HU-55",
        "side_steps.independent-legal-advice.asked_of",
        "legal-services-manager",
    ),
    meets(
        "HU-55",
        "side_steps.independent-legal-advice.if_conflicted",
        "independent-lawyer",
    ),
    meets("HU-55", "side_steps.independent-legal-advice.not_before_stage", 1),
    meets("HU-55", "side_steps.independent-legal-advice.privileged", True),
    meets(
        "HU-57", "issue_groups.0.issues.not-informed-or-consulted.kinds", ["practice"]
    ),
    meets("HU-57", "issue_groups.0.issues.not-informed-or-consulted.start_stage", 0),
    meets(
        "HU-57",
        "issue_groups.0.issues.not-informed-or-consulted.within",
        {"elapsed_hours": 48},
    ),
    meets(
        "HU-58", "issue_groups.0.issues.social-worker-not-at-review.kinds", ["practice"]
    ),
    meets("HU-58", "issue_groups.0.issues.social-worker-not-at-review.start_stage", 0),
    meets(
        "HU-58",
        "issue_groups.0.issues.social-worker-not-at-review.responders",
        ["team-manager"],
    ),
    meets(
        "HU-58",
        "issue_groups.0.issues.social-worker-not-at-review.within",
        {"working_days": 7},
    ),
    meets("HU-59", "issue_groups.0.issues.no-social-worker.kinds", ["resources"]),
    meets("HU-59", "issue_groups.0.issues.no-social-worker.start_stage", 1),
    meets(
        "HU-59", "issue_groups.0.issues.no-social-worker.within", {"working_days": 7}
    ),
    meets(
        "HU-60",
        "issue_groups.0.issues.assessment-or-plan.kinds",
        ["practice", "resources"],
    ),
    meets("HU-60", "issue_groups.0.issues.assessment-or-plan.start_stage", 0),
    meets(
        "HU-60", "issue_groups.0.issues.assessment-or-plan.within", {"working_days": 14}
    ),
    meets(
        "HU-61",
        "issue_groups.0.issues.health-assessment.kinds",
        ["practice", "resources"],
    ),
    meets("HU-61", "issue_groups.0.issues.health-assessment.start_stage", 0),
    meets(
        "HU-61",
        "issue_groups.0.issues.health-assessment.responders",
        ["lac-health-nurse"],
    ),
    meets(
        "HU-61", "issue_groups.0.issues.health-assessment.within", {"working_days": 14}
    ),
    meets(
        "HU-62",
        "issue_groups.0.issues.contact-with-parents.kinds",
        ["practice", "delay"],
    ),
    meets("HU-62", "issue_groups.0.issues.contact-with-parents.start_stage", 0),
    meets("HU-62", "issue_groups.0.issues.contact-with-parents.or_stage", 1),
    meets(
        "HU-62",
        "issue_groups.0.issues.contact-with-parents.responders",
        ["team-manager"],
    ),
    meets(
        "HU-62",
        "issue_groups.0.issues.contact-with-parents.within",
        {"working_days": 7},
    ),
    meets(
        "HU-63",
        "issue_groups.0.issues.contact-with-siblings.kinds",
        ["practice", "delay"],
    ),
    meets("HU-63", "issue_groups.0.issues.contact-with-siblings.start_stage", 0),
    meets("HU-63", "issue_groups.0.issues.contact-with-siblings.or_stage", 1),
    meets(
        "HU-63",
        "issue_groups.0.issues.contact-with-siblings.responders",
        ["team-manager"],
    ),
    meets(
        "HU-63",
        "issue_groups.0.issues.contact-with-siblings.within",
        {"working_days": 7},
    ),
    meets(
        "HU-64", "issue_groups.0.issues.order-discharge.kinds", ["delay", "resources"]
    ),
    meets("HU-64", "issue_groups.0.issues.order-discharge.start_stage", 1),
    meets("HU-64", "issue_groups.0.issues.order-discharge.or_stage", 2),
    meets(
        "HU-64",
        "issue_groups.0.issues.order-discharge.or_stage_when",
        "it needs resources",
    ),
    meets(
        "HU-64", "issue_groups.0.issues.order-discharge.within", {"working_days": 20}
    ),
    meets("HU-65", "issue_groups.0.issues.move-not-in-plan.kinds", ["practice"]),
    meets("HU-65", "issue_groups.0.issues.move-not-in-plan.start_stage", 1),
    meets("HU-65", "issue_groups.0.issues.move-not-in-plan.or_stage", 2),
    meets(
        "HU-65", "issue_groups.0.issues.move-not-in-plan.within", {"working_days": 7}
    ),
    meets("HU-65", "issue_groups.0.issues.move-not-in-plan.stay", True),
    meets("HU-66", "issue_groups.0.issues.family-finding.kinds", ["delay"]),
    meets("HU-66", "issue_groups.0.issues.family-finding.start_stage", 1),
    meets("HU-66", "issue_groups.0.issues.family-finding.within", {"working_days": 20}),
    meets("HU-67", "issue_groups.0.issues.education.kinds", ["resources"]),
    meets("HU-67", "issue_groups.0.issues.education.start_stage", 2),
    meets(
        "HU-67",
        "issue_groups.0.issues.education.responders",
        ["head-of-service", "virtual-head"],
    ),
    meets("HU-67", "issue_groups.0.issues.education.within", {"working_days": 20}),
    meets("HU-68", "issue_groups.0.issues.agency-provision.kinds", ["resources"]),
    meets("HU-68", "issue_groups.0.issues.agency-provision.start_stage", 1),
    meets(
        "HU-68",
        "issue_groups.0.issues.agency-provision.responders",
        ["group-manager", "head-of-service"],
    ),
    meets("HU-68", "issue_groups.0.issues.agency-provision.needed", "all"),
    meets(
        "HU-68", "issue_groups.0.issues.agency-provision.within", {"working_days": 20}
    ),
    meets(
        "HU-69",
        "issue_groups.0.issues.care-plan-not-appropriate.kinds",
        ["practice", "resources"],
    ),
    meets("HU-69", "issue_groups.0.issues.care-plan-not-appropriate.start_stage", 0),
    meets("HU-69", "issue_groups.0.issues.care-plan-not-appropriate.or_stage", 1),
    meets(
        "HU-69",
        "issue_groups.0.issues.care-plan-not-appropriate.responders",
        ["team-manager", "group-manager"],
    ),
    meets(
        "HU-69",
        "issue_groups.0.issues.care-plan-not-appropriate.within",
        {"working_days": 14},
    ),
    meets("HU-70", "issue_groups.0.issues.risk-in-placement.kinds", ["practice"]),
    meets("HU-70", "issue_groups.0.issues.risk-in-placement.start_stage", 0),
    meets("HU-70", "issue_groups.0.issues.risk-in-placement.or_stage", 1),
    meets(
        "HU-70",
        "issue_groups.0.issues.risk-in-placement.responders",
        ["team-manager", "group-manager"],
    ),
    meets(
        "HU-70", "issue_groups.0.issues.risk-in-placement.within", {"elapsed_hours": 24}
    ),
    meets("HU-71", "issue_groups.0.issues.dangerous-practice.kinds", ["practice"]),
    meets("HU-71", "issue_groups.0.issues.dangerous-practice.start_stage", 0),
    meets("HU-71", "issue_groups.0.issues.dangerous-practice.or_stage", 1),
    meets(
        "HU-71",
        "issue_groups.0.issues.dangerous-practice.or_stage_when",
        "the severity asks for it",
    ),
    meets(
        "HU-71", "issue_groups.0.issues.dangerous-practice.responders", ["line-manager"]
    ),
    meets(
        "HU-71",
        "issue_groups.0.issues.dangerous-practice.within",
        {"elapsed_hours": 24},
    ),
    meets(
        "HU-71",
        "issue_groups.0.issues.dangerous-practice.within_at_most",
        {"working_days": 5},
    ),
    meets("HU-71", "issue_groups.0.issues.dangerous-practice.restricted", True),
    meets("HU-72", "issue_groups.0.issues.visits-not-made.kinds", ["practice"]),
    meets("HU-72", "issue_groups.0.issues.visits-not-made.start_stage", 0),
    meets(
        "HU-72", "issue_groups.0.issues.visits-not-made.responders", ["team-manager"]
    ),
    meets(
        "HU-72", "issue_groups.0.issues.visits-not-made.within", {"working_days": 20}
    ),
    meets(
        "HU-73",
        "issue_groups.0.issues",
        [
            "not-informed-or-consulted",
            "social-worker-not-at-review",
            "no-social-worker",
            "assessment-or-plan",
            "health-assessment",
            "contact-with-parents",
            "contact-with-siblings",
            "order-discharge",
            "move-not-in-plan",
            "family-finding",
            "education",
            "agency-provision",
            "care-plan-not-appropriate",
            "risk-in-placement",
            "dangerous-practice",
            "visits-not-made",
        ],
    ),
    meets("HU-A1", "ladders.usual.stages", [0, 1, 2, 3]),
    meets("HU-A2", "ladders.usual.stages.1.respond.by_issue_type", True),
    meets("HU-A2", "ladders.usual.stages.2.respond.by_issue_type", True),
    meets(
        "HU-A2", "issue_groups.0.issues.order-discharge.kinds", ["delay", "resources"]
    ),
    meets("HU-A2", "issue_groups.0.issues.order-discharge.start_stage", 1),
    meets("HU-A2", "issue_groups.0.issues.order-discharge.or_stage", 2),
    meets(
        "HU-A2",
        "issue_groups.0.issues.order-discharge.or_stage_when",
        "it needs resources",
    ),
    meets(
        "HU-A2", "issue_groups.0.issues.order-discharge.within", {"working_days": 20}
    ),
    meets("HU-A2", "issue_groups.0.issues.education.kinds", ["resources"]),
    meets("HU-A2", "issue_groups.0.issues.education.start_stage", 2),
    meets(
        "HU-A2",
        "issue_groups.0.issues.education.responders",
        ["head-of-service", "virtual-head"],
    ),
    meets("HU-A2", "issue_groups.0.issues.education.within", {"working_days": 20}),
    meets("HU-A2", "issue_groups.0.issues.agency-provision.kinds", ["resources"]),
    meets("HU-A3", "ladders.usual.stages.0.when_unanswered", "ask-officer"),
    meets("HU-A3", "ladders.usual.stages.1.when_unanswered", "ask-officer"),
    meets("HU-A3", "ladders.usual.stages.2.when_unanswered", "ask-officer"),
    meets("HU-A4", "ladders.usual.overall.within", {"working_days": 20}),
    meets("HU-A4", "ladders.usual.overall.starts", "formal-start"),
    meets("HU-A4", "ladders.usual.overall.warn_before", {"working_days": 3}),
    meets("HU-A4", "ladders.usual.overall.tell", ["iro-manager"]),
    meets(
        "HU-A5", "issue_groups.0.issues.not-informed-or-consulted.kinds", ["practice"]
    ),
    meets("HU-A5", "issue_groups.0.issues.not-informed-or-consulted.start_stage", 0),
    meets(
        "HU-A5",
        "issue_groups.0.issues.not-informed-or-consulted.within",
        {"elapsed_hours": 48},
    ),
    meets("HU-A5", "issue_groups.0.issues.risk-in-placement.kinds", ["practice"]),
    meets("HU-A5", "issue_groups.0.issues.risk-in-placement.start_stage", 0),
    meets("HU-A5", "issue_groups.0.issues.risk-in-placement.or_stage", 1),
    meets(
        "HU-A5",
        "issue_groups.0.issues.risk-in-placement.responders",
        ["team-manager", "group-manager"],
    ),
    meets(
        "HU-A5", "issue_groups.0.issues.risk-in-placement.within", {"elapsed_hours": 24}
    ),
    meets("HU-A6", "issue_groups.0.issues.dangerous-practice.kinds", ["practice"]),
    meets("HU-A6", "issue_groups.0.issues.dangerous-practice.start_stage", 0),
    meets("HU-A6", "issue_groups.0.issues.dangerous-practice.or_stage", 1),
    meets(
        "HU-A6",
        "issue_groups.0.issues.dangerous-practice.or_stage_when",
        "the severity asks for it",
    ),
    meets(
        "HU-A6", "issue_groups.0.issues.dangerous-practice.responders", ["line-manager"]
    ),
    meets(
        "HU-A6",
        "issue_groups.0.issues.dangerous-practice.within",
        {"elapsed_hours": 24},
    ),
    meets(
        "HU-A6",
        "issue_groups.0.issues.dangerous-practice.within_at_most",
        {"working_days": 5},
    ),
    meets("HU-A6", "issue_groups.0.issues.dangerous-practice.restricted", True),
    meets("HU-A7", "posts.group-manager.aliases", ["GMSM", "GM", "GMSM (LAC)"]),
    meets("HU-A7", "issue_groups.0.issues.family-finding.kinds", ["delay"]),
    meets("HU-A7", "issue_groups.0.issues.family-finding.start_stage", 1),
    meets("HU-A7", "issue_groups.0.issues.family-finding.within", {"working_days": 20}),
    meets("HU-A8", "checks.no-other-independent-person.before", "refer-to-cafcass"),
    meets("HU-A8", "checks.no-other-independent-person.weight", "required"),
    meets("HU-A12", "ladders.usual.stages.3.optional", True),
    meets("HU-A13", "side_steps.mediation.asked_of", "partnership-manager"),
]
