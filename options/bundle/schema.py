"""The content of each kind of entry, as `policy-dossier/1` has it: the file's fields regrouped by owner.

Every class is frozen and strict (an unknown key is a fault). Lists whose order has no meaning are kept sorted by
`regroup`. `Ref` marks a field that names another entry, so that one walker can check references in either form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

from options.bundle.text import canonical_line, canonical_text

FORMAT: Final = "policy-dossier/1"
SLUG_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_MAX: Final = 80
TITLE_MAX: Final = 200
SUMMARY_MAX: Final = 400
TEXT_MAX: Final = 10_000
QUOTE_MAX: Final = 200
AS_OF_MAX: Final = 80
LANGUAGE_MAX: Final = 20
NUMBER_MAX: Final = 1_000_000_000  # fits every database's integer column

Kind = Literal[
    "dossier", "source", "claim", "option", "risk", "precondition", "legal-question", "criterion", "exercise"
]


@dataclass(frozen=True)
class Ref:
    """Marks a slug that must name an existing entry of this kind."""

    kind: Kind


def _number(value: Any) -> int | float:
    """35.0 and 35 are one number, so that a database column and a file give the same bytes."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    if not -NUMBER_MAX <= value <= NUMBER_MAX:  # refuses NaN as well
        raise ValueError(f"must be a number between -{NUMBER_MAX:,} and {NUMBER_MAX:,}")
    return int(value) if value == int(value) else value


def _not_empty(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    if not rows:
        raise ValueError("must not be empty")
    return rows


class _NotEmpty(AfterValidator):
    """And not min_length, which hides what is wrong with the items."""

    def __get_pydantic_json_schema__(self, made: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(made), "minItems": 1}


EmptyIsNone: Final = AfterValidator(lambda value: value or None)  # one meaning, one form
NotEmpty: Final = _NotEmpty(_not_empty)

Slug = Annotated[StrictStr, StringConstraints(pattern=SLUG_PATTERN, max_length=SLUG_MAX)]
SourceSlug = Annotated[Slug, Ref("source")]
ClaimSlug = Annotated[Slug, Ref("claim")]
OptionSlug = Annotated[Slug, Ref("option")]
RiskSlug = Annotated[Slug, Ref("risk")]
PreconditionSlug = Annotated[Slug, Ref("precondition")]
LegalQuestionSlug = Annotated[Slug, Ref("legal-question")]
CriterionSlug = Annotated[Slug, Ref("criterion")]

Line = Annotated[StrictStr, AfterValidator(canonical_line), StringConstraints(min_length=1, max_length=SUMMARY_MAX)]
AsOf = Annotated[StrictStr, AfterValidator(canonical_line), StringConstraints(min_length=1, max_length=AS_OF_MAX)]
Language = Annotated[
    StrictStr, AfterValidator(canonical_line), StringConstraints(min_length=1, max_length=LANGUAGE_MAX)
]
Title = Annotated[StrictStr, AfterValidator(canonical_line), StringConstraints(min_length=1, max_length=TITLE_MAX)]
Summary = Annotated[StrictStr, AfterValidator(canonical_line), StringConstraints(min_length=1, max_length=SUMMARY_MAX)]
Text = Annotated[StrictStr, AfterValidator(canonical_text), StringConstraints(min_length=1, max_length=TEXT_MAX)]
Quote = Annotated[StrictStr, AfterValidator(canonical_text), StringConstraints(min_length=1, max_length=QUOTE_MAX)]
Url = Annotated[StrictStr, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)]
Number = Annotated[int | float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[StrictInt, Field(ge=-NUMBER_MAX, le=NUMBER_MAX)]
Count = Annotated[StrictInt, Field(ge=0, le=100_000)]

Basis = Literal["article", "law", "record", "judgement"]
Confidence = Literal["low", "moderate", "high"]
Likelihood = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"
]
Status = Literal["met", "partly", "unmet", "unknown", "not-applicable"]
LegalState = Literal["settled", "leaning", "contested", "open"]
Effect = Literal["permits", "limits", "forbids", "unclear"]
Posture = Literal["unilateral", "at-invitation", "cooperative", "domestic", "mixed"]
ForceLevel = Literal["none", "support", "limited", "sustained"]
ReadDegree = Literal["full", "part", "as-quoted", "secondary", "not-read"]
ScreeningSlug = Literal["adequate", "feasible", "acceptable", "distinguishable", "complete"]
RelationKind = Literal["needs", "strengthens", "weakens", "excludes"]
SourceKind = Literal[
    "article", "constitution", "statute", "treaty", "executive-order", "case", "opinion", "regulation", "custom",
    "government", "legislature", "intergovernmental", "research", "think-tank", "press", "doctrine",
]  # fmt: skip
ClaimType = Literal["option", "risk", "precondition", "legal", "actor", "event", "recommendation", "context"]
PreconditionKind = Literal["legal", "political", "operational", "institutional"]
PhaseKind = Literal[
    "briefing", "rate", "reveal", "discuss", "inject", "screen", "rate-again", "who-moved", "directive",
    "compare-directives", "vote", "reflection",
]  # fmt: skip


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Citation(Part):
    """What a statement rests on. Basis judgement needs no source; every other basis does."""

    basis: Basis
    source: SourceSlug | None = None
    claim: ClaimSlug | None = None
    locator: Line | None = None
    relation: Literal["supports", "contradicts", "context"] | None = None
    field: Line | None = None
    note: Text | None = None
    quote: Quote | None = None


