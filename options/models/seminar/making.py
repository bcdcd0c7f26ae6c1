"""An exercise is made from a template of its dossier, or from an earlier exercise without what was answered in it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from options.bundle import schema
from options.bundle.reading import Reading
from options.models.access import User
from options.models.dossier import Dossier
from options.models.entries import Entry
from options.models.seminar.exercises import MOST_COUNCILS, MOST_SEATS, Exercise, purge_date
from options.models.seminar.phases import COMPARE, RATE, RATE_AGAIN, REFLECTION, Phase
from options.models.seminar.roles import Council, Role

COPIED: Final = (
    "dossier", "template", "title", "setting", "ground_rules", "goals", "questions", "debrief", "options", "criteria",
    "rubric", "names", "late_policy", "scale", "councils_wanted", "most_seats", "curated_from", "lobby_minutes",
    "reserve_minutes",
)  # fmt: skip
PHASE: Final = (
    "number", "kind", "title", "minutes", "instructions", "rates_as", "options", "criteria", "unlock_after", "toggles",
    "for_roles", "grace",
)  # fmt: skip
ROLE: Final = (
    "position", "slug", "title", "side", "public", "confidential", "weights", "decision_maker", "drafts",
)  # fmt: skip
# Parts of a directive, and the group of criteria that says whose they are: the role that cares most for it drafts it.
PART_GROUPS: Final = {
    "legal-basis": "law-and-consent",
    "preconditions": "means",
    "mitigations": "harm",
    "tripwire": "benefit",
}
NameOf = Callable[[int], str]


@transaction.atomic
def make(
    template: Entry,
    *,
    by: User,
    codes: Sequence[str],
    name_of: NameOf,
    now: datetime,
    expected: int = 0,
    rehearsal: bool = False,
    link: UUID | None = None,
) -> Exercise:
    """A draft of an exercise, pinned to the dossier as it is. `codes`: join codes to take the first free one from;
    `name_of`: number of a council -> its name; `expected`: how many students, for as many councils as that fills."""
    dossier = Dossier.objects.get(pk=template.dossier_id)
    reading = dossier.reading()
    content = reading.exercises[template.slug]
    made = with_code(
        codes, link=link or uuid4(),
        dossier=dossier, dossier_version=reading.version, template=template, owner=by, created_at=now,
        purge_at=purge_date(now), rehearsal=rehearsal, title=content.title, setting=content.setting or "",
        ground_rules=list(content.ground_rules), goals=list(content.goals), questions=list(content.questions),
        debrief=list(content.debrief), options=list(content.options), criteria=list(content.criteria),
        rubric=[row.model_dump(mode="json") for row in content.rubric], lobby_minutes=content.lobby_minutes or 0,
        reserve_minutes=content.reserve_minutes or 0, curated_from=_curated_from(content),
        councils_wanted=min(MOST_COUNCILS, max(1, round(expected / len(content.roles)))),
        most_seats=min(MOST_SEATS, max(60, 2 * expected)),
    )  # fmt: skip
    Phase.objects.bulk_create(_phase(made, number, each, content) for number, each in enumerate(content.phases, 1))
    Role.objects.bulk_create(_role(made, n, each, reading, content) for n, each in enumerate(content.roles))
    set_councils(made, made.councils_wanted, name_of)
    made.note("made", by=by, now=now)
    return made


@transaction.atomic
def clone(
    exercise: Exercise, *, by: User, codes: Sequence[str], name_of: NameOf, now: datetime, rehearsal: bool = False,
    link: UUID | None = None,
) -> Exercise:  # fmt: skip
    """The same for another term: everything that was set, nothing that was answered, the dossier as it is now.

    A dossier that no longer has everything that the exercise names stays at the version that does.
    """
    values: dict[str, Any] = {name: getattr(exercise, name) for name in COPIED}
    version = newest_version(exercise)
    made = with_code(codes, link=link or uuid4(), **values, dossier_version=version, owner=by, created_at=now,
                     purge_at=purge_date(now), cloned_from=exercise, rehearsal=rehearsal)  # fmt: skip
    Phase.objects.bulk_create(Phase(exercise=made, **copied(row, PHASE)) for row in exercise.phases.all())
    Role.objects.bulk_create(Role(exercise=made, **copied(row, ROLE)) for row in exercise.roles.all())
    set_councils(made, made.councils_wanted, name_of)
    made.note("cloned", by=by, now=now)
    return made


def copied(row: Phase | Role, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def once(token: UUID, what: Iterable[object], *, by: User, build: Callable[[UUID], Exercise]) -> Exercise:
    """The same form sent twice, by its `token` and what it says, makes one exercise: the link is made of them."""
    link = uuid5(token, "/".join(str(each) for each in (by.pk, *what)))
    if before := Exercise.objects.filter(link=link).first():
        return before
    try:
        with transaction.atomic():
            return build(link)
    except IntegrityError:
        if before := Exercise.objects.filter(link=link).first():
            return before
        raise


def newest_version(exercise: Exercise) -> int:
    """The version of the dossier that a copy is pinned to."""
    dossier = Dossier.objects.get(pk=exercise.dossier_id)
    if dossier.version == exercise.dossier_version:
        return dossier.version
    reading, phases = dossier.reading(), list(exercise.phases.all())
    options = {*exercise.options, *(slug for phase in phases for slug in phase.options)}
    criteria = {*exercise.criteria, *(slug for phase in phases for slug in phase.criteria)}
    toggled = {slug for phase in phases for slug in phase.toggles}
    fits = options <= set(reading.options) and criteria <= set(reading.criteria)
    return dossier.version if fits and toggled <= set(reading.preconditions) else exercise.dossier_version


def with_code(codes: Sequence[str], **values: Any) -> Exercise:
    """A row with the first code that no exercise has."""
    for code in codes:
        try:
            with transaction.atomic():
                return Exercise.objects.create(code=code, **values)
        except IntegrityError:
            if not Exercise.objects.filter(code=code).exists():
                raise
    raise RuntimeError("every code is taken")


def set_councils(exercise: Exercise, wanted: int, name_of: NameOf) -> None:
    """As many councils as wanted; of those that are too many, the ones where nobody ever sat go."""
    there = set(exercise.councils.values_list("number", flat=True))
    new = [n for n in range(wanted) if n not in there]
    Council.objects.bulk_create(Council(exercise=exercise, number=n, name=name_of(n)) for n in new)
    exercise.councils.filter(number__gte=wanted, seats=None).delete()


def _curated_from(content: schema.Exercise) -> int | None:
    """Where curated scores open by default: when directives are compared, at the latest when people look back."""
    opens = [n for n, phase in enumerate(content.phases, 1) if phase.kind in (COMPARE, REFLECTION)]
    return opens[0] if opens else None


def _phase(exercise: Exercise, number: int, phase: schema.Phase, content: schema.Exercise) -> Phase:
    rated = phase.kind in (RATE, RATE_AGAIN)
    return Phase(
        exercise=exercise, number=number, kind=phase.kind, title=phase.title, minutes=phase.minutes,
        instructions=phase.instructions, rates_as=phase.rates_as or "", toggles=dict(phase.toggles or {}),
        options=list(phase.options or content.options), criteria=list(content.criteria) if rated else [],
        unlock_after=phase.unlock_after,
    )  # fmt: skip


def _role(exercise: Exercise, position: int, role: schema.Role, reading: Reading, content: schema.Exercise) -> Role:
    return Role(
        exercise=exercise, position=position, slug=role.slug, title=role.title, side=role.side or "",
        public=role.public, confidential=role.confidential.model_dump(mode="json"), weights=dict(role.weights or {}),
        decision_maker=role.decision_maker, drafts=[part for part, slug in drafters(reading, content).items()
                                                    if slug == role.slug],
    )  # fmt: skip


def drafters(reading: Reading, content: schema.Exercise) -> dict[str, str]:
    """Part of the directive -> role that drafts it: the adviser who gives its group of criteria the most weight, each
    role one part as long as there are enough. The option, and what has no such role, is the decision-maker's."""
    group_of = {slug: criterion.group for slug, criterion in reading.criteria.items()}
    found: dict[str, str] = {}
    for part, group in PART_GROUPS.items():
        shares = {
            role.slug: sum(w for slug, w in (role.weights or {}).items() if group_of.get(slug) == group)
            for role in content.roles
            if not role.decision_maker and role.slug not in found.values()
        }
        if shares and max(shares.values()) > 0:
            found[part] = max(shares, key=lambda slug: shares[slug])
    return found
