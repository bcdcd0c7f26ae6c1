"""Rules and data. `AFTER_PUBLISH` and its like are filled here alone: their order is that of what follows."""

from options.models.access import VISITOR, Actor, User
from options.models.anchors import Anchor
from options.models.annotations import Annotation
from options.models.citations import CitationCheck
from options.models.comparisons import Comparison, ComparisonSave
from options.models.dossier import Dossier
from options.models.drafts import AnnotationDraft
from options.models.entries import (
    TYPED,
    Claim,
    Criterion,
    Entry,
    ExerciseTemplate,
    LegalQuestion,
    Option,
    Precondition,
    Risk,
    Source,
    Typed,
)
from options.models.evidence import Assessment, Bearing, Citation, Exposure, Requirement
from options.models.inbox import Inbox
from options.models.moderation import AnnotationEvent, Report, Wording
from options.models.redactions import AFTER_REDACTION, Redaction
from options.models.revisions import AFTER_PUBLISH, Conflict, Revision, Unpublishable
from options.models.search import SearchDoc
from options.models.seminar.artifacts import Artifact
from options.models.seminar.exercises import AuditEvent, Exercise
from options.models.seminar.grades import Grade
from options.models.seminar.injects import Inject
from options.models.seminar.phases import AFTER_CLOSING, AFTER_OPENING, Phase
from options.models.seminar.reasons import Reason
from options.models.seminar.responses import AFTER_COUNTING, Response
from options.models.seminar.roles import Council, Role
from options.models.seminar.seats import Seat, SeatDevice
from options.models.seminar.snapshots import Snapshot
from options.models.teams import Membership, Team
from options.models.throttles import Throttle

AFTER_PUBLISH[:] = [SearchDoc.objects.index, Anchor.objects.follow]
AFTER_REDACTION[:] = [Anchor.objects.redact]
AFTER_OPENING[:] = [Inject.objects.send_planned]
AFTER_CLOSING[:] = [Response.objects.settle, Snapshot.objects.take]
AFTER_COUNTING[:] = [Snapshot.objects.take]

__all__ = [
    "AFTER_CLOSING",
    "AFTER_COUNTING",
    "AFTER_OPENING",
    "AFTER_PUBLISH",
    "AFTER_REDACTION",
    "TYPED",
    "VISITOR",
    "Actor",
    "Anchor",
    "Annotation",
    "AnnotationDraft",
    "AnnotationEvent",
    "Artifact",
    "Assessment",
    "AuditEvent",
    "Bearing",
    "Citation",
    "CitationCheck",
    "Claim",
    "Comparison",
    "ComparisonSave",
    "Conflict",
    "Council",
    "Criterion",
    "Dossier",
    "Entry",
    "Exercise",
    "ExerciseTemplate",
    "Exposure",
    "Grade",
    "Inbox",
    "Inject",
    "LegalQuestion",
    "Membership",
    "Option",
    "Phase",
    "Precondition",
    "Reason",
    "Redaction",
    "Report",
    "Requirement",
    "Response",
    "Revision",
    "Risk",
    "Role",
    "SearchDoc",
    "Seat",
    "SeatDevice",
    "Snapshot",
    "Source",
    "Team",
    "Throttle",
    "Typed",
    "Unpublishable",
    "User",
    "Wording",
]
