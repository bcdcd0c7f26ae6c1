"""Do the roles of an exercise want different things? Where all would put the same option first, there is little to
argue about, and whoever compiled the template should know."""

from collections.abc import Iterator, Mapping

from options.analysis.value import Scale, overall, ranks
from options.analysis.weights import normalised
from options.bundle import schema
from options.bundle.document import Document
from options.bundle.faults import Fault


def scale_of(criterion: schema.Criterion) -> Scale:
    """The scale of a criterion as the engine takes it."""
    scale = criterion.scale
    points = tuple((float(x), float(v)) for x, v in scale.points or ())
    return Scale(float(scale.min), float(scale.max), criterion.direction == "less", points)


def shared_leads(document: Document) -> Iterator[Fault]:
    """One for each exercise in which every role that has weights puts the same option first, by the best scores."""
    values = _values(document)
    for at, exercise in enumerate(document.exercises):
        leads = [_lead(role.weights, exercise.options, values) for role in exercise.roles if role.weights]
        if len(leads) > 1 and leads[0] and len(set(leads)) == 1:
            says = f"by their weights all roles put the option {leads[0]} first, so they have little to argue about"
            yield Fault(f"exercises[{at}].roles", says)


def _values(document: Document) -> Mapping[str, Mapping[str, float]]:
    """option -> criterion -> value 0 to 1 of its best score."""
    scales = {criterion.slug: scale_of(criterion) for criterion in document.criteria}
    found: dict[str, dict[str, float]] = {}
    for cell in document.assessments:
        found.setdefault(cell.option, {})[cell.criterion] = scales[cell.criterion].value(float(cell.best))
    return found


def _lead(
    weights: Mapping[str, float], options: tuple[str, ...], values: Mapping[str, Mapping[str, float]]
) -> str | None:
    """The one option that is first; None when several are, or none has every score that counts."""
    criteria = sorted(slug for slug, points in weights.items() if points > 0)
    if not criteria:
        return None
    shares = normalised(tuple(float(weights[slug]) for slug in criteria))
    placed = ranks([overall(shares, [values.get(option, {}).get(slug) for slug in criteria]) for option in options])
    first = [option for option, rank in zip(options, placed, strict=True) if rank == 1]
    return first[0] if len(first) == 1 else None
