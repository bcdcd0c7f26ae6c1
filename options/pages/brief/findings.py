"""What a result rests on: scores, the gravest risks, what would have to be true, law, and which revisions were read."""

from collections.abc import Iterator
from typing import Final

from options.analysis.scales import register_key
from options.bundle import schema
from options.pages.bodies import Body, bodies_of, jurisdictions
from options.pages.brief.asked import Asked
from options.pages.brief.blocks import Block, Bullets, Cell, Section, Table, Text, cells
from options.pages.preconditions import reach
from options.pages.words import short

CRITERIA: Final = 5  # columns of one table of scores
RISKS: Final = 3  # of each option, the gravest


def scores(asked: Asked) -> Section | None:
    """Best estimate and range of every option on every criterion, some criteria at a time."""
    reading, _ = asked.reading, asked.say._
    criteria = tuple(reading.criteria.values())
    if not criteria or not asked.selection.options:
        return None
    blocks: list[Block] = [Text(_("Best estimate, and in brackets from low to high, on the criterion’s own scale."))]
    for start in range(0, len(criteria), CRITERIA):
        some = criteria[start : start + CRITERIA]
        header = (_("Option"), *(_head(asked, start + k + 1, c) for k, c in enumerate(some)))
        rows = tuple(
            (Cell(short(reading.options[slug].title)), *(_score(asked, slug, c) for c in some))
            for slug in asked.selection.options
        )
        blocks.append(Table("", header, rows))
    return Section("scores", _("Criterion by criterion"), tuple(blocks))


def _head(asked: Asked, number: int, criterion: schema.Criterion) -> str:
    better = asked.say._("more is better") if criterion.direction == "more" else asked.say._("less is better")
    return f"{number}. {criterion.title} ({better})"


def _score(asked: Asked, option: str, criterion: schema.Criterion) -> Cell:
    found = asked.reading.assessments.get((option, criterion.slug))
    if found is None:
        return Cell(asked.say._("missing"))
    number, word = asked.say.number, asked.say.word
    text = f"{number(found.best)} ({number(found.low)}–{number(found.high)}), {word(found.confidence)}"
    return Cell(text, found.best, asked.notes.of(found.citations))


def risks(asked: Asked) -> Section | None:
    reading, say = asked.reading, asked.say
    _, word = say._, say.word
    rows = []
    for slug in asked.selection.options:
        for risk, exposure in _gravest(asked, slug):
            title = Cell(risk.title, None, asked.notes.of(exposure.citations))
            severity = Cell("–") if exposure.severity is None else Cell(str(exposure.severity), exposure.severity)
            likelihood = word(exposure.likelihood) if exposure.likelihood else "–"
            confidence = word(exposure.confidence) if exposure.confidence else "–"
            rows.append((*cells(short(reading.options[slug].title), title), severity, *cells(likelihood, confidence)))
    if not rows:
        return Section(
            "risks", _("The gravest risks"), (Text(_("Nobody has assessed a risk for any of these options.")),)
        )
    hint = _("Up to three of each option, by severity, then likelihood. The two are never multiplied.")
    header = (_("Option"), _("Risk"), _("Severity, 1 to 5"), _("Likelihood"), _("Confidence"))
    return Section("risks", _("The gravest risks"), (Table("", header, tuple(rows), frozenset({2}), hint),))


def _gravest(asked: Asked, option: str) -> list[tuple[schema.Risk, schema.Exposure]]:
    reading = asked.reading
    exposures = [e for e in reading.options[option].exposures if e.applies and e.risk in reading.risks]
    exposures.sort(key=_key)
    return [(reading.risks[e.risk], e) for e in exposures[:RISKS]]


def _key(exposure: schema.Exposure) -> tuple[int, int]:
    """Those of which somebody left severity or likelihood out come last."""
    if exposure.severity is None or exposure.likelihood is None:
        return 1, 0
    return register_key(exposure.severity, exposure.likelihood)


