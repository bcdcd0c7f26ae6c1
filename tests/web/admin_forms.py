"""A change page of the admin, filled in and sent as a browser would."""

from options.models import Entry

ADMIN = "/admin/options/"


def address(kind, slug):
    entry = Entry.objects.get(kind=kind, slug=slug)
    key = entry.dossier_id if kind == "dossier" else entry.pk
    return f"{listed(kind)}{key}/change/"


def listed(kind):
    """The list of a kind: an exercise entry is a template, as exercises that run are something else."""
    return f"{ADMIN}{'exercisetemplate' if kind == 'exercise' else kind.replace('-', '')}/"


def formsets(response):
    return {each.formset.prefix: each.formset for each in response.context["inline_admin_formsets"]}


def fields(response):
    """Every field of the page with the value it shows."""
    rows = [part for each in formsets(response).values() for part in (each.management_form, *each.forms)]
    bound = [field for form in (response.context["adminform"].form, *rows) for field in form]
    values = {field.html_name: "on" if field.value() is True else field.value() for field in bound}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def filled(client, path, changes, note="Because."):
    """The page's fields with some changed; None takes a field out."""
    values = {**fields(client.get(path)), "change_note": note, **changes}
    return {name: value for name, value in values.items() if value is not None}


def row_of(client, path, prefix, field, slug):
    """The prefix of the row whose `field` names an entry: `exposures-2`."""
    key = Entry.objects.get(slug=slug).pk
    rows = formsets(client.get(path))[prefix].forms
    return next(form.prefix for form in rows if str(form[field].value()) == str(key))


def new_row(client, path, prefix, **values):
    """Fields of one more row at the end of a list."""
    formset = formsets(client.get(path))[prefix]
    total = formset.total_form_count()
    named = {f"{prefix}-{total}-{name}": value for name, value in values.items()}
    return {f"{prefix}-TOTAL_FORMS": total + 1, **named}


def errors(response):
    """Everything that the page says is wrong, by the name of the field or row it stands beside."""
    found = {}
    forms = [response.context["adminform"].form, *(row for each in formsets(response).values() for row in each.forms)]
    for form in forms:
        for name, said in form.errors.items():
            found[form.add_prefix(name)] = list(said)
    return found
