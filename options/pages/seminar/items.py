"""What the items of a sheet are about, and what was answered, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from options.bundle.reading import Reading

Say = Callable[[str], str]
Value = int | float | str | None


@dataclass(frozen=True)
class Said:
    """One answer. `value` None: nothing was answered."""

    item: str
    what: str
    value: Value


def said(answers: Mapping[str, Any], reading: Reading, *, say: Say, questions: Sequence[str] = ()) -> tuple[Said, ...]:
    """Every item of a sheet: marks first, then points, then texts, each in the order in which they were sent."""
    every = (Said(item, named(item, reading, say=say, questions=questions), shown(item, value, reading))
             for item, value in answers.items())  # fmt: skip
    return tuple(sorted(every, key=lambda each: _place(each.item)))


def named(item: str, reading: Reading, *, say: Say, questions: Sequence[str] = ()) -> str:
    """What an item asks; an item that nobody knows goes by its own name."""
    _ = say
    kind, _dot, rest = item.partition(".")
    option, _dot, criterion = rest.partition(".")
    if kind == "o" and criterion:
        return f"{reading.title('option', option)}: {reading.title('criterion', criterion)}"
    if kind == "w" and rest:
        return _("Points for: %(criterion)s") % {"criterion": reading.title("criterion", rest)}
    if kind == "q" and rest.isdecimal() and int(rest) < len(questions):
        return questions[int(rest)]
    words = {
        "why": _("Why"),
        "vote": _("Vote"),
        "claim": _("Claim"),
        "restated": _("In own words"),
        "asked": _("Question asked"),
    }
    return words.get(item, item)


def shown(item: str, value: Any, reading: Reading) -> Value:
    """A value for people: slugs become titles, empty texts nothing."""
    if value is None or value == "":
        return None
    if item == "vote":
        return reading.title("option", str(value))
    if item == "claim":
        return reading.title("claim", str(value))
    return value if isinstance(value, int | float) else str(value)


def _place(item: str) -> int:
    kind = item.partition(".")[0]
    return ("o", "w").index(kind) if kind in ("o", "w") else 2


def part(item: str, reading: Reading, *, say: Say) -> str:
    """What a council's item is called: a part of a directive, a cell of a grid, a dissent."""
    _ = say
    start, _dot, rest = item.partition(".")
    names = {
        "option": _("Option"),
        "legal-basis": _("Legal basis"),
        "preconditions": _("Preconditions not met"),
        "mitigations": _("Mitigations"),
        "tripwire": _("What would change the decision"),
        "decides.precondition": _("The precondition that decides"),
        "decides.law": _("The legal question that decides"),
    }
    if start == "dissent":
        return _("Dissent")
    return names.get(item) or (f"{reading.title('option', start)}: {rest}" if rest else item)


def choice(item: str, chosen: str, reading: Reading, *, say: Say) -> str:
    """What a council chose on an item, in words; "" for nothing."""
    _ = say
    kinds = {"option": "option", "decides.precondition": "precondition", "decides.law": "legal-question"}
    if item in kinds and chosen:
        return reading.title(kinds[item], chosen)
    return {"p": _("pass"), "f": _("fail"), "u": _("unsure")}.get(chosen, chosen)