Citations = tuple[Citation, ...]


class Node(Part):
    """One node of what must be true: exactly one of its four keys is set."""

    all_of: tuple["Node", ...] | None = None
    any_of: tuple["Node", ...] | None = None
    precondition: PreconditionSlug | None = None
    option: OptionSlug | None = None


def _requires_tag(value: Any) -> str:
    return "none" if isinstance(value, str) else "expression"


# A tagged union, so that a fault inside an expression is told once and not per branch.
Requires = Annotated[
    Annotated[Node, Tag("expression")] | Annotated[Literal["none"], Tag("none")], Discriminator(_requires_tag)
]


# --- dossier ---------------------------------------------------------------------------------------------------


class ScreeningTest(Part):
    slug: ScreeningSlug
    meaning: Text


class Relation(Part):
    """Read: a KIND b."""

    a: OptionSlug
    b: OptionSlug
    kind: RelationKind
    why: Text
    citations: Citations = ()


class DossierBody(Part):
    slug: Slug
    title: Title
    question: Summary
    summary: Summary
    as_of: AsOf
    language: Language
    visibility: Literal["public", "members"] = "public"
    stale_after_days: Annotated[StrictInt, Field(ge=1, le=100_000)] | None = None
    notes: tuple[Text, ...] = ()


class Dossier(DossierBody):
    screening_tests: tuple[ScreeningTest, ...] = ()
    relations: tuple[Relation, ...] = ()


# --- evidence --------------------------------------------------------------------------------------------------


class Source(Part):
    slug: Slug
    title: Summary
    kind: SourceKind
    read: ReadDegree
    read_note: Text | None = None
    citation: Text | None = None
    author: Line | None = None
    publisher: Line | None = None
    date: Line | None = None
    url: Url | None = None
    archived_url: Url | None = None
    accessed: Line | None = None
    jurisdiction: Slug | None = None
    effect: Text | None = None


class Doubt(Part):
    issue: Text
    question: Text
    severity: Literal["low", "moderate", "high"]


class Claim(Part):
    slug: Slug
    source: SourceSlug
    section: Line
    paragraph: Whole
    type: ClaimType
    text: Text
    doubt: Doubt | None = None


# --- options and what belongs to them --------------------------------------------------------------------------


class Proposal(Part):
    who: Line
    when: Line
    what: Text
    citations: Citations = ()


class ExposureBody(Part):
    """How a risk bears on an option. `applies: false` says that it does not; no exposure at all = not assessed."""

    applies: StrictBool = True
    likelihood: Likelihood | None = None
    severity: Annotated[StrictInt, Field(ge=1, le=5)] | None = None
    confidence: Confidence | None = None
    rationale: Text
    by: Line | None = None
    as_of: Line | None = None
    citations: Citations = ()


class Exposure(ExposureBody):
    risk: RiskSlug


class BearingBody(Part):
    """Which way a legal question cuts for an option."""

    effect: Effect
    note: Text | None = None
    citations: Citations = ()


class Bearing(BearingBody):
    question: LegalQuestionSlug


class CounterView(Part):
    direction: Literal["higher", "lower"]
    text: Text
    citations: Citations = ()


class AssessmentBody(Part):
    """A score in the criterion's own units. A missing cell is simply absent."""

    low: Number
    best: Number
    high: Number
    confidence: Confidence
    rationale: Text | None = None
    by: Line | None = None
    as_of: Line | None = None
    counter_views: tuple[CounterView, ...] = ()
    citations: Citations = ()


class Assessment(AssessmentBody):
    criterion: CriterionSlug


class OptionBody(Part):
    """What the file keeps under `options`: everything about an option but its links."""

    slug: Slug
    order: Whole
    title: Title
    summary: Summary
    description: Text
    posture: Posture
    force_level: ForceLevel
    instrument: Slug
    instruments_secondary: tuple[Slug, ...] = ()
    lead_actor: Line
    consent_needed: Literal["yes", "no", "n/a"]
    consent_note: Text | None = None
    time_to_effect: Literal["immediate", "months", "years"]
    time_note: Text | None = None
    reversibility: Literal["high", "moderate", "low"]
    reversibility_note: Text | None = None
    baseline: StrictBool
    in_article: StrictBool
    under_way: StrictBool = False
    proposed_by: tuple[Proposal, ...] = ()
    citations: Citations = ()


