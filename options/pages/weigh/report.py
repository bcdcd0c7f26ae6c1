"""The result as plain values: what `manage.py weigh --format json` prints and the page's JSON holds."""

from typing import Any, cast

from options.analysis.digits import rounded
from options.analysis.sensitivity import Line, ScoreFlip, Swing, WeightFlip
from options.analysis.weighing import Weighed, Weighing
from options.bundle.reading import Reading
from options.pages.weigh.conditions import SETS, gate_row, set_names
from options.pages.weigh.selection import Selection
from options.pages.weigh.wording import WeighWording

Plain = dict[str, Any]


def report(reading: Reading, selection: Selection, weighing: Weighing, say: WeighWording) -> Plain:
    """Numbers have 12 significant digits. Options in the order of their slugs. `say` must give plain sentences."""
    inputs = weighing.inputs
    weights = dict(zip(inputs.matrix.criteria, weighing.weights, strict=True))
    found = {
        "dossier": reading.slug,
        "version": reading.version,
        "as_of": reading.dossier.as_of,
        "method": weighing.method,
        "preference": inputs.preference,
        "draws": inputs.draws,
        "seed": inputs.seed,
        "weights": weights,
        "unweighted": [slug for slug, weight in weights.items() if not weight],
        "pursued": list(selection.pursued),
        "toggles": dict(selection.toggles),
        "screened_out": sorted(inputs.screened_out),
        "options": [_option(reading, weighing, weighed, say) for weighed in weighing.options],
        "pairwise": _pairwise(weighing),
        "sensitivity_of": weighing.first_by_value,
        "sensitivity": _sensitivity(weighing),
        "sensitivity_without": list(weighing.sensitivity_without),
        "flips": {"weight": _weight_flip(weighing.weight_flip), "score": _score_flip(weighing.score_flip)},
        "most_important": _most_important(weighing.most_important),
        "verdict": _verdict(weighing, say),
    }
    return cast("Plain", rounded(found))


def _option(reading: Reading, weighing: Weighing, weighed: Weighed, say: WeighWording) -> Plain:
    criteria = weighing.inputs.matrix.criteria
    central = weighed.central_weights
    row = gate_row(reading, weighed.option, weighing.inputs.conditions)
    return {
        "option": weighed.option,
        "value": weighed.value,
        "expected": weighed.expected,
        "interval": weighed.interval,
        "rank": weighed.rank,
        "first_rank_share": weighed.first,
        "standard_error": weighed.standard_error,
        "rank_acceptability": weighed.acceptability,
        "first_rank_share_common": weighed.first_common,
        "first_rank_share_by_order": weighed.first_by_order,
        "central_weights": None if central is None else dict(zip(criteria, central, strict=True)),
        "confidence_factor": weighed.confidence_factor,
        "gate": weighed.gate.state,
        "gate_reason": say.gate(row),
        "blocked_by": [leaf.slug for leaf in weighed.gate.deciding] if weighed.gate.state == "blocked" else [],
        "unlock_sets": set_names(weighed.unlocking),
        "unlock_sets_complete": weighed.unlocking.complete and len(weighed.unlocking.sets or ()) <= SETS,
        "dominated_by": weighed.dominated_by,
        "robustly_dominated_by": weighed.robustly_dominated_by,
        "missing": weighed.missing,
        "clipped": weighed.clipped,
    }


def _pairwise(weighing: Weighing) -> Plain:
    names = weighing.ranked
    return {
        one: {other: share for k, (other, share) in enumerate(zip(names, row, strict=True)) if k != i}
        for i, (one, row) in enumerate(zip(names, weighing.pairwise, strict=True))
    }


def _sensitivity(weighing: Weighing) -> list[Plain | None]:
    return [_line(line) for line in weighing.sensitivity]


def _line(line: Line | None) -> Plain | None:
    if line is None:
        return None
    return {
        "criterion": line.criterion,
        "weight": line.weight,
        "stays_first_from": line.stays_first_from,
        "stays_first_to": line.stays_first_to,
        "crossings": [{"at": crossing.at, "overtaken_by": crossing.overtaken_by} for crossing in line.crossings],
    }


def _weight_flip(flip: WeightFlip | None) -> Plain | None:
    if flip is None:
        return None
    return {"criterion": flip.criterion, "from": flip.start, "to": flip.to, "new_leader": flip.new_leader}


def _score_flip(flip: ScoreFlip | None) -> Plain | None:
    if flip is None:
        return None
    return {
        "option": flip.option,
        "criterion": flip.criterion,
        "value_change": flip.value_change,
        "from": flip.start,
        "to": flip.to,
        "new_leader": flip.new_leader,
    }


def _most_important(swing: Swing | None) -> Plain | None:
    if swing is None:
        return None
    return {"option": swing.option, "criterion": swing.criterion, "swing": swing.swing}


def _verdict(weighing: Weighing, say: WeighWording) -> Plain:
    verdict = weighing.verdict
    return {
        "kind": verdict.kind,
        "leader": verdict.leader,
        "share": verdict.share,
        "runner_up": verdict.runner_up,
        "runner_up_share": verdict.runner_up_share,
        "contenders": verdict.contenders,
        "models_agree": verdict.models_agree,
        "sentence": " ".join([f"{say.kind(verdict)}.", say.verdict(weighing)]),
    }
