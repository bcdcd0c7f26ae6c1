"""Before the result: the options, how the points were set, and the screening."""

from options.pages.brief.asked import Asked
from options.pages.brief.blocks import Block, Bullets, Cell, Section, Table, Text, cells
from options.pages.weigh.selection import FAIL, PASS, UNSURE


def options(asked: Asked) -> Section:
    _, word = asked.say._, asked.say.word
    consent = {"yes": _("needed"), "no": _("not sought"), "n/a": _("does not arise")}
    chosen = [asked.reading.options[slug] for slug in asked.selection.options]
    rows = tuple(
        cells(o.order, o.title, o.summary, word(o.posture), word(o.force_level), consent[o.consent_needed])
        for o in chosen
    )
    header = (_("No."), _("Option"), _("In one sentence"), _("Posture"), _("Use of force"), _("Consent"))
    blocks: list[Block] = []
    if not asked.selection.every:
        text = _("%(k)d of the %(n)d options of the dossier were weighed.")
        blocks.append(Text(text % {"k": len(chosen), "n": len(asked.reading.options)}))
    if chosen:
        blocks.append(Table("", header, rows, frozenset({0})))
    else:
        blocks.append(Text(_("This dossier has no options yet.")))
    return Section("options", _("The options"), tuple(blocks))


def weights(asked: Asked) -> Section:
    say = asked.say
    _ = say._
    if not asked.swings.ready:
        return Section("weights", _("What matters"), (Text(_("No points have been given, so nothing is ranked.")),))
    rows: list[tuple[Cell, ...]] = []
    for group in asked.swings.groups:
        for swing in group.swings:
            share = swing.share or 0.0
            name = say.word(group.group) if group.group else _("other")
            points = Cell(swing.points or "0", asked.selection.points.get(swing.criterion.slug, 0.0))
            weight = Cell(say.share(share), round(share, 6))
            rows.append((*cells(len(rows) + 1, swing.criterion.title, name), points, weight))
    header = (_("No."), _("Criterion"), _("Group"), _("Points"), _("Share"))
    preferences = {
        "stated": _("The points were taken as they are."),
        "ordinal": _("Of the points only their order was taken; the shares are the centroid of all weights in it."),
        "any": _("No points were taken: any weights at all were drawn, and the shares are equal for display."),
    }
    blocks: list[Block] = [Text(" ".join(filter(None, (asked.start, preferences[asked.selection.preference]))))]
    blocks.append(Table("", header, tuple(rows), frozenset({0, 3, 4})))
    agreed = tuple(say.equivalence(q) for q in asked.swings.equivalences if q.holds)
    if agreed:
        blocks += [Text(_("Agreed to:")), Bullets(agreed)]
    return Section("weights", _("What matters"), (*blocks, *_own_scores(asked)))


def _own_scores(asked: Asked) -> tuple[Block, ...]:
    """Scores that somebody put in the place of curated ones, with the reasons."""
    if not asked.saved or not asked.saved.scores:
        return ()
    _, number = asked.say._, asked.say.number

    def span(low: float, best: float, high: float) -> str:
        return f"{number(best)} ({number(low)}–{number(high)})"

    rows = tuple(
        cells(
            s.option_title,
            s.criterion_title,
            span(s.low, s.best, s.high) if s.cell else _("not used"),
            span(s.curated.low, s.curated.best, s.curated.high) if s.curated else _("not assessed"),
            s.reason,
        )
        for s in asked.saved.scores
    )
    header = (_("Option"), _("Criterion"), _("Own score"), _("Curated"), _("Reason"))
    return (Table(_("Own scores instead of the curated ones"), header, rows),)


def screening(asked: Asked) -> Section:
    _ = asked.say._
    tests = asked.screen.tests
    if not asked.screen.answered:
        return Section("screening", _("Screening"), (Text(_("No screening test was answered.")),))
    answers = {PASS: _("pass"), FAIL: _("fail"), UNSURE: _("unsure")}
    rows = []
    for row in asked.screen.rows:
        standing = _("not ranked") if row.out else _("ranked all the same") if row.failed else _("ranked")
        gate = asked.say.word(row.why.state)
        rows.append(cells(row.option.title, *(answers.get(a, "–") for a in row.answers), gate, standing))
    header = (_("Option"), *(asked.say.word(str(test.slug)) for test in tests), _("gate"), _("in the ranks"))
    meanings = Bullets(tuple(f"{asked.say.word(str(test.slug))}: {test.meaning}" for test in tests))
    return Section("screening", _("Screening"), (meanings, Table("", header, tuple(rows)), *_reasons(asked)))


def _reasons(asked: Asked) -> tuple[Block, ...]:
    if not asked.saved or not asked.saved.reasons:
        return ()
    title, word = asked.reading.title, asked.say.word
    items = tuple(
        f"{title('option', option)}, {word(test)}: {why}"
        for option, whys in asked.saved.reasons.items()
        for test, why in whys.items()
    )
    return (Text(asked.say._("Reasons:")), Bullets(items))
