"""A brief in its order: what was asked, what came out, and what it rests on."""

from options.pages.brief import before, findings, outcome
from options.pages.brief.asked import Asked
from options.pages.brief.blocks import Brief

SECTIONS = (
    before.options,
    before.weights,
    before.screening,
    outcome.result,
    outcome.values,
    outcome.turning,
    findings.scores,
    findings.risks,
    findings.conditions,
    findings.law,
    findings.revisions,
)


def brief(asked: Asked) -> Brief:
    dossier, _ = asked.reading.dossier, asked.say._
    sections = [section for make in SECTIONS if (section := make(asked)) is not None]
    return Brief(
        title=asked.saved.title if asked.saved and not asked.saved.further else dossier.title,
        question=dossier.question,
        standing=asked.say.standing(asked.illustrative),
        language=dossier.language,
        about=_about(asked),
        sections=tuple(sections),
        notes=asked.notes.texts,
        notes_title=_("Sources and notes"),
    )


def _about(asked: Asked) -> tuple[tuple[str, str], ...]:
    dossier, _ = asked.reading.dossier, asked.say._
    pairs = (
        (_("Dossier"), dossier.title),
        (_("Question"), dossier.question),
        (_("Standing"), asked.say.standing(asked.illustrative)),
        (_("Version"), str(asked.reading.version)),
        (_("Made on"), asked.made_on),
        (_("Address"), asked.address),
        *((_("Note"), note) for note in dossier.notes),
    )
    return (*_of_the_saved(asked), *pairs)


def _of_the_saved(asked: Asked) -> tuple[tuple[str, str], ...]:
    saved, _ = asked.saved, asked.say._
    if saved is None:
        return ()
    if saved.further:
        text = _("“%(title)s”, with its own scores and its version of the dossier. What came of that is not saved.")
        return ((_("Weighed further on"), text % {"title": saved.title}),)
    return ((_("What it is for"), saved.note),) if saved.note else ()
