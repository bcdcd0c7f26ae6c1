"""The result in a brief: the same sentences and numbers as its page."""

from typing import Final

from options.pages.brief.asked import Asked
from options.pages.brief.blocks import Block, Bullets, Cell, Picture, Section, Table, Text, cells, decimal
from options.pages.weigh.result import OptionRow, Result, Stay
from options.pages.words import short

COLUMNS: Final = 12  # criteria of which contributions are printed one by one; with more, the sums alone
RANKS: Final = 6  # ranks that have a column of their own on paper


def result(asked: Asked) -> Section:
    say, shown = asked.say, asked.result
    _ = say._
    if shown is None:
        text = _("Nothing is ranked: nobody has said yet what matters.")
        return Section("result", _("Result"), (Text(text, lede=True),))
    blocks: list[Block] = []
    first = say.first(shown, asked.screen)
    if first:
        blocks.append(Bullets(tuple(first)))
    if supposed := say.supposed(asked.selection):
        blocks.append(Text(supposed))
    blocks.append(Text(say.verdict(shown.weighing), f"{say.kind(shown.weighing.verdict)}.", lede=True))
    blocks.append(Text(say.standing(asked.illustrative)))
    after = say.after(shown, asked.conditions)
    if after:
        blocks.append(Bullets(tuple(after)))
    cautions = say.cautions(shown, asked.screen)
    if cautions:
        blocks += [Text(_("Before you rely on it:")), Bullets(tuple(cautions))]
    return Section("result", _("Result"), tuple(blocks))


def values(asked: Asked) -> Section | None:
    say, shown = asked.say, asked.result
    if shown is None:
        return None
    _ = say._
    picture = Picture("contributions", _("Where each option’s value comes from"), say.contributions(shown))
    return Section("values", _("Values and ranks"), (picture, _contributions(asked, shown), _ranks(asked, shown)))


def _contributions(asked: Asked, shown: Result) -> Table:
    _ = asked.say._
    each = len(shown.criteria) <= COLUMNS
    numbers = tuple(str(k) for k in range(1, len(shown.criteria) + 1)) if each else ()
    header = (_("Option"), *numbers, _("value"), _("expected"), _("low"), _("high"), _("rank"))
    rows = []
    for row in shown.rows:
        weighed = row.weighed
        parts = tuple(decimal(part) for part in row.contributions) if each else ()
        rank = Cell("–") if weighed.rank is None else Cell(str(weighed.rank), weighed.rank)
        sums = (decimal(weighed.value), decimal(weighed.expected), *(decimal(end) for end in weighed.interval))
        rows.append((Cell(short(row.option.title)), *parts, *sums, rank))
    hint = _("Points of overall value, out of 100. Columns with numbers are the criteria above, in their order.")
    return Table(
        _("Points of overall value"), header, tuple(rows), frozenset(range(1, len(header))), hint if each else ""
    )


def _ranks(asked: Asked, shown: Result) -> Table:
    say = asked.say
    _ = say._
    shares = max((len(row.weighed.acceptability) for row in shown.rows), default=0)
    ranks = min(RANKS, shares)
    later = (_("later"),) if shares > ranks else ()
    header = (
        _("Option"),
        *(str(k) for k in range(1, ranks + 1)),
        *later,
        _("first if errors are common"),
        _("first, by order"),
    )
    rows = tuple((Cell(short(row.option.title)), *_shares(asked, row, ranks, bool(later))) for row in shown.rows)
    title = _("How often each option takes each rank")
    return Table(title, header, rows, frozenset(range(1, len(header))), say.draws(shown.weighing))


def _shares(asked: Asked, row: OptionRow, ranks: int, later: bool) -> tuple[Cell, ...]:
    def share(value: float | None) -> Cell:
        return Cell(asked.say.cell(value), None if value is None else round(100 * value, 4))

    weighed = row.weighed
    if not row.ranked:
        return (Cell(asked.say._("not ranked")), *[Cell("–")] * (ranks - 1 + later + 2))
    rest = (share(sum(weighed.acceptability[ranks:])),) if later else ()
    others = (share(weighed.first_common), share(weighed.first_by_order))
    return (*(share(value) for value in weighed.acceptability[:ranks]), *rest, *others)


def turning(asked: Asked) -> Section | None:
    """How far each weight may move, and what those who prefer another option care about."""
    say, shown = asked.say, asked.result
    if shown is None or not (shown.stays or shown.cares):
        return None
    _ = say._
    blocks: list[Block] = []
    if shown.drawn:
        title = _("If %(criterion)s mattered more, or less") % {"criterion": shown.drawn.criterion.title}
        blocks.append(Picture("line", title, say.line(shown)))
    if shown.stays:
        rows = tuple(
            (Cell(stay.criterion.title), *(_weight(asked, value) for value in _span(stay))) for stay in shown.stays
        )
        header = (_("Criterion"), _("stays first from"), _("now"), _("to"))
        title = _("How far each weight may move before another option draws level")
        blocks.append(Table(title, header, rows, frozenset({1, 2, 3}), say.stays(shown)))
    if shown.cares:
        friends = tuple(
            cells(short(c.option.title), say.plain_criteria(c.more), say.plain_criteria(c.less), say.cell(c.confidence))
            for c in shown.cares
        )
        header = (_("Puts first"), _("cares more about"), _("and less about"), _("first with these weights, of 100"))
        title = _("What somebody who prefers each option would care about")
        blocks.append(Table(title, header, friends, frozenset({3}), say.caring(shown)))
    return Section("turning", _("What would turn it, and for whom"), tuple(blocks))


def _span(stay: Stay) -> tuple[float | None, float | None, float | None]:
    if stay.line is None:
        return None, stay.weight, None
    return stay.line.stays_first_from, stay.weight, stay.line.stays_first_to


def _weight(asked: Asked, value: float | None) -> Cell:
    return Cell("–") if value is None else Cell(asked.say.share(value), round(value, 6))
