"""One weighing with everything that shows it: the page, a saved comparison and the brief are made of this."""

from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from options import words
from options.analysis.gates import gate
from options.bundle.reading import Reading, requirement
from options.jinja import url
from options.pages.frame import is_illustrative
from options.pages.weigh import inputs, starts
from options.pages.weigh.conditions import conditions_part
from options.pages.weigh.inputs import NO_OVERRIDES, Overrides
from options.pages.weigh.result import OptionRow, Result, heat, result
from options.pages.weigh.roles import roles_page
from options.pages.weigh.screening import screen
from options.pages.weigh.selection import Selection
from options.pages.weigh.swings import swings
from options.pages.weigh.wording import WeighWording
from options.pages.words import short
from options.pictures.contributions import Bar, ContributionWords, contributions, contributions_narrow
from options.pictures.weight_lines import Ray, WeightWords, weight_lines, weight_lines_narrow

WIDTH: Final = 720  # of a broad picture, in pixels: about the column it stands in, so that its text keeps its size


def weighed(reading: Reading, asked: Selection, overrides: Overrides = NO_OVERRIDES) -> dict[str, Any]:
    """Everything that the page, a saved comparison and the brief show of one selection."""
    conditions = reading.conditions_with(asked.toggles, asked.pursued)
    weighing = inputs.weighing(reading, asked, overrides)
    shown = result(reading, asked, weighing) if weighing else None
    say = wording(reading, rich=True)
    return {
        "s": asked,
        "say": say,
        "screen": screen(reading, asked, conditions),
        "swings": swings(reading, asked, inputs.matrix(reading, asked.options, overrides)),
        "conditions": conditions_part(reading, asked, conditions),
        "r": shown,
        "pictures": pictures(reading, shown, say) if shown else None,
        "heat": heat,
        "roles": starts.roles(reading),
        "start": starts.of(reading, asked.points),
        "illustrative": is_illustrative(reading),
    }


def across(reading: Reading, asked: Selection, overrides: Overrides = NO_OVERRIDES) -> dict[str, Any]:
    """The same selection by the weights of every role."""
    conditions = reading.conditions_with(asked.toggles, asked.pursued)
    return {
        "s": asked,
        "say": wording(reading, rich=True),
        "page": roles_page(reading, asked, overrides),
        "states": {o: gate(requirement(reading.options[o]), conditions).state for o in asked.options},
    }


def wording(reading: Reading, *, rich: bool = False) -> WeighWording:
    return WeighWording(reading, gettext, ngettext, words.word, words.dateword, rich)


def pictures(reading: Reading, shown: Result, say: WeighWording) -> dict[str, Markup]:
    """Contributions, and the line of one weight, each drawn broad and narrow."""
    bars = [_bar(reading, row) for row in shown.rows]
    names = [criterion.title for criterion in shown.criteria]
    bar_words = ContributionWords(title=_("Where each option’s value comes from"), missing=_("missing"))
    drawn = {
        "contributions": contributions(bars, names, bar_words, width=WIDTH),
        "contributions_narrow": contributions_narrow(bars, names, bar_words),
    }
    if shown.drawn:
        line = shown.drawn.line
        leader = shown.weighing.first_by_value
        rays = [Ray(short(o.title), zero, one, o.slug == leader) for o, zero, one in shown.drawn.rays]
        crossings = [(crossing.at, say.share(crossing.at)) for crossing in line.crossings]
        now = _("now %(share)s") % {"share": say.share(line.weight)}
        line_words = WeightWords(title=shown.drawn.criterion.title, now=now, axis_from="0%", axis_to="100%")
        drawn["line"] = weight_lines(rays, line.weight, crossings, line_words, width=WIDTH)
        drawn["line_narrow"] = weight_lines_narrow(rays, line.weight, crossings, line_words)
    return drawn


def _bar(reading: Reading, row: OptionRow) -> Bar:
    weighed = row.weighed
    note = _("not ranked") if not row.ranked else words.word(weighed.gate.state) if weighed.gate.state != "open" else ""
    return Bar(
        title=short(row.option.title),
        note=note,
        parts=row.contributions,
        value=weighed.value,
        low=weighed.interval[0],
        high=weighed.interval[1],
        href=url("option", reading.slug, row.option.slug),
    )