class Option(OptionBody):
    """`requires` None = nobody has said what it needs; "none" = it needs nothing."""

    exposures: tuple[Exposure, ...] = ()
    requires: Requires | None = None
    requires_note: Text | None = None
    helped_by: tuple[PreconditionSlug, ...] = ()
    bearings: tuple[Bearing, ...] = ()
    assessments: tuple[Assessment, ...] = ()


class Risk(Part):
    slug: Slug
    title: Title
    description: Text
    rationale: Text | None = None
    mitigations: tuple[Text, ...] = ()
    citations: Citations = ()


class Precondition(Part):
    slug: Slug
    title: Title
    kind: PreconditionKind
    description: Text
    status: Status
    status_as_of: Line | None = None
    status_note: Text | None = None
    verify: Text
    depends_on: Node | None = None
    citations: Citations = ()


class Argument(Part):
    side: Literal["for", "against"]
    text: Text
    sources: tuple[SourceSlug, ...] = ()


class LegalQuestion(Part):
    slug: Slug
    title: Title
    question: Summary
    jurisdiction: Slug
    why_it_matters: Text
    state: LegalState
    state_note: Text
    arguments: tuple[Argument, ...] = ()
    citations: Citations = ()


class Anchor(Part):
    at: Number
    text: Text


class Scale(Part):
    """Without points the value function is linear; with points it is piecewise linear through them (x, value 0..1)."""

    min: Number
    max: Number
    unit: Line | None = None
    points: tuple[tuple[Number, Number], ...] | None = None
    anchors: tuple[Anchor, ...] = ()


class Criterion(Part):
    slug: Slug
    title: Title
    definition: Text
    direction: Literal["more", "less"]
    scale: Scale
    screening: tuple[ScreeningSlug, ...] = ()
    group: Slug | None = None
    note: Text | None = None
    citations: Citations = ()


# --- exercises -------------------------------------------------------------------------------------------------


class Phase(Part):
    kind: PhaseKind
    title: Title
    minutes: Count
    instructions: Text
    rates_as: Annotated[Literal["self", "role"] | None, Field(alias="as")] = None
    options: tuple[OptionSlug, ...] = ()
    unlock_after: Count | None = None
    toggles: Annotated[Mapping[PreconditionSlug, Status] | None, EmptyIsNone] = None


class Confidential(Part):
    interests: tuple[Text, ...] = ()
    red_lines: tuple[Text, ...] = ()
    press: tuple[Text, ...] = ()


class Role(Part):
    slug: Slug
    title: Title
    side: Line | None = None
    public: Text
    confidential: Confidential = Confidential()
    decision_maker: StrictBool
    weights: Annotated[Mapping[CriterionSlug, Number] | None, EmptyIsNone] = None


class RubricLevel(Part):
    points: Number
    text: Text


class RubricRow(Part):
    slug: Slug
    title: Title
    levels: Annotated[tuple[RubricLevel, ...], NotEmpty]


class Exercise(Part):
    slug: Slug
    title: Title
    minutes: Annotated[StrictInt, Field(ge=1, le=100_000)]
    lobby_minutes: Count | None = None
    reserve_minutes: Count | None = None
    group_size: Line | None = None
    level: Line | None = None
    setting: Text | None = None
    ground_rules: tuple[Text, ...] = ()
    goals: tuple[Text, ...] = ()
    options: Annotated[tuple[OptionSlug, ...], NotEmpty]
    criteria: Annotated[tuple[CriterionSlug, ...], NotEmpty]
    phases: Annotated[tuple[Phase, ...], NotEmpty]
    roles: Annotated[tuple[Role, ...], NotEmpty]
    questions: tuple[Text, ...] = ()
    debrief: tuple[Text, ...] = ()
    rubric: tuple[RubricRow, ...] = ()


Content = Dossier | Source | Claim | Option | Risk | Precondition | LegalQuestion | Criterion | Exercise

CONTENT: Final[Mapping[str, type[Content]]] = {
    "dossier": Dossier,
    "source": Source,
    "claim": Claim,
    "option": Option,
    "risk": Risk,
    "precondition": Precondition,
    "legal-question": LegalQuestion,
    "criterion": Criterion,
    "exercise": Exercise,
}


def dump_content(content: Part) -> dict[str, Any]:
    """Plain values for JSON. What is missing or empty is left out, so that one meaning has one form."""
    plain: dict[str, Any] = _without_empty(content.model_dump(mode="json", by_alias=True, exclude_none=True))
    return plain


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in ([], {}, None)}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value
