"""The file's own shape of a dossier, `policy-dossier/1`: links stand where an author looks for them.

`regroup` turns a Document into entries, `ungroup` turns entries into a Document.
"""

from typing import Annotated, Final, Literal

from pydantic import Field, StrictInt

from options.bundle.schema import (
    AssessmentBody,
    BearingBody,
    Claim,
    Criterion,
    CriterionSlug,
    DossierBody,
    Exercise,
    ExposureBody,
    LegalQuestion,
    OptionBody,
    OptionSlug,
    Part,
    Precondition,
    Relation,
    Requires,
    Risk,
    ScreeningTest,
    Source,
    Text,
)

MIB: Final = 1024 * 1024
FILE_MAX: Final = 10 * MIB
DEPTH_MAX: Final = 20


class _OfOption(Part):
    option: OptionSlug


class DossierHead(DossierBody):
    """`exported_version` is the version an export was made from; an import with it merges by field."""

    exported_version: Annotated[StrictInt, Field(ge=1, le=1_000_000_000)] | None = None


class ExposureInFile(ExposureBody, _OfOption):
    """One option under a risk."""


class RiskInFile(Risk):
    options: tuple[ExposureInFile, ...] = ()


class PreconditionInFile(Precondition):
    """`helps`: options it helps without being needed."""

    helps: tuple[OptionSlug, ...] = ()


class BearingInFile(BearingBody, _OfOption):
    """One option under a legal question."""


class LegalQuestionInFile(LegalQuestion):
    bearings: tuple[BearingInFile, ...] = ()


class Requirement(_OfOption):
    """What an option needs; "none" = nothing, no row at all = not assessed."""

    requires: Requires
    note: Text | None = None


class _OfOptionAndCriterion(_OfOption):
    criterion: CriterionSlug


class AssessmentInFile(AssessmentBody, _OfOptionAndCriterion):
    """One score."""


class Document(Part):
    """A whole dossier as one file, or a directory of files merged by top-level key, holds it."""

    format: Literal["policy-dossier/1"]
    dossier: DossierHead
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    options: tuple[OptionBody, ...] = ()
    risks: tuple[RiskInFile, ...] = ()
    preconditions: tuple[PreconditionInFile, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    legal_questions: tuple[LegalQuestionInFile, ...] = ()
    screening_tests: tuple[ScreeningTest, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    relations: tuple[Relation, ...] = ()
    assessments: tuple[AssessmentInFile, ...] = ()
    exercises: tuple[Exercise, ...] = ()
