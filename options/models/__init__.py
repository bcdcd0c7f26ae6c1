"""Rules and data. `AFTER_PUBLISH` is filled here and nowhere else: its order is the order of what follows."""

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
    Exercise,
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
from options.models.teams import Membership, Team
from options.models.throttles import Throttle

AFTER_PUBLISH[:] = [SearchDoc.objects.index, Anchor.objects.follow]
AFTER_REDACTION[:] = [Anchor.objects.redact]

__all__ = [
    "AFTER_PUBLISH",
    "AFTER_REDACTION",
    "TYPED",
    "VISITOR",
    "Actor",
    "Anchor",
    "Annotation",
    "AnnotationDraft",
    "AnnotationEvent",
    "Assessment",
    "Bearing",
    "Citation",
    "CitationCheck",
    "Claim",
    "Comparison",
    "ComparisonSave",
    "Conflict",
    "Criterion",
    "Dossier",
    "Entry",
    "Exercise",
    "Exposure",
    "Inbox",
    "LegalQuestion",
    "Membership",
    "Option",
    "Precondition",
    "Redaction",
    "Report",
    "Requirement",
    "Revision",
    "Risk",
    "SearchDoc",
    "Source",
    "Team",
    "Throttle",
    "Typed",
    "Unpublishable",
    "User",
    "Wording",
]
