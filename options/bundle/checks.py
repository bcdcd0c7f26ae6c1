"""All that is wrong with a file, or with one entry's content: the same rules for both, told at once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from options.bundle import rules
from options.bundle.circles import circle_through, circles, in_words
from options.bundle.document import DEPTH_MAX, Document
from options.bundle.events import TOO_DEEP
from options.bundle.faults import LISTED_MAX, Fault, Path, Problem, shown, spelled, suggestion
from options.bundle.leading import shared_leads
from options.bundle.rules import number
from options.bundle.schema import CONTENT, AssessmentBody, Part
from options.bundle.sentences import structural
from options.bundle.shapes import Pointer, Row, Thing, walk
from options.bundle.surroundings import Named, Surroundings, named_in

SUGGESTED_MAX: Final = 50  # looking for the nearest of thousands of slugs takes milliseconds each


def check_document(raw: Mapping[str, Any]) -> list[Problem]:
    """Everything wrong with a file's plain data, in the order of the file form."""
    around = Surroundings.of_file(raw)
    found = [*structural(Document, raw), *_some(_along(Document, raw, around)), *_file_circles(raw, around)]
    return _in_order(found, Document)


def check_content(kind: str, content: Mapping[str, Any], around: Surroundings) -> tuple[Fault, ...]:
    """Everything wrong with the plain content of one entry of this kind, with paths inside the content."""
    if _depth(content) > DEPTH_MAX:
        return (Fault("", TOO_DEEP),)
    made: type[Part] = CONTENT[kind]
    found = [*structural(made, content), *_some(_along(made, content, around)), *_circle(kind, content, around)]
    if kind == "criterion":
        found += _room_for_scores(content, around)
    return listed(_in_order(found, made))


def warnings(document: Document) -> tuple[Fault, ...]:
    """What is allowed and yet looks wrong: a score without a range that is not held with high confidence, and roles of
    an exercise that all want the same."""
    says = "low and high are equal, but confidence is not high"
    rows = enumerate(document.assessments)
    sure = (Fault(f"assessments[{i}]", says) for i, a in rows if a.low == a.high and a.confidence != "high")
    return (*sure, *shared_leads(document))


def listed(problems: Iterable[Problem], files: Mapping[Path, str] | None = None) -> tuple[Fault, ...]:
    """Problems as faults; after the first thousand only that there are more. `files`: top of a path -> file name."""
    every, files = list(problems), files or {}
    faults = [
        Fault(spelled(each.path), each.message, files.get(each.path[:2]) or files.get(each.path[:1]))
        for each in every[:LISTED_MAX]
    ]
    if len(every) > LISTED_MAX:
        faults.append(Fault("", f"there are more faults; the first {LISTED_MAX:,} are listed"))
    return tuple(faults)


def _some(problems: Iterator[Problem]) -> Iterator[Problem]:
    """As many as can be listed, and one that says that there are more."""
    return islice(problems, LISTED_MAX + 1)


def _along(made: type[Part], raw: Any, around: Surroundings) -> Iterator[Problem]:
    """Local rules, references and ranges, object by object."""
    suggested: set[str] = set()
    for each in walk(made, raw):
        match each:
            case Thing():
                yield from rules.of_thing(each)
                if issubclass(each.made, AssessmentBody):
                    yield from _range(each, around)
            case Row():
                yield from rules.of_row(each)
            case Pointer():
                yield from _reference(each, around, suggested)


def _reference(pointer: Pointer, around: Surroundings, suggested: set[str]) -> Iterator[Problem]:
    known = around.known.get(pointer.kind, ())
    if pointer.value in known or not rules.is_slug(pointer.value):
        return
    suggested.add(pointer.value)
    near = suggestion(pointer.value, known) if len(suggested) <= SUGGESTED_MAX else ""
    yield Problem(pointer.path, f"there is no {pointer.kind.replace('-', ' ')} {shown(pointer.value)}{near}")


def _range(cell: Thing, around: Surroundings) -> Iterator[Problem]:
    criterion = cell.value.get("criterion")
    ends = around.scales.get(criterion) if isinstance(criterion, str) else None
    for key in ("low", "best", "high") if ends else ():
        value = number(cell.value.get(key))
        if ends and value is not None and not ends[0] <= value <= ends[1]:
            scale = f"{shown(ends[0])} to {shown(ends[1])}"
            yield Problem((*cell.path, key), f"{shown(value)} lies outside the scale of {criterion}, {scale}")


def _room_for_scores(criterion: Mapping[str, Any], around: Surroundings) -> Iterator[Problem]:
    slug, scale = criterion.get("slug"), criterion.get("scale")
    ends = around.scores.get(slug) if isinstance(slug, str) else None
    if not ends or not isinstance(scale, dict):
        return
    low, high = number(scale.get("min")), number(scale.get("max"))
    if low is not None and ends[0] < low:
        yield Problem(("scale", "min"), f"{shown(low)} is above scores that go down to {shown(ends[0])}")
    if high is not None and ends[1] > high:
        yield Problem(("scale", "max"), f"{shown(high)} is below scores that go up to {shown(ends[1])}")


def _circle(kind: str, content: Mapping[str, Any], around: Surroundings) -> Iterator[Problem]:
    slug, key = content.get("slug"), {"option": "requires", "precondition": "depends_on"}.get(kind)
    if key and isinstance(slug, str):
        found = circle_through((kind, slug), {**around.needs, (kind, slug): named_in(content.get(key))})
        if found:
            yield Problem((key,), f"goes round in a circle: {in_words(found)}")


def _file_circles(raw: Mapping[str, Any], around: Surroundings) -> Iterator[Problem]:
    for circle in circles(around.needs):
        yield Problem(_place(circle[0], raw), f"goes round in a circle: {in_words(circle)}")


def _place(named: Named, raw: Mapping[str, Any]) -> Path:
    """Where a file says what an entry needs."""
    section, slug, key = ("preconditions", "slug", "depends_on")
    if named[0] == "option":
        section, slug, key = ("requirements", "option", "requires")
    rows = enumerate(raw[section])
    return (section, next(at for at, row in rows if isinstance(row, dict) and row.get(slug) == named[1]), key)


def _in_order(problems: Iterable[Problem], made: type[Part]) -> list[Problem]:
    """As a reader meets them, each once."""
    place = {name: at for at, name in enumerate(made.model_fields)}

    def key(problem: Problem) -> tuple[tuple[int, int, str], ...]:
        first = problem.path[:1]
        head = ((place.get(str(first[0]), len(place)), 0, ""),) if first else ()
        rest = ((0, part, "") if isinstance(part, int) else (1, 0, part) for part in problem.path[1:])
        return (*head, *rest)

    return sorted(dict.fromkeys(problems), key=key)


def _depth(value: Any) -> int:
    """How deep plain data is nested; stops soon after the limit."""
    depth, level = 0, [value]
    while level and depth <= DEPTH_MAX:
        nested = [part for part in level if isinstance(part, dict | list)]
        level = [item for part in nested for item in (part.values() if isinstance(part, dict) else part)]
        depth += bool(nested)
    return depth
