"""What Durham's document asks, and where its procedure says so.

The rows were taken from the procedure file and hold it fast; not each has been read
beside the document. Whoever changes one reads the document first.
"""
# ruff: noqa: FBT003  (what stands in a row is often true or false)

from tests.procedures.asked_for import meets

ROWS = [
    meets(
        "DU-6",
        "officers.iro.children",
        ["child-protection", "looked-after", "care-experienced"],
    ),
    meets(
        "DU-7", "side_steps.multi-agency-challenge.asked_of", "safeguarding-partnership"
    ),
    meets(
        "DU-8", "side_steps.multi-agency-challenge.asked_of", "safeguarding-partnership"
    ),
    meets(
        "DU-10",
        "issue_groups.0.issues",
        ["drift-and-delay", "care-planning-duty", "quality-of-plans", "plans-not-safe"],
    ),
    meets("DU-10", "issue_groups.0.issues.drift-and-delay.key", "drift-and-delay"),
    meets(
        "DU-10", "issue_groups.0.issues.care-planning-duty.key", "care-planning-duty"
    ),
    meets("DU-10", "issue_groups.0.issues.quality-of-plans.key", "quality-of-plans"),
    meets("DU-10", "issue_groups.0.issues.plans-not-safe.key", "plans-not-safe"),
    meets("DU-15", "ladders.usual.overall.within", {"working_days": 20}),
    meets("DU-15", "ladders.usual.overall.starts", "raised"),
    meets("DU-15", "ladders.usual.overall.warn_before", {"working_days": 3}),
    meets("DU-15", "ladders.usual.overall.tell", ["iro-operations-manager"]),
    meets("DU-17", "ladders.usual.stages.1.meeting.needed", True),
    meets(
        "DU-17",
        "ladders.usual.stages.1.meeting.attend",
        ["social-worker", "team-manager"],
    ),
    meets("DU-19", "side_steps.safeguarding-procedure.asked_of", "emergency-duty-team"),
    meets("DU-20", "side_steps.safeguarding-procedure.asked_of", "emergency-duty-team"),
    meets("DU-21", "side_steps.several-teams.asked_of", "team-manager"),
    meets("DU-22", "side_steps.several-teams.asked_of", "team-manager"),
    meets("DU-23", "side_steps.several-teams.asked_of", "team-manager"),
    meets("DU-24", "side_steps.plan-disagreed-in-proceedings.asked_of", "team-manager"),
    meets(
        "DU-24",
        "side_steps.plan-disagreed-in-proceedings.when",
        {"in_proceedings": True},
    ),
    meets("DU-24", "side_steps.plan-disagreed-in-proceedings.prompt_when", "raised"),
    meets("DU-25", "side_steps.guardian-told.prompt_when", "raised"),
    meets("DU-25", "side_steps.guardian-told.asked_of", "guardian"),
    meets("DU-25", "side_steps.guardian-told.when", {"in_proceedings": True}),
    meets("DU-26", "side_steps.legal-advice.asked_of", "independent-legal-advisor"),
    meets("DU-26", "side_steps.legal-advice.privileged", True),
    meets("DU-28", "ladders.usual.stages.1.phase", "informal"),
    meets("DU-34", "ladders.usual.stages.2.send.fixed", {"working_days": 2}),
    meets("DU-34", "ladders.usual.stages.3.send.fixed", {"working_days": 2}),
    meets("DU-34", "ladders.usual.stages.4.send.fixed", {"working_days": 2}),
    meets("DU-34", "ladders.usual.stages.5.send.fixed", {"working_days": 2}),
    meets("DU-34", "ladders.usual.stages.6.send.fixed", {"working_days": 2}),
    meets("DU-34", "ladders.usual.stages.7.send.fixed", {"working_days": 2}),
    meets("DU-39", "extension.offered", True),
    meets("DU-39", "extension.needs_benefit_for_child", True),
    meets("DU-39", "extension.needs_further_enquiries", True),
    meets("DU-40", "extension.offered", True),
    meets("DU-40", "extension.needs_benefit_for_child", True),
    meets("DU-40", "extension.needs_further_enquiries", True),
    meets("DU-43", "monitoring.when_not_done", "ask-officer"),
    meets("DU-43", "monitoring.meeting_within.fixed", {"working_days": 10}),
    meets("DU-50", "reports.analysis.every", "regularly"),
    meets("DU-50", "reports.analysis.audience", ["Strategic Managers"]),
    meets(
        "DU-50",
        "reports.analysis.contains",
        ["numbers", "breakdown by team", "key themes", "learning"],
    ),
    meets("DU-51", "reports.annual.every", "year"),
    meets("DU-51", "reports.annual.audience", ["Corporate Parenting Board"]),
    meets("DU-51", "reports.annual.contains", ["summary of effectiveness"]),
    meets("DU-52", "ladders.urgent.stages", [1, 2, 3]),
    meets("DU-52", "ladders.urgent.stages.1.responders.posts", ["operations-manager"]),
    meets("DU-52", "ladders.urgent.stages.1.tell.team-manager.post", "team-manager"),
    meets("DU-54", "ladders.urgent.overall.within", {"elapsed_hours": 24}),
    meets("DU-54", "ladders.urgent.overall.starts", "raised"),
    meets("DU-54", "ladders.urgent.overall.warn_before", {"elapsed_hours": 4}),
    meets("DU-54", "ladders.urgent.overall.tell", ["iro-operations-manager"]),
    meets("DU-54", "ladders.urgent.stages.1.respond.fixed", {"elapsed_hours": 8}),
    meets("DU-54", "ladders.urgent.stages.2.respond.fixed", {"elapsed_hours": 8}),
    meets("DU-54", "ladders.urgent.stages.3.respond.fixed", {"elapsed_hours": 8}),
    meets(
        "DU-55",
        "ladders.urgent.stages.1.steps.retrospective-report.within",
        {"fixed": {"working_days": 2}},
    ),
    meets("DU-55", "ladders.urgent.stages.1.steps.retrospective-report.required", True),
    meets(
        "DU-55",
        "ladders.urgent.stages.1.steps.retrospective-report.outlasts_stage",
        True,
    ),
    meets("DU-56", "ladders.usual.stages.1.phase", "informal"),
    meets(
        "DU-58",
        "ladders.usual.stages.2.tell.operations-manager.post",
        "operations-manager",
    ),
    meets(
        "DU-58",
        "ladders.usual.stages.3.tell.strategic-manager.post",
        "strategic-manager",
    ),
    meets(
        "DU-58", "ladders.usual.stages.4.tell.head-of-csc.when", {"starts_here": True}
    ),
    meets(
        "DU-58",
        "ladders.usual.stages.5.tell.corporate-director.when",
        {"starts_here": True},
    ),
    meets(
        "DU-58",
        "ladders.usual.stages.6.tell.chief-executive.when",
        {"starts_here": True},
    ),
    meets("DU-61", "monitoring.when_not_done", "ask-officer"),
    meets("DU-61", "monitoring.meeting_within.fixed", {"working_days": 10}),
    meets("DU-64", "ladders.usual.stages.1.meeting.needed", True),
    meets(
        "DU-64",
        "ladders.usual.stages.1.meeting.attend",
        ["social-worker", "team-manager"],
    ),
    meets("DU-65", "ladders.usual.stages.1.respond.fixed", {"working_days": 1}),
    meets("DU-69", "ladders.usual.stages.2.meeting.needed", True),
    meets(
        "DU-69",
        "ladders.usual.stages.2.meeting.attend",
        ["social-worker", "team-manager"],
    ),
    meets("DU-70", "ladders.usual.stages.2.respond.fixed", {"working_days": 4}),
    meets("DU-71", "ladders.usual.stages.2.followed_up_by", "operations-manager"),
    meets("DU-73", "ladders.usual.stages.3.meeting.needed", True),
    meets(
        "DU-73",
        "ladders.usual.stages.3.meeting.attend",
        ["iro-operations-manager", "operations-manager", "team-manager"],
    ),
    meets("DU-73", "ladders.usual.stages.3.meeting.within.fixed", {"working_days": 5}),
    meets("DU-75", "ladders.usual.stages.4.meeting.needed", True),
    meets(
        "DU-75",
        "ladders.usual.stages.4.meeting.attend",
        ["iro-operations-manager", "operations-manager", "strategic-manager"],
    ),
    meets("DU-75", "ladders.usual.stages.4.meeting.within.fixed", {"working_days": 5}),
    meets("DU-76", "ladders.usual.stages.3.followed_up_by", "strategic-manager"),
    meets("DU-78", "ladders.usual.stages.5.meeting.needed", True),
    meets(
        "DU-78", "ladders.usual.stages.5.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-78",
        "ladders.usual.stages.5.meeting.attend",
        [
            "head-of-csc",
            "strategic-manager",
            "iro-operations-manager",
            "operations-manager",
            "officer",
        ],
    ),
    meets("DU-78", "ladders.usual.stages.5.meeting.within.fixed", {"working_days": 5}),
    meets("DU-80", "ladders.usual.stages.6.meeting.needed", True),
    meets(
        "DU-80", "ladders.usual.stages.6.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-80",
        "ladders.usual.stages.6.meeting.attend",
        [
            "corporate-director",
            "head-of-csc",
            "strategic-manager",
            "iro-operations-manager",
        ],
    ),
    meets("DU-80", "ladders.usual.stages.6.meeting.within.fixed", {"working_days": 1}),
    meets(
        "DU-81",
        "ladders.usual.stages.6.steps.written-response.by",
        "corporate-director",
    ),
    meets(
        "DU-81",
        "ladders.usual.stages.6.steps.written-response.within",
        {"fixed": {"working_days": 1}},
    ),
    meets("DU-81", "ladders.usual.stages.6.steps.written-response.required", True),
    meets("DU-82", "ladders.usual.stages.7.meeting.needed", True),
    meets(
        "DU-82", "ladders.usual.stages.7.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-82",
        "ladders.usual.stages.7.meeting.attend",
        [
            "chief-executive",
            "corporate-director",
            "head-of-csc",
            "iro-operations-manager",
        ],
    ),
    meets("DU-82", "ladders.usual.stages.7.meeting.within.fixed", {"working_days": 1}),
    meets(
        "DU-83", "ladders.usual.stages.7.steps.written-response.by", "chief-executive"
    ),
    meets(
        "DU-83",
        "ladders.usual.stages.7.steps.written-response.within",
        {"fixed": {"working_days": 1}},
    ),
    meets("DU-83", "ladders.usual.stages.7.steps.written-response.required", True),
    meets(
        "DU-84",
        "ladders.usual.stages.1.responders.posts",
        ["social-worker", "team-manager"],
    ),
    meets("DU-84", "ladders.usual.stages.1.respond.fixed", {"working_days": 1}),
    meets("DU-84", "ladders.usual.stages.1.meeting.needed", True),
    meets(
        "DU-84",
        "ladders.usual.stages.1.meeting.attend",
        ["social-worker", "team-manager"],
    ),
    meets("DU-84", "side_steps.several-teams.asked_of", "team-manager"),
    meets("DU-85", "ladders.usual.stages.2.responders.posts", ["team-manager"]),
    meets("DU-85", "ladders.usual.stages.2.respond.fixed", {"working_days": 4}),
    meets(
        "DU-85",
        "ladders.usual.stages.2.tell.operations-manager.post",
        "operations-manager",
    ),
    meets("DU-85", "ladders.usual.stages.2.meeting.needed", True),
    meets(
        "DU-85",
        "ladders.usual.stages.2.meeting.attend",
        ["social-worker", "team-manager"],
    ),
    meets("DU-86", "ladders.usual.stages.3.responders.posts", ["operations-manager"]),
    meets("DU-86", "ladders.usual.stages.3.respond.fixed", {"working_days": 4}),
    meets(
        "DU-86",
        "ladders.usual.stages.3.tell.strategic-manager.post",
        "strategic-manager",
    ),
    meets("DU-86", "ladders.usual.stages.3.meeting.needed", True),
    meets(
        "DU-86",
        "ladders.usual.stages.3.meeting.attend",
        ["iro-operations-manager", "operations-manager", "team-manager"],
    ),
    meets("DU-87", "ladders.usual.stages.4.recorded_by", "strategic-manager"),
    meets("DU-87", "ladders.usual.stages.4.responders.posts", ["strategic-manager"]),
    meets("DU-87", "ladders.usual.stages.4.respond.fixed", {"working_days": 5}),
    meets(
        "DU-87",
        "ladders.usual.stages.4.tell.operations-manager.post",
        "operations-manager",
    ),
    meets(
        "DU-87",
        "ladders.usual.stages.4.tell.iro-operations-manager.post",
        "iro-operations-manager",
    ),
    meets(
        "DU-87",
        "ladders.usual.stages.4.tell.legal-advisor.when",
        {"in_proceedings": True},
    ),
    meets("DU-87", "ladders.usual.stages.4.meeting.needed", True),
    meets(
        "DU-87",
        "ladders.usual.stages.4.meeting.attend",
        ["iro-operations-manager", "operations-manager", "strategic-manager"],
    ),
    meets("DU-87", "ladders.usual.stages.4.steps.on-liquidlogic.key", "on-liquidlogic"),
    meets("DU-88", "ladders.usual.stages.5.recorded_by", "head-of-csc"),
    meets("DU-88", "ladders.usual.stages.5.responders.posts", ["head-of-csc"]),
    meets("DU-88", "ladders.usual.stages.5.respond.fixed", {"working_days": 5}),
    meets(
        "DU-88",
        "ladders.usual.stages.5.tell.strategic-manager.post",
        "strategic-manager",
    ),
    meets(
        "DU-88",
        "ladders.usual.stages.5.tell.operations-manager.post",
        "operations-manager",
    ),
    meets(
        "DU-88",
        "ladders.usual.stages.5.tell.legal-advisor.when",
        {"in_proceedings": True},
    ),
    meets("DU-88", "ladders.usual.stages.5.meeting.needed", True),
    meets(
        "DU-88", "ladders.usual.stages.5.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-88",
        "ladders.usual.stages.5.meeting.attend",
        [
            "head-of-csc",
            "strategic-manager",
            "iro-operations-manager",
            "operations-manager",
            "officer",
        ],
    ),
    meets("DU-88", "ladders.usual.stages.5.steps.on-liquidlogic.key", "on-liquidlogic"),
    meets("DU-89", "ladders.usual.stages.6.recorded_by", "corporate-director"),
    meets("DU-89", "ladders.usual.stages.6.responders.posts", ["corporate-director"]),
    meets("DU-89", "ladders.usual.stages.6.respond.fixed", {"working_days": 1}),
    meets("DU-89", "ladders.usual.stages.6.tell.head-of-legal.post", "head-of-legal"),
    meets("DU-89", "ladders.usual.stages.6.tell.head-of-csc.post", "head-of-csc"),
    meets(
        "DU-89",
        "ladders.usual.stages.6.tell.strategic-manager.post",
        "strategic-manager",
    ),
    meets(
        "DU-89",
        "ladders.usual.stages.6.tell.operations-manager.post",
        "operations-manager",
    ),
    meets(
        "DU-89",
        "ladders.usual.stages.6.tell.legal-advisor.when",
        {"in_proceedings": True},
    ),
    meets("DU-89", "ladders.usual.stages.6.meeting.needed", True),
    meets(
        "DU-89", "ladders.usual.stages.6.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-89",
        "ladders.usual.stages.6.meeting.attend",
        [
            "corporate-director",
            "head-of-csc",
            "strategic-manager",
            "iro-operations-manager",
        ],
    ),
    meets(
        "DU-89", "ladders.usual.stages.6.steps.case-note-legal.key", "case-note-legal"
    ),
    meets("DU-90", "ladders.usual.stages.7.recorded_by", "iro-operations-manager"),
    meets("DU-90", "ladders.usual.stages.7.monitoring_meeting", False),
    meets("DU-90", "ladders.usual.stages.7.responders.posts", ["chief-executive"]),
    meets("DU-90", "ladders.usual.stages.7.respond.fixed", {"working_days": 1}),
    meets("DU-90", "ladders.usual.stages.7.tell.head-of-legal.post", "head-of-legal"),
    meets(
        "DU-90",
        "ladders.usual.stages.7.tell.corporate-director.post",
        "corporate-director",
    ),
    meets("DU-90", "ladders.usual.stages.7.tell.head-of-csc.post", "head-of-csc"),
    meets("DU-90", "ladders.usual.stages.7.meeting.needed", True),
    meets(
        "DU-90", "ladders.usual.stages.7.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-90",
        "ladders.usual.stages.7.meeting.attend",
        [
            "chief-executive",
            "corporate-director",
            "head-of-csc",
            "iro-operations-manager",
        ],
    ),
    meets(
        "DU-90", "ladders.usual.stages.7.steps.case-note-legal.key", "case-note-legal"
    ),
    meets("DU-91", "ladders.usual.stages.8.recorded_by", "iro-operations-manager"),
    meets("DU-91", "ladders.usual.stages.8.optional", True),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.team-manager.sent_by",
        "iro-operations-manager",
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.operations-manager.sent_by",
        "iro-operations-manager",
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.strategic-manager.sent_by",
        "iro-operations-manager",
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.head-of-csc.sent_by",
        "iro-operations-manager",
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.corporate-director.sent_by",
        "iro-operations-manager",
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.chief-executive.sent_by",
        "iro-operations-manager",
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.head-of-legal.sent_by",
        "iro-operations-manager",
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.legal-advisor.when",
        {"in_proceedings": True},
    ),
    meets(
        "DU-91",
        "ladders.usual.stages.8.tell.legal-advisor.sent_by",
        "iro-operations-manager",
    ),
    meets("DU-91", "ladders.usual.stages.8.meeting.needed", True),
    meets(
        "DU-93",
        "ladders.usual.stages.4.tell.legal-advisor.when",
        {"in_proceedings": True},
    ),
    meets(
        "DU-93",
        "ladders.usual.stages.5.tell.legal-advisor.when",
        {"in_proceedings": True},
    ),
    meets(
        "DU-93",
        "ladders.usual.stages.6.tell.legal-advisor.when",
        {"in_proceedings": True},
    ),
    meets("DU-94", "side_steps.legal-advice.asked_of", "independent-legal-advisor"),
    meets("DU-94", "side_steps.legal-advice.privileged", True),
    meets("DU-A1", "ladders.usual.overall.within", {"working_days": 20}),
    meets("DU-A1", "ladders.usual.overall.starts", "raised"),
    meets("DU-A1", "ladders.usual.overall.warn_before", {"working_days": 3}),
    meets("DU-A1", "ladders.usual.overall.tell", ["iro-operations-manager"]),
    meets("DU-A1", "ladders.usual.stages.3.respond.fixed", {"working_days": 4}),
    meets("DU-A2", "ladders.usual.stages.8.optional", True),
    meets("DU-A2", "ladders.usual.stages.8.phase", "external"),
    meets("DU-A3", "ladders.usual.stages.2.respond.fixed", {"working_days": 4}),
    meets("DU-A4", "ladders.usual.stages.3.meeting.needed", True),
    meets(
        "DU-A4",
        "ladders.usual.stages.3.meeting.attend",
        ["iro-operations-manager", "operations-manager", "team-manager"],
    ),
    meets("DU-A4", "ladders.usual.stages.4.meeting.needed", True),
    meets(
        "DU-A4",
        "ladders.usual.stages.4.meeting.attend",
        ["iro-operations-manager", "operations-manager", "strategic-manager"],
    ),
    meets("DU-A4", "ladders.usual.stages.5.meeting.needed", True),
    meets(
        "DU-A4", "ladders.usual.stages.5.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-A4",
        "ladders.usual.stages.5.meeting.attend",
        [
            "head-of-csc",
            "strategic-manager",
            "iro-operations-manager",
            "operations-manager",
            "officer",
        ],
    ),
    meets("DU-A5", "ladders.usual.stages.6.respond.fixed", {"working_days": 1}),
    meets("DU-A5", "ladders.usual.stages.6.meeting.needed", True),
    meets(
        "DU-A5", "ladders.usual.stages.6.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-A5",
        "ladders.usual.stages.6.meeting.attend",
        [
            "corporate-director",
            "head-of-csc",
            "strategic-manager",
            "iro-operations-manager",
        ],
    ),
    meets(
        "DU-A5",
        "ladders.usual.stages.6.steps.written-response.by",
        "corporate-director",
    ),
    meets(
        "DU-A5",
        "ladders.usual.stages.6.steps.written-response.within",
        {"fixed": {"working_days": 1}},
    ),
    meets("DU-A5", "ladders.usual.stages.6.steps.written-response.required", True),
    meets(
        "DU-A5", "ladders.usual.stages.6.steps.written-response.starts", "meeting-held"
    ),
    meets(
        "DU-A5", "ladders.usual.stages.7.steps.written-response.starts", "meeting-held"
    ),
    meets("DU-A5", "ladders.usual.stages.7.respond.fixed", {"working_days": 1}),
    meets(
        "DU-A5", "ladders.usual.stages.7.steps.written-response.by", "chief-executive"
    ),
    meets(
        "DU-A5",
        "ladders.usual.stages.7.steps.written-response.within",
        {"fixed": {"working_days": 1}},
    ),
    meets("DU-A5", "ladders.usual.stages.7.steps.written-response.required", True),
    meets("DU-A6", "ladders.usual.stages.2.send.fixed", {"working_days": 2}),
    meets("DU-A6", "ladders.usual.stages.3.send.fixed", {"working_days": 2}),
    meets("DU-A6", "ladders.usual.stages.4.send.fixed", {"working_days": 2}),
    meets("DU-A6", "ladders.usual.stages.5.send.fixed", {"working_days": 2}),
    meets("DU-A6", "ladders.usual.stages.6.send.fixed", {"working_days": 2}),
    meets("DU-A6", "ladders.usual.stages.7.send.fixed", {"working_days": 2}),
    meets("DU-A7", "ladders.urgent.overall.within", {"elapsed_hours": 24}),
    meets("DU-A7", "ladders.urgent.overall.starts", "raised"),
    meets("DU-A7", "ladders.urgent.overall.warn_before", {"elapsed_hours": 4}),
    meets("DU-A7", "ladders.urgent.overall.tell", ["iro-operations-manager"]),
    meets("DU-A22", "ladders.urgent.stages.1.respond.fixed", {"elapsed_hours": 8}),
    meets(
        "DU-A7",
        "ladders.urgent.stages.1.steps.retrospective-report.within",
        {"fixed": {"working_days": 2}},
    ),
    meets("DU-A7", "ladders.urgent.stages.1.steps.retrospective-report.required", True),
    meets("DU-A22", "ladders.urgent.stages.2.respond.fixed", {"elapsed_hours": 8}),
    meets("DU-A22", "ladders.urgent.stages.3.respond.fixed", {"elapsed_hours": 8}),
    meets("DU-A8", "monitoring.meeting_within.fixed", {"working_days": 10}),
    meets(
        "DU-A12", "side_steps.safeguarding-procedure.asked_of", "emergency-duty-team"
    ),
    meets(
        "DU-A13",
        "posts.operations-manager.aliases",
        ["Social Care Operations Manager", "Senior Manager"],
    ),
    meets(
        "DU-A13",
        "posts.strategic-manager.aliases",
        [
            "Strategic Manager",
            "Strategic Manager of Children's and Young People's Services",
        ],
    ),
    meets(
        "DU-A13", "posts.head-of-csc.aliases", ["Head of Service", "Heads of Service"]
    ),
    meets("DU-A14", "ladders.usual.stages.3.followed_up_by", "strategic-manager"),
    meets("DU-A15", "ladders.usual.stages.7.recorded_by", "iro-operations-manager"),
    meets("DU-A15", "ladders.usual.stages.7.meeting.needed", True),
    meets(
        "DU-A15", "ladders.usual.stages.7.meeting.organiser", "iro-operations-manager"
    ),
    meets(
        "DU-A15",
        "ladders.usual.stages.7.meeting.attend",
        [
            "chief-executive",
            "corporate-director",
            "head-of-csc",
            "iro-operations-manager",
        ],
    ),
]
