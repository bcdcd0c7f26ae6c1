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
        title=asked.saved.title if asked.saved else dossier.title,
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
    pairs = [
        (_("Dossier"), dossier.title),
        (_("Question"), dossier.question),
        (_("Standing"), asked.say.standing(asked.illustrative)),
        (_("Version"), str(asked.reading.version)),
        (_("Made on"), asked.made_on),
        (_("Address"), asked.address),
        *((_("Note"), note) for note in dossier.notes),
    ]
    if asked.saved and asked.saved.note:
        pairs.insert(0, (_("What it is for"), asked.saved.note))
    return tuple(pairs)