def conditions(asked: Asked) -> Section:
    say = asked.say
    _ = say._
    blocks: list[Block] = []
    switched = asked.conditions.switched
    if switched:
        word = say.word
        items = (
            f"{s.precondition.title}: {word(s.to or '')} ({_('curated')}: {word(s.precondition.status)})"
            for s in switched
        )
        blocks += [Text(_("Supposed otherwise than the dossier says:")), Bullets(tuple(items))]
    if asked.selection.pursued:
        names = ", ".join(asked.reading.title("option", slug) for slug in asked.selection.pursued)
        blocks.append(Text(_("Taken as under way: %(names)s.") % {"names": names}))
    rows = tuple(
        cells(
            short(row.option.title),
            say.word(row.why.state),
            say.gate(row),
            say.unlock(row.sets[0])
            if row.sets
            else "–"
            if row.sets is not None
            else _("nothing recorded would open it"),
        )
        for row in asked.conditions.gates
    )
    if rows:
        header = (_("Option"), _("Gate"), _("Why"), _("A smallest set that would open it"))
        blocks.append(Table("", header, rows))
    return Section("conditions", _("What would have to be true"), tuple(blocks))


def law(asked: Asked) -> Section | None:
    """Per body of law how settled it is and which way it cuts, then the questions. No legal score."""
    reading, say = asked.reading, asked.say
    _ = say._
    places = jurisdictions(reading)
    if not places or not asked.selection.options:
        return None
    bodies = {slug: bodies_of(reading, slug) for slug in asked.selection.options}
    rows = tuple(
        (Cell(short(reading.options[slug].title)), *(_body(asked, bodies[slug].get(place)) for place in places))
        for slug in asked.selection.options
    )
    table = Table("", (_("Option"), *(asked.words.law(place) for place in places)), rows)
    raised = {question.slug for found in bodies.values() for body in found.values() for question in body.questions}
    questions = tuple(
        (*cells(q.title, asked.words.law(q.jurisdiction)), Cell(say.word(q.state), None, _cited(asked, q)))
        for slug, q in reading.legal_questions.items()
        if slug in raised
    )
    header = (_("Question"), _("Body of law"), _("State"))
    title = _("Legal questions that these options raise")
    return Section("law", _("Legal questions"), (table, Table(title, header, questions)))


def _cited(asked: Asked, question: schema.LegalQuestion) -> tuple[int, ...]:
    return asked.notes.of(question.citations)


def _body(asked: Asked, body: Body | None) -> Cell:
    if body is None:
        return Cell("–")
    word, found = asked.say.word, body.direction
    if found.effect is None:
        way = ", ".join(f"{word(effect)} {n}" for effect, n in found.counts)
    else:
        way = word(found.effect) if found.extent == "all" else f"{asked.say._('mostly')} {word(found.effect)}"
    return Cell(f"{word(body.state)}, {way}")


def revisions(asked: Asked) -> Section:
    """The revision of every entry that the brief was made from."""
    say = asked.say
    _ = say._
    names = {
        "option": _("Options"),
        "criterion": _("Criteria"),
        "precondition": _("Preconditions"),
        "risk": _("Risks"),
        "legal-question": _("Legal questions"),
        "dossier": _("Dossier"),
    }
    found: dict[str, list[str]] = {}
    for kind, slug in dict.fromkeys(_used(asked)):
        entry = asked.reading.entry(kind, slug)
        if entry is not None:
            found.setdefault(kind, []).append(f"{short(entry.title)} ({entry.number})")
    items = tuple(f"{names[kind]}: {'; '.join(titles)}" for kind, titles in found.items())
    text = _("Version %(version)d of the dossier. In brackets the revision of each entry.")
    blocks = (Text(text % {"version": asked.reading.version}), Bullets(items))
    return Section("revisions", _("Which revisions this was made from"), blocks)


def _used(asked: Asked) -> Iterator[tuple[str, str]]:
    reading = asked.reading
    yield "dossier", reading.slug
    yield from (("option", slug) for slug in asked.selection.options)
    yield from (("criterion", slug) for slug in reading.criteria)
    for slug in asked.selection.options:
        yield from (("precondition", each) for each in reach(reading, slug))
        yield from (("risk", risk.slug) for risk, _exposure in _gravest(asked, slug))
        yield from (("legal-question", b.question) for b in reading.options[slug].bearings)
