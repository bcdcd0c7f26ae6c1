"""What bots do together in a rehearsal: notes that their councils read, the screening grid, the directive."""

from collections.abc import Callable
from typing import Final
from uuid import uuid4

from django.utils.translation import gettext as _

from options.models.annotations import ASKS, CHALLENGES, EXERCISE, SUPPORTS, Annotation, Place, Said
from options.models.entries import Entry
from options.models.revisions import Revision
from options.models.seminar.artifacts import DISSENT, PARTS, Artifact
from options.models.seminar.bots import Table
from options.models.seminar.phases import DIRECTIVE, DISCUSS, SCREEN
from options.models.seminar.seats import Seat

FIRST_NOTES: Final = 2
STANCES: Final = (ASKS, CHALLENGES, SUPPORTS)


def _notes(table: Table) -> None:
    """As many as open the council's notes, on the options that are at issue."""
    entries = Entry.objects.filter(dossier=table.exercise.dossier, kind="option", slug__in=table.options)
    pinned = {r.entry_id: r for r in Revision.objects.at(table.exercise.dossier_version).filter(entry__in=entries)}
    places = [(entry, pinned[entry.pk]) for entry in entries if entry.pk in pinned]
    there = set(Annotation.objects.filter(phase=table.phase).values_list("seat", flat=True))
    for seat in table.seats if places else ():
        if seat.council is None or seat.pk in there:
            continue
        for number in range(max(FIRST_NOTES, table.phase.unlock_after or 0)):
            entry, revision = places[(seat.number + number) % len(places)]
            said = Said(_("Rehearsal text: a note of %(seat)s.") % {"seat": seat.handle}, STANCES[number % 3], EXERCISE)
            Annotation.objects.post_in_exercise(Place(entry), said, seat=seat, phase=table.phase, made_on=revision,
                                                token=uuid4(), now=table.now)  # fmt: skip


def _grid(table: Table) -> None:
    """Every cell of the screening grid, each by the next one at the table; and what decides."""
    cells = [f"{option}.{test.slug}" for option in table.options for test in table.reading.dossier.screening_tests]
    for seats in table.councils.values():
        lots = table.lots(seats[0], len(cells))
        for number, cell in enumerate(cells):
            choice = "ppfu"[int(4 * next(lots))]
            table.write(seats[number % len(seats)], cell, choice=choice, text=_("Rehearsal text: a reason."))
        for kind, slugs in (("precondition", table.reading.preconditions), ("law", table.reading.legal_questions)):
            if slugs:
                table.write(seats[0], f"decides.{kind}", choice=list(slugs)[seats[0].number % len(slugs)])
    table.save()


def _directive(table: Table) -> None:
    """Each part by the role that drafts it, accepted by the decision-maker; and a dissent."""
    deciders: list[Seat] = []
    for council, seats in table.councils.items():
        decider = next((seat for seat in seats if seat.pk == council.decider_id), None)
        for part in PARTS:
            drafts = (seat for seat in seats if seat.role and part in seat.role.drafts)
            choice = table.options[council.number % len(table.options)] if part == "option" and table.options else ""
            table.write(next(drafts, decider or seats[0]), part, choice=choice, text=_("Rehearsal text: this part."))
        table.write(seats[-1], f"{DISSENT}.{seats[-1].number}", text=_("Rehearsal text: a dissent."))
        deciders += [decider] if decider else []
    table.save()
    for decider in deciders:
        for row in Artifact.objects.filter(
            phase=table.phase, council=decider.council, accepted_at=None, item__in=PARTS
        ):
            row.accept(decider, now=table.now)


TOGETHER: Final[dict[str, Callable[[Table], None]]] = {DISCUSS: _notes, SCREEN: _grid, DIRECTIVE: _directive}
