"""Weigh the options of a dossier: the same result as the page's, as text or JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from options.analysis.draws import MOST_DRAWS
from options.analysis.scales import STATUS
from options.analysis.weighing import Weighing
from options.analysis.weights import PREFERENCES
from options.bundle.reading import Reading
from options.management.plain import PlainCommand
from options.models import Dossier
from options.pages.frame import is_illustrative
from options.pages.query import as_number
from options.pages.weigh import inputs, report, starts
from options.pages.weigh.conditions import gate_row
from options.pages.weigh.selection import MOST_SEED, Selection
from options.pages.weigh.wording import WeighWording
from options.pages.words import short
from options.weighed import wording


class Command(PlainCommand):
    help = "Weigh the options of a published dossier. Without --option all are weighed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--option", action="append", default=[], metavar="SLUG", help="weigh this one; repeatable")
        parser.add_argument("--weight", action="append", default=[], metavar="CRITERION=POINTS", help="repeatable")
        parser.add_argument("--equal", action="store_true", help="equal points for each group of criteria, said aloud")
        parser.add_argument("--toggle", action="append", default=[], metavar="PRECONDITION=STATUS", help="repeatable")
        parser.add_argument(
            "--pursue", action="append", default=[], metavar="SLUG", help="take as under way; repeatable"
        )
        parser.add_argument(
            "--screened-out", action="append", default=[], metavar="SLUG", help="not ranked; repeatable"
        )
        parser.add_argument("--preference", choices=PREFERENCES, default="stated")
        parser.add_argument("--draws", type=int, default=None, metavar="N", help=f"1 to {MOST_DRAWS}")
        parser.add_argument(
            "--seed", type=int, default=None, metavar="N", help="0 to 2^64 - 1; the dossier's own if not given"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        dossier = Dossier.objects.filter(slug=slug, version__gt=0).first()
        if dossier is None:
            raise CommandError(f"{slug}: there is no published dossier of that name.", returncode=1)
        reading = dossier.reading()
        asked, faults = Asked(reading, options).selection()
        if faults:
            raise CommandError("\n".join(faults), returncode=1)
        found = inputs.weighing(reading, asked)
        if found is None:
            raise CommandError(f"{slug}: there is nothing to weigh: no option, or no criterion.", returncode=1)
        if options["format"] == "json":
            plain = report.report(reading, asked, found, wording(reading))
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(lines(reading, asked, found)))


class Asked:
    """What the arguments ask for, checked against a reading: every fault is told, one line each."""

    def __init__(self, reading: Reading, options: dict[str, Any]) -> None:
        self.reading, self.options, self.faults = reading, options, list[str]()

    def selection(self) -> tuple[Selection, list[str]]:
        reading = self.reading
        named = self.known("--option", reading.options, "option")
        chosen = tuple(slug for slug in reading.options if not named or slug in named)
        out = self.known("--screened-out", reading.options, "option")
        tests = len(reading.dossier.screening_tests) or 1
        found = Selection(
            options=chosen,
            every=len(chosen) == len(reading.options),
            points=self.points(),
            preference=self.options["preference"],
            screened={slug: "f" * tests for slug in chosen if slug in out},
            toggles=self.toggles(),
            pursued=tuple(
                slug for slug in reading.options if slug in self.known("--pursue", reading.options, "option")
            ),
            draws=self.whole("--draws", 1, MOST_DRAWS, 0) or None,
            seed=None if self.options["seed"] is None else self.whole("--seed", 0, MOST_SEED, 0),
        )
        return found, list(dict.fromkeys(self.faults))

    def given(self, flag: str) -> Any:
        return self.options[flag.removeprefix("--").replace("-", "_")]

    def known(self, flag: str, allowed: Any, what: str) -> list[str]:
        self.faults += [
            f"{flag} {slug}: this dossier has no such {what}." for slug in self.given(flag) if slug not in allowed
        ]
        return [slug for slug in self.given(flag) if slug in allowed]

    def pairs(self, flag: str, allowed: Any, what: str) -> dict[str, str]:
        """NAME=VALUE arguments; each name once."""
        found: dict[str, str] = {}
        for text in self.given(flag):
            name, sign, value = text.partition("=")
            if not sign:
                self.faults.append(f"{flag} {text}: write it as {what.upper()}=VALUE.")
            elif name not in allowed:
                self.faults.append(f"{flag} {text}: this dossier has no such {what}.")
            elif name in found:
                self.faults.append(f"{flag} {text}: {name} is given twice.")
            else:
                found[name] = value
        return found

    def points(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for slug, text in self.pairs("--weight", self.reading.criteria, "criterion").items():
            number = as_number(text)
            if number is None or number < 0:
                self.faults.append(f"--weight {slug}={text}: points must be numbers from 0 up.")
            elif number:
                found[slug] = number
        if self.options["equal"]:
            if self.options["weight"]:
                self.faults.append("--equal: say either --equal or --weight, not both.")
            return starts.equal(self.reading)
        if not found and not self.faults and self.options["preference"] != "any":
            self.faults.append(
                "--weight: nothing is ranked before somebody says what matters. Give --weight CRITERION=POINTS "
                "above 0, or say --equal or --preference any."
            )
        return {slug: found[slug] for slug in self.reading.criteria if slug in found}

    def toggles(self) -> dict[str, str]:
        """Conditions switched to another status; as-curated removes a switch."""
        known, found = self.reading.preconditions, {}
        for slug, to in self.pairs("--toggle", known, "precondition").items():
            if to not in (*STATUS, "as-curated"):
                self.faults.append(f"--toggle {slug}={to}: the status must be one of {', '.join(STATUS)}, as-curated.")
            elif to not in ("as-curated", known[slug].status):
                found[slug] = to
        return found

    def whole(self, flag: str, low: int, high: int, otherwise: int) -> int:
        number = self.given(flag)
        if number is None:
            return otherwise
        if not low <= number <= high:
            self.faults.append(f"{flag} {number}: give a whole number from {low} to {high}.")
            return otherwise
        return int(number)


def lines(reading: Reading, asked: Selection, found: Weighing) -> list[str]:
    """The result as text: verdict and flips, then one line for each option in axis order."""
    say = wording(reading)
    weights = zip(found.inputs.matrix.criteria, found.weights, strict=True)
    return [
        reading.dossier.title,
        f"Version {reading.version}. {say.standing(is_illustrative(reading))}",
        "",
        *filter(None, [say.supposed(asked)]),
        f"{say.kind(found.verdict)}. {say.verdict(found)}",
        *(f"- {sentence}" for sentence in (*say.flips(found), *say.reasons(found), *depends(reading, found, say))),
        "",
        *table(reading, found, say),
        "",
        "Weights: " + ", ".join(f"{slug} {say.share(weight)}" for slug, weight in weights),
        f"Preference {found.inputs.preference}, {found.inputs.draws:,} draws, seed {found.inputs.seed}.",
    ]


def depends(reading: Reading, found: Weighing, say: WeighWording) -> list[str]:
    """What the leader depends on, where its gate is not open."""
    leader = found.verdict.leader
    said = say.condition(gate_row(reading, leader, found.inputs.conditions)) if leader else ""
    return [said] if said else []


def table(reading: Reading, found: Weighing, say: WeighWording) -> list[str]:
    by_slug = {weighed.option: weighed for weighed in found.options}
    rows: list[tuple[str, ...]] = [("rank", "value", "low", "high", "first", "gate", "option")]
    for slug, option in reading.options.items():
        if slug in by_slug:
            one = by_slug[slug]
            rows.append((
                str(one.rank or "-"),
                "-" if one.value is None else f"{one.value:.1f}",
                *(f"{end:.1f}" for end in one.interval),
                say.cell(one.first).replace("–", "-"),
                one.gate.state,
                short(option.title) + (" (screened out)" if slug in found.inputs.screened_out else ""),
            ))  # fmt: skip
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    return ["  ".join([*(cell.rjust(w) for cell, w in zip(row, widths, strict=False)), row[-1]]) for row in rows]
